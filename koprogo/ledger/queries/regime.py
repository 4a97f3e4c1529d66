"""Which books this building keeps, and why."""

from dataclasses import dataclass
from datetime import date

from koprogo.condominiums.queries import roll
from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.lots import LotKind
from koprogo.ledger.models import RegimeNote
from koprogo.ledger.rules.regime import Regime, regime
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Standing:
    """The regime of today. ``told``: what the syndic was last told, None before the first time."""

    counted: int
    regime: Regime
    compulsory: bool
    told: Regime | None
    chosen_full: bool
    decision: str
    decided_on: date | None

    @property
    def crossed(self) -> bool:
        """Whether the count crossed the line since the syndic was last told."""
        return self.told is not None and self.told is not self.regime


def standing(access: Access) -> Standing:
    """The regime today with what was decided (two queries)."""
    last = RegimeNote.objects.filter(org_id=access.org_id).order_by("-noted_at", "-id").first()
    counted = lots.counted(LotKind(kind) for kind in roll.kinds(access))
    chosen = last is not None and last.chosen_full
    return Standing(
        counted=counted,
        regime=regime(counted=counted, chosen_full=chosen),
        compulsory=lots.full_books_compulsory(counted),
        told=Regime(last.regime) if last else None,
        chosen_full=chosen,
        decision=last.decision if last else "",
        decided_on=last.decided_on if last else None,
    )
