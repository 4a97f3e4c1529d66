"""The flat file of entries that checkers read: the 18 columns of the French FEC order, tab separated, decimal comma.

Belgium has no file of its own; auditors' tools read this one. Amounts are whole cents written as text: nothing rounds.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

COLUMNS = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
#: The journal of the balances carried from the days before the period.
CARRIED = "AN"
#: A day of the books is one of these clocks.
_BRUSSELS = ZoneInfo("Europe/Brussels")


class BookLine(Protocol):
    """One line of the books, signed cents."""

    @property
    def journal(self) -> str: ...
    @property
    def journal_name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def entry_on(self) -> date: ...
    @property
    def sealed_at(self) -> datetime: ...
    @property
    def account_code(self) -> str: ...
    @property
    def account_name(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def party_id(self) -> UUID | None: ...
    @property
    def party_name(self) -> str: ...
    @property
    def voucher_label(self) -> str: ...
    @property
    def entry_label(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def cents(self) -> int: ...


class Held(Protocol):
    """What an account held for a party before the period, cents, debit minus credit."""

    @property
    def account_code(self) -> str: ...
    @property
    def account_name(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def party_id(self) -> UUID | None: ...
    @property
    def party_name(self) -> str: ...
    @property
    def cents(self) -> int: ...


def clean(text: str) -> str:
    """A text on one line without the sign that parts the columns."""
    return " ".join(text.split())


def comma(cents: int) -> str:
    """Cents above zero as euros with a comma, without thousands apart: 1243,18."""
    return f"{cents // 100},{cents % 100:02d}"


def auxiliary(party_id: UUID | None) -> str:
    """The number of an individual account: the last twelve signs of the party's identifier."""
    return party_id.hex[-12:].upper() if party_id else ""


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _sides(cents: int) -> tuple[str, str]:
    return comma(max(cents, 0)), comma(max(-cents, 0))


def _line(one: BookLine) -> Sequence[str]:
    return (
        one.journal,
        clean(one.journal_name),
        one.number,
        _day(one.entry_on),
        one.account_code,
        clean(one.account_name),
        auxiliary(one.party_id),
        clean(one.party_name),
        clean(one.voucher_label) or one.number,
        _day(one.entry_on),
        clean(one.label or one.entry_label),
        *_sides(one.cents),
        "",
        "",
        _day(one.sealed_at.astimezone(_BRUSSELS).date()),
        "",
        "",
    )


def _carried(one: Held, *, on: date, words: str, valid_on: date) -> Sequence[str]:
    number = f"{CARRIED}-{on.year}-1"
    return (
        CARRIED,
        clean(words),
        number,
        _day(on),
        one.account_code,
        clean(one.account_name),
        auxiliary(one.party_id),
        clean(one.party_name),
        number,
        _day(on),
        clean(words),
        *_sides(one.cents),
        "",
        "",
        _day(valid_on),
        "",
        "",
    )


def flat_file(lines: Iterable[BookLine], held: Sequence[Held], *, from_on: date, carried: str) -> str:
    """The whole file: its header, the balances carried into the period as one entry, then every line in order.

    ``carried``: what the journal of the carried balances is called.
    """
    rows: list[Sequence[str]] = [COLUMNS]
    rows += [_carried(one, on=from_on, words=carried, valid_on=from_on) for one in held]
    rows += [_line(one) for one in lines]
    return "".join("\t".join(row) + "\r\n" for row in rows)


def file_name(enterprise_number: str, *, to_on: date) -> str:
    """<enterprise number>FEC<last day>.txt, as the order names it."""
    digits = "".join(filter(str.isdigit, enterprise_number)) or "0000000000"
    return f"{digits}FEC{_day(to_on)}.txt"
