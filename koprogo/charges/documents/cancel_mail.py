"""The mail of a cancelled call: what is cancelled, and what becomes of what was paid."""

from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.charges.models import FundCall
from koprogo.platform import formats
from koprogo.platform.mail import Letter


def write(*, recipient: str, party_id: UUID, building_name: str, call: FundCall, paid_cents: int) -> Letter:
    """The mail in the active language (the reader's). ``paid_cents`` stands on the account as an advance."""
    facts = {"title": call.title, "building": building_name, "amount": formats.money(paid_cents)}
    subject = _("%(title)s : annulé, %(building)s") % facts
    intro = _("%(title)s est annulé : vous ne devez rien payer de cet appel, n’utilisez plus sa communication.") % facts
    rest = (
        _("Vous aviez payé %(amount)s : ce montant est une avance sur votre compte, déduite du prochain appel.") % facts
        if paid_cents
        else ""
    )
    why = _("Motif : %(reason)s") % {"reason": call.cancel_reason} if call.cancel_reason else ""
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "intro": intro,
        "rest": rest,
        "why": why,
        "building": building_name,
    }
    text = "\n".join(filter(None, [intro, rest, why]))
    html = get_template("charges/mail_cancel.html").render(context)
    return Letter(recipient=recipient, subject=subject, text=text, html=html, party_id=party_id)
