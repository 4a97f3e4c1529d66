"""The words of the neighbours' papers, in the active language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from koprogo.neighbours.documents.paper_parts import House, Part, Row, Section
from koprogo.neighbours.queries.codes import Code
from koprogo.neighbours.queries.papers import Hall
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import formats
from koprogo.platform.access import BRUSSELS


def hall(found: Hall, house: House, language: str) -> Part:
    """The hall's sheet: only what is on, never who prints it."""
    lists = found.modules & {Module.EXCHANGE, Module.LENDING, Module.GIFTS}
    sections = []
    if lists:
        sections += [
            Section(_("On demande"), found.asked, _("Personne ne demande rien en ce moment.")),
            Section(_("On propose"), found.offered, _("Personne ne propose rien en ce moment.")),
        ]
    if found.events:
        sections.append(Section(_("Les rendez-vous"), [_event(*row) for row in found.events]))
    if found.collections:
        days = [(formats.day_long(on, weekday=True), what) for on, what in found.collections]
        sections.append(Section(_("Les collectes"), days))
    if found.facilities:
        sections.append(Section(_("À réserver"), [(" · ".join(found.facilities), "")]))
    # Above the lists: a long one must not leave this line alone on a second page.
    intro = [
        _("Au %(day)s") % {"day": formats.day_long(house.on)},
        _("Pour répondre sans écran, parlez à un voisin. Avec un écran, l’adresse est sur cette feuille."),
    ]
    return Part(language, _("Entre voisins, on se rend service"), intro, sections)


def _event(title: str, place: str, starts_at: datetime) -> Row:
    local = starts_at.astimezone(BRUSSELS)
    when = f"{formats.day_long(local.date(), weekday=True)}, {formats.clock(starts_at)}"
    return title, ", ".join(one for one in (when, place) if one)


def entry(code: Code, language: str) -> Part:
    """The poster, or the letter of one home."""
    intro = [_("À l’attention de : %(home)s") % {"home": code.home}] if code.home else []
    intro.append(
        _(
            "Emprunter une échelle, donner un coup de main, réserver la salle, savoir quand passe la collecte : c’est"
            " ici, entre habitants. Propriétaire ou locataire, vous choisissez le nom que les autres voient. C’est"
            " gratuit, sans publicité, et sans lien avec vos charges."
        )
    )
    until = formats.day_long(code.expires_at.astimezone(BRUSSELS).date())
    end = [
        _("Scannez le dessin, ou ouvrez l’adresse ; puis recopiez l’immeuble et le code."),
        _("Code valable jusqu’au %(day)s.") % {"day": until},
    ]
    return Part(language, _("Entre voisins, on se rend service"), intro, (), end)


@dataclass(frozen=True, slots=True)
class InProgress:
    """What a neighbour without an access has in progress: lines of (what, with whom and when). ``balance``: hours."""

    name: str
    asked: Sequence[Row]
    agreed: Sequence[Row]
    loans: Sequence[Row]
    bookings: Sequence[Row]
    gifts: Sequence[Row]
    balance: str = ""


def slip(found: InProgress, house: House, language: str) -> Part:
    """A neighbour's slip."""
    sections = [
        Section(_("Ce qui est convenu"), found.agreed),
        Section(_("Prêts et retours"), found.loans),
        Section(_("Réservations"), found.bookings),
        Section(_("Ce que vous demandez et proposez"), found.asked),
        Section(_("Dons et troc"), found.gifts),
    ]
    shown = [one for one in sections if one.rows] or [Section(_("Ce qui est en cours"), (), _("Rien en cours."))]
    intro = [_("Au %(day)s, pour %(who)s.") % {"day": formats.day_long(house.on), "who": found.name}]
    end = [_("Votre solde dans l’échange : %(time)s.") % {"time": found.balance}] if found.balance else []
    end.append(
        _("Une erreur, un changement ? Dites-le au voisin qui vous l’apporte : rien ne se fait sans votre parole.")
    )
    return Part(language, _("Entre voisins"), intro, shown, end)
