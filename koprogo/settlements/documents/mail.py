"""The mail that brings a settlement: what it comes to in the subject, the letter attached."""

from dataclasses import dataclass
from datetime import date
from html import escape
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.platform import formats
from koprogo.platform.mail import Letter


@dataclass(frozen=True, slots=True)
class Slip:
    """How to pay what is still open of the settlement, in cents: the same as on the letter."""

    beneficiary: str
    iban: str
    cents: int
    structured_reference: str
    due_on: date

    def rows(self) -> list[tuple[str, str]]:
        """Each fact with its name, in the active language."""
        return [
            (_("Bénéficiaire"), self.beneficiary),
            (_("Compte"), formats.iban(self.iban)),
            (_("Montant"), formats.money(self.cents)),
            (_("Communication"), formats.reference(self.structured_reference)),
            (_("Échéance"), formats.day_long(self.due_on)),
        ]


def write(
    *,
    recipient: str,
    party_id: UUID,
    building_name: str,
    title: str,
    balance_cents: int,
    attachment_id: UUID,
    slip: Slip | None = None,
) -> Letter:
    """The mail in the active language (the reader's). ``slip``: what is still to pay, if anything."""
    facts = {"title": title, "building": building_name, "amount": formats.money(abs(balance_cents))}
    if balance_cents > 0:
        intro = _("%(title)s : votre solde est de %(amount)s.") % facts
        if slip is None:
            intro += " " + _("Votre avance le couvre : vous ne devez rien payer.")
    elif balance_cents < 0:
        intro = _("%(title)s : %(amount)s en votre faveur, qui restent sur votre compte.") % facts
    else:
        intro = _("%(title)s : le compte est juste, il n’y a rien à payer.") % facts
    more = _("La lettre jointe explique chaque ligne : le total, la clé, votre part.")
    rows = slip.rows() if slip else []
    lines = "".join(f'<tr><th align="left">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in rows)
    table = f"<table>{lines}</table>" if rows else ""
    lang = get_language() or "fr"
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(building_name)}</h1><p>{escape(intro)}</p>{table}<p>{escape(more)}</p></body></html>"
    )
    return Letter(
        recipient=recipient,
        subject=_("%(title)s, %(building)s") % facts,
        text="\n".join([intro, "", *(formats.labelled(*row) for row in rows), *([""] if rows else []), more]),
        html=html,
        party_id=party_id,
        attachment_id=attachment_id,
    )
