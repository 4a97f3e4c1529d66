"""The mail that brings the minutes, and the page with the address for those who are written to on paper."""

from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.assemblies.documents import minutes_words
from koprogo.assemblies.documents.minutes import address_sheet
from koprogo.assemblies.models import Assembly, MinutesRecipient
from koprogo.assemblies.rules.calendar import challenge_until
from koprogo.assemblies.rules.states import Kind
from koprogo.condominiums.documents.letterhead import Addressee, Language, head_of
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.platform import formats
from koprogo.platform.mail import Letter

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}


def write(
    *,
    recipient: str,
    name: str,
    building: str,
    slug: str,
    assembly: Assembly,
    attachment_id: UUID,
    party_id: UUID,
    members: bool = False,
) -> Letter:
    """The mail in the active language (the reader's), the minutes attached."""
    day = formats.day_long(assembly.held_on)
    subject = _("Procès-verbal de l’assemblée du %(day)s, %(building)s") % {"day": day, "building": building}
    lines = [
        _("Bonjour %(name)s,") % {"name": name},
        _("Voici le procès-verbal de l’assemblée du %(day)s. Il est joint à ce message.") % {"day": day},
    ]
    if not members:
        lines += [
            _("Une décision peut être contestée devant le juge de paix jusqu’au %(day)s (CC 3.92 § 3).")
            % {"day": formats.day_long(challenge_until(assembly.held_on).strict)},
            _("Si vous louez votre lot, vous avez trente jours pour communiquer les décisions à l’occupant."),
        ]
    link = f"{settings.KOPROGO_PUBLIC_URL}{reverse('minutes', kwargs={'slug': slug, 'assembly': assembly.number})}"
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "building": building,
        "lines": lines,
        "link": link,
        "button": _("Vérifier mon vote et lire le registre"),
    }
    text = "\n\n".join([*lines, link])
    html = get_template("assemblies/mail_minutes.html").render(context)
    return Letter(
        recipient=recipient, subject=subject, text=text, html=html, party_id=party_id, attachment_id=attachment_id
    )


def address_page(head: CondominiumHead, one: MinutesRecipient) -> bytes:
    """One page that an envelope with a window shows the address of."""
    language = LANGUAGES.get(head.language, "fr")
    assembly = one.minutes.assembly
    return address_sheet(
        language=language,
        head=head_of(head, language),
        addressee=Addressee(name=one.name, lines=tuple(one.address)),
        title=minutes_words.heading(language, Kind(assembly.kind), assembly.held_on),
        written_on=assembly.held_on,
    )
