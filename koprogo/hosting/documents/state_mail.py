"""The mail when a condominium becomes read-only or begins to close: why, until when, and how to take everything."""

from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from koprogo.hosting.documents import short_mail
from koprogo.people.queries.memberships import Holder
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.mail import Letter


def write(access: Access, *, reason: str, until: date | None, to: Holder) -> Letter:
    """The mail in the reader's language; ``until``: the first day without hosting, where it closes."""
    with translation.override(to.language):
        facts = {"building": access.org_name, "reason": reason}
        if until is None:
            subject = _("En lecture seule, %(building)s") % facts
            lines = [_("L’hébergeur a mis l’immeuble en lecture seule. La raison : %(reason)s") % facts]
        else:
            facts["day"] = formats.day_long(until)
            subject = _("L’hébergement prend fin le %(day)s, %(building)s") % facts
            lines = [
                _("L’hébergeur a commencé la fermeture. La raison : %(reason)s") % facts,
                _("Jusqu’au %(day)s tout se lit et s’emporte, plus rien ne s’y écrit.") % facts,
            ]
        lines.append(
            _("Rien n’est perdu : une archive contient tout l’immeuble, et se relit dans une autre installation.")
        )
        path = reverse("leave", kwargs={"slug": access.slug})
        return short_mail.letter(access, to=to, subject=subject, lines=lines, path=path, button=_("Tout emporter"))
