"""The mail to whoever was written to about a notice: the words, and the page where one answers."""

from django.utils.translation import gettext as _

from koprogo.neighbours.documents import booking_mail
from koprogo.platform.mail import Letter


def answered(*, recipient: str, building: str, title: str, name: str, text: str, link: str) -> Letter:
    """The mail in the active language (the reader's). No address stands in it: one answers on the page."""
    facts = {"name": name, "title": title}
    subject = _("%(name)s vous écrit : %(title)s") % facts
    intro = _("%(name)s vous écrit au sujet de l’annonce « %(title)s » :") % facts
    rest = _("Répondez sur la page de l’annonce : votre adresse reste cachée, comme la sienne.")
    paragraphs = [intro, text, rest]
    return booking_mail.plain(
        recipient, subject, paragraphs, building=building, link=link, button=_("Répondre sur la page")
    )
