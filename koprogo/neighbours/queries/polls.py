"""The polls of the house: which are open, what one said, and results where they may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.models import Poll, PollAnswer, PollChoice, PollTaker, PollUrn
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.rules import polls as rules
from koprogo.neighbours.rules.polls import PollKind, Result
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class PollRow:
    """One poll of the list. ``answers``: how many have answered; ``answered``: whether the reader has."""

    poll_id: UUID
    question: str
    kind: PollKind
    anonymous: bool
    closes_on: date
    open: bool
    answers: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One poll as its page shows it. ``result`` is empty where it may not be shown (rules.shown).

    ``mine``: the reader's own answer, of a poll by name; ``by_name``: (name, answer) of such a poll.
    """

    poll: Poll
    kind: PollKind
    choices: tuple[str, ...]
    open: bool
    answers: int
    answered: bool
    mine: tuple[int, ...]
    result: Result | None
    by_name: tuple[tuple[str, tuple[int, ...]], ...]


def still_open(poll: Poll, *, today: date) -> bool:
    """Whether one may still answer."""
    return poll.closed_at is None and today <= poll.closes_on


def listing(access: Access, *, me_id: UUID) -> list[PollRow]:
    """Every poll, the open ones first, each with how many answered (one query)."""
    taken = PollTaker.objects.filter(org_id=access.org_id, poll_id=OuterRef("id"), resident_id=me_id)
    said = PollAnswer.objects.filter(org_id=access.org_id, poll_id=OuterRef("id"), resident_id=me_id)
    rows = moderation.seen(access, me_id, Poll.objects.filter(org_id=access.org_id)).annotate(
        takers_=Count("takers", distinct=True),
        answers_=Count("answers", distinct=True),
        answered_=Exists(taken) | Exists(said),
    )
    found = [
        PollRow(
            row.id,
            row.question,
            PollKind(row.kind),
            row.anonymous,
            row.closes_on,
            still_open(row, today=access.today),
            row.takers_ + row.answers_,
            row.answered_,
        )
        for row in rows.order_by("closes_on", "id")
    ]
    return [row for row in found if row.open] + [row for row in reversed(found) if not row.open]


def show(access: Access, *, poll_id: UUID, me_id: UUID) -> Shown:
    """One poll for one reader (two queries). Raises NotFound."""
    texts = PollChoice.objects.filter(org_id=access.org_id, poll_id=OuterRef("id")).order_by("position")
    takers = PollTaker.objects.filter(org_id=access.org_id, poll_id=OuterRef("id"))
    rows = Poll.objects.filter(org_id=access.org_id, id=poll_id).select_related("resident")
    poll = rows.annotate(
        texts_=ArraySubquery(texts.values("text")),
        takers_=ArraySubquery(takers.values("resident_id")),
    ).first()
    if poll is None:
        raise NotFound(what="poll")
    kind, choices = PollKind(poll.kind), tuple(poll.texts_)
    is_open = still_open(poll, today=access.today)
    if poll.anonymous:
        number, answered = len(poll.takers_), me_id in poll.takers_
        may_see = rules.shown(number, anonymous=True, over=not is_open)
        result = rules.count(kind, len(choices), _urn(access, poll)) if may_see else None
        return Shown(poll, kind, choices, is_open, number, answered, (), result, ())
    answers = PollAnswer.objects.filter(org_id=access.org_id, poll=poll).order_by("answered_at", "id")
    said = {row[0]: (row[1] or labels.former(), tuple(row[2])) for row in answers.values_list(*_SAID)}
    may_see = rules.shown(len(said), anonymous=False, over=not is_open) and (me_id in said or not is_open)
    result = rules.count(kind, len(choices), [one for _name, one in said.values()]) if may_see else None
    mine = said[me_id][1] if me_id in said else ()
    return Shown(
        poll, kind, choices, is_open, len(said), me_id in said, mine, result, tuple(said.values()) if may_see else ()
    )


_SAID = ("resident_id", "resident__pseudonym", "answer")


def _urn(access: Access, poll: Poll) -> Sequence[Sequence[int]]:
    return PollUrn.objects.get(org_id=access.org_id, poll=poll).answers  # type: ignore[no-any-return]
