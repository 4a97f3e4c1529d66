"""Lending, gifts and skills on the neighbours' home."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours.pages.frame import address
from koprogo.neighbours.pages.shown import Action, Line, Shown, Tile
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import lending as lent
from koprogo.neighbours.queries import skills as known
from koprogo.neighbours.queries.residents import Me
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.together import Question


def lending(access: Access, me: Me) -> Question[Shown]:
    """What I have to bring back and when, what waits for me, who looks for what, what is lent."""

    def shown(found: lent.Summary) -> Shown:
        count = ngettext("%(n)s objet à emprunter.", "%(n)s objets à emprunter.", found.things)
        said = [count % {"n": found.things}]
        said += [
            _("À rendre le %(due)s : %(thing)s.") % {"due": formats.moment(due), "thing": name}
            for name, due, _loan in found.back
        ]
        if found.waiting:
            waits = ngettext(
                "%(n)s demande attend votre réponse.", "%(n)s demandes attendent votre réponse.", found.waiting
            )
            said.append(waits % {"n": found.waiting})
        return Shown(
            Tile(_("Prêt d’objets"), tuple(said), address("lending", access), _("Voir les objets")),
            asked=tuple(
                Line(title, who, at, address("wanted", access, wanted_id=key)) for title, who, at, key in found.wanted
            ),
            offered=tuple(
                Line(_("Je prête : %(thing)s") % {"thing": title}, who, at, address("thing", access, lent_thing=key))
                for title, who, at, key in found.offered
            ),
            actions=(Action(_("Demander un objet"), address("wanted_new", access)),),
        )

    return lent.summary(access, me, shown)


def gifts(access: Access, me: Me) -> Question[Shown]:
    """What is there to take, what was reserved of mine."""

    def shown(found: giving.Summary) -> Shown:
        said = [ngettext("%(n)s objet à prendre.", "%(n)s objets à prendre.", found.open) % {"n": found.open}]
        if found.waiting:
            held = ngettext("%(n)s de vos objets est réservé.", "%(n)s de vos objets sont réservés.", found.waiting)
            said.append(held % {"n": found.waiting})
        lines = (Line(title, who, at, address("gift", access, gift_id=key)) for title, who, at, key in found.offered)
        return Shown(
            Tile(_("Dons et troc"), tuple(said), address("gifts", access), _("Voir les dons et le troc")),
            offered=tuple(lines),
            actions=(Action(_("Donner ou troquer"), address("gift_new", access)),),
        )

    return giving.summary(access, me, shown)


def skills(access: Access, me: Me) -> Question[Shown]:
    """How many skills there are, which conversations wait."""

    def shown(count: int, waiting: int) -> Shown:
        there = ngettext("%(n)s savoir-faire dans l’immeuble.", "%(n)s savoir-faire dans l’immeuble.", count)
        said = [there % {"n": count}]
        if waiting:
            waits = ngettext("%(n)s message attend votre réponse.", "%(n)s messages attendent votre réponse.", waiting)
            said.append(waits % {"n": waiting})
        return Shown(Tile(_("Savoir-faire"), tuple(said), address("skills", access), _("Voir qui peut aider")))

    return known.summary(access, me, shown)
