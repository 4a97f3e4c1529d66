"""What happened to each fund, and to each key's part of it (CC 3.86 § 3; law 4.2: a reserve is spent by its key)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Movement:
    """A fund or a key's part of it over a period, in cents. ``used_cents`` is what left it, above zero."""

    opening_cents: int
    called_cents: int
    other_cents: int
    used_cents: int

    @property
    def closing_cents(self) -> int:
        """opening + called + other − used."""
        return self.opening_cents + self.called_cents + self.other_cents - self.used_cents

    def without(self, part: "Movement") -> "Movement":
        """What is left of it once a part is taken out."""
        return Movement(
            self.opening_cents - part.opening_cents,
            self.called_cents - part.called_cents,
            self.other_cents - part.other_cents,
            self.used_cents - part.used_cents,
        )

    def __bool__(self) -> bool:
        return any((self.opening_cents, self.called_cents, self.other_cents, self.used_cents))


class Sums(Protocol):
    """The account of a fund over a period, in cents; its opening is debit minus credit, as in the books."""

    @property
    def opening_cents(self) -> int: ...
    @property
    def debit_cents(self) -> int: ...
    @property
    def credit_cents(self) -> int: ...
    @property
    def calls_debit_cents(self) -> int: ...
    @property
    def calls_credit_cents(self) -> int: ...


def of_account(sums: Sums) -> Movement:
    """A fund's account as a movement. A call taken back lowers what was called: it is no use of the fund."""
    return Movement(
        opening_cents=-sums.opening_cents,
        called_cents=sums.calls_credit_cents - sums.calls_debit_cents,
        other_cents=sums.credit_cents - sums.calls_credit_cents,
        used_cents=sums.debit_cents - sums.calls_debit_cents,
    )


def by_key(
    whole: Movement, called: Mapping[str, tuple[int, int]], used: Mapping[str, tuple[int, int]]
) -> tuple[dict[str, Movement], Movement]:
    """The part of each key (before, within the period) of what calls asked and withdrawals took; and the rest, which
    no key is known of: a takeover, a transfer between funds. Parts and rest make the whole, to the cent."""
    parts = {}
    for key in sorted({*called, *used}):
        asked_before, asked = called.get(key, (0, 0))
        used_before, gone = used.get(key, (0, 0))
        parts[key] = Movement(asked_before - used_before, asked, 0, gone)
    return parts, whole.without(total(list(parts.values())))


def total(parts: Sequence[Movement]) -> Movement:
    """Several movements as one."""
    return Movement(
        sum(one.opening_cents for one in parts),
        sum(one.called_cents for one in parts),
        sum(one.other_cents for one in parts),
        sum(one.used_cents for one in parts),
    )
