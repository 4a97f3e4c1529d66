"""The local exchange on the neighbours' home."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours.labels.exchange import duration
from koprogo.neighbours.pages.frame import address
from koprogo.neighbours.pages.shown import Action, Line, Shown, Tile
from koprogo.neighbours.queries import exchange as board
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.exchange import CEILING, FLOOR
from koprogo.platform.access import Access
from koprogo.platform.together import Question


def exchange(access: Access, me: Me) -> Question[Shown]:
    """My balance with its floor and ceiling, what waits, the newest of both lists."""

    def shown(found: board.Summary) -> Shown:
        facts = {"balance": duration(found.balance), "floor": duration(FLOOR), "ceiling": duration(CEILING)}
        said = [_("Votre solde : %(balance)s (de %(floor)s à %(ceiling)s).") % facts]
        if found.waiting:
            waits = ngettext(
                "%(n)s échange attend votre réponse.", "%(n)s échanges attendent votre réponse.", found.waiting
            )
            said.append(waits % {"n": found.waiting})
        return Shown(
            Tile(_("Échange local"), tuple(said), address("exchange", access), _("Voir les coups de main")),
            asked=tuple(_line(access, *row) for row in found.requests),
            offered=tuple(_line(access, *row) for row in found.offers),
            actions=(Action(_("Demander un coup de main"), f"{address('exchange_ad_new', access)}?sens=request"),),
        )

    return board.summary(access, me, shown)


def _line(access: Access, title: str, who: str, at: object, key: object) -> Line:
    return Line(title, who, at, address("exchange_ad", access, exchange_ad=key))  # type: ignore[arg-type]
