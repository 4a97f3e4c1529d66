"""What `bank inspect` prints: a bank file read on its own, as one JSON object."""

from datetime import date

from koprogo.banking.rules import coda
from koprogo.banking.rules.coda.sentences import in_french


def inspect(data: bytes) -> dict[str, object]:
    """The report of a bank file, ready for JSON: dates ISO, cents integers, missing = None.

    `format` is "coda", or None with the problem `unknown_format`. Raises nothing, whatever the bytes.
    """
    reading = coda.read(data)
    return {
        "format": "coda" if reading.is_coda else None,
        "statements": [_statement(statement) for statement in reading.statements],
        "problems": [_problem(problem) for problem in reading.problems],
    }


def importable(report: dict[str, object]) -> bool:
    """Whether a report of `inspect` lets the file in: at least one statement, and no error anywhere."""
    statements = report["statements"]
    assert isinstance(statements, list)
    levels = [report, *statements]
    return bool(statements) and all(problem["severity"] != "error" for level in levels for problem in level["problems"])


def _statement(statement: coda.Statement) -> dict[str, object]:
    return {
        "account": statement.account,
        "currency": statement.currency,
        "number": statement.number,
        "opening_cents": statement.opening_cents,
        "opening_on": _iso(statement.opening_on),
        "closing_cents": statement.closing_cents,
        "closing_on": _iso(statement.closing_on),
        "movements": [_movement(movement) for movement in statement.movements],
        "problems": [_problem(problem) for problem in statement.problems],
    }


def _movement(movement: coda.Movement) -> dict[str, object]:
    return {
        "amount_cents": movement.amount_cents,
        "value_on": _iso(movement.value_on),
        "entry_on": _iso(movement.entry_on),
        "structured_reference": movement.structured_reference,
        "counterparty_name": movement.counterparty_name,
        "counterparty_account": movement.counterparty_account,
        "text": movement.text,
        "details": [_movement(detail) for detail in movement.details],
    }


def _problem(problem: coda.Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "message": in_french(problem),
        "line": problem.line,
        "severity": problem.severity,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
