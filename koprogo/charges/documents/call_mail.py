"""The mail of a call: amount and date in the subject, everything needed to pay in the body, one button."""

from datetime import date
from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.charges.models import FundCall
from koprogo.platform import formats
from koprogo.platform.mail import Letter


def write(
    *,
    recipient: str,
    party_id: UUID,
    building_name: str,
    beneficiary: str,
    call: FundCall,
    to_pay_cents: int,
    iban: str,
    structured_reference: str,
    link: str,
    today: date,
) -> Letter:
    """The mail in the active language (the reader's). ``to_pay_cents`` may be 0: an advance covered it.

    ``beneficiary`` is the legal name in the language of the association: banks compare it with the account's.
    """
    due = formats.day_near(call.due_on, today)
    facts = {"amount": formats.money(to_pay_cents), "due": due, "building": building_name, "title": call.title}
    if to_pay_cents > 0:
        subject = _("%(amount)s avant le %(due)s, %(building)s") % facts
    else:
        subject = _("%(title)s : rien à payer, %(building)s") % facts
    rows = [
        (_("Bénéficiaire"), beneficiary),
        (_("Compte"), formats.iban(iban)),
        (_("Montant"), facts["amount"]),
        (_("Communication"), formats.reference(structured_reference)),
        (_("Échéance"), formats.day_long(call.due_on)),
    ]
    intro = _("%(title)s : votre part est de %(amount)s, à payer avant le %(due)s.") % facts
    if to_pay_cents <= 0:
        intro = _("%(title)s : votre avance couvre votre part. Vous ne devez rien payer.") % facts
        rows = []
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "intro": intro,
        "rows": rows,
        "link": link,
        "button": _("Voir le détail et la lettre"),
        "why": _("Ce lien est le vôtre : il ne montre que cet appel, pendant trente jours. Ne le transférez pas."),
        "building": building_name,
    }
    text = "\n".join([intro, "", *(formats.labelled(*row) for row in rows), "", link, "", str(context["why"])])
    html = get_template("charges/mail_call.html").render(context)
    return Letter(recipient=recipient, subject=subject, text=text, html=html, party_id=party_id)
