"""The lines of an invoice: whole cents, VAT as a cost, one bearer each (law 4.4, 7.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.allocation import Allocation

#: The rates of Belgian VAT in basis points (law 7.5), the usual one first.
RATES = (2100, 1200, 600, 0)


class NoLine(Refused):
    """An invoice needs at least one line with an amount."""

    code = "purchases.no_line"


class AmountsDiffer(Refused):
    """Net and VAT of a line do not make its gross amount; ``position`` counts from 1."""

    code = "purchases.amounts_differ"


class NothingOwed(Refused):
    """The lines of the document sum to nothing, or to less: that is a credit note, with amounts above zero."""

    code = "purchases.nothing_owed"


class TotalDiffers(Refused):
    """The lines do not make the amount printed on the document. Cents."""

    code = "purchases.total_differs"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as printed, in cents; a discount is below zero. With ``lot_id`` it is that lot's alone.

    ``key_id`` empty: the key of the account. ``occupant_percent`` empty: that of the account. ``vat_bp``: the rate in
    basis points, empty where the document does not say. ``period_from``/``period_to``: the days it covers.
    """

    account_id: UUID
    gross_cents: int
    net_cents: int | None = None
    vat_cents: int | None = None
    vat_bp: int | None = None
    label: str = ""
    key_id: UUID | None = None
    occupant_percent: int | None = None
    lot_id: UUID | None = None
    period_from: date | None = None
    period_to: date | None = None
    exempt: frozenset[UUID] = frozenset()

    @property
    def net(self) -> int:
        """Net cents: as given, else from the gross amount and the rate."""
        return self.net_cents if self.net_cents is not None else split_gross(self.gross_cents, self.vat_bp or 0)[0]

    @property
    def vat(self) -> int:
        """Cents of VAT: as given, else what is left of the gross amount."""
        return self.vat_cents if self.vat_cents is not None else self.gross_cents - self.net

    def allocation(self) -> Allocation:
        """Who bears it, as the books keep it. Raises UnusableAllocation."""
        return Allocation(
            key_id=None if self.lot_id else self.key_id,
            occupant_percent=self.occupant_percent,
            period_from=self.period_from,
            period_to=self.period_to,
            exempt=self.exempt,
        )


def split_gross(gross_cents: int, vat_bp: int) -> tuple[int, int]:
    """(net, VAT) of a gross amount at a rate in basis points: the VAT rounded half up, the net the rest."""
    whole = 10_000 + vat_bp
    vat = (2 * abs(gross_cents) * vat_bp + whole) // (2 * whole)
    signed = vat if gross_cents >= 0 else -vat
    return gross_cents - signed, signed


def checked(lines: Sequence[LineFacts], *, total_cents: int | None = None) -> tuple[LineFacts, ...]:
    """The lines that carry an amount. Raises NoLine, AmountsDiffer, NothingOwed, TotalDiffers, UnusableAllocation.

    ``total_cents``: what the document says has to be paid in all, where it is known.
    """
    kept = tuple(line for line in lines if line.gross_cents)
    if not kept:
        raise NoLine(field="lines")
    for position, line in enumerate(kept, start=1):
        if line.net + line.vat != line.gross_cents:
            raise AmountsDiffer(position=position, net_cents=line.net, vat_cents=line.vat, gross_cents=line.gross_cents)
        line.allocation()
    total = sum(line.gross_cents for line in kept)
    if total <= 0:
        raise NothingOwed(total_cents=total)
    if total_cents is not None and total != total_cents:
        raise TotalDiffers(lines_cents=total, total_cents=total_cents, field="total")
    return kept
