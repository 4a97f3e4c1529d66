"""On random books: the balance sheet balances, and the two files for checkers carry every cent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.statements.rules import ageing, creditors, funds
from koprogo.statements.rules.balance_sheet import Side, balance_sheet
from koprogo.statements.rules.flat_file import COLUMNS, auxiliary, flat_file
from koprogo.statements.rules.plain_text import plain_text
from koprogo.statements.tests.rules import books, checker
from koprogo.statements.tests.rules.books import PARTIES, YEAR, Line

END = date(2026, 12, 31)


@settings(max_examples=80, deadline=None)
@given(books.entries())
def test_both_sides_are_equal_and_nothing_is_lost(lines: list[Line]) -> None:
    found = balance_sheet(books.positions(lines))
    assert found.total(Side.ASSETS) == found.total(Side.LIABILITIES)
    kept = sum(item.cents for group in found.assets for item in group.items)
    kept -= sum(item.cents for group in found.liabilities for item in group.items)
    real = sum(line.cents for line in lines if line.nature in ("asset", "liability"))
    assert kept == real
    assert found.result_cents + found.earlier_cents == real


def _cents(text: str) -> int:
    euros, _comma, rest = text.partition(",")
    return int(euros) * 100 + int(rest)


@settings(max_examples=60, deadline=None)
@given(books.entries())
def test_the_flat_file_carries_every_cent(lines: list[Line]) -> None:
    within = [line for line in lines if line.entry_on >= YEAR]
    text = flat_file(within, books.held(lines), from_on=YEAR, carried="Soldes\nreportés")
    header, *rows = text.removesuffix("\r\n").split("\r\n")
    assert tuple(header.split("\t")) == COLUMNS
    sums: dict[tuple[str, str], int] = defaultdict(int)
    entries: dict[str, int] = defaultdict(int)
    for row in rows:
        cells = row.split("\t")
        assert len(cells) == 18
        debit, credit = _cents(cells[11]), _cents(cells[12])
        assert not (debit and credit)
        sums[cells[4], cells[6]] += debit - credit
        entries[cells[2]] += debit - credit
    assert not any(entries.values())
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        wanted[line.account_code, auxiliary(line.party_id)] += line.cents
    assert {key: cents for key, cents in sums.items() if cents} == {key: c for key, c in wanted.items() if c}


@settings(max_examples=60, deadline=None)
@given(books.entries(), st.text(max_size=20))
def test_beancount_proves_every_entry_and_every_balance(lines: list[Line], title: str) -> None:
    within = [line for line in lines if line.entry_on >= YEAR]
    text = plain_text(within, books.held(lines), title=title, from_on=YEAR, to_on=END, carried="Soldes reportés")
    sums = checker.check(text)
    by_code: dict[str, Decimal] = defaultdict(Decimal)
    for name, amount in sums.items():
        by_code[name.split(":")[1]] += amount
    wanted: dict[str, int] = defaultdict(int)
    for line in lines:
        wanted[line.account_code] += line.cents
    held = {code: int(amount * 100) for code, amount in by_code.items() if amount}
    assert held == {code: cents for code, cents in wanted.items() if cents}


@dataclass(frozen=True, slots=True)
class Notice:
    party_id: UUID | None
    due_on: date
    charged_on: date
    open_cents: int


_notices = st.lists(
    st.builds(
        Notice,
        st.sampled_from(PARTIES),
        st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        st.integers(1, 10**9),
    ),
    max_size=30,
)


@given(_notices, st.lists(st.integers(-(10**9), 10**9), min_size=4, max_size=4))
def test_every_age_and_every_year_sum_to_what_is_open(notices: list[Notice], balances: list[int]) -> None:
    known = list(zip(PARTIES, "ABCD", balances, strict=True))
    found = ageing.ageing(notices, known, on=END, year_from=YEAR, previous_from=date(2025, 1, 1))
    assert sum(one.open_cents for one in found) == sum(one.open_cents for one in notices)
    assert sum(one.balance_cents for one in found) == sum(balances)
    for one in found:
        own = sum(notice.open_cents for notice in notices if notice.party_id == one.party_id)
        assert sum(one.by_age.values()) == sum(one.by_span.values()) == own
        assert one.open_cents + one.beside_cents == one.balance_cents
        late = sum(n.open_cents for n in notices if n.party_id == one.party_id and n.due_on < END)
        assert one.late_cents == late


VOUCHERS = tuple(UUID(int=number) for number in range(1, 6))


@dataclass(frozen=True, slots=True)
class Owed:
    code: str
    party_id: UUID | None
    party_name: str
    entry_on: date
    reference: str
    voucher_id: UUID | None
    voucher_label: str
    label: str
    cents: int


@given(
    st.lists(
        st.tuples(
            st.sampled_from((*PARTIES, None)),
            st.integers(-(10**8), 10**8).filter(bool),
            st.sampled_from((*VOUCHERS, None)),
        ),
        max_size=30,
    ),
    st.dictionaries(st.sampled_from(VOUCHERS), st.integers(-(10**8), 10**8)),
)
def test_open_papers_sum_to_what_is_owed(
    rows: list[tuple[UUID | None, int, UUID | None]], still: dict[UUID, int]
) -> None:
    lines = [
        Owed("440", party, "", YEAR + timedelta(days=place), f"ACH-2026-{place}", voucher, "", "", cents)
        for place, (party, cents, voucher) in enumerate(rows)
    ]
    found = creditors.creditors(lines, still)
    assert sum(one.owed_cents for one in found) == sum(cents for _party, cents, _voucher in rows)
    for one in found:
        assert sum(item.cents for item in one.items) == one.owed_cents
        if not still:
            assert len({item.cents > 0 for item in one.items}) < 2, "an invoice and a payment are both left open"


_pairs = st.dictionaries(
    st.sampled_from("abc"), st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)), max_size=3
)


@given(st.tuples(*[st.integers(-(10**9), 10**9)] * 4), _pairs, _pairs)
def test_the_parts_of_the_keys_and_the_rest_make_the_fund(
    cents: tuple[int, int, int, int], called: dict[str, tuple[int, int]], used: dict[str, tuple[int, int]]
) -> None:
    whole = funds.Movement(*cents)
    parts, rest = funds.by_key(whole, called, used)
    assert funds.total([*parts.values(), rest]) == whole
