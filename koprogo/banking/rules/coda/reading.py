"""Reading a CODA file, record by record. Hostile bytes give problems, never an exception."""

import re

from koprogo.banking.rules.coda import columns
from koprogo.banking.rules.coda.controls import control
from koprogo.banking.rules.coda.draft import StatementDraft
from koprogo.banking.rules.coda.statement import Problem, Reading

_HEADER = re.compile(r"0[0-9]{10}")
_RECORDS = "0123489"


def read(data: bytes) -> Reading:
    """Every statement of a CODA file, with what is wrong in it.

    The whole file is refused by `version`, `line_length`, `no_statement`, `missing_balance`, `account`,
    `balance`, `totals`, `trailer`, `third_decimal`, `unreadable` (an amount or a date that is none) and
    `record_order` (a record where it cannot be); `record_count` and `duplicate_flag` only warn.
    `unknown_format` when the bytes are no CODA at all. Raises nothing.
    """
    lines = columns.lines_of(data)
    if not lines:
        return Reading(False, (), (Problem("unknown_format"), Problem("no_statement")))
    if not _looks_like_coda(lines):
        return Reading(False, (), (Problem("unknown_format"),))
    first = next((place for place, (_, line) in enumerate(lines) if line[0] == "0"), len(lines))
    problems = _before_any_statement(lines[:first], none_at_all=first == len(lines))
    drafts: list[StatementDraft] = []
    for number, line in lines[first:]:
        # Only a whole header opens a further statement: thousands of broken ones would cost as many reports.
        if line[0] == "0" and (not drafts or len(line) == columns.LINE_LENGTH):
            drafts.append(StatementDraft(number, line))
        else:
            drafts[-1].take(number, line)
    for draft in drafts:
        control(draft)
    return Reading(True, tuple(draft.finish() for draft in drafts), tuple(problems))


def _looks_like_coda(lines: list[tuple[int, str]]) -> bool:
    """A header with its date, or lines of the right length that begin like records."""
    if any(_HEADER.match(line) for _, line in lines[:3]):
        return True
    return any(len(line) == columns.LINE_LENGTH and line[0] in _RECORDS for _, line in lines[:3])


def _before_any_statement(orphans: list[tuple[int, str]], *, none_at_all: bool) -> list[Problem]:
    problems = [
        Problem("line_length", number, {"length": len(line)})
        for number, line in orphans
        if len(line) != columns.LINE_LENGTH
    ][:1]
    if none_at_all:
        return [*problems, Problem("no_statement")]
    if orphans:
        problems.append(Problem("record_order", orphans[0][0], {"record": orphans[0][1][:2].strip()}))
    return problems
