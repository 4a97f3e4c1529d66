"""What the sender of a reply by mail is told when it was not passed on, or not all of it. It names no neighbour."""

from django.utils.translation import gettext as _

from koprogo.neighbours.documents import booking_mail
from koprogo.neighbours.rules.replies import LASTS, Outcome
from koprogo.platform import formats
from koprogo.platform.mail import Letter


def became(outcome: Outcome, *, recipient: str, about: str, longest: int, why: str, link: str) -> Letter:
    """The mail in the active language. ``about``: what was answered, empty for another sender than the neighbour."""
    passed = outcome is Outcome.BARE
    subject = _("Vos mots sont passés, pas les fichiers joints") if passed else _("Votre réponse n’a pas été transmise")
    if about:
        subject = formats.labelled(subject, about)
    last = _("Écrivez sur la page : rien d’autre n’est à refaire.")
    said = {
        Outcome.BARE: [_("Seul le texte d’un e-mail est transmis : les fichiers joints ne le sont pas.")],
        Outcome.OTHER_SENDER: [
            _("Cette adresse de réponse ne sert qu’à la personne à qui nous avons écrit, depuis sa propre adresse."),
            _("Répondez depuis l’adresse à laquelle vous avez reçu l’e-mail, ou sur la page."),
        ],
        Outcome.EXPIRED: [
            _("Cette adresse de réponse ne sert plus : elle vaut %(days)s jours, à qui est parmi les voisins.")
            % {"days": LASTS.days},
            last,
        ],
        Outcome.EMPTY: [
            _("Nous n’y avons pas trouvé de texte à vous, seulement ce qui était cité."),
            _("Écrivez votre réponse tout en haut de l’e-mail, ou sur la page."),
        ],
        Outcome.TOO_LONG: [_("Une réponse compte au plus %(most)s signes.") % {"most": longest}, last],
        Outcome.REFUSED: [why, last],
    }[outcome]
    return booking_mail.plain(recipient, subject, said, building="KoproGo", link=link, button=_("Ouvrir les voisins"))
