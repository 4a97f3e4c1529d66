"""The mail of the week: when it leaves, whether there is anything to say, and what. Pure: no row, no clock, no word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from koprogo.site.owner_block import Owed, Standing
from koprogo.site.today import Task

THURSDAY = 4
FROM_HOUR = 18
#: Somebody who holds for many parties reads the first ones; the rest stands on the page (a mail stays below 20 KB).
PAYMENTS_SHOWN = 8
LATER_SHOWN = 5


class Said(StrEnum):
    """The things that a subject can say, each with its number."""

    AMOUNT = "amount"
    AMOUNT_BY = "amount_by"
    AMOUNT_SINCE = "amount_since"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Payment:
    """One amount to pay, in cents. ``party_name`` is empty when there is only one; ``due_on`` may be unknown."""

    party_name: str
    cents: int
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What one mail says. ``cents``: everything owed, first due on ``due_on``; ``more``: how many are not shown."""

    subject: tuple[Said, ...]
    cents: int
    due_on: date | None
    payments: tuple[Payment, ...]
    more: int
    tasks: tuple[Task, ...]
    later: tuple[Task, ...]


def week(local: datetime) -> str | None:
    """The ISO week ("2026-W48") whose mail leaves at this moment of Brussels: on Thursday from 18 h on, else None."""
    year, number, weekday = local.isocalendar()
    if weekday != THURSDAY or local.hour < FROM_HOUR:
        return None
    return f"{year}-W{number:02d}"


def compose(*, owed: Owed | None, tasks: Sequence[Task], later: Sequence[Task], today: date) -> Digest | None:
    """What is worth a mail to one reader, or None.

    ``owed``: what they owe, None for who owes nothing by role. An advance, a paid account and what can wait are no
    reason to write; what can wait is added when there is another reason.
    """
    asked = owed if owed is not None and owed.standing in (Standing.TO_PAY, Standing.LATE) else None
    subject = [_said(asked)] if asked else []
    if tasks:
        subject.append(Said.TASKS)
    if not subject:
        return None
    payments = _payments(asked, today) if asked else ()
    return Digest(
        subject=tuple(subject),
        cents=asked.cents if asked else 0,
        due_on=asked.due_on if asked else None,
        payments=payments[:PAYMENTS_SHOWN],
        more=len(payments[PAYMENTS_SHOWN:]),
        tasks=tuple(tasks),
        later=tuple(later[:LATER_SHOWN]),
    )


def _said(owed: Owed) -> Said:
    if owed.due_on is None:
        return Said.AMOUNT
    return Said.AMOUNT_SINCE if owed.standing is Standing.LATE else Said.AMOUNT_BY


def _payments(owed: Owed, today: date) -> tuple[Payment, ...]:
    if len(owed.slips) < 2:
        return (Payment("", owed.cents, owed.due_on, owed.standing is Standing.LATE),)
    return tuple(Payment(slip.party_name, slip.cents, slip.due_on, slip.due_on < today) for slip in owed.slips)
