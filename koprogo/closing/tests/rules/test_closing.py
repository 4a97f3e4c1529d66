"""The checklist of law 4.8, the days a settlement leaves, and the hash of a closed year."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from koprogo.closing.rules.closing import Bank, Check, Facts, Frozen, Fund, checklist, fingerprint, unsettled

END, TODAY = date(2026, 12, 31), date(2027, 2, 1)
BANK = Bank("À vue", "BE68539007547034", 1_000, 1_000, END, 0)
READY = Facts(END, TODAY, banks=(BANK,), proof=0, auditor_signed=True, funds=(Fund("Réserve", 48_000),))


def blocking(facts: Facts) -> list[Check]:
    return [item.check for item in checklist(facts) if item.blocks]


def test_a_year_in_order_waits_for_nothing() -> None:
    assert blocking(READY) == [] and all(item.done for item in checklist(READY))


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"today": END}, Check.YEAR_OVER),
        ({"earlier_open": "2025"}, Check.EARLIER_YEAR),
        ({"banks": (replace(BANK, stated_cents=999),)}, Check.BANKS),
        ({"banks": (replace(BANK, until=date(2026, 12, 20)),)}, Check.BANKS),
        ({"banks": (replace(BANK, pending=1),)}, Check.BANKS),
        ({"banks": (replace(BANK, until=None, stated_cents=None),)}, Check.BANKS),
        ({"unfinished": ("2026-014",)}, Check.INVOICES),
        ({"suspense_cents": 1}, Check.SUSPENSE),
        ({"suspense_cents": -1}, Check.SUSPENSE),
        ({"transfers_cents": 48_000}, Check.TRANSFERS),
        ({"unsettled": (date(2026, 7, 1), END)}, Check.SETTLEMENT),
        ({"funds": (Fund("Réserve", -1),)}, Check.FUNDS),
        ({"proof": 1}, Check.BOOKS),
        ({"proof": None}, Check.BOOKS),
    ],
)
def test_what_blocks_and_what_it_names(changed: dict[str, Any], check: Check) -> None:
    facts = replace(READY, **changed)
    assert blocking(facts) == [check]
    (item,) = [item for item in checklist(facts) if item.blocks]
    assert item.missing


@pytest.mark.parametrize("changed", [{"proposals": 2}, {"unsigned_takeover": True}, {"auditor_signed": False}])
def test_what_is_only_advised(changed: dict[str, Any]) -> None:
    facts = replace(READY, **changed)
    assert blocking(facts) == [] and not all(item.done for item in checklist(facts))


def test_an_account_that_was_never_used_needs_no_statement() -> None:
    never = Bank("Épargne", "BE71096123456769", 0, None, None, 0)
    assert blocking(replace(READY, banks=(BANK, never))) == []


@pytest.mark.parametrize(
    ("spans", "gap"),
    [
        ([(date(2026, 1, 1), END)], None),
        ([], (date(2026, 1, 1), END)),
        ([(date(2026, 1, 1), date(2026, 6, 30))], (date(2026, 7, 1), END)),
        ([(date(2026, 7, 1), END), (date(2026, 1, 1), date(2026, 6, 30))], None),
        ([(date(2026, 2, 1), END)], (date(2026, 1, 1), date(2026, 1, 31))),
        ([(date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2027, 3, 1))], None),
        ([(date(2027, 1, 1), date(2027, 12, 31))], (date(2026, 1, 1), END)),
    ],
)
def test_the_days_that_no_settlement_covers(spans: list[tuple[date, date]], gap: tuple[date, date] | None) -> None:
    assert unsettled(date(2026, 1, 1), END, spans) == gap


def test_the_hash_follows_every_figure_and_no_order() -> None:
    rows = [Frozen("100", -500, 0, 100), Frozen("551", 500, 100, 0)]
    assert rows[0].closing_cents == -600
    assert fingerprint(rows) == fingerprint(rows[::-1]) and len(fingerprint(rows)) == 64
    others = (replace(rows[0], opening_cents=7), replace(rows[0], debit_cents=7), replace(rows[0], credit_cents=7))
    assert all(fingerprint([one, rows[1]]) != fingerprint(rows) for one in others)
