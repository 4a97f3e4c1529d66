"""Pass a seller's share of the working fund, and the running provisions, on to the buyer (law 4.5 E10, 5.3)."""

from datetime import date

from koprogo.charges.operations import lines as charge_lines
from koprogo.charges.operations.lines import Heading
from koprogo.charges.rules.calls import Given
from koprogo.condominiums.operations.lots import locked
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.settlements.models import TransferShare
from koprogo.settlements.queries import transfers
from koprogo.settlements.rules.settlements import NothingToSettle, TransferSettledAlready


@act("settlements.transfer_settled", needs=Right.SETTLE)
def settle_transfer(access: Access, *, number: str, on: date, title: str, due_on: date) -> TransferShare:
    """Credit the seller of a lot, debit the buyer; the fund itself does not move. The buyer is asked by a call of its
    own, the seller's credit goes to what is still owed, the rest waits to be refunded.

    ``on``: the buyer's first day. Raises NotFound (no such sale), TransferSettledAlready, NothingToSettle, and what a
    call raises.
    """
    lot_id = transfers.latest(access, number=number, on=on).lot_id
    locked(access, lot_id)  # two people may press the button at the same moment
    found = transfers.proposal(access, number=number, on=on)
    sale = found.sale
    if sale.settled:
        raise TransferSettledAlready()
    if not found.total_cents:
        raise NothingToSettle()
    row_id = uuid7()
    entry = entries.post(
        access,
        journal=JournalKind.MISCELLANEOUS,
        on=access.today,
        label=title,
        lines=[
            Line(sign * cents, AccountRole.OWNERS_CHARGES, party_id=party, lot_id=sale.lot_id)
            for cents in (found.fund_cents, found.provision_cents)
            for party, sign in ((sale.buyer_id, 1), (sale.seller_id, -1))
        ],
        voucher=Voucher("transfer", row_id, f"Lot {sale.number}"),
    )
    given = [
        Given(sale.lot_id, sale.buyer_id, found.total_cents, title),
        Given(sale.lot_id, sale.seller_id, -found.total_cents, title),
    ]
    charge_lines.send_settlement(access, heading=Heading(title, due_on), lines=given, entry_id=entry.id)
    row = TransferShare.objects.create(
        id=row_id,
        org_id=access.org_id,
        lot_id=sale.lot_id,
        seller_id=sale.seller_id,
        buyer_id=sale.buyer_id,
        on=sale.on,
        fund_cents=found.fund_cents,
        provision_cents=found.provision_cents,
        entry_id=entry.id,
        noted_at=access.now,
    )
    audit.record(
        access,
        "settlements.transfer_settled",
        row.id,
        lot=sale.number,
        fund=found.fund_cents,
        provisions=found.provision_cents,
    )
    return row
