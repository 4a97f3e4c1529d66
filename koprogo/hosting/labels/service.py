"""Words of the measured service: durations, response times, incidents, the support desk."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.hosting.rules.incidents import IncidentKind
from koprogo.hosting.rules.response_times import Between
from koprogo.platform import formats

KINDS = {
    IncidentKind.OUTAGE: gettext_lazy("Panne"),
    IncidentKind.MAINTENANCE: gettext_lazy("Travaux annoncés"),
}
SIDES = {"client": gettext_lazy("Copropriété"), "support": gettext_lazy("Support")}


def title_of(one: Any) -> tuple[str, str]:
    """(language, title) of an incident, in the reader's language where the operator wrote it in that too."""
    return _in_language(one.language, one.title, one.titles)


def note_of(one: Any, note: Any) -> tuple[str, str]:
    """(language, text) of a note about an incident, likewise."""
    return _in_language(one.language, note.text, note.texts)


def _in_language(own: str, text: str, others: Mapping[str, str]) -> tuple[str, str]:
    wanted = (get_language() or own)[:2]
    return (wanted, others[wanted]) if wanted != own and others.get(wanted) else (own, text)


def duration(minutes: int) -> str:
    """Whole minutes as people say them: 45 min, 3 h 20 min, 2 jours 4 h."""
    days, rest = divmod(minutes, 1_440)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(_("1 jour") if days == 1 else _("%(n)s jours") % {"n": formats.number(days)})
    if hours:
        parts.append(_("%(n)s h") % {"n": hours})
    if (left and not days) or not parts:
        parts.append(_("%(n)s min") % {"n": left})
    return " ".join(part.replace(" ", formats.NBSP) for part in parts)


def between(found: Between) -> str:
    """A response time as it is known: entre 50 et 100 ms."""
    if found.most is None:
        return _("au-delà de %(over)s ms") % {"over": formats.number(found.over)}
    if not found.over:
        return _("en %(most)s ms au plus") % {"most": formats.number(found.most)}
    return _("entre %(over)s et %(most)s ms") % {
        "over": formats.number(found.over),
        "most": formats.number(found.most),
    }


REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.nothing_asked": lambda _f: _("Écrivez votre message : il est vide."),
    "hosting.too_many_open": lambda f: (
        _("%(n)s questions de cet immeuble attendent déjà une réponse. Complétez l’une d’elles plutôt.")
        % {"n": f["most"]}
    ),
    "hosting.too_many_files": lambda f: _("Joignez %(n)s fichiers au plus à un message.") % {"n": f["most"]},
    "hosting.still_unanswered": lambda _f: _(
        "Le dernier mot est celui de la copropriété : répondez d’abord, la question se clôt ensuite."
    ),
    "hosting.nothing_to_grant": lambda _f: _("Cet accès est déjà ouvert, ou n’a pas été demandé dans ce message."),
    "hosting.incident_empty": lambda _f: _("Écrivez de quoi il s’agit : c’est ce que tout le monde lira."),
    "hosting.incident_over": lambda _f: _("Cette panne est déjà terminée, ou sa fin n’est pas possible."),
    "hosting.maintenance_past": lambda _f: _(
        "Des travaux s’annoncent avant leur début, avec une fin après celui-ci. Corrigez les deux moments."
    ),
    "hosting.outside_report_impossible": lambda _f: _(
        "Un rapport dit des minutes entières et passées des sept derniers jours, de la première à la dernière."
    ),
    "hosting.outage_ahead": lambda _f: _(
        "Une panne se déclare une fois commencée. Pour plus tard, annoncez des travaux."
    ),
}
ACTIONS: dict[str, Any] = {
    "hosting.incident_published": gettext_lazy("Incident ou travaux publiés"),
    "hosting.incident_noted": gettext_lazy("Note d’incident publiée"),
    "hosting.incident_ended": gettext_lazy("Incident terminé"),
    "hosting.outside_gap_reported": gettext_lazy("Interruption rapportée par une sonde extérieure"),
    "hosting.outage_credited": gettext_lazy("Panne créditée"),
    "hosting.question_asked": gettext_lazy("Question posée au support"),
    "hosting.question_followed": gettext_lazy("Question au support complétée"),
    "hosting.mail_received": gettext_lazy("Réponse au support reçue par e-mail"),
    "hosting.question_answered": gettext_lazy("Réponse du support"),
    "hosting.question_closed": gettext_lazy("Question au support close"),
    "hosting.question_delivered": gettext_lazy("Question remise au support"),
    "hosting.support_granted": gettext_lazy("Accès de support accordé"),
}
