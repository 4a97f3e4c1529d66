"""A year's sum called in several steps: what each step asks, so that all of them make the year to the cent.

Each step is the rounded share of the year so far less what was asked before: a quarter of 1 920,06 is 480,02, then
480,01, 480,02, 480,01 (docs/decisions/0026). One step and four make the same year.
"""

from dataclasses import dataclass
from uuid import UUID

from koprogo.kernel.refusals import Refused


class StepOutside(Refused):
    """A step before the first or after the last one."""

    code = "charges.step_outside"


@dataclass(frozen=True, slots=True)
class Spread:
    """Step ``step`` (from 1) of ``steps`` of ``year_cents``.

    ``deducts``: calls already sent whose lines of the same kind and key are taken off the year first; the steps then
    share what is left. Raises StepOutside.
    """

    year_cents: int
    step: int
    steps: int
    deducts: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.step <= self.steps:
            raise StepOutside(step=self.step, steps=self.steps)


def so_far(cents: int, step: int, steps: int) -> int:
    """What is asked up to a step, in cents: ``cents × step / steps``, rounded half up (away from zero)."""
    rounded = (2 * abs(cents) * step + steps) // (2 * steps)
    return rounded if cents >= 0 else -rounded


def of_step(cents: int, step: int, steps: int) -> int:
    """What one step asks of a sum for the whole, in cents. All the steps sum to the whole."""
    return so_far(cents, step, steps) - so_far(cents, step - 1, steps)
