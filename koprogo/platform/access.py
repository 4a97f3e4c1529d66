"""Who is asking, in which building, with which rights, at what moment. Made by a door or for a job, never by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from koprogo.kernel.refusals import NotAllowed
from koprogo.platform.plate import Plate

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Access:
    """The proof that somebody may act inside one boundary now.

    ``party_ids`` are the parties of the building this person stands for as an owner. ``now`` is the door's clock:
    nothing below reads another one. ``with_neighbours``: a module of the neighbours is on. ``org_since``: the day the
    boundary was made, as the door read it.
    """

    org_id: UUID
    slug: str
    org_name: str
    org_kind: str
    now: datetime
    person_id: UUID | None = None
    person_name: str = ""
    language: str = "fr"
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    party_ids: frozenset[UUID] = field(default_factory=frozenset)
    plate: Plate | None = None
    with_neighbours: bool = False
    org_since: date | None = None

    @property
    def today(self) -> date:
        """The calendar day in Brussels: legal deadlines are local dates, not instants."""
        return self.now.astimezone(BRUSSELS).date()

    def may(self, right: str) -> bool:
        """Whether the rights table gives this right."""
        return right in self.rights


def resolve(*, person_id: UUID, slug: str, now: datetime) -> Access | None:
    """Ask the building's own rights table. ``None`` to strangers: they must not learn that the building exists."""
    resolver: Callable[..., Access | None] = import_string(settings.KOPROGO_ACCESS_RESOLVER)
    return resolver(person_id=person_id, slug=slug, now=now)


def as_system(*, org_id: UUID, now: datetime, on_behalf_of: UUID | None = None, name: str = "") -> Access:
    """The access of a job: every right inside one boundary, on behalf of whoever asked for the work."""
    builder: Callable[..., Access] = import_string(settings.KOPROGO_SYSTEM_ACCESS)
    return builder(org_id=org_id, now=now, on_behalf_of=on_behalf_of, name=name)


P = ParamSpec("P")
R = TypeVar("R")


def act(
    action: str, *, needs: str
) -> Callable[[Callable[Concatenate[Access, P], R]], Callable[Concatenate[Access, P], R]]:
    """Mark an operation: one verb, one right, inside a transaction. The body writes its own audit line.

    Raises NotAllowed when the access lacks the right, whoever calls: page, API or job.
    """

    def wrap(function: Callable[Concatenate[Access, P], R]) -> Callable[Concatenate[Access, P], R]:
        @wraps(function)
        def guarded(access: Access, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if needs not in access.rights:
                raise NotAllowed(action=action, needs=needs)
            assert connection.in_atomic_block, f"{action} outside a transaction"
            return function(access, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        guarded.needs = needs  # type: ignore[attr-defined]
        return guarded

    return wrap
