"""The frame of every page: plate, tabs, person. One object, no query of its own beyond what the access carries."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Plate:
    """The enamel plate: which building this is."""

    street: str
    number: str
    url: str
    street_2: str = ""
    lang_2: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One section. ``wide`` tabs are left out of the phone's bar."""

    label: str
    icon: str
    url: str
    current: bool = False
    badge: int = 0
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PersonBadge:
    """Who is signed in."""

    initials: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """What the frame shows."""

    plate: Plate | None = None
    tabs: list[Tab] = field(default_factory=list)
    person: PersonBadge | None = None
    search_url: str = ""


def navigation(request: HttpRequest, access: Access | None) -> Navigation:
    """The frame for this reader, in this building or outside any."""
    person = None
    if request.user.is_authenticated:
        person = PersonBadge(request.user.initials, str(request.user), reverse("me"))
    if access is None:
        return Navigation(person=person)
    return Navigation(
        plate=Plate(street=access.org_name, number="", url=reverse("home", kwargs={"slug": access.slug})),
        tabs=_tabs(request, access),
        person=person,
        search_url=reverse("search", kwargs={"slug": access.slug}) if access.may(Right.SEE_LOTS) else "",
    )


def _tabs(request: HttpRequest, access: Access) -> list[Tab]:
    return []
