"""Questions and their threads, for the two sides that read them, and the promises for everybody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Prefetch, Q, QuerySet

from koprogo.hosting.models import Attachment, Message, Question, SupportAccess
from koprogo.hosting.rules import promises as rules
from koprogo.hosting.rules.promises import Said, Side, Turn
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its messages, and how it stands. ``wait``: the client's, while it lasts."""

    row: Question
    messages: tuple[Message, ...]
    turns: tuple[Turn, ...]

    @property
    def wait(self) -> Turn | None:
        """The wait that lasts."""
        return next((one for one in self.turns if one.answered_at is None), None)

    @property
    def state(self) -> str:
        """``closed``, ``waits`` for support, or ``answered``."""
        if self.row.closed_at:
            return "closed"
        return "waits" if self.wait else "answered"


def _whole(found: QuerySet[Question], *, with_files: bool = True) -> list[Asked]:
    messages = Message.objects.order_by("at", "id")
    if with_files:
        messages = messages.prefetch_related(Prefetch("attachments", Attachment.objects.order_by("id")))
    return [_asked(row) for row in found.select_related("org").prefetch_related(Prefetch("messages", messages))]


def _asked(row: Question) -> Asked:
    said = list(row.messages.all())
    turns = rules.turns(
        (Said(one.at, Side(one.side)) for one in said), promised_hours=row.promised_hours, closed_at=row.closed_at
    )
    return Asked(row, tuple(said), tuple(turns))


def of_building(access: Access) -> list[Asked]:
    """The questions of this condominium, the newest first (two statements)."""
    found = Question.objects.filter(org_id=access.org_id).order_by("-asked_at", "-id")[:SHOWN]
    return _whole(found, with_files=False)


def one_of_building(access: Access, *, number: str) -> Asked:
    """One of them, with who of support is let in today (``row.held``). Raises NotFound, also for somebody else's."""
    let_in = SupportAccess.objects.filter(org_id=access.org_id, ends_on__gt=access.today).order_by()
    found = Question.objects.filter(org_id=access.org_id, number=number)
    return _one(found.annotate(held=ArraySubquery(let_in.values("person_id"))))


def get(*, number: str) -> Asked:
    """One question, for support. Raises NotFound."""
    return _one(Question.objects.filter(number=number))


def _one(found: QuerySet[Question]) -> Asked:
    asked = _whole(found)
    if not asked:
        raise NotFound(what="question")
    return asked[0]


def attachment(access: Access, *, number: str, attachment_id: UUID) -> Attachment:
    """One file of a question of this condominium. Raises NotFound."""
    found = Attachment.objects.filter(
        id=attachment_id, message__question__number=number, message__question__org_id=access.org_id
    ).first()
    if found is None:
        raise NotFound(what="attachment")
    return found


def copy_of(*, number: str, attachment_id: UUID) -> Attachment:
    """One file as support has it. Raises NotFound."""
    found = Attachment.objects.filter(id=attachment_id, message__question__number=number).first()
    if found is None:
        raise NotFound(what="attachment")
    return found


def desk() -> tuple[list[Asked], list[Asked]]:
    """(those that wait for support, the most urgent first; the others, the newest first) (two statements)."""
    open_now = Question.objects.filter(closed_at__isnull=True).order_by("-asked_at", "-id")[:SHOWN]
    found = _whole(open_now, with_files=False)
    waiting = sorted((one for one in found if one.wait), key=lambda one: one.wait.due_at)  # type: ignore[union-attr]
    return waiting, [one for one in found if not one.wait]


def closed() -> list[Question]:
    """The last ones that were closed (one statement)."""
    return list(Question.objects.filter(closed_at__isnull=False).select_related("org").order_by("-closed_at")[:20])


def waits() -> list[Turn]:
    """The waits that last, the most urgent first (one statement)."""
    return sorted((one for one in turns(since=None) if one.answered_at is None), key=lambda turn: turn.due_at)


def turns(*, since: datetime | None) -> list[Turn]:
    """Every wait of the questions asked from a moment on, or of the open ones (one statement)."""
    asked = Q(question__closed_at__isnull=True) if since is None else Q(question__asked_at__gte=since)
    said: dict[tuple[UUID, int, datetime | None], list[Said]] = defaultdict(list)
    columns = ("question_id", "question__promised_hours", "question__closed_at", "at", "side")
    for question_id, hours, closed_at, at, side in Message.objects.filter(asked).values_list(*columns):
        said[(question_id, hours, closed_at)].append(Said(at, Side(side)))
    return [
        turn
        for (_question, hours, closed_at), some in said.items()
        for turn in rules.turns(some, promised_hours=hours, closed_at=closed_at)
    ]


def a_year_before(now: datetime) -> datetime:
    """From when on promises are counted."""
    return now - timedelta(days=365)


def waiting_of(org_id: UUID) -> int:
    """How many questions of one condominium are open (one statement)."""
    return Question.objects.filter(org_id=org_id, closed_at__isnull=True).count()
