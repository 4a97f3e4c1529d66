"""Put money against what was asked: payments, advances, and their taking back. The ledger entry is the caller's."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Sum

from koprogo.charges.models import CallNotice, NoticeSettlement
from koprogo.charges.queries import dues
from koprogo.charges.rules.imputation import OpenItem, impute
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act

Source = NoticeSettlement.Source


@act("charges.payment_settled", needs=Right.USE_BANK)
def payment(
    access: Access, *, party_id: UUID, cents: int, source_id: UUID, notice_id: UUID | None = None
) -> list[tuple[UUID, int]]:
    """Put one owner's payment against their notices: the named one, then the oldest (law 6). Returns (notice, cents).

    What is left is an advance: it stays on the owner's account until the next call. A call that was sent counts even
    before it is due: nobody must pay twice because they paid early. ``source_id`` is the bank reconciliation.
    """
    # The notices are locked in one order, so that two payments of one owner never count the same cents twice.
    list(
        CallNotice.objects.select_for_update(no_key=True)
        .filter(org_id=access.org_id, party_id=party_id)
        .order_by("id")
        .values_list("id")
    )
    queue = [
        OpenItem(str(n.notice_id), str(n.party_id), n.party_name, n.due_on, n.open_cents)
        for n in dues.open_notices(access, party_ids=frozenset({party_id}))
    ]
    named = [item for item in queue if item.id == str(notice_id)]
    allocations, _advance = impute(cents, named=named, others=queue, on=None)
    applied = [(UUID(part.item_id), part.amount_cents) for part in allocations]
    _write(access, applied, Source.PAYMENT, source_id)
    audit.record(access, "charges.payment_settled", source_id, party=party_id, cents=cents, notices=len(applied))
    return applied


@act("charges.payment_unsettled", needs=Right.USE_BANK)
def undo_payment(access: Access, *, source_id: UUID, party_id: UUID | None = None) -> int:
    """Take a payment back from every notice it was put against, after the entry was reversed. Returns the cents.

    What had been left as an advance, and used since on a later notice, is withdrawn from there too.
    """
    sums = (
        NoticeSettlement.objects.filter(org_id=access.org_id, source_id=source_id)
        .values("notice_id")
        .annotate(sum=Sum("cents"))
        .order_by()
    )
    back = [(row["notice_id"], -int(row["sum"])) for row in sums if row["sum"]]
    _write(access, back, Source.PAYMENT, source_id)
    total = -sum(cents for _notice, cents in back)
    if party_id is not None:
        _withdraw_advances(access, {party_id})
    audit.record(access, "charges.payment_unsettled", source_id, cents=total)
    return total


def advances(access: Access) -> dict[UUID, int]:
    """What each owner has paid ahead: ledger balance below what the open notices ask. Cents, positive only."""
    asked: dict[UUID, int] = {}
    for notice in dues.open_notices(access):
        asked[notice.party_id] = asked.get(notice.party_id, 0) + notice.open_cents
    owed = dues.owed_by_party(access)
    return {party: asked.get(party, 0) - cents for party, cents in owed.items() if asked.get(party, 0) > cents}


def use_advances(access: Access, *, notices: Sequence[CallNotice], used: dict[UUID, int]) -> None:
    """Put what each owner had paid ahead (``used``, cents) against their new notice."""
    _write(access, [(n.id, used[n.party_id]) for n in notices if n.party_id in used], Source.ADVANCE, None)


def _withdraw_advances(access: Access, party_ids: set[UUID]) -> None:
    """Open again what was paid by an advance that is no longer there, the newest notice first."""
    owed = dues.owed_by_party(access)
    asked: dict[UUID, int] = defaultdict(int)
    for notice in dues.open_notices(access, party_ids=frozenset(party_ids)):
        asked[notice.party_id] += notice.open_cents
    missing = {party: owed.get(party, 0) - asked[party] for party in party_ids}
    rows = (
        NoticeSettlement.objects.filter(org_id=access.org_id, source=Source.ADVANCE, notice__party_id__in=party_ids)
        .values_list("notice_id", "notice__party_id")
        .annotate(sum=Sum("cents"))
        .order_by("-notice__call__year", "-notice__call__sequence")
    )
    back = []
    for notice_id, party, cents in rows:
        taken = min(missing[party], int(cents))
        if taken > 0:
            back.append((notice_id, -taken))
            missing[party] -= taken
    _write(access, back, Source.ADVANCE, None)


def give_back(access: Access, *, call_id: UUID) -> None:
    """Free the advances that stood against a call that is taken back."""
    sums = (
        NoticeSettlement.objects.filter(org_id=access.org_id, notice__call_id=call_id)
        .values("notice_id")
        .annotate(sum=Sum("cents"))
        .order_by()
    )
    _write(access, [(row["notice_id"], -int(row["sum"])) for row in sums if row["sum"]], Source.RECALL, call_id)


def _write(access: Access, applied: Sequence[tuple[UUID, int]], source: str, source_id: UUID | None) -> None:
    NoticeSettlement.objects.bulk_create(
        NoticeSettlement(
            org_id=access.org_id, notice_id=notice, cents=cents, on=access.today, source=source, source_id=source_id
        )
        for notice, cents in applied
    )
