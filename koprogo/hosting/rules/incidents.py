"""What the operator tells everybody about the service: an outage as it goes, work before it begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: An incident is told in French at least; a reader of another language reads it in theirs where it is told in that.
FIRST, OTHERS = "fr", ("nl", "de", "en")


class IncidentKind(StrEnum):
    """What it is about."""

    OUTAGE = "outage"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a text in one language."""

    title: str
    text: str = ""


def others(said: Mapping[str, Words]) -> dict[str, Words]:
    """What is said in the other languages; what is empty is left out."""
    return {code: one for code, one in said.items() if code in OTHERS and (one.title.strip() or one.text.strip())}


class IncidentEmpty(Refused):
    """An incident has a title, a note has words."""

    code = "hosting.incident_empty"


class IncidentOver(Refused):
    """What has ended ends once, and not before it began."""

    code = "hosting.incident_over"


class MaintenancePast(Refused):
    """Work is announced before it begins, with an end after its beginning."""

    code = "hosting.maintenance_past"


class OutageAhead(Refused):
    """An outage is declared once it began."""

    code = "hosting.outage_ahead"


def check(kind: IncidentKind, title: str, *, starts_at: datetime, ends_at: datetime | None, now: datetime) -> None:
    """May this be published? Raises IncidentEmpty, MaintenancePast, OutageAhead, IncidentOver."""
    if not title.strip():
        raise IncidentEmpty(field="title")
    if kind is IncidentKind.MAINTENANCE:
        if starts_at <= now or ends_at is None or ends_at <= starts_at:
            raise MaintenancePast(field="starts")
        return
    if starts_at > now:
        raise OutageAhead(field="starts")
    if ends_at is not None and not starts_at <= ends_at <= now:
        raise IncidentOver(field="ends")


def check_end(*, starts_at: datetime, ended_at: datetime | None, now: datetime) -> None:
    """May an outage end now? Raises IncidentOver."""
    if ended_at is not None or now < starts_at:
        raise IncidentOver
