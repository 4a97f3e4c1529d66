"""What is said of an entry of the sample: the auditor ticks, asks and accepts, the syndic answers."""

from koprogo.auditing.models import Mark, Sample
from koprogo.auditing.rules import marks
from koprogo.auditing.rules.marks import Kind
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import years
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: What an answer may bring along.
ACCEPT = ("application/pdf", "image/png", "image/jpeg", "image/webp")


@act("auditing.entry_seen", needs=Right.AUDIT_ACCOUNTS)
def see(access: Access, *, year: str, position: int) -> Mark:
    """Say that an entry and its voucher agree; said again it changes nothing. Raises NotFound, WrongMoment."""
    row = _say(access, Kind.SEEN, year=year, position=position)
    audit.record(access, "auditing.entry_seen", row.sample_id, year=year, position=position)
    return row


@act("auditing.question_asked", needs=Right.AUDIT_ACCOUNTS)
def ask(access: Access, *, year: str, position: int, text: str) -> Mark:
    """Ask the syndic about an entry, or ask again. Raises NotFound, NothingSaid."""
    row = _say(access, Kind.QUESTION, year=year, position=position, text=text)
    audit.record(access, "auditing.question_asked", row.sample_id, year=year, position=position)
    return row


@act("auditing.question_answered", needs=Right.KEEP_BOOKS)
def answer(access: Access, *, year: str, position: int, text: str, data: bytes = b"", name: str = "") -> Mark:
    """Answer a question with words, a file, or both. Raises NotFound, NothingSaid, WrongMoment."""
    row = _say(
        access,
        Kind.ANSWER,
        year=year,
        position=position,
        text=text,
        data=data,
        name=name,
    )
    audit.record(access, "auditing.question_answered", row.sample_id, year=year, position=position)
    return row


@act("auditing.answer_accepted", needs=Right.AUDIT_ACCOUNTS)
def accept(access: Access, *, year: str, position: int) -> Mark:
    """Be content with the answer: the question is closed. Raises NotFound, WrongMoment."""
    row = _say(access, Kind.ACCEPTED, year=year, position=position)
    audit.record(access, "auditing.answer_accepted", row.sample_id, year=year, position=position)
    return row


def _say(
    access: Access,
    kind: Kind,
    *,
    year: str,
    position: int,
    text: str = "",
    data: bytes = b"",
    name: str = "",
) -> Mark:
    sample = (
        Sample.objects.filter(org_id=access.org_id, draw__fiscal_year__code=year, position=position)
        .select_related("draw")
        .first()
    )
    if sample is None:
        raise NotFound(what="sample")
    # Words follow each other: two people who speak at once are heard one after the other.
    years.locked(access, year_id=sample.draw.fiscal_year_id)
    latest = Mark.objects.filter(org_id=access.org_id, sample=sample).order_by("-at", "-id").first()
    state = marks.state_after(Kind(latest.kind) if latest else None)
    marks.check(kind, state=state, text=text, has_file=bool(data))
    if kind is Kind.SEEN and latest is not None and latest.kind == Kind.SEEN:
        return latest
    kept = (
        files.keep(access, data=data, name=name, retention=StoredFile.Retention.ACCOUNTING, subject_id=sample.id)
        if data
        else None
    )
    row = Mark.objects.create(
        org_id=access.org_id,
        sample=sample,
        kind=kind,
        text=text.strip()[: marks.TEXT],
        file_id=kept.id if kept else None,
        file_name=kept.name if kept else "",
        at=access.now,
        by_id=access.person_id,
        by=access.person_name,
    )
    return row
