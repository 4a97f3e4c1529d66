"""The words of the attendance list and of the tally sheet, as papers to sign and to fill in by hand."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.assemblies import labels
from koprogo.assemblies.queries.attendance import AttendanceList, ListRow
from koprogo.assemblies.rules.states import Kind
from koprogo.platform import formats
from koprogo.platform.spoken import spoken


@spoken
def title(language: str, listed: AttendanceList) -> str:
    """The heading of the list."""
    return _("Liste de présence")


def _about(listed: AttendanceList) -> str:
    held = listed.assembly
    said = {
        "kind": labels.KIND[Kind(held.kind)],
        "day": formats.day_long(held.held_on),
        "hour": formats.hour(held.starts_at),
        "place": held.place,
    }
    return _("%(kind)s du %(day)s, %(hour)s, %(place)s") % said


@spoken
def page(language: str, listed: AttendanceList) -> dict[str, Any]:
    """Everything the list says; times where somebody was written down, blanks to sign everywhere."""
    who, votes = (_("Membre"), _("Voix")) if listed.by_heads else (_("Copropriétaire, lots"), _("Quotités"))
    rows = [_row(one) for one in listed.rows]
    counted = (
        ngettext("%(n)s membre, une voix chacun", "%(n)s membres, une voix chacun", listed.heads)
        % {"n": formats.number(listed.heads)}
        if listed.by_heads
        else ngettext(
            "%(n)s copropriétaire, %(shares)s quotités", "%(n)s copropriétaires, %(shares)s quotités", listed.heads
        )
        % {"n": formats.number(listed.heads), "shares": formats.number(listed.shares)}
    )
    return {
        "about": _about(listed),
        "counted": counted,
        "columns": [who, votes, _("Arrivée"), _("Départ"), _("Signature")],
        "rows": rows,
        "officers": [_("Présidence"), _("Secrétariat")],
        "note": _(
            "Chacun signe en entrant ; un mandataire signe pour chaque personne qu’il représente. Le secrétariat note "
            "l’heure des arrivées et des départs."
        ),
    }


def _row(one: ListRow) -> dict[str, Any]:
    notes = []
    if one.suspended:
        notes.append(_("vote suspendu : représentant à désigner"))
    if one.by:
        notes.append(_("représenté par %(name)s") % {"name": one.by})
    if one.of:
        notes.append(_("représente %(names)s") % {"names": ", ".join(one.of)})
    if one.shares is None:
        notes.append(_("mandataire de l’extérieur"))
    if any(stay.remote for stay in one.moves):
        notes.append(_("à distance"))
    return {
        "name": one.name,
        "lots": ", ".join(one.lots),
        "notes": ", ".join(notes),
        "shares": formats.number(one.shares) if one.shares is not None else "",
        "came": ", ".join(formats.clock(stay.came_at) for stay in one.moves),
        "left": ", ".join(formats.clock(stay.left_at) for stay in one.moves if stay.left_at),
    }


@spoken
def tally_title(language: str, listed: AttendanceList) -> str:
    """The heading of the sheet."""
    return _("Feuille de vote")


@spoken
def tally(language: str, listed: AttendanceList, items: list[tuple[int, str]]) -> dict[str, Any]:
    """The sheet to fill in by hand: a line for each owner, a column for each item."""
    who, votes = (_("Membre"), _("Voix")) if listed.by_heads else (_("Copropriétaire, lots"), _("Quotités"))
    return {
        "about": _about(listed),
        "how": _("Une colonne par point : P pour, C contre, A abstention. Une case vide est une abstention."),
        "who": who,
        "votes": votes,
        "items": [{"number": str(number), "title": title} for number, title in items],
        "rows": [
            {"name": one["name"], "lots": one["lots"], "notes": one["notes"], "shares": one["shares"]}
            for one in (_row(each) for each in listed.rows if each.shares is not None)
        ],
        "result": _("Résultat"),
    }
