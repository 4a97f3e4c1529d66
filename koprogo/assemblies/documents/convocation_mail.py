"""The mails about an assembly: the convocation, its cancellation, the receipt of a proxy; one button each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.platform import formats
from koprogo.platform.mail import Letter


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a mail says, in the active language: ``rows`` of (name, value), one button where there is a link."""

    recipient: str
    party_id: UUID | None
    building: str
    subject: str
    intro: str
    rows: Sequence[tuple[str, str]] = ()
    button: str = ""
    link: str = ""
    note: str = ""
    attachment_id: UUID | None = None


def write(facts: MailFacts) -> Letter:
    """The mail as text and as HTML without pictures."""
    lines = [facts.intro, "", *(formats.labelled(*row) for row in facts.rows)]
    if facts.link:
        lines += ["", f"{facts.button}{formats.colon().rstrip()}", facts.link]
    if facts.note:
        lines += ["", facts.note]
    html = get_template("assemblies/mail.html").render({"lang": get_language() or "fr", "facts": facts})
    return Letter(
        recipient=facts.recipient,
        subject=facts.subject,
        text="\n".join(lines),
        html=html,
        party_id=facts.party_id,
        attachment_id=facts.attachment_id,
    )


def convened(
    *,
    recipient: str,
    party_id: UUID,
    building: str,
    moment: str,
    place: str,
    link: str,
    suspended: bool,
    letter_id: UUID,
) -> Letter:
    """The convocation itself, with the letter attached."""
    note = _("Ce lien est le vôtre : il ne montre que cette assemblée. Ne le transférez pas.")
    if suspended:
        note = _("Le droit de vote de ce lot est suspendu tant qu’un représentant n’est pas désigné.") + " " + note
    return write(
        MailFacts(
            recipient=recipient,
            party_id=party_id,
            building=building,
            subject=_("Convocation : assemblée du %(moment)s, %(building)s") % {"moment": moment, "building": building},
            intro=_("Voici votre convocation à l’assemblée de %(building)s. La lettre est jointe.")
            % {"building": building},
            rows=((_("Quand"), moment), (_("Où"), place)),
            button=_("Lire l’ordre du jour et les documents"),
            link=link,
            note=note,
            attachment_id=letter_id,
        )
    )


def cancelled(*, recipient: str, party_id: UUID, building: str, moment: str, reason: str) -> Letter:
    """The assembly is not held."""
    facts = {"moment": moment, "building": building}
    return write(
        MailFacts(
            recipient=recipient,
            party_id=party_id,
            building=building,
            subject=_("Annulée : assemblée du %(moment)s, %(building)s") % facts,
            intro=_("L’assemblée du %(moment)s n’a pas lieu. Une nouvelle convocation vous sera envoyée.") % facts,
            rows=((_("Raison"), reason),),
        )
    )
