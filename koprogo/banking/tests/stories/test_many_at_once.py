"""A click that confirms many movements books what as many single clicks would, at the price of one."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Count, Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from koprogo.banking.models import BankTransaction, ReceiptPart, Reconciliation
from koprogo.banking.operations import confirm, importing
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.matching import Certainty
from koprogo.banking.rules.sorting import proposal
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import World, receipt
from koprogo.charges.models import NoticeSettlement
from koprogo.charges.queries import dues
from koprogo.charges.queries.receivables import receivables
from koprogo.ledger.models import Entry, Posting
from koprogo.ledger.queries import self_check
from koprogo.platform import boundary
from koprogo.platform.models import AuditLine
from koprogo.testing import counting
from koprogo.testing.coda import CodaMovement, coda_file

pytestmark = pytest.mark.django_db
STATEMENTS = 30
OWNERS = 7


@pytest.fixture
def world() -> World:
    return worlds.build()


def hand_in(world: World, movements: Iterable[CodaMovement], number: int = 1) -> None:
    data = coda_file(worlds.statements(list(movements), first=number))
    importing.import_file(world.access, data=data, name=f"{number}.cod")


@pytest.mark.parametrize("count", [9, 300])
def test_many_cost_as_much_as_few(world: World, count: int) -> None:
    access, due = world.access, date(2027, 1, 31)
    with boundary.within(access.org_id):
        for more in range(-(-count // OWNERS) - 1):
            worlds.send(world.house, access, f"Appel {more}", due + timedelta(days=more), total=50_000 + more)
        hand_in(world, [receipt(notice) for notice in receivables(access)[:count]])
        with counting.statements() as done:
            booked, batch_id = confirm.confirm_certain(access, bank_account_id=world.account.id)
        assert booked == count == Reconciliation.objects.count()
        with counting.statements() as undone:
            assert confirm.undo_batch(access, batch_id=batch_id) == count
        assert max(len(done), len(undone)) <= STATEMENTS
        assert self_check.problems(access) == []


#: Of each notice of each call: how its owner pays, and whether a person has already booked half of it.
WAYS = st.sampled_from(["exact", "half", "twice", "over", "total", "text", "nothing"])
CALLS = st.lists(st.tuples(st.integers(70_000, 400_000), st.integers(1_000, 9_000)), max_size=2)
PAID = st.lists(st.tuples(WAYS, st.booleans()), min_size=1, max_size=3 * OWNERS)
Ways = list[tuple[str, bool]]


def _pay(world: World, ways: Ways) -> None:
    notices = receivables(world.access)
    owed: dict[object, int] = {}
    for notice in notices:
        owed[notice.party_id] = owed.get(notice.party_id, 0) + notice.open_cents
    pairs = list(zip(notices, ways, strict=False))
    early = [receipt(notice, notice.open_cents // 2, text="acompte") for notice, (_way, half) in pairs if half]
    if early:
        hand_in(world, early, 1)
        named = [notice for notice, (_way, half) in pairs if half]
        for row, notice in zip(pending.waiting(world.access).order_by("position"), named, strict=True):
            choice = Choice(Kind.NOTICE, notice_id=notice.notice_id)
            confirm.confirm(world.access, transaction_id=row.id, choice=choice)
    movements: list[CodaMovement] = []
    for notice, (way, half) in pairs:
        left = notice.open_cents - (notice.open_cents // 2 if half else 0)
        cents = {"half": left // 2, "over": left + 1_111, "total": owed[notice.party_id]}.get(way, left)
        said = "merci" if way == "text" else ""
        movements += [receipt(notice, cents, text=said)] * {"twice": 2, "nothing": 0}.get(way, 1)
    if movements:
        hand_in(world, movements, 2)


def _in_one_click(world: World) -> Callable[[], object]:
    count, batch_id = confirm.confirm_certain(world.access, bank_account_id=world.account.id)
    return lambda: count and confirm.undo_batch(world.access, batch_id=batch_id)


def _one_by_one(world: World) -> Callable[[], object]:
    rows = []
    for seen in pending.recognise(world.access, bank_account_id=world.account.id).rows:
        choice = proposal(seen.verdict)
        if seen.verdict.certainty is Certainty.CERTAIN and choice is not None:
            rows.append(confirm.confirm(world.access, transaction_id=seen.transaction.id, choice=choice))
    return lambda: [confirm.undo(world.access, reconciliation_id=row.id) for row in reversed(rows)]


def _said(world: World) -> dict[str, list[object]]:
    """All that was written, by what stays the same from one run to the next."""
    movement = "reconciliation__transaction_id"
    moved = dict(Reconciliation.objects.values_list("id", "transaction_id"))
    settled = NoticeSettlement.objects.values_list("source_id", "notice_id", "source").annotate(sum=Sum("cents"))
    entries = Entry.objects.order_by("journal_id", "number").values_list(
        "journal_id", "number", "entry_on", "label", "voucher_kind", "voucher_label", "reverses__number", "sealed_at"
    )
    postings = Posting.objects.order_by("entry__journal_id", "entry__number", "position")
    audited = AuditLine.objects.exclude(action="banking.certain_confirmed").exclude(action="banking.batch_undone")
    kept = BankTransaction.objects.order_by("id").values_list(
        "id", "reconciliations__kind", "reconciliations__notice_id", "reconciliations__undone_at"
    )
    return {
        "movements": sorted(kept, key=str),
        "parts": sorted(
            ReceiptPart.objects.values_list(movement, "notice_id", "charges_cents", "reserve_cents"), key=str
        ),
        "settled": sorted(((moved.get(row[0]), *row[1:]) for row in settled.order_by()), key=str),
        "entries": list(entries),
        "postings": list(postings.values_list("entry__number", "account_id", "party_id", "amount_cents", "label")),
        "audit": list(audited.order_by("action").values_list("action").annotate(n=Count("id"))),
        "open": list(dues.open_notices(world.access)),
        "problems": list(self_check.problems(world.access)),
    }


# Each world takes seconds to tell twice: a failure is shown as it was found.
@settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(calls=CALLS, ways=PAID)
def test_one_click_books_what_single_clicks_book(world: World, calls: list[tuple[int, int]], ways: Ways) -> None:
    with transaction.atomic():
        with boundary.within(world.access.org_id):
            for place, (total, reserve) in enumerate(calls, 1):
                due_on = date(2026, 12, 31) + timedelta(days=90 * place)
                worlds.send(world.house, world.access, f"Appel {place}", due_on, total=total, reserve=reserve)
            _pay(world, ways)
        found = [_story(world, way) for way in (_in_one_click, _one_by_one)]
        assert found[0] == found[1]
        assert found[0][0]["problems"] == found[0][1]["problems"] == []
        transaction.set_rollback(True)


def _story(world: World, way: Callable[[World], Callable[[], object]]) -> list[dict[str, list[object]]]:
    """What is written once confirmed, and once taken back; the world is then as it was before."""
    with transaction.atomic():
        with boundary.within(world.access.org_id):
            undo = way(world)
            confirmed = _said(world)
            undo()
            told = [confirmed, _said(world)]
        transaction.set_rollback(True)
    return told
