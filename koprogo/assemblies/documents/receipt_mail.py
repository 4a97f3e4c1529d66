"""The receipt of one's own votes: item, choice as counted; a link to check them in the count."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.documents import convocation_mail
from koprogo.assemblies.documents.convocation_mail import MailFacts
from koprogo.assemblies.models import Assembly
from koprogo.assemblies.queries.records import Counted
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.platform import formats
from koprogo.platform.mail import Letter

#: A mail stays small: beyond these the page shows the rest.
SHOWN, TITLE = 40, 80


def write(*, recipient: str, building: str, slug: str, assembly: Assembly, rows: Sequence[Counted]) -> Letter:
    """The mail in the active language (the reader's)."""
    day = formats.day_long(assembly.held_on)
    said = [(_("%(n)s. %(title)s") % {"n": one.position, "title": one.title[:TITLE]}, _choice(one)) for one in rows]
    note = _(
        "Si l’un de ces votes n’est pas le vôtre, écrivez au syndic sans attendre : chacun reste tracé."
    )
    if len(rows) > SHOWN:
        note = _("Les autres points se lisent à la page du procès-verbal.") + " " + note
    return convocation_mail.write(
        MailFacts(
            recipient=recipient,
            party_id=None,
            building=building,
            subject=_("Vos votes à l’assemblée du %(day)s, %(building)s") % {"day": day, "building": building},
            intro=_("Voici vos votes à l’assemblée du %(day)s, tels qu’ils ont été comptés.") % {"day": day},
            rows=said[:SHOWN],
            button=_("Vérifier mon vote"),
            link=f"{settings.KOPROGO_PUBLIC_URL}{reverse('vote', kwargs={'slug': slug, 'assembly': assembly.number})}",
            note=note,
        )
    )


def _choice(one: Counted) -> str:
    if one.away:
        return _("pas compté : ces voix n’étaient plus là à la clôture du point")
    return str(labels.CHOICE[Choice(one.counted)])
