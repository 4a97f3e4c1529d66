"""Several questions of one row each, asked in one statement: a dashboard has eight for everything (ux.md 11)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db import connection

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """One SELECT that gives exactly one row of ``width`` columns, and how that row is read.

    Names in ``facts`` mean the same wherever they occur (org, today, own …).
    """

    sql: str
    facts: Mapping[str, Any]
    width: int
    read: Callable[..., T]

    def answer(self) -> T:
        """Ask it alone (one statement)."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.facts)
            return self.read(*cursor.fetchone())


@overload
def ask(first: Question[A], second: Question[B], /) -> tuple[A, B]: ...
@overload
def ask(first: Question[A], second: Question[B], third: Question[C], /) -> tuple[A, B, C]: ...
@overload
def ask(
    first: Question[A], second: Question[B], third: Question[C], fourth: Question[D], fifth: Question[E], /
) -> tuple[A, B, C, D, E]: ...
def ask(*questions: Question[Any]) -> tuple[Any, ...]:
    """Ask several at once (one statement). Their answers, in the same order."""
    facts: dict[str, Any] = {}
    for one in questions:
        assert all(facts.get(name, value) == value for name, value in one.facts.items()), "one name, two meanings"
        facts |= one.facts
    rows = ", ".join(f"({one.sql}) AS q{place}" for place, one in enumerate(questions))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {rows}", facts)  # noqa: S608 -- statements of our own, values apart
        row = cursor.fetchone()
    answers, at = [], 0
    for one in questions:
        answers.append(one.read(*row[at : at + one.width]))
        at += one.width
    return tuple(answers)


def many(questions: Sequence[Question[T]]) -> list[T]:
    """Ask any number of questions of one kind at once (one statement; none for no question)."""
    if not questions:
        return []
    return list(ask(*questions)) if len(questions) > 1 else [questions[0].answer()]
