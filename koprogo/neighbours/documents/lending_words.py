"""The mails of lending."""

from django.utils.translation import gettext_lazy as _

from koprogo.neighbours.documents.word_mail import Said

ASKED = Said(
    _("%(who)s aimerait emprunter : %(thing)s"),
    _("%(who)s aimerait emprunter %(thing)s du %(start)s au %(due)s. Dites oui ou non en un clic."),
    _("Répondre"),
)
WANTED = Said(
    _("Qui a ceci ? %(thing)s, pour %(who)s"),
    _("%(who)s cherche %(thing)s du %(start)s au %(due)s. Si vous en avez, prêtez-le en un clic."),
    _("Je prête le mien"),
)
ANSWERED = Said(
    _("%(who)s vous prête : %(thing)s"),
    _("%(who)s vous prête %(thing)s du %(start)s au %(due)s. Convenez du moment pour venir le chercher."),
    _("Voir le prêt"),
)
ACCEPTED = Said(
    _("C’est d’accord : %(thing)s"),
    _("%(who)s vous prête %(thing)s du %(start)s au %(due)s."),
    _("Voir le prêt"),
)
DECLINED = Said(
    _("%(thing)s : pas cette fois"),
    _("%(who)s ne peut pas prêter %(thing)s à ce moment. Demandez à tous : quelqu’un d’autre en a peut-être."),
    _("Demander à tous"),
)
CANCELLED = Said(
    _("%(thing)s : le prêt n’a pas lieu"),
    _("%(who)s annule le prêt de %(thing)s du %(start)s au %(due)s."),
    _("Voir le prêt"),
)
LONGER = Said(
    _("%(thing)s : vous pouvez le garder jusqu’au %(due)s"),
    _("%(who)s vous laisse %(thing)s jusqu’au %(due)s."),
    _("Voir le prêt"),
)
BACK = Said(
    _("%(thing)s est rendu"),
    _("%(who)s a noté le retour de %(thing)s. État : %(state)s."),
    _("Voir le prêt"),
)
DAMAGED = Said(
    _("%(thing)s est rendu abîmé"),
    _("%(who)s a noté un dégât au retour de %(thing)s. Parlez-en ensemble : le syndic n’est pas concerné."),
    _("Voir le prêt"),
)
LATE = Said(
    _("%(thing)s était attendu le %(due)s"),
    _(
        "Le prêt de %(thing)s entre vous et %(who)s se terminait le %(due)s. Un oubli ? Convenez d’un moment, ou"
        " prolongez."
    ),
    _("Voir le prêt"),
)
THANKS = Said(_("%(who)s vous dit merci"), _("Pour le prêt de %(thing)s :"), _("Voir le prêt"))
