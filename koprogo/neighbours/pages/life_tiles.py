"""The tiles of the board, the polls and the bookings on the neighbours' home."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours import labels
from koprogo.neighbours.pages.shown import Line, Shown, Tile
from koprogo.neighbours.queries import summaries
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.queries.summaries import Lines
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.slots import day_of
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.together import Question


def notices(access: Access, me: Me) -> Question[Shown]:
    """The tile of the board."""

    def shown(up: int, title: str | None, starts_at: datetime | None, rows: Lines) -> Shown:
        said = [ngettext("%(n)s annonce est affichée.", "%(n)s annonces sont affichées.", up) % {"n": up}]
        if title is not None and starts_at is not None:
            said.append(_("%(title)s, %(when)s.") % {"title": title, "when": _when(starts_at, access)})
        tile = _tile(access, Module.NOTICES, "notices", said, _("Voir les annonces"))
        posted = (Line(*row[:3], reverse("notice", kwargs={"slug": access.slug, "notice_id": row[3]})) for row in rows)
        return replace(tile, posted=tuple(posted))

    return summaries.notices(access, me, shown)


def polls(access: Access, me: Me) -> Question[Shown]:
    """The tile of the polls."""

    def shown(count: int, mine: int, rows: Lines) -> Shown:
        said = [ngettext("%(n)s sondage est ouvert.", "%(n)s sondages sont ouverts.", count) % {"n": count}]
        if mine:
            said.append(
                _("%(n)s attendent votre réponse.") % {"n": mine} if mine > 1 else _("On attend votre réponse.")
            )
        tile = _tile(access, Module.POLLS, "polls", said, _("Voir les sondages"))
        posted = (Line(*row[:3], reverse("poll", kwargs={"slug": access.slug, "poll_id": row[3]})) for row in rows)
        return replace(tile, posted=tuple(posted))

    return summaries.polls(access, me, shown)


def bookings(access: Access, me: Me) -> Question[Shown]:
    """The tile of the bookings."""

    def shown(held: int, name: str | None, starts_at: datetime | None) -> Shown:
        said = []
        if held:
            said.append(_("Une place que vous attendiez est gardée pour vous."))
        if name is not None and starts_at is not None:
            said.append(_("Vous avez réservé : %(name)s, %(when)s.") % {"name": name, "when": _when(starts_at, access)})
        return _tile(access, Module.BOOKINGS, "bookings", said or [_("Vous n’avez rien réservé.")], _("Réserver"))

    return summaries.bookings(access, me, shown)


def _when(moment: datetime, access: Access) -> str:
    return f"{formats.day_near(day_of(moment), access.today)}, {formats.clock(moment)}"


def _tile(access: Access, module: Module, name: str, said: list[str], label: str) -> Shown:
    address = reverse(name, kwargs={"slug": access.slug})
    return Shown(Tile(str(labels.MODULES[module]), tuple(said), address, label))
