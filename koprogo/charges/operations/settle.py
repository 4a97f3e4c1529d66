"""Put money against what was asked: payments, advances, and their taking back. The ledger entry is the caller's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Sum

from koprogo.charges.models import CallNotice, FundCall, NoticeSettlement
from koprogo.charges.operations import level
from koprogo.charges.queries import dues
from koprogo.charges.rules.calls import State
from koprogo.charges.rules.imputation import OpenItem, impute
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act

Source = NoticeSettlement.Source
#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000
NO_DAYS: Mapping[UUID, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Payment:
    """What one owner paid, in cents. ``source_id``: the bank reconciliation; ``notice_id``: what the payer named;
    ``on``: the day the bank has it, by default today."""

    party_id: UUID
    cents: int
    source_id: UUID
    notice_id: UUID | None = None
    on: date | None = None


@act("charges.payment_settled", needs=Right.USE_BANK)
def payment(
    access: Access, *, party_id: UUID, cents: int, source_id: UUID, notice_id: UUID | None = None
) -> list[tuple[UUID, int]]:
    """Put one owner's payment against their notices: the named one, then the oldest (law 6). Returns (notice, cents).

    What is left is an advance: it stays on the owner's account until the next call. A call that was sent counts even
    before it is due: nobody must pay twice because they paid early. ``source_id`` is the bank reconciliation.
    """
    return payments(access, payments=[Payment(party_id, cents, source_id, notice_id)])[source_id]


@act("charges.payment_settled", needs=Right.USE_BANK)
def payments(access: Access, *, payments: Sequence[Payment]) -> dict[UUID, list[tuple[UUID, int]]]:
    """Put many payments against notices, each as ``payment`` does and seeing what those before it paid.

    Returns (notice, cents) by source. A constant number of SQL statements, but for one more insert each 4 000 rows.
    """
    parties = frozenset(one.party_id for one in payments)
    _lock(access, parties)
    queues: dict[UUID, list[OpenItem]] = defaultdict(list)
    for n in dues.open_notices(access, party_ids=parties):
        queues[n.party_id].append(OpenItem(str(n.notice_id), str(n.party_id), n.party_name, n.due_on, n.open_cents))
    applied = {one.source_id: _imputed(one, queues[one.party_id]) for one in payments}
    _write(access, Source.PAYMENT, applied.items(), days={one.source_id: one.on for one in payments if one.on})
    told = [
        (one.source_id, {"party": one.party_id, "cents": one.cents, "notices": len(applied[one.source_id])})
        for one in payments
    ]
    audit.record_many(access, "charges.payment_settled", told)
    return applied


def _lock(access: Access, party_ids: frozenset[UUID]) -> None:
    """The notices are locked in one order, so that two payments of one owner never count the same cents twice."""
    locked = CallNotice.objects.select_for_update(no_key=True).filter(org_id=access.org_id, party_id__in=party_ids)
    list(locked.order_by("id").values_list("id"))


def _imputed(one: Payment, queue: list[OpenItem]) -> list[tuple[UUID, int]]:
    """What one payment puts on each notice; the queue is left with what is still open afterwards."""
    named = [item for item in queue if item.id == str(one.notice_id)]
    allocations, _advance = impute(one.cents, named=named, others=queue, on=None)
    paid = {part.item_id: part.amount_cents for part in allocations}
    queue[:] = [replace(item, open_cents=item.open_cents - paid.get(item.id, 0)) for item in queue]
    return [(UUID(part.item_id), part.amount_cents) for part in allocations]


@act("charges.payment_unsettled", needs=Right.USE_BANK)
def undo_payment(access: Access, *, source_id: UUID, party_id: UUID | None = None) -> int:
    """Take a payment back from every notice it was put against, after the entry was reversed. Returns the cents.

    What had been left as an advance, and used since on a later notice, is withdrawn from there too.
    """
    return undo_payments(access, parties={source_id: party_id})[source_id]


@act("charges.payment_unsettled", needs=Right.USE_BANK)
def undo_payments(
    access: Access, *, parties: Mapping[UUID, UUID | None], days: Mapping[UUID, date] = NO_DAYS
) -> dict[UUID, int]:
    """Take many payments back, each as ``undo_payment`` does, after their entries were reversed.

    ``parties``: who paid, ``days``: the day of the mirror entry (by default today), by source. Returns the cents by
    source. A constant number of SQL statements.
    """
    sums = (
        NoticeSettlement.objects.filter(org_id=access.org_id, source_id__in=list(parties))
        .values_list("source_id", "notice_id")
        .annotate(sum=Sum("cents"))
        .order_by("source_id", "notice_id")
    )
    back: dict[UUID, list[tuple[UUID, int]]] = {source: [] for source in parties}
    for source, notice, cents in sums:
        if cents and source is not None:
            back[source].append((notice, -int(cents)))
    _write(access, Source.PAYMENT, back.items(), days=days)
    payers = {party for party in parties.values() if party is not None}
    if payers:
        _withdraw_levelled(access, payers)
    totals = {source: -sum(cents for _notice, cents in back[source]) for source in parties}
    audit.record_many(
        access, "charges.payment_unsettled", [(source, {"cents": cents}) for source, cents in totals.items()]
    )
    return totals


def _withdraw_levelled(access: Access, party_ids: set[UUID]) -> None:
    """Withdraw advances, and give each owner's reserve account what their notices ask of it again."""
    before = level.gaps(access)
    call_id = withdraw_advances(access, party_ids)
    if call_id is not None:
        level.keep(access, before=before, call=FundCall.objects.get(org_id=access.org_id, id=call_id))


def advances(access: Access, *, party_ids: frozenset[UUID] | None = None) -> dict[UUID, int]:
    """What each owner (or each of some) has paid ahead: ledger balance below what the open notices ask. Cents, positive
    only."""
    asked: dict[UUID, int] = {}
    for notice in dues.open_notices(access, party_ids=party_ids):
        asked[notice.party_id] = asked.get(notice.party_id, 0) + notice.open_cents
    owed = dues.owed_by_party(access, party_ids=party_ids)
    return {party: asked.get(party, 0) - cents for party, cents in owed.items() if asked.get(party, 0) > cents}


def use_advances(access: Access, *, notices: Sequence[CallNotice], used: dict[UUID, int]) -> None:
    """Put what each owner had paid ahead (``used``, cents) against their new notice."""
    _write(access, Source.ADVANCE, [(None, [(n.id, used[n.party_id]) for n in notices if n.party_id in used])])


def spread_advances(access: Access, *, call_id: UUID, party_ids: set[UUID]) -> None:
    """Put what these owners have on their account beyond what is asked on their open notices, the oldest first.

    ``call_id``: the call that gives, or that asks. A constant number of statements.
    """
    spread_advances_of(access, calls=dict.fromkeys(party_ids, call_id))


def spread_advances_of(access: Access, *, calls: Mapping[UUID, UUID]) -> None:
    """The same for owners of whom each has a call of their own: ``calls`` by party. A constant number of statements."""
    _lock(access, frozenset(calls))
    ahead = advances(access, party_ids=frozenset(calls))
    put: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for notice in dues.open_notices(access, party_ids=frozenset(ahead)) if ahead else ():
        cents = min(ahead[notice.party_id], notice.open_cents)
        if cents > 0:
            put[calls[notice.party_id]].append((notice.notice_id, cents))
            ahead[notice.party_id] -= cents
    _write(access, Source.ADVANCE, put.items())


def withdraw_advances(access: Access, party_ids: set[UUID]) -> UUID | None:
    """Open again what was paid by an advance that is no longer there, the newest notice first.

    Returns the newest call that is open again, if any.
    """
    owed = dues.owed_by_party(access)
    asked: dict[UUID, int] = defaultdict(int)
    for notice in dues.open_notices(access, party_ids=frozenset(party_ids)):
        asked[notice.party_id] += notice.open_cents
    missing = {party: owed.get(party, 0) - asked[party] for party in party_ids}
    rows = (
        NoticeSettlement.objects.filter(
            org_id=access.org_id,
            source=Source.ADVANCE,
            notice__party_id__in=party_ids,
            notice__call__state=State.SENT,
        )
        .values_list("notice_id", "notice__party_id", "notice__call_id")
        .annotate(sum=Sum("cents"))
        .order_by("-notice__call__year", "-notice__call__sequence")
    )
    back, newest = [], None
    for notice_id, party, call_id, cents in rows:
        taken = min(missing[party], int(cents))
        if taken > 0:
            back.append((notice_id, -taken))
            newest = newest or call_id
            missing[party] -= taken
    _write(access, Source.ADVANCE, [(None, back)])
    return newest


def give_back(access: Access, *, call_id: UUID, source: Source = Source.RECALL) -> set[UUID]:
    """Free what stood against a call that is taken back: advances, and payments, which become advances.

    Each payment is freed under its own name, so that undoing it later does not count it twice. Returns whose money.
    """
    sums = (
        NoticeSettlement.objects.filter(org_id=access.org_id, notice__call_id=call_id)
        .values_list("notice_id", "notice__party_id", "source", "source_id")
        .annotate(sum=Sum("cents"))
        .order_by("notice_id", "source_id")
    )
    freed = [row for row in sums if row[-1]]
    back = [
        (source_id if was == Source.PAYMENT else call_id, [(notice, -int(cents))])
        for notice, _party, was, source_id, cents in freed
    ]
    _write(access, source, back)
    return {party for _notice, party, *_rest in freed}


def _write(
    access: Access,
    source: str,
    applied: Iterable[tuple[UUID | None, Sequence[tuple[UUID, int]]]],
    *,
    days: Mapping[UUID, date] = NO_DAYS,
) -> None:
    rows = [
        NoticeSettlement(
            org_id=access.org_id,
            notice_id=notice,
            cents=cents,
            on=days.get(source_id, access.today) if source_id else access.today,
            source=source,
            source_id=source_id,
        )
        for source_id, parts in applied
        for notice, cents in parts
    ]
    NoticeSettlement.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
