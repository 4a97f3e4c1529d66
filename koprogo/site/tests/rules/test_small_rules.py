"""The ruler of dates, what an owner owes, the windows of the façade, what a search may mean."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from koprogo.charges.queries.calls import NoticeLine
from koprogo.charges.queries.today import OwnNotice, Window
from koprogo.charges.rules.calls import CallKind
from koprogo.kernel import structured_reference
from koprogo.site import owner_block, ruler, search_terms, windows
from koprogo.site.owner_block import Standing
from koprogo.site.ruler import Date, Mark
from koprogo.site.windows import Light

TODAY = date(2026, 11, 24)
DUE = date(2026, 11, 30)
ME, US = uuid4(), uuid4()


def notice(party: UUID, cents: int, *, still: int | None = None, due_on: date = DUE) -> OwnNotice:
    line = NoticeLine("Charges", CallKind.PROVISION, "3C", 580, 10_000, "Quotités", 750_000, cents)
    reference = structured_reference.make(140_300_405 + party.int % 1000)
    return OwnNotice(uuid4(), party, "Amina", "2026-4", "T4", due_on, reference, cents, still or cents, (line,))


@pytest.mark.parametrize(
    ("month_day", "first", "items"),
    [
        ("12-10", date(2026, 12, 10), date(2026, 11, 19)),
        ("06-01", date(2027, 6, 1), date(2027, 5, 11)),  # law 3.2: period from 1 June, last day 11 May
        ("11-24", TODAY, date(2026, 11, 3)),
    ],
)
def test_the_fortnight_brings_two_dates(month_day: str, first: date, items: date) -> None:
    assert [one.on for one in ruler.assembly(month_day, today=TODAY)] == [items, first]


def test_the_ruler_shows_five_coming_dates_in_order() -> None:
    past = Date(date(2026, 11, 23), Mark.CALL)
    far = Date(date(2028, 1, 1), Mark.MANDATE)
    coming = [Date(date(2026, 12, day), Mark.CALL) for day in (9, 3, 7, 1, 5, 11)]
    found = ruler.coming([far, past, *coming], today=TODAY)
    assert [one.on.day for one in found] == [1, 3, 5, 7, 9]
    assert ruler.assembly("", today=TODAY) == []


def test_one_party_owes_what_the_books_say() -> None:
    owed = owner_block.owed([notice(ME, 43_500)], balance_cents=37_286, parties=1, ever_asked=True, today=TODAY)
    assert (owed.standing, owed.cents, owed.due_on) == (Standing.TO_PAY, 37_286, DUE)
    assert owed.slips[0].settled_cents == -6_214


def test_several_parties_have_a_slip_each() -> None:
    notices = [notice(ME, 10_000), notice(US, 5_000, due_on=date(2026, 11, 1)), notice(ME, 2_000, due_on=TODAY)]
    owed = owner_block.owed(notices, balance_cents=17_000, parties=2, ever_asked=True, today=TODAY)
    assert owed.standing is Standing.LATE
    assert {slip.party_id: slip.cents for slip in owed.slips} == {ME: 12_000, US: 5_000}
    assert owed.cents == 17_000
    assert owed.slips[0].party_id == US, "the oldest first"


def test_what_falls_due_later_may_wait() -> None:
    q1 = date(2027, 1, 15)
    notices = [notice(ME, 48_750), notice(ME, 16_250, due_on=q1), notice(ME, 1_000, due_on=q1)]
    owed = owner_block.owed(notices, balance_cents=63_478, parties=1, ever_asked=True, today=TODAY)
    # 487.50 less 25.22 of the settlement by 30 November; 162.50 and 10.00 in January.
    assert (owed.standing, owed.cents, owed.due_on) == (Standing.TO_PAY, 46_228, DUE)
    assert (owed.slips[0].cents, owed.slips[0].settled_cents, len(owed.slips[0].notices)) == (46_228, -2_522, 1)
    assert [(one.due_on, one.cents) for one in owed.later] == [(q1, 17_250)]
    assert owed.cents + sum(one.cents for one in owed.later) == 63_478


def test_an_advance_that_pays_the_first_call_leaves_the_second() -> None:
    notices = [notice(ME, 10_000), notice(ME, 16_250, due_on=date(2027, 1, 15))]
    owed = owner_block.owed(notices, balance_cents=14_000, parties=1, ever_asked=True, today=TODAY)
    assert (owed.cents, owed.later) == (14_000, ())


@pytest.mark.parametrize(
    ("balance", "asked", "standing", "cents"),
    [
        (0, True, Standing.IN_ORDER, 0),
        (0, False, Standing.NEW, 0),
        (-6_214, True, Standing.AHEAD, 6_214),
        (5_000, True, Standing.TO_PAY, 5_000),
    ],
)
def test_nothing_open(balance: int, asked: bool, standing: Standing, cents: int) -> None:
    owed = owner_block.owed([], balance_cents=balance, parties=1, ever_asked=asked, today=TODAY)
    assert (owed.standing, owed.cents, owed.slips) == (standing, cents, ())


def window(
    lot: str, floor: int | None, *, kind: str = "apartment", open_cents: int = 0, of: UUID | None = None
) -> Window:
    return Window(lot, kind, floor, "Diallo", of, open_cents)


def test_the_facade_has_floors_from_the_top_and_no_garages() -> None:
    found = windows.floors([window("A", 0), window("B", 1), window("G1", -1, kind="garage"), window("C", 1)])
    assert [[one.lot for one in row] for row in found] == [["B", "C"], ["A"]]
    assert windows.floors([window("G1", -1, kind="garage")]) == []
    assert windows.floors([window(str(n), n) for n in range(windows.MOST + 1)]) == []


def test_a_window_is_lit_by_what_was_paid() -> None:
    received = {ME}
    assert windows.light(window("A", 0), received) is Light.PAID
    assert windows.light(window("A", 0, open_cents=1, of=ME), received) is Light.RECEIVED
    assert windows.light(window("A", 0, open_cents=1, of=US), received) is Light.AWAITED
    twice = [window("A", 0, open_cents=700, of=ME), window("B", 0, open_cents=700, of=ME)]
    assert windows.received_cents(twice, received) == 700, "one notice for two lots counts once"


@pytest.mark.parametrize(
    ("text", "words", "digits", "reference", "cents"),
    [
        ("Élodie  Müller", ("elodie", "muller"), "", "", None),
        ("3C", ("3c",), "", "", None),
        ("1243,18", (), "124318", "", 124_318),
        ("1 243,18 €", (), "124318", "", 124_318),
        ("−684,20", (), "68420", "", 68_420),
        ("0470 12", (), "047012", "047012", None),
        ("+++014/3004/05862+++", (), "014300405862", "014300405862", None),
        ("014300405862", (), "014300405862", "014300405862", None),
        ("+++014/3004", (), "0143004", "0143004", None),
        ("", (), "", "", None),
    ],
)
def test_what_a_search_may_mean(
    text: str, words: tuple[str, ...], digits: str, reference: str, cents: int | None
) -> None:
    read = search_terms.read(text)
    assert (read.words, read.digits, read.cents) == (words, digits, cents)
    assert read.reference == reference
