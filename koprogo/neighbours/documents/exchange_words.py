"""The mails of the local exchange. Its words are those of neighbours (belgian-law 10): no word of trade, ever."""

from django.utils.translation import gettext_lazy as _

from koprogo.neighbours.documents.word_mail import Said

PROPOSED = Said(
    _("%(who)s répond à « %(title)s »"),
    _("%(who)s propose %(time)s pour « %(title)s ». Dites oui ou non en un clic."),
    _("Lire la proposition"),
)
AGREED = Said(
    _("C’est d’accord avec %(who)s : « %(title)s »"),
    _("%(who)s est d’accord pour %(time)s. Convenez du moment, puis dites ici quand c’est fait."),
    _("Voir l’échange"),
)
DECLINED = Said(
    _("« %(title)s » : ce ne sera pas pour cette fois"),
    _("%(who)s ne peut pas donner suite. Aucune heure n’a bougé."),
    _("Voir les autres annonces"),
)
TOLD = Said(
    _("« %(title)s » est fait, selon %(who)s"),
    _(
        "%(who)s indique %(time)s. Confirmez, ou dites que ce n’est pas encore fait ; sans réponse, %(days)s jours"
        " suffisent."
    ),
    _("Confirmer"),
)
TOLD_MORE = Said(
    _("« %(title)s » est fait, selon %(who)s"),
    _("%(who)s indique %(time)s : c’est plus que convenu, votre accord est donc nécessaire."),
    _("Répondre"),
)
NOT_YET = Said(
    _("« %(title)s » : pas encore fait, selon %(who)s"),
    _("%(who)s dit que ce n’est pas encore fait ou que la durée est autre. Parlez-vous, puis reprenez ici."),
    _("Voir l’échange"),
)
DONE = Said(
    _("« %(title)s » : c’est noté"),
    _("%(time)s ont changé de main entre %(who)s et vous. Un mot de merci fait toujours plaisir."),
    _("Voir l’échange"),
)
THANKS = Said(_("%(who)s vous dit merci"), _("Pour « %(title)s » :"), _("Voir l’échange"))
GIVEN_BACK = Said(
    _("« %(title)s » : %(who)s rend les heures"),
    _("%(who)s rend %(time)s : une écriture contraire est ajoutée, la première reste lisible."),
    _("Voir mon solde"),
)
