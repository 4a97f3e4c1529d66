"""The frame of every page: plate, tabs, person, footer. One object, no query of its own beyond the access's."""

import functools
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right, Role
from koprogo.platform.access import Access
from koprogo.site.weight import MARK


@dataclass(frozen=True, slots=True)
class Plate:
    """The enamel plate: which building this is, and the way to its home."""

    street: str
    number: str
    url: str
    street_2: str = ""
    lang_2: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One section. ``wide`` tabs are left out of the phone's bar; ``rest`` are words dropped on small screens."""

    label: str
    icon: str
    url: str
    current: bool = False
    badge: int = 0
    wide: bool = False
    rest: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PersonBadge:
    """Who is signed in."""

    initials: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """What the frame shows. ``footer_links``: (label, address); ``shortcuts``: whether keys act."""

    plate: Plate | None = None
    tabs: list[Tab] = field(default_factory=list)
    person: PersonBadge | None = None
    search_url: str = ""
    footer_links: list[tuple[str, str]] = field(default_factory=list)
    page_weight: str = ""
    shortcuts: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A tab before it is known who reads: the page it opens, and the first words of the addresses it covers."""

    name: str
    label: str | Promise
    icon: str
    covers: tuple[str, ...]
    key: str
    rest: str | Promise = ""


TODAY = Section("home", gettext_lazy("Aujourd’hui"), "house", ("",), "a")
HOME = Section("home", gettext_lazy("Accueil"), "house", ("",), "a")
MY_ACCOUNT = Section("my_account", gettext_lazy("Mon compte"), "wallet", ("moi",), "c")
MONEY = Section("money", gettext_lazy("Argent"), "landmark", ("argent", "controle", "asso"), "m")
ASSEMBLIES = Section("assemblies", gettext_lazy("Assemblées"), "scale", ("ag",), "v")
ASSOCIATION = Section("nonprofit_life", gettext_lazy("Association"), "users", ("association",), "o")
LOTS = Section("lots", gettext_lazy("Lots"), "users", ("lots", "personnes"), "l", gettext_lazy("et copropriétaires"))
DOCUMENTS = Section("documents", gettext_lazy("Documents"), "file-text", ("documents",), "d")
BUILDING = Section("building", gettext_lazy("Immeuble"), "building-2", ("immeuble", "reglages", "mise-en-place"), "i")

NEIGHBOURS = Section("neighbours", gettext_lazy("Voisins"), "handshake", ("voisins",), "n")
#: The same section for who may switch modules on and does not live there.
MODULES = Section("neighbours_modules", gettext_lazy("Voisins"), "handshake", ("voisins",), "n")

#: Roles that see the building as a whole; the others see it from their own lots.
OFFICES = frozenset({Role.SYNDIC, Role.COUNCIL, Role.AUDITOR, Role.ACCOUNTANT})


def navigation(request: HttpRequest, access: Access | None) -> Navigation:
    """The frame for this reader, in this building or outside any."""
    user = request.user
    person = PersonBadge(user.initials, str(user), reverse("me")) if user.is_authenticated else None
    shortcuts = bool(getattr(user, "keyboard", True))
    links = [(_("Aide"), reverse("help")), (_("Confidentialité"), reverse("privacy"))]
    links.append((_("Accessibilité"), reverse("accessibility")))
    if settings.KOPROGO_HOSTING:
        links.append((_("État du service"), reverse("service_status")))
    unit = _("Ko")
    weight = f"{MARK.decode()} {unit}"
    if access is None:
        return Navigation(person=person, footer_links=links, page_weight=weight, shortcuts=shortcuts)
    return Navigation(
        plate=_plate(access),
        tabs=tabs(request, access),
        person=person,
        search_url=_address("search", access) if may_open("search", access) else "",
        footer_links=links,
        page_weight=weight,
        shortcuts=shortcuts,
    )


def _plate(access: Access) -> Plate:
    home = _address("home", access)
    words = access.plate
    if words is None:
        return Plate(access.org_name, "", home)
    return Plate(words.street, words.number, home, words.street_2, words.lang_2)


def tabs(request: HttpRequest, access: Access) -> list[Tab]:
    """The sections this reader may open, the one of this page marked; those that a phone has no room for are wide."""
    here = request.path.removeprefix(f"/i/{access.slug}/").split("/")[0]
    shown = [section for section in sections(access) if may_open(section.name, access)]
    return [
        Tab(
            label=str(section.label),
            icon=section.icon,
            url=_address(section.name, access),
            current=here in section.covers,
            # The fifth place of the bar is for the others, when there are any.
            wide=position >= (4 if len(shown) > 5 else 5),
            rest=str(section.rest),
            key=section.key,
        )
        for position, section in enumerate(shown)
    ]


def sections(access: Access) -> list[Section]:
    """The sections for somebody's roles, all of them at once: there is no role to switch."""
    if access.org_kind == "residents":
        return [NEIGHBOURS]
    if access.org_kind == "nonprofit":  # it has members, not lots
        return [ASSOCIATION, MONEY, ASSEMBLIES, DOCUMENTS]
    if access.roles & OFFICES:
        own = [MY_ACCOUNT] if access.may(Right.SEE_OWN_ACCOUNT) else []
        return [TODAY, *own, MONEY, ASSEMBLIES, LOTS, BUILDING, DOCUMENTS, *_neighbours(access)]
    return [HOME, MY_ACCOUNT, ASSEMBLIES, *_neighbours(access), LOTS, BUILDING, DOCUMENTS]


def _neighbours(access: Access) -> list[Section]:
    """The neighbours' section, hidden while no module is on, but from who may switch one on (ux.md 5)."""
    if access.with_neighbours and access.may(Right.MEET_NEIGHBOURS):
        return [NEIGHBOURS]
    return [MODULES] if access.may(Right.ANIMATE_NEIGHBOURS) else []


def may_open(name: str, access: Access) -> bool:
    """Whether the door of a page without further arguments lets this reader in."""
    needs = _needs(name)
    return needs is not None and access.may(needs)


@functools.cache
def _needs(name: str) -> str | None:
    # The door itself says what it asks for: a link can then never lead to a closed one.
    try:
        view = resolve(reverse(name, kwargs={"slug": "x"})).func
    except NoReverseMatch:
        return None
    needs: str = view.door.needs  # type: ignore[attr-defined]
    return needs


def _address(name: str, access: Access) -> str:
    # Worked out once for a whole building: the frame asks for the same eight on every page.
    return _pattern(name).replace(_SLUG, access.slug)


#: Stands where the building's own name goes.
_SLUG = "x-x-x"


@functools.cache
def _pattern(name: str) -> str:
    return reverse(name, kwargs={"slug": _SLUG})
