"""A settlement of the first days of the year, issued, with its letters written: the owner who is walked has one."""

from datetime import date, timedelta
from typing import Any

from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.settlements.models import SettlementNotice
from koprogo.settlements.operations import issue, letters
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house with a settlement."""
    start = date(access.today.year, 1, 1)
    if start + timedelta(days=30) >= access.today:  # a settlement waits for its last day: in January, it is December's
        start = date(start.year - 1, 12, 1)
    cleaning = accounts.account(access, code="6105")
    entries.post(
        access,
        journal=JournalKind.PURCHASES,
        on=start,
        label="Nettoyage du mois",
        lines=[Line(cents=12_000, account_id=cleaning.id), Line(cents=-12_000, role=AccountRole.SUPPLIERS)],
        voucher=Voucher("manual_cost", None, "Facture 1"),
    )
    row = issue.issue(
        access,
        from_on=start,
        to_on=start + timedelta(days=30),
        title="Décompte du mois",
        due_on=access.today + timedelta(days=30),
    )
    # The owner who is walked takes mail, the joint owners take the post: the file to print has a letter in it.
    written = [built.parties[name] for name in ("Chloé", "Eve / Frank")]
    for notice in SettlementNotice.objects.filter(org_id=access.org_id, settlement=row, party_id__in=written):
        letters.write(access, notice_id=notice.id)
    letters.batch(access, settlement_id=row.id)
    return {"settlement": row.number, "sold_lot": "C", "settlements.write_letters": row.id}
