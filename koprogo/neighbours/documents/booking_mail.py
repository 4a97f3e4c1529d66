"""Mails about a booking: what came free and is theirs to take; what was kept of a deposit, and why; one button."""

from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import get_template
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.rules.slots import BRUSSELS
from koprogo.platform import formats
from koprogo.platform.mail import Letter

OFFERED = Said(
    gettext_lazy("%(name)s est libre %(day)s à %(hour)s : c’est à vous"),
    gettext_lazy(
        "C’est votre tour sur la liste d’attente : %(name)s est libre %(day)s à %(hour)s. La place vous est gardée"
        " jusqu’au %(until)s. Ensuite, elle passe à la personne suivante."
    ),
    gettext_lazy("Prendre cette place"),
)


def offered(
    *, recipient: str, building: str, name: str, starts_at: datetime, until: datetime, today: date, link: str
) -> Letter:
    """The mail in the active language (the reader's)."""
    facts = {
        "name": name,
        "day": formats.day_near(starts_at.astimezone(BRUSSELS).date(), today),
        "hour": formats.clock(starts_at),
        "until": formats.moment(until),
    }
    subject, intro, button = (str(text) % facts for text in (OFFERED.subject, OFFERED.intro, OFFERED.button))
    return plain(recipient, subject, [intro], building=building, link=link, button=button)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a mail about a deposit says: of which use, how much of which deposit, on which lot, why."""

    name: str
    on: date
    cents: int
    deposit_cents: int
    lot: str
    reason: str

    def words(self) -> dict[str, str]:
        """The same as it is written, in the active language."""
        return {
            "amount": formats.money(self.cents),
            "deposit": formats.money(self.deposit_cents),
            "name": self.name,
            "day": formats.day_long(self.on),
            "lot": self.lot,
            "reason": self.reason,
        }


def retained(kept: Kept, *, recipient: str, building: str, link: str) -> Letter:
    """What the syndic kept of a deposit: how much, why, and that nothing is to be paid now."""
    facts = kept.words()
    subject = _("%(amount)s retenus sur la caution : %(name)s, %(day)s") % facts
    paragraphs = [
        _("Le syndic retient %(amount)s sur la caution de %(deposit)s de votre réservation : %(name)s, le %(day)s.")
        % facts,
        _("La raison : %(reason)s") % facts,
        _("Rien n’est à payer maintenant : le décompte demandera ce montant dans les frais privatifs du lot %(lot)s.")
        % facts,
        _("Vous n’êtes pas d’accord ? Écrivez-le au syndic : une retenue se reprend."),
    ]
    return plain(recipient, subject, paragraphs, building=building, link=link, button=_("Voir mes réservations"))


def given_back(kept: Kept, *, recipient: str, building: str, link: str) -> Letter:
    """That what was kept of a deposit no longer is, and why."""
    facts = kept.words()
    subject = _("%(amount)s ne sont plus retenus : %(name)s, %(day)s") % facts
    paragraphs = [
        _("Le syndic reprend la retenue de %(amount)s sur la caution de votre réservation : %(name)s, le %(day)s.")
        % facts,
        _("La raison : %(reason)s") % facts,
        _("Une écriture contraire l’annule dans les frais privatifs du lot %(lot)s.") % facts,
    ]
    return plain(recipient, subject, paragraphs, building=building, link=link, button=_("Voir mes réservations"))


def plain(recipient: str, subject: str, paragraphs: list[str], *, building: str, link: str, button: str) -> Letter:
    """A short mail: some paragraphs, one button."""
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "paragraphs": paragraphs,
        "building": building,
        "link": link,
        "button": button,
    }
    html = get_template("neighbours/mail_short.html").render(context)
    return Letter(recipient=recipient, subject=subject, text="\n\n".join([*paragraphs, link]), html=html)
