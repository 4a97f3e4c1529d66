"""The running account of an owner: one truth, shared by the owner and the syndic."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from koprogo.charges.queries.dues import OWED
from koprogo.ledger.queries import parties
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line: cents owed (+) or paid (−), and the balance after it."""

    on: date
    label: str
    reference: str
    call_number: str
    is_payment: bool
    cents: int
    balance_cents: int


@dataclass(frozen=True, slots=True)
class OwnerAccount:
    """A year of the account; ``balance_cents`` is today's, whatever the year shown."""

    year: int
    years: tuple[int, ...]
    from_on: date
    opening_cents: int
    rows: tuple[AccountRow, ...]
    closing_cents: int
    balance_cents: int


def of_parties(access: Access, *, party_ids: frozenset[UUID], year: int) -> OwnerAccount:
    """The account of one owner, or of one's own parties together, over a calendar year.

    One line for each entry. One statement for each party.
    """
    lines = [
        line
        for party_id in sorted(party_ids)
        for line in parties.party_postings(
            access, party_id=party_id, from_on=date(1990, 1, 1), to_on=access.today + timedelta(days=366)
        )
        if line.role in OWED
    ]
    lines.sort(key=lambda line: line.entry_on)
    balance = 0
    opening = 0
    rows: list[AccountRow] = []
    for (on, reference), group in groupby(lines, key=lambda line: (line.entry_on, line.reference)):
        own = list(group)
        cents = sum(line.amount_cents for line in own)
        balance += cents
        if on.year < year:
            opening = balance
        elif on.year == year and cents:
            number = own[0].voucher_label if own[0].voucher_kind == "fund_call" else ""
            paid = own[0].voucher_kind == "bank_statement"
            rows.append(AccountRow(on, own[0].entry_label, reference, number, paid, cents, balance))
    years = sorted({line.entry_on.year for line in lines} | {access.today.year, year}, reverse=True)
    closing = rows[-1].balance_cents if rows else opening
    return OwnerAccount(year, tuple(years), date(year, 1, 1), opening, tuple(rows), closing, balance)
