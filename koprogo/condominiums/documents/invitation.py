"""The mail that invites somebody to follow their lots: one sentence, one button, in their language."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from koprogo.platform import formats
from koprogo.platform.mail import Letter


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What the mail says. ``address``: the full address of the signed link; ``last_on``: its last day."""

    recipient: str
    name: str
    building: str
    lots: tuple[str, ...]
    sender: str
    address: str
    last_on: date
    language: str
    party_id: UUID


def letter(facts: InvitationFacts) -> Letter:
    """The mail, as text and as HTML without pictures, in the language of whoever receives it."""
    with translation.override(facts.language):
        subject = _("%(building)s : votre accès en ligne") % {"building": facts.building}
        hello = _("Bonjour %(name)s,") % {"name": facts.name}
        why = _("%(sender)s vous ouvre l’accès à votre immeuble %(building)s.") % {
            "sender": facts.sender,
            "building": facts.building,
        }
        if facts.lots:
            why += " " + _("Il concerne : %(lots)s.") % {"lots": ", ".join(facts.lots)}
        what = _(
            "Vous y verrez vos comptes, vos assemblées et les documents. Aucun mot de passe n’est demandé."
        )
        button = _("Ouvrir mon accès")
        until = _("Ce lien est personnel. Il fonctionne jusqu’au %(day)s.") % {
            "day": formats.day_long(facts.last_on, facts.language)
        }
    text = f"{hello}\n\n{why}\n{what}\n\n{button}{formats.colon(facts.language).rstrip()}\n{facts.address}\n\n{until}\n"
    html = format_html(
        '<!doctype html><html lang="{}"><body><p>{}</p><p>{}</p><p>{}</p>'
        '<p><a href="{}">{}</a></p><p>{}</p></body></html>',
        facts.language,
        hello,
        why,
        what,
        facts.address,
        button,
        until,
    )
    return Letter(facts.recipient, subject, text, html, party_id=facts.party_id)
