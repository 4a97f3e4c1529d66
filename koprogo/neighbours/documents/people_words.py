"""The mails about being a neighbour."""

from django.utils.translation import gettext_lazy as _

from koprogo.neighbours.documents.word_mail import Said

NAMED = Said(
    _("%(who)s vous demande de modérer"),
    _(
        "%(who)s vous a nommé modérateur : à deux, vous lisez ce que les voisins signalent et décidez, avec les"
        " raisons. Vous ne voulez pas ? Décochez la case de votre carte."
    ),
    _("Ouvrir ma carte"),
)
REPORTED = Said(
    _("Un signalement attend votre avis"),
    _("Un voisin signale « %(title)s ». Deux modérateurs en décident, chacun avec sa raison."),
    _("Lire le signalement"),
)
REMOVED = Said(
    _("« %(title)s » est retiré"),
    _("Deux voisins modérateurs ont retiré « %(title)s ». Lisez leurs raisons ; vous pouvez contester une fois."),
    _("Lire les raisons"),
)
KEPT = Said(
    _("« %(title)s » est gardé"),
    _("Deux voisins modérateurs gardent « %(title)s », que vous aviez signalé. Lisez leurs raisons."),
    _("Lire les raisons"),
)
