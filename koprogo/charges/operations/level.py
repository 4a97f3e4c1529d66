"""Keep the two accounts of an owner apart: 4100 holds what is open of the reserve, 4101 everything else.

Advances and what is freed by taking a call back pass between the two; the entry that moves them is made here.
"""

from collections import defaultdict
from uuid import UUID

from koprogo.charges.models import FundCall
from koprogo.charges.queries.receivables import receivables
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import parties
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit
from koprogo.platform.access import Access, act

Gaps = dict[UUID, int]


def gaps(access: Access) -> Gaps:
    """What stands on each owner's reserve account beside the open notices, in cents (two queries).

    Of one notice the charges are paid first, so its open part is the reserve's up to what it asks for it.
    """
    beside: Gaps = defaultdict(int)
    for party, roles in parties.party_balances(access, on=access.today).items():
        beside[party] += roles.get(AccountRole.OWNERS_RESERVE, 0)
    for notice in receivables(access):
        beside[notice.party_id] -= min(notice.open_cents, notice.reserve_cents)
    return beside


@act("charges.accounts_levelled", needs=Right.KEEP_BOOKS)
def keep(access: Access, *, before: Gaps, call: FundCall) -> None:
    """Move between each owner's two accounts what came off one of them since ``before``; their sum stays."""
    after = gaps(access)
    lines: list[Line] = []
    for party in sorted({*before, *after}, key=str):
        moved = before.get(party, 0) - after.get(party, 0)
        if moved:
            lines.append(Line(cents=moved, role=AccountRole.OWNERS_RESERVE, party_id=party))
            lines.append(Line(cents=-moved, role=AccountRole.OWNERS_CHARGES, party_id=party))
    if not lines:
        return
    entries.post(
        access,
        journal=JournalKind.MISCELLANEOUS,
        on=access.today,
        label=call.title,
        lines=lines,
        voucher=Voucher("fund_call", call.id, call.number),
    )
    audit.record(access, "charges.accounts_levelled", call.id, number=call.number, owners=len(lines) // 2)
