"""The mail that brings a settlement: what it comes to in the subject, the letter attached."""

from html import escape
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.platform import formats
from koprogo.platform.mail import Letter


def write(
    *, recipient: str, party_id: UUID, building_name: str, title: str, balance_cents: int, attachment_id: UUID
) -> Letter:
    """The mail in the active language (the reader's). The call for what is due leaves apart, with its reference."""
    facts = {"title": title, "building": building_name, "amount": formats.money(abs(balance_cents))}
    if balance_cents > 0:
        intro = _("%(title)s : il reste %(amount)s à payer. La demande de paiement vous parvient séparément.") % facts
    elif balance_cents < 0:
        intro = _("%(title)s : %(amount)s en votre faveur, qui restent sur votre compte.") % facts
    else:
        intro = _("%(title)s : le compte est juste, il n’y a rien à payer.") % facts
    more = _("La lettre jointe explique chaque ligne : le total, la clé, votre part.")
    lang = get_language() or "fr"
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(building_name)}</h1><p>{escape(intro)}</p><p>{escape(more)}</p></body></html>"
    )
    return Letter(
        recipient=recipient,
        subject=_("%(title)s, %(building)s") % facts,
        text=f"{intro}\n\n{more}",
        html=html,
        party_id=party_id,
        attachment_id=attachment_id,
    )
