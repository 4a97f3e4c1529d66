"""Sorting, sharing, the equation and the intake: pure, so tried with many cases."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.banking import labels
from koprogo.banking.rules.choices import Choice, ChoiceIncomplete, Kind, read, shared, written
from koprogo.banking.rules.equation import Link, booked_until, equation, gaps
from koprogo.banking.rules.matching import REASONS, Certainty, Movement, OpenItem
from koprogo.banking.rules.paying import REASONS as PAYMENTS
from koprogo.banking.rules.sorting import OWN_ACCOUNT, proposal, sort

REFERENCE = "014300405862"
DUE = date(2026, 12, 31)
DAY = date(2026, 11, 10)


def item(cents: int, *, reference: str = REFERENCE, party: str = "a") -> OpenItem:
    return OpenItem(str(UUID(int=cents)), party, "Jean Dupont", DUE, cents, structured_reference=reference)


def test_every_reason_has_its_sentence() -> None:
    assert set(labels.REASON) == {*REASONS, *PAYMENTS, OWN_ACCOUNT}
    assert len({str(sentence) for sentence in labels.REASON.values()}) == len(labels.REASON)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(-10, 10**9)), max_size=5))
def test_parts_sum_to_what_was_applied(cases: list[tuple[int, int]]) -> None:
    applied = [(uuid4(), cents) for cents, _open in cases]
    charges_open = {notice: left for (notice, _cents), (_same, left) in zip(applied, cases, strict=True)}
    parts = shared(applied, charges_open=charges_open)
    assert [(part.notice_id, part.charges_cents + part.reserve_cents) for part in parts] == applied
    for part in parts:
        assert min(part.charges_cents, part.reserve_cents) >= 0
        assert part.charges_cents <= max(charges_open[part.notice_id], 0)
        assert part.reserve_cents == 0 or part.charges_cents == max(charges_open[part.notice_id], 0)


@given(st.integers(1, 6))
def test_of_several_payments_of_one_notice_only_the_first_is_certain(times: int) -> None:
    verdicts = sort([Movement(500, DAY, REFERENCE)] * times, [item(500)])
    assert [v.certainty for v in verdicts] == [Certainty.CERTAIN] + [Certainty.PROBABLE] * (times - 1)
    assert all(v.reason == "reference_already_paid" for v in verdicts[1:])


@given(st.lists(st.integers(1, 900), min_size=1, max_size=6), st.lists(st.integers(1, 900), max_size=8))
def test_what_is_certain_never_pays_more_than_is_open(asked: list[int], paid: list[int]) -> None:
    items = [OpenItem(str(n), "a", "A", DUE, cents, structured_reference=REFERENCE) for n, cents in enumerate(asked)]
    verdicts = sort([Movement(cents, DAY, REFERENCE) for cents in paid], items)
    used: dict[str, int] = {}
    for verdict in verdicts:
        if verdict.certainty is Certainty.CERTAIN:
            for part in verdict.allocations:
                used[part.item_id] = used.get(part.item_id, 0) + part.amount_cents
    assert all(cents <= asked[int(which)] for which, cents in used.items())


def test_proposals() -> None:
    exact, own, out = sort(
        [
            Movement(500, DAY, REFERENCE),
            Movement(-1, DAY, counterparty_account="BE71 0961 2345 6769"),
            Movement(-1, DAY),
        ],
        [item(500)],
        own_accounts={"BE71096123456769"},
    )
    assert proposal(exact) == Choice(Kind.NOTICE, notice_id=UUID(int=500))
    assert proposal(own) == Choice(Kind.TRANSFER)
    assert proposal(out) is None and out.reason == "not_a_receipt"


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Kind.NOTICE, notice_id=UUID(int=1)),
        Choice(Kind.PARTY, party_id=UUID(int=2)),
        Choice(Kind.OTHER_ACCOUNT, account_id=UUID(int=3)),
        Choice(Kind.SUSPENSE),
        Choice(Kind.TRANSFER),
    ],
)
def test_a_choice_survives_a_form(choice: Choice) -> None:
    assert read(written(choice)) == choice


@pytest.mark.parametrize("text", ["", "notice", "party:", "notice:x", "nothing:1", "other_account"])
def test_a_broken_choice_is_refused(text: str) -> None:
    with pytest.raises(ChoiceIncomplete):
        read(text)


def links(moves: list[tuple[int, int]], *, pending: int = -1) -> list[Link]:
    """A sound chain: each day (in, out); ``pending`` is the place of the first one with something waiting."""
    found, cents = [], 10_000
    for place, (came, went) in enumerate(moves):
        day = DAY + timedelta(days=place)
        after = cents + came - went
        waits = int(0 <= pending <= place)
        found.append(Link(f"{place + 1:03d}", cents, day, after, day, came, 1, went, 1, waits))
        cents = after
    return found


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=20),
    st.integers(-1, 19),
)
def test_a_sound_chain_always_adds_up(moves: list[tuple[int, int]], pending: int) -> None:
    chain = links(moves, pending=pending)
    found = equation(chain)
    assert found is not None and found.difference_cents == 0
    assert found.opening_cents + found.in_cents - found.out_cents == found.closing_cents == chain[-1].closing_cents
    assert list(gaps(chain)) == []
    settled = len(moves) if not 0 <= pending < len(moves) else pending
    assert booked_until(chain) == (chain[settled - 1].closing_on if settled else None)


def test_a_missing_statement_shows_in_the_equation() -> None:
    chain = links([(100, 0), (250, 0), (0, 50)], pending=0)
    found = equation([chain[0], chain[2]])
    assert found is not None and found.difference_cents == 250
    (gap,) = gaps([chain[0], chain[2]])
    assert (gap.number, gap.before.expected_number, gap.before.difference_cents) == ("003", "002", 250)
    assert equation([]) is None and booked_until([]) is None
