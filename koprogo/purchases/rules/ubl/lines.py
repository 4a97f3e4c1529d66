"""The lines of a draft made from an electronic invoice: net, VAT and gross of each, together exactly the file's total.

Allowances and charges of the whole document become lines of their own (EN 16931 BG-20, BG-21). VAT is given by rate
only (BG-23): it is spread over the lines of its rate, and what rounding leaves goes to the largest of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from koprogo.kernel.refusals import Refused
from koprogo.purchases.rules.ubl.facts import Amount, EInvoice


class AmountsUnusable(Refused):
    """No draft can be made of the amounts of a file: `reason` is missing | zero | currency."""

    code = "purchases.ubl_amounts"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line in cents, as printed; an allowance is below zero. ``vat_bp``: the rate in basis points."""

    text: str
    net_cents: int
    vat_cents: int
    vat_bp: int | None

    @property
    def gross_cents(self) -> int:
        """What it costs in all."""
        return self.net_cents + self.vat_cents


@dataclass(frozen=True, slots=True)
class DraftTotals:
    """The lines and what they are: of an invoice, or of a credit note (amounts above zero in both)."""

    credit_note: bool
    lines: tuple[DraftLine, ...]

    @property
    def gross_cents(self) -> int:
        """The sum of the lines."""
        return sum(line.gross_cents for line in self.lines)


def drafted(invoice: EInvoice) -> DraftTotals:
    """The lines of a draft. An invoice below zero is a credit note written the other way round.

    Raises `AmountsUnusable`.
    """
    if invoice.currency != "EUR":
        raise AmountsUnusable(reason="currency", currency=invoice.currency or "?")
    if invoice.gross_cents is None:
        raise AmountsUnusable(reason="missing")
    if invoice.gross_cents == 0:
        raise AmountsUnusable(reason="zero")
    members = _members(invoice)
    nets = [member.net_cents or 0 for member in members]
    taxes = _taxes(invoice, members, nets)
    lines = [
        DraftLine(member.text, net, vat, member.rate) for member, net, vat in zip(members, nets, taxes, strict=True)
    ]
    left = invoice.gross_cents - sum(line.gross_cents for line in lines)
    if left:
        lines.append(DraftLine("", left, 0, None))
    negative = invoice.gross_cents < 0
    if negative:
        lines = [DraftLine(line.text, -line.net_cents, -line.vat_cents, line.vat_bp) for line in lines]
    return DraftTotals(invoice.is_credit_note is not negative, tuple(line for line in lines if line.gross_cents))


def _members(invoice: EInvoice) -> list[Amount]:
    """Lines, allowances and charges; the rates of the breakdown where a line is not in whole cents."""
    members = [*invoice.lines, *invoice.adjustments]
    if any(member.net_cents is None for member in members):
        members = [Amount("", share.base_cents, share.category, share.rate) for share in invoice.vat_shares]
    if not members or any(member.net_cents is None for member in members):
        raise AmountsUnusable(reason="missing")
    return members


def _taxes(invoice: EInvoice, members: Sequence[Amount], nets: Sequence[int]) -> list[int]:
    """The VAT of each member: rounded half up, then the total of the rate as the file says it."""
    out = [_rounded(net, member.rate or 0) for member, net in zip(members, nets, strict=True)]
    for share in invoice.vat_shares:
        group = [
            index
            for index, member in enumerate(members)
            if (member.category, member.rate or 0) == (share.category, share.rate or 0)
        ]
        if not group or share.vat_cents is None:
            continue
        largest = max(group, key=lambda index: (abs(nets[index]), -index))
        out[largest] += share.vat_cents - sum(out[index] for index in group)
    return out


def _rounded(net: int, rate: int) -> int:
    vat = (2 * abs(net) * rate + 10_000) // 20_000
    return vat if net >= 0 else -vat
