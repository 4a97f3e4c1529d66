"""The mail to the first in line: what came free, until when it is theirs to take, one button."""

from datetime import date, datetime

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.neighbours.rules.slots import BRUSSELS
from koprogo.platform import formats
from koprogo.platform.mail import Letter


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
    subject = _("%(name)s est libre %(day)s à %(hour)s : c’est à vous") % facts
    intro = _("Vous étiez le premier sur la liste d’attente : %(name)s est libre %(day)s à %(hour)s.") % facts
    rest = _("La place vous est gardée jusqu’au %(until)s. Ensuite, elle passe au voisin suivant.") % facts
    return plain(recipient, subject, [intro, rest], building=building, link=link, button=_("Prendre cette place"))


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
