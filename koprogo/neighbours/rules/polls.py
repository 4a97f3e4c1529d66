"""A poll among residents: what may be asked, what answers it, how it is counted. Whole numbers only.

A poll asks for opinions. It is no vote of the assembly (CC 3.87): it decides nothing, every resident counts once, and
no share weighs in it. So no word of the assembly stands in this module, nor any rule of it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Below this many answers an anonymous result would tell who said what (decision 0042).
FEWEST = 3
LEAST_CHOICES, MOST_CHOICES = 2, 10
SCALE = range(1, 6)
YES, NO = 0, 1

#: What one resident said: places of choices (in order for a ranking), or one figure of the scale.
Answer = tuple[int, ...]


class PollKind(StrEnum):
    """How one answers."""

    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    SCALE = "scale"


#: Kinds with choices of the author's own.
WITH_CHOICES = frozenset({PollKind.ONE, PollKind.SEVERAL, PollKind.RANKING})


class UnusablePoll(Refused):
    code = "neighbours.unusable_poll"


class UnusableAnswer(Refused):
    code = "neighbours.unusable_answer"


class PollOver(Refused):
    code = "neighbours.poll_over"


class AnsweredAlready(Refused):
    """An anonymous answer cannot be found again, so it cannot be changed."""

    code = "neighbours.answered_already"


class NotYourPoll(Refused):
    code = "neighbours.not_your_poll"


def checked_choices(kind: PollKind, texts: Sequence[str]) -> list[str]:
    """The choices of a poll, trimmed, each once; none where the kind has its own. Raises UnusablePoll."""
    if kind not in WITH_CHOICES:
        return []
    found = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not LEAST_CHOICES <= len(found) <= MOST_CHOICES:
        raise UnusablePoll(field="choices", least=LEAST_CHOICES, most=MOST_CHOICES)
    return found


def checked_end(closes_on: date, *, today: date) -> date:
    """The last day of a poll, today or later and within a year. Raises UnusablePoll."""
    if not 0 <= (closes_on - today).days <= 366:
        raise UnusablePoll(field="closes_on", least=LEAST_CHOICES, most=MOST_CHOICES)
    return closes_on


def checked(kind: PollKind, choices: int, answer: Sequence[int]) -> Answer:
    """An answer in the one form it is kept in. Raises UnusableAnswer."""
    found = tuple(answer)
    known = SCALE if kind is PollKind.SCALE else range(2 if kind is PollKind.YES_NO else choices)
    single = kind in (PollKind.YES_NO, PollKind.ONE, PollKind.SCALE)
    if not found or len(set(found)) != len(found) or not set(found) <= set(known) or (single and len(found) != 1):
        raise UnusableAnswer(field="answer")
    return tuple(sorted(found)) if kind is PollKind.SEVERAL else found


def into_urn(urn: Sequence[Sequence[int]], answer: Answer) -> list[list[int]]:
    """The answers with one more, in the order of their content: nothing is left of the order in which they came."""
    return sorted([*(list(one) for one in urn), list(answer)])


@dataclass(frozen=True, slots=True)
class Result:
    """``tally``: by place of the choice (or figure of the scale), answers or points; ``first``: the highest, if any.

    ``most``: what a choice could have had at most. ``median`` is of a scale only.
    """

    kind: PollKind
    answers: int
    tally: tuple[int, ...]
    first: tuple[int, ...]
    most: int
    median: tuple[int, int] | None = None


def shown(answers: int, *, anonymous: bool, over: bool) -> bool:
    """Whether a result may be shown: an anonymous one when it is over and by three answers or more.

    While it is open, two looks with one answer between them would tell that answer.
    """
    return over and answers >= FEWEST if anonymous else answers > 0


def count(kind: PollKind, choices: int, answers: Sequence[Sequence[int]]) -> Result:
    """Count. A ranking is counted by points (Borda): of n choices the first place gives n, the last 1, none 0.

    All equal highest are first: nothing but the answers decides between them.
    """
    if kind is PollKind.SCALE:
        given = sorted(one[0] for one in answers)
        seen = Counter(given)
        middle = (given[(len(given) - 1) // 2], given[len(given) // 2]) if given else None
        tally = tuple(seen[figure] for figure in SCALE)
        return Result(kind, len(given), tally, (), len(given), middle)
    places = 2 if kind is PollKind.YES_NO else choices
    points = [0] * places
    for one in answers:
        for rank, choice in enumerate(one):
            points[choice] += places - rank if kind is PollKind.RANKING else 1
    top = max(points, default=0)
    first = tuple(n for n, got in enumerate(points) if got == top) if top else ()
    most = len(answers) * (places if kind is PollKind.RANKING else 1)
    return Result(kind, len(answers), tuple(points), first, most)
