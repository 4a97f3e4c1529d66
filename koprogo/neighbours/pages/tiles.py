"""What each module shows on the neighbours' home: one statement for all of them together.

A module adds its line to ``TILES``: the module that must be on (None: always), and a function of (access, me) that
gives a ``platform.together.Question`` answered by ``Shown``. Names of facts in its SQL mean the same for all
(org, me, today, now, slug is the page's).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours.pages import exchange_tile, life_tiles, things_tiles
from koprogo.neighbours.pages.shown import Action as Action
from koprogo.neighbours.pages.shown import Contributor as Contributor
from koprogo.neighbours.pages.shown import Line as Line
from koprogo.neighbours.pages.shown import Shown as Shown
from koprogo.neighbours.pages.shown import Tile as Tile
from koprogo.neighbours.queries import people, welcome
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import formats, together
from koprogo.platform.access import Access
from koprogo.platform.together import Question


@dataclass(frozen=True, slots=True)
class Home:
    """All of it together, the newest lines first."""

    tiles: tuple[Tile, ...]
    asked: tuple[Line, ...]
    offered: tuple[Line, ...]
    actions: tuple[Action, ...]
    posted: tuple[Line, ...]


#: As many lines of each list as a telephone shows without scrolling for long.
LINES = 6

def _people(access: Access, me: Me) -> Question[Shown]:
    def shown(count: int, newest: list[str]) -> Shown:
        said = [ngettext("%(n)s voisin a pris un nom ici.", "%(n)s voisins ont pris un nom ici.", count) % {"n": count}]
        if newest:
            said.append(_("Bienvenue à %(names)s.") % {"names": ", ".join(newest)})
        address = reverse("neighbours_people", kwargs={"slug": access.slug})
        return Shown(Tile(_("Les voisins"), tuple(said), address, _("Voir les voisins")))

    return people.summary(access, me, shown)


def _welcome(access: Access, me: Me) -> Question[Shown]:
    def shown(days: list[date], what: list[str]) -> Shown:
        rows = zip(days, what, strict=True)
        said = [_("%(day)s : %(what)s") % {"day": formats.day_near(on, access.today), "what": one} for on, one in rows]
        address = reverse("neighbours_welcome", kwargs={"slug": access.slug})
        nothing = _("Le carnet de l’immeuble, les numéros utiles, les jours de collecte.")
        return Shown(Tile(_("Bienvenue et vie pratique"), tuple(said) or (nothing,), address, _("Ouvrir le carnet")))

    return welcome.coming(access, shown)


TILES: list[Contributor] = [
    (Module.NOTICES, life_tiles.notices),
    (Module.POLLS, life_tiles.polls),
    (Module.BOOKINGS, life_tiles.bookings),
    (Module.WELCOME, _welcome),
    (Module.LENDING, things_tiles.lending),
    (Module.EXCHANGE, exchange_tile.exchange),
    (Module.GIFTS, things_tiles.gifts),
    (Module.SKILLS, things_tiles.skills),
    (None, _people),
]


def home(access: Access, me: Me, modules: frozenset[Module], *, lines: int = LINES) -> Home:
    """What the home shows of these modules, at most so many lines of each list (one statement)."""
    asked = [question(access, me) for module, question in TILES if module is None or module in modules]
    found = together.many(asked)
    return Home(
        tuple(one.tile for one in found if one.tile is not None),
        _newest((line for one in found for line in one.asked), lines),
        _newest((line for one in found for line in one.offered), lines),
        tuple(action for one in found for action in one.actions),
        _newest((line for one in found for line in one.posted), lines),
    )


def _newest(lines: Iterable[Line], most: int) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:most])
