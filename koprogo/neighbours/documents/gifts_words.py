"""The mails of gifts, swaps and of messages between neighbours."""

from django.utils.translation import gettext_lazy as _

from koprogo.neighbours.documents.word_mail import Said

RESERVED = Said(
    _("%(who)s réserve : %(title)s"),
    _("%(who)s a réservé « %(title)s ». Convenez du moment, puis notez que c’est parti."),
    _("Voir l’objet"),
)
RELEASED = Said(
    _("« %(title)s » est de nouveau libre"),
    _("%(who)s a levé la réservation de « %(title)s »."),
    _("Voir l’objet"),
)
EXPIRED = Said(
    _("« %(title)s » n’est plus affiché"),
    _("Personne n’a réservé « %(title)s » en %(days)s jours. Remettez-le en un clic si vous l’avez encore, %(who)s."),
    _("Le remettre"),
)
WRITTEN = Said(
    _("%(who)s vous écrit : %(title)s"),
    _("%(who)s vous écrit au sujet de « %(title)s » :"),
    _("Répondre"),
)
