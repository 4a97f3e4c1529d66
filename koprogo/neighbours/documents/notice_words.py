"""The mails of the board."""

from django.utils.translation import gettext_lazy as _

from koprogo.neighbours.documents.word_mail import Said

ANSWERED = Said(
    _("%(who)s vous écrit : %(title)s"),
    _("%(who)s vous écrit au sujet de l’annonce « %(title)s » :"),
    _("Répondre sur la page"),
)
