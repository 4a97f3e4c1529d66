"""The sentences of the platform's refusals."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Facts = Mapping[str, object]


def _megabytes(facts: Facts) -> str:
    limit = facts["limit_bytes"]
    assert isinstance(limit, int)
    return str(limit // 1_048_576)


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "platform.file_too_large": lambda f: (
        _("Le fichier « %(name)s » dépasse %(limit)s Mo. Réduisez-le, ou envoyez-le en plusieurs parties.")
        % {"name": f["name"], "limit": _megabytes(f)}
    ),
    "platform.file_empty": lambda f: (
        _("Le fichier « %(name)s » est vide. Choisissez-en un autre.") % {"name": f["name"]}
    ),
    "platform.key_taken": lambda f: _(
        "Cette page date un peu. Revenez en arrière, rechargez-la, puis recommencez : rien n’est perdu."
    ),
    "platform.picture_unreadable": lambda f: _(
        "Cette photo ne peut pas être lue. Choisissez une image JPEG, PNG ou WebP ; le reste est gardé."
    ),
    "platform.file_type_refused": lambda f: (
        _("Le fichier « %(name)s » n’est pas du type attendu. Choisissez-en un autre.") % {"name": f["name"]}
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "platform.everything_packed": gettext_lazy("Archive de tout l’immeuble préparée"),
}
