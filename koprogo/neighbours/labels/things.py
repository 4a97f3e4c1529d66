"""What lending, gifts and skills call things."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules import gifts, lending
from koprogo.neighbours.rules.lending import Category, Condition
from koprogo.neighbours.rules.skills import Field
from koprogo.platform import formats

Facts = Mapping[str, Any]

THINGS = {
    Category.TOOLS: gettext_lazy("Outils"),
    Category.GARDEN: gettext_lazy("Jardin"),
    Category.KITCHEN: gettext_lazy("Cuisine"),
    Category.PARTY: gettext_lazy("Fête"),
    Category.CHILDREN: gettext_lazy("Enfants"),
    Category.SPORT: gettext_lazy("Sport et plein air"),
    Category.GAMES: gettext_lazy("Jeux et livres"),
    Category.SCREENS: gettext_lazy("Image et son"),
    Category.OTHER: gettext_lazy("Autre"),
}
CONDITIONS = {
    Condition.GOOD: gettext_lazy("en bon état"),
    Condition.WORN: gettext_lazy("un peu usé"),
    Condition.DAMAGED: gettext_lazy("abîmé"),
}
#: State -> (words, kind of stamp).
LOANS = {
    lending.State.REQUESTED: (gettext_lazy("Demandé"), "att"),
    lending.State.ACCEPTED: (gettext_lazy("D’accord"), "ok"),
    lending.State.OUT: (gettext_lazy("En prêt"), "vif"),
    lending.State.RETURNED: (gettext_lazy("Rendu"), "ok"),
    lending.State.DECLINED: (gettext_lazy("Refusé"), ""),
    lending.State.CANCELLED: (gettext_lazy("Annulé"), ""),
    lending.State.KEPT: (gettext_lazy("Gardé"), ""),
}
#: The text that is accepted once before borrowing or lending.
LENDING_RULES = (
    gettext_lazy(
        "Le prêt est gratuit, entre voisins. L’objet se rend à l’heure convenue, dans l’état où il est parti."
    ),
    gettext_lazy("Qui emprunte en prend soin et répare ou remplace ce qu’il abîme par sa faute."),
    gettext_lazy("Ni l’association, ni le syndic, ni la plateforme ne sont parties au prêt."),
)
KINDS = {gifts.Kind.GIVE: gettext_lazy("À donner"), gifts.Kind.SWAP: gettext_lazy("À troquer")}
#: State -> (words, kind of stamp).
GIFTS = {
    gifts.State.OPEN: (gettext_lazy("Libre"), "ok"),
    gifts.State.RESERVED: (gettext_lazy("Réservé"), "att"),
    gifts.State.COLLECTED: (gettext_lazy("Parti"), ""),
    gifts.State.EXPIRED: (gettext_lazy("Plus affiché"), ""),
    gifts.State.WITHDRAWN: (gettext_lazy("Retiré"), ""),
}
FIELDS = {
    Field.HANDS: gettext_lazy("Bricolage"),
    Field.SCREENS: gettext_lazy("Ordinateur et téléphone"),
    Field.LANGUAGES: gettext_lazy("Langues"),
    Field.PAPERS: gettext_lazy("Papiers et formulaires"),
    Field.GARDEN: gettext_lazy("Plantes et jardin"),
    Field.KITCHEN: gettext_lazy("Cuisine"),
    Field.MUSIC: gettext_lazy("Musique"),
    Field.SEWING: gettext_lazy("Couture"),
    Field.SCHOOL: gettext_lazy("École et devoirs"),
    Field.BICYCLES: gettext_lazy("Vélos"),
    Field.OTHER: gettext_lazy("Autre"),
}

_MOVED = gettext_lazy("Cela a avancé entre-temps. Rechargez la page : rien n’est perdu.")

REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.must_accept": lambda f: _("Lisez d’abord le texte et cochez la case. Rien n’a été enregistré."),
    "neighbours.not_yours": lambda f: _("Cette étape revient à l’autre personne. Rien n’a changé."),
    "neighbours.own_thing": lambda f: _("C’est votre objet : réservez-le pour vous depuis sa page."),
    "neighbours.thing_gone": lambda f: _(
        "Cet objet n’est plus prêté. Demandez à tous : quelqu’un d’autre en a peut-être."
    ),
    "neighbours.time_taken": lambda f: (
        _("L’objet est déjà pris à ce moment. Il est libre à partir du %(until)s.")
        % {"until": formats.moment(f["until"])}
    ),
    "neighbours.wrong_time": lambda f: _("Vérifiez les dates : le retour vient après le départ, et dans l’avenir."),
    "neighbours.too_far": lambda f: (
        _("C’est trop long ou trop loin : %(days)s jours au plus. Convenez d’une date plus proche.")
        % {"days": f["days"]}
    ),
    "neighbours.loan_moved": lambda f: str(_MOVED),
    "neighbours.still_out": lambda f: _("L’objet n’est pas encore revenu. Notez d’abord son retour."),
    "neighbours.already_answered": lambda f: _("Un autre voisin a répondu avant vous. Merci quand même."),
    "neighbours.own_gift": lambda f: _("C’est votre objet : attendez qu’un voisin le réserve."),
    "neighbours.gift_taken": lambda f: _("Un autre voisin a été plus rapide, ou l’objet n’est plus là."),
    "neighbours.gift_moved": lambda f: str(_MOVED),
    "neighbours.swap_empty": lambda f: _("Dites ce que vous donnez en échange."),
    "neighbours.to_oneself": lambda f: _("C’est vous : il n’y a personne à qui écrire."),
    "neighbours.too_many_messages": lambda f: (
        _("Vous avez envoyé %(most)s messages aujourd’hui. Reprenez demain : votre texte n’est pas parti.")
        % {"most": f["most"]}
    ),
    "neighbours.cannot_be_written": lambda f: _(
        "Cette personne ne lit pas KoproGo : sonnez à sa porte, ou passez par un voisin qui la connaît."
    ),
}
