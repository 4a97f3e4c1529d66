"""How old the arrears are: by days since they fell due, and by financial year for the lien on the lot.

Article 27, 7° of the Mortgage Act (law of 18 June 2018): the association has a lien for the charges of the current and
the previous financial year, without registration. Older ones are ordinary claims, so the two are kept apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Age(StrEnum):
    """How long ago something fell due."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


class Span(StrEnum):
    """Which financial year a charge belongs to, seen from the year of the day."""

    CURRENT = "current"
    PREVIOUS = "previous"
    OLDER = "older"


#: What the lien covers.
PRIVILEGED = (Span.CURRENT, Span.PREVIOUS)


class Open(Protocol):
    """A notice that still wants money. ``party_id`` empty: everybody the reader may not see, together."""

    @property
    def party_id(self) -> UUID | None: ...
    @property
    def due_on(self) -> date: ...
    @property
    def charged_on(self) -> date: ...
    @property
    def open_cents(self) -> int: ...


@dataclass(slots=True)
class OwnerAge:
    """What one owner leaves open, in cents. ``beside_cents``: what the books say beyond the notices: an old balance
    taken over (above zero), an advance (below)."""

    party_id: UUID | None
    name: str
    by_age: dict[Age, int] = field(default_factory=dict)
    by_span: dict[Span, int] = field(default_factory=dict)
    balance_cents: int = 0

    @property
    def open_cents(self) -> int:
        """The sum of the open notices."""
        return sum(self.by_age.values())

    @property
    def late_cents(self) -> int:
        """Of them, what has fallen due."""
        return self.open_cents - self.by_age.get(Age.NOT_DUE, 0)

    @property
    def beside_cents(self) -> int:
        """What the balance holds beside the open notices."""
        return self.balance_cents - self.open_cents

    @property
    def privileged_cents(self) -> int:
        """Of what is open, what the lien covers."""
        return sum(self.by_span.get(span, 0) for span in PRIVILEGED)


def age(due_on: date, *, on: date) -> Age:
    """In which column a debt stands on a day. The day it falls due it is not late yet."""
    days = (on - due_on).days
    if days <= 0:
        return Age.NOT_DUE
    if days <= 30:
        return Age.TO_30
    if days <= 60:
        return Age.TO_60
    return Age.TO_90 if days <= 90 else Age.OVER_90


def span(charged_on: date, *, year_from: date, previous_from: date) -> Span:
    """To which financial year a charge belongs: this one, the one before, or an older one."""
    if charged_on >= year_from:
        return Span.CURRENT
    return Span.PREVIOUS if charged_on >= previous_from else Span.OLDER


def ageing(
    items: Iterable[Open],
    balances: Iterable[tuple[UUID | None, str, int]],
    *,
    on: date,
    year_from: date,
    previous_from: date,
) -> list[OwnerAge]:
    """Every owner with something open or a balance, in the order of ``balances`` (party, name, cents owed)."""
    found: dict[UUID | None, OwnerAge] = {}
    for party_id, name, cents in balances:
        found[party_id] = OwnerAge(party_id, name, balance_cents=cents)
    for item in items:
        owner = found.setdefault(item.party_id, OwnerAge(item.party_id, ""))
        column = age(item.due_on, on=on)
        year = span(item.charged_on, year_from=year_from, previous_from=previous_from)
        owner.by_age[column] = owner.by_age.get(column, 0) + item.open_cents
        owner.by_span[year] = owner.by_span.get(year, 0) + item.open_cents
    return [owner for owner in found.values() if owner.open_cents or owner.balance_cents]
