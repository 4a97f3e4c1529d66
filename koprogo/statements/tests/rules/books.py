"""Random books that balance, entry by entry, for the properties of the statements: no database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st

from koprogo.ledger.rules.chart import CHART
from koprogo.ledger.rules.roles import AccountRole

FIRST = date(2025, 1, 1)
YEAR = date(2026, 1, 1)
_SPACE = UUID("00000000-0000-4000-8000-000000000000")
PARTIES = tuple(uuid5(_SPACE, str(number)) for number in range(4))
_INDIVIDUAL = {AccountRole.OWNERS_CHARGES, AccountRole.OWNERS_RESERVE, AccountRole.FORMER_OWNERS}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry, as the books export it."""

    journal: str
    journal_name: str
    number: str
    entry_on: date
    sealed_at: datetime
    account_code: str
    account_name: str
    nature: str
    family: str
    party_id: UUID | None
    party_name: str
    voucher_label: str
    entry_label: str
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Position:
    """What an account holds for a party."""

    code: str
    name: str
    nature: str
    family: str
    party_id: UUID | None
    cents: int
    current_cents: int


@dataclass(frozen=True, slots=True)
class Held:
    """What an account held for a party before the year."""

    account_code: str
    account_name: str
    nature: str
    party_id: UUID | None
    party_name: str
    cents: int


_accounts = st.sampled_from(CHART)
_cents = st.integers(-(10**10), 10**10).filter(bool)
_words = st.text(max_size=12)


@st.composite
def entries(draw: st.DrawFn) -> list[Line]:
    """Up to twelve entries of two to five lines over two years, each in balance."""
    out: list[Line] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        on = FIRST + timedelta(days=draw(st.integers(0, 729)))
        amounts = draw(st.lists(_cents, min_size=1, max_size=4))
        if not sum(amounts):
            amounts[0] += 1
        for cents in [*amounts, -sum(amounts)]:
            account = draw(_accounts)
            party = draw(st.sampled_from(PARTIES)) if account.role in _INDIVIDUAL else None
            out.append(
                Line(
                    journal="OD",
                    journal_name="Opérations\tdiverses",
                    number=f"OD-{on.year}-{number}",
                    entry_on=on,
                    sealed_at=datetime.combine(on, time(12), tzinfo=UTC),
                    account_code=account.code,
                    account_name=account.labels["fr"],
                    nature=account.nature.value,
                    family=account.role.value if account.role else "",
                    party_id=party,
                    party_name=f"Propriétaire {party.hex[-2:]}" if party else "",
                    voucher_label=draw(_words),
                    entry_label=draw(_words),
                    label=draw(_words),
                    cents=cents,
                )
            )
    out.sort(key=lambda line: (line.entry_on, line.number))
    return out


def positions(lines: list[Line]) -> list[Position]:
    """What every account holds at the end, party by party."""
    sums: dict[tuple[str, UUID | None], tuple[Line, int, int]] = {}
    for line in lines:
        first, whole, current = sums.get((line.account_code, line.party_id), (line, 0, 0))
        current += line.cents if line.entry_on >= YEAR else 0
        sums[line.account_code, line.party_id] = (first, whole + line.cents, current)
    return [
        Position(code, line.account_name, line.nature, line.family, party, whole, current)
        for (code, party), (line, whole, current) in sorted(sums.items(), key=lambda pair: str(pair[0]))
    ]


def held(lines: list[Line]) -> list[Held]:
    """What every account held before the year."""
    before = positions([line for line in lines if line.entry_on < YEAR])
    return [Held(one.code, one.name, one.nature, one.party_id, "", one.cents) for one in before if one.cents]
