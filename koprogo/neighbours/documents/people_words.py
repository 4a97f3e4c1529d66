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
