"""The mails of a decision in writing: asked, and how it ended; one button each."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from koprogo.assemblies.documents import convocation_mail
from koprogo.assemblies.documents.convocation_mail import MailFacts
from koprogo.assemblies.rules.written import WrittenState
from koprogo.platform.formats import day_long
from koprogo.platform.mail import Letter


def asked(
    *, recipient: str, party_id: UUID, building: str, content: Mapping[str, Any], link: str, letter_id: UUID
) -> Letter:
    """An owner is asked to agree, with the letter attached, in the active language."""
    until = day_long(date.fromisoformat(content["until_on"]))
    return convocation_mail.write(
        MailFacts(
            recipient=recipient,
            party_id=party_id,
            building=building,
            subject=_("Votre accord est demandé avant le %(day)s, %(building)s") % {"day": until, "building": building},
            intro=_(
                "Le syndic propose une décision par écrit, sans assemblée. Elle n’est prise que si tous les "
                "copropriétaires donnent leur accord. La lettre est jointe."
            ),
            rows=((_("Décision"), content["title"]), (_("Réponse au plus tard le"), until)),
            button=_("Lire et répondre"),
            link=link,
            note=_("Ce lien est le vôtre : il permet de répondre à votre place. Ne le transférez pas."),
            attachment_id=letter_id,
        )
    )


def ended(
    *, recipient: str, party_id: UUID, building: str, title: str, state: WrittenState, reason: str, link: str
) -> Letter:
    """How it ended: taken, refused, given up."""
    said = {
        WrittenState.TAKEN: _(
            "Tous les copropriétaires ont donné leur accord par écrit : la décision est prise. Le procès-verbal vous "
            "sera envoyé."
        ),
        WrittenState.REFUSED: _("Un copropriétaire a refusé : rien n’est décidé. Une assemblée peut en délibérer."),
        WrittenState.WITHDRAWN: _(
            "Le syndic a retiré cette demande : rien n’est décidé, aucune réponse n’est plus due."
        ),
    }[state]
    subject = (
        _("Décision prise par écrit : %(title)s")
        if state is WrittenState.TAKEN
        else _("Décision par écrit, rien n’est décidé : %(title)s")
    )
    rows = ((_("Décision"), title),)
    return convocation_mail.write(
        MailFacts(
            recipient=recipient,
            party_id=party_id,
            building=building,
            subject=subject % {"title": title},
            intro=said,
            rows=(*rows, (_("Raison"), reason)) if reason else rows,
            button=_("Voir la décision"),
            link=link,
        )
    )
