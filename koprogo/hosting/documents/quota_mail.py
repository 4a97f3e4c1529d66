"""The mail before and at a quota: which one, how far, when it passes, what it costs, and that nothing stops."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from koprogo.hosting import labels
from koprogo.hosting.documents import short_mail
from koprogo.hosting.rules.catalogue import Terms
from koprogo.hosting.rules.quotas import Gauge
from koprogo.people.queries.memberships import Holder
from koprogo.platform.access import Access
from koprogo.platform.mail import Letter


def write(access: Access, gauges: Sequence[Gauge], *, terms: Terms, to: Holder) -> Letter:
    """The mail in the reader's language, as text and as HTML without pictures."""
    with translation.override(to.language):
        highest = max(gauge.percent for gauge in gauges)
        subject = _("%(percent)s %% du quota du mois, %(building)s") % {
            "percent": highest,
            "building": access.org_name,
        }
        lines = [labels.cloud.gauge_sentence(gauge, access.today) for gauge in gauges]
        lines.append(
            _(
                "Rien ne s’arrête et personne ne perd l’accès : ce qui dépasse est facturé à prix coûtant,"
                " avec le calcul."
            )
        )
        path = reverse("usage", kwargs={"slug": access.slug})
        return short_mail.letter(
            access, to=to, subject=subject, lines=lines, path=path, button=_("Voir la consommation jour par jour")
        )
