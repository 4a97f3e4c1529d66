"""Who may let an invoice be paid: the condominium's own rule, decided by its assembly (four eyes)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.kernel.refusals import Refused


class Mode(StrEnum):
    """When somebody else than who recorded an invoice must approve it."""

    NEVER = "never"
    ABOVE = "above"
    ALWAYS = "always"


class FourEyes(Refused):
    """Who recorded an invoice cannot approve it: the condominium asks for somebody else's eyes."""

    code = "purchases.four_eyes"


class ThresholdMissing(Refused):
    """A rule « above an amount » needs the amount, in cents above zero."""

    code = "purchases.threshold_missing"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that holds: above ``threshold_cents`` (gross, strictly) for ABOVE."""

    mode: Mode = Mode.NEVER
    threshold_cents: int = 0

    def __post_init__(self) -> None:
        if self.mode is Mode.ABOVE and self.threshold_cents <= 0:
            raise ThresholdMissing(field="threshold")

    def asks(self, gross_cents: int) -> bool:
        """Whether an invoice of this amount waits for an approval. Money that comes back never does."""
        if self.mode is Mode.ALWAYS:
            return gross_cents > 0
        return self.mode is Mode.ABOVE and gross_cents > self.threshold_cents


def check_eyes(*, approver: UUID | None, recorder: UUID | None, checker: UUID | None) -> None:
    """Raises FourEyes where the approver is who recorded the invoice, or checked one that came in by itself."""
    first = recorder or checker
    if first is not None and approver == first:
        raise FourEyes()
