"""Whether a statement was already read, and whether it follows the one before."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from koprogo.banking.rules.coda.statement import Movement, Statement


@dataclass(frozen=True, slots=True)
class Closing:
    """How the last statement of an account ended."""

    number: str | None
    closing_cents: int
    closing_on: date


class Balanced(Protocol):
    """A statement with its balances: one just read, or one stored."""

    @property
    def number(self) -> str | None: ...  # as the bank numbers it
    @property
    def opening_cents(self) -> int | None: ...  # credit positive
    @property
    def closing_on(self) -> date | None: ...  # None when the file does not say


@dataclass(frozen=True, slots=True)
class Continuity:
    """How a statement follows the one before.

    `code`: `first`, `continuous`, `number_gap` (balances agree, a number is missing), `balance_gap`
    (`difference_cents` = opening − previous closing), `not_after` (it ends before the previous one),
    `no_balance` (nothing to compare).
    """

    code: str
    difference_cents: int = 0
    expected_number: str | None = None


def file_digest(data: bytes) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal: the same file twice."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(statement: Statement) -> str:
    """SHA-256 of what a statement says: account, number, dates, balances and movements.

    The same statement has the same fingerprint in another file, with another trailer or other messages.
    """
    said = [
        statement.account,
        statement.currency,
        statement.number,
        _day(statement.opening_on),
        _day(statement.closing_on),
        statement.opening_mils,
        statement.closing_mils,
        [_said_by(movement) for movement in statement.movements],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()


def continuity(previous: Closing | None, statement: Balanced) -> Continuity:
    """Compare a statement with the end of the previous one of the same account.

    Numbers follow one another inside a year; on the first statement of a new year they may begin again.
    """
    if previous is None:
        return Continuity("first")
    if statement.opening_cents is None or statement.closing_on is None:
        return Continuity("no_balance")
    if statement.closing_on < previous.closing_on:
        return Continuity("not_after")
    difference = statement.opening_cents - previous.closing_cents
    expected = _next_number(previous, statement)
    if difference:
        return Continuity("balance_gap", difference, expected)
    return Continuity("continuous" if expected is None else "number_gap", 0, expected)


def _next_number(previous: Closing, statement: Balanced) -> str | None:
    """The number that should have come, or None when the one that came is right or cannot be compared."""
    numbers = (previous.number, statement.number)
    if any(number is None or not (number.isascii() and number.isdigit()) for number in numbers):
        return None
    before, now = int(previous.number or 0), int(statement.number or 0)
    new_year = statement.closing_on is not None and statement.closing_on.year > previous.closing_on.year
    if now == before + 1 or (new_year and now in (0, 1)):
        return None
    return f"{before + 1:03d}"


def _said_by(movement: Movement) -> list[object]:
    return [
        movement.sequence,
        movement.amount_mils,
        _day(movement.value_on),
        _day(movement.entry_on),
        movement.bank_reference,
        movement.communication_type,
        movement.communication,
        movement.counterparty_account,
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
