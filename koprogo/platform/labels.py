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
    "platform.signature_broken": lambda f: _(
        "La signature de ce fichier n’est pas intacte, ou le fichier a changé après elle. Rien n’a été gardé : "
        "téléchargez le PDF de nouveau et signez-le."
    ),
    "platform.signature_missing": lambda f: _(
        "Ce PDF ne contient pas de nouvelle signature électronique. Signez-le avec votre carte, puis déposez-le."
    ),
    "platform.signature_other_paper": lambda f: _(
        "Ce PDF n’est pas celui d’ici, augmenté d’une signature : il a été réécrit, ou c’en est un autre. "
        "Téléchargez le PDF de cette page, signez-le sans l’imprimer ni l’exporter, puis déposez-le."
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

#: What is said of an archive of a whole building that another installation made.
REFUSALS |= {
    "platform.archive_unreadable": lambda f: _(
        "Ce fichier n’est pas une archive entière de « Tout emporter ». Préparez-la de nouveau là-bas, et apportez le"
        " fichier .zip tel quel."
    ),
    "platform.archive_unsafe": lambda f: _(
        "Cette archive contient ce qu’aucune archive de KoproGo ne contient, ou se déplie en trop de données. Rien n’en"
        " a été lu."
    ),
    "platform.archive_altered": lambda f: (
        _(
            "L’archive n’est pas telle qu’elle a été écrite (%(name)s). Rien n’est entré. Préparez-la de nouveau"
            " là-bas, et apportez-la sans la changer."
        )
        % {"name": f["name"]}
    ),
    "platform.archive_file_too_large": lambda f: (
        _("Le document « %(name)s » dépasse %(limit)s Mo. Qui gère ce serveur peut relever KOPROGO_UPLOAD_LIMIT_MB.")
        % {"name": f["name"], "limit": _megabytes(f)}
    ),
    "platform.archive_newer": lambda f: (
        _("Cette archive vient d’une version plus récente (%(program)s). Mettez d’abord ce serveur-ci à jour.")
        % {"program": f["program"]}
    ),
    "platform.archive_older": lambda f: (
        _(
            "Cette archive vient d’une version plus ancienne (%(program)s). Mettez l’autre serveur à jour, puis"
            " préparez-y une nouvelle archive."
        )
        % {"program": f["program"]}
    ),
    "platform.archive_of_another_kind": lambda f: _(
        "Cette archive n’est pas celle d’une copropriété. Seule une copropriété s’apporte ainsi."
    ),
    "platform.archive_identifier_taken": lambda f: _(
        "Une partie de cette copropriété est déjà dans cette installation, et rien n’y est écrasé. Si elle a été"
        " apportée deux fois, ouvrez la première ; sinon, demandez à qui gère ce serveur."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "platform.everything_packed": gettext_lazy("Archive de tout l’immeuble préparée"),
}
