"""The sentences of obstacles, and the details that pages show: what is in the way, who bears what by which formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.meters import labels as meter_labels
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.settlements import labels
from koprogo.settlements.rules.columns import Cell, Column
from koprogo.settlements.rules.obstacles import Found, Obstacle
from koprogo.settlements.rules.table import Table

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One obstacle as the page shows it, with the page that mends it where there is one."""

    text: str
    blocks: bool
    url: str = ""
    label: str = ""


def _listed(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else str(names)


def _told_lots(facts: Facts) -> dict[str, Any]:
    return {**facts, "lots": _listed(facts["lots"])}


_SENTENCES: dict[Obstacle, Callable[[Facts], str]] = {
    Obstacle.YEAR_CLOSED: lambda f: (
        _("L’exercice %(year)s est clôturé : rien ne s’y ajoute. Corrigez dans l’exercice ouvert.") % f
    ),
    Obstacle.NOT_OVER: lambda f: _("La période n’est pas finie : elle peut être regardée, pas encore émise."),
    Obstacle.SETTLED: labels.REFUSALS["settlements.settled_already"],
    Obstacle.NOTHING: labels.REFUSALS["settlements.nothing_to_settle"],
    Obstacle.NO_KEY: lambda f: (
        _("Aucune clé n’est en vigueur pour le compte %(accounts)s.") % {"accounts": _listed(f["accounts"])}
    ),
    Obstacle.KEY_NOT_WHOLE: lambda f: (
        _("La clé « %(key)s » compte %(weighed)s parts au lieu de %(total)s : elle ne peut rien répartir.")
        % {**f, "weighed": formats.number(f["weighed"]), "total": formats.number(f["total"])}
    ),
    Obstacle.NO_HOLDER: lambda f: (
        ngettext(
            "Le lot %(lots)s n’a pas de propriétaire dans cette période.",
            "Les lots %(lots)s n’ont pas de propriétaire dans cette période.",
            len(f["lots"]),
        )
        % _told_lots(f)
    ),
    Obstacle.NOBODY_BEARS: lambda f: (
        _("Personne ne supporte les frais du compte %(accounts)s : la clé n’a pas de parts, ou tous sont exemptés.")
        % {"accounts": _listed(f["accounts"])}
    ),
    Obstacle.NO_READING: lambda f: (
        ngettext(
            "Il manque un relevé pour la clé « %(key)s » : lot %(lots)s. Notez-le, ou notez une estimation.",
            "Il manque des relevés pour la clé « %(key)s » : lots %(lots)s. Notez-les, ou notez des estimations.",
            len(f["lots"]),
        )
        % _told_lots(f)
    ),
    Obstacle.SEVERAL_UNITS: lambda f: (
        _("Les compteurs de la clé « %(key)s » n’ont pas tous la même unité : rien ne s’additionne.") % f
    ),
    Obstacle.NO_CONSUMPTION: lambda f: _("Aucune consommation n’est notée pour la clé « %(key)s ».") % f,
    Obstacle.CALLS_DIFFER: lambda f: (
        _("Les comptes portent %(booked)s de provisions, les appels %(called)s. Cherchez l’écart au compte 701.")
        % {"booked": formats.money(f["booked_cents"]), "called": formats.money(f["called_cents"])}
    ),
    Obstacle.DRAFT_INVOICES: lambda f: (
        ngettext(
            "La facture %(numbers)s de la période est encore un brouillon : elle n’est pas dans ce décompte.",
            "%(count)s factures de la période sont encore des brouillons : elles ne sont pas dans ce décompte.",
            f["count"],
        )
        % {**f, "numbers": _listed(f["numbers"])}
    ),
    Obstacle.SUSPENSE: lambda f: (
        _("Le compte d’attente 499 porte %(amount)s : décidez d’abord ce que c’est.")
        % {"amount": formats.money(f["cents"])}
    ),
    Obstacle.AHEAD: lambda f: (
        _(
            "Des charges couvrent aussi des jours après l’exercice (compte %(accounts)s) : sans régularisation, ce "
            "décompte les fait payer en entier."
        )
        % {"accounts": ", ".join(f["accounts"])}
    ),
    Obstacle.HOLES: lambda f: (
        ngettext(
            "Le lot %(lots)s est resté sans propriétaire certains jours : les autres jours portent tout.",
            "Les lots %(lots)s sont restés sans propriétaire certains jours : les autres jours portent tout.",
            len(f["lots"]),
        )
        % _told_lots(f)
    ),
    Obstacle.EARLIER: lambda f: (
        _("Les jours du %(start)s au %(end)s de cet exercice ne sont dans aucun décompte.")
        % {"start": formats.day(f["from_on"]), "end": formats.day(f["to_on"])}
    ),
    Obstacle.ESTIMATED: lambda f: (
        ngettext(
            "La consommation du lot %(lots)s est en partie estimée (clé « %(key)s ») : la lettre le dira.",
            "La consommation des lots %(lots)s est en partie estimée (clé « %(key)s ») : les lettres le diront.",
            len(f["lots"]),
        )
        % _told_lots(f)
    ),
    Obstacle.NO_METER: lambda f: (
        ngettext(
            "Le lot %(lots)s n’a pas de compteur pour la clé « %(key)s » : il ne paie que la part fixe.",
            "Les lots %(lots)s n’ont pas de compteur pour la clé « %(key)s » : ils ne paient que la part fixe.",
            len(f["lots"]),
        )
        % _told_lots(f)
    ),
    Obstacle.ADVANCE_BY_HAND: lambda f: (
        _("%(amount)s de provisions ont été écrites sans appel : elles sont déduites selon la clé de leur écriture.")
        % {"amount": formats.money(f["cents"])}
    ),
}

_PAGES: dict[Obstacle, str] = {
    Obstacle.NO_HOLDER: "lots",
    Obstacle.HOLES: "lots",
    Obstacle.NO_READING: "meter_round",
    Obstacle.NO_CONSUMPTION: "meter_round",
    Obstacle.SEVERAL_UNITS: "meters",
    Obstacle.NO_METER: "meters",
    Obstacle.ESTIMATED: "meters",
    Obstacle.NO_KEY: "keys",
}


def told(access: Access, found: tuple[Found, ...]) -> list[Told]:
    """The obstacles in words, blocking ones first."""
    return [_told(access, one) for one in found]


def _told(access: Access, one: Found) -> Told:
    text = _SENTENCES[one.obstacle](one.facts)
    if one.obstacle is Obstacle.KEY_NOT_WHOLE:
        url = reverse("key", kwargs={"slug": access.slug, "code": one.facts["code"]})
        return Told(text, one.blocks, url, _("Ouvrir la clé"))
    if one.obstacle in (Obstacle.SUSPENSE, Obstacle.CALLS_DIFFER):
        code = "499" if one.obstacle is Obstacle.SUSPENSE else "701"
        return Told(
            text, one.blocks, reverse("account", kwargs={"slug": access.slug, "code": code}), _("Ouvrir le compte")
        )
    if one.obstacle is Obstacle.AHEAD:
        url = reverse("closing_accruals", kwargs={"slug": access.slug, "exercise": one.facts["year"]})
        return Told(text, one.blocks, url, _("Ouvrir les régularisations"))
    name = _PAGES.get(one.obstacle)
    url = reverse(name, kwargs={"slug": access.slug}) if name else ""
    return Told(text, one.blocks, url, _("Ouvrir") if url else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with its formula, for a lot or for an account. ``formula`` empty: a private cost, a call."""

    label: str
    detail: str
    formula: str
    cents: int
    owner_cents: int
    occupant_cents: int
    lot: str = ""
    party_name: str = ""


def of_place(table: Table, lot_id: UUID, party_id: UUID) -> list[Line]:
    """Why one holder of one lot bears what they bear: a line for each column, advances last."""
    return [
        _line(column, cell)
        for column in table.columns
        for cell in column.cells
        if (cell.lot_id, cell.party_id) == (lot_id, party_id)
    ]


def of_column(table: Table, position: int) -> tuple[Column, list[Line]] | None:
    """How one column is split over the lots; None when there is no such column."""
    if not 1 <= position <= len(table.columns):
        return None
    column = table.columns[position - 1]
    names = {(one.lot_id, one.party_id): (one.number, one.party_name) for one in table.results}
    lines = []
    for cell in column.cells:
        line = _line(column, cell)
        lot, party = names.get((cell.lot_id, cell.party_id), ("", ""))
        lines.append(
            Line(line.label, line.detail, line.formula, line.cents, line.owner_cents, line.occupant_cents, lot, party)
        )
    return column, lines


def _line(column: Column, cell: Cell) -> Line:
    details = [column.key.label if column.key else str(labels.KIND[column.kind])]
    formula = ""
    if column.unit:
        index = meter_labels.index
        formula = (
            f"{index(cell.weight)} / {index(column.key_total)} {column.unit} × {formats.money(column.total_cents)}"
        )
    elif column.key_total:
        formula = (
            f"{formats.number(cell.weight)} / {formats.number(column.key_total)} × {formats.money(column.total_cents)}"
        )
    if cell.part != cell.whole:
        if column.unit:
            facts = {
                "part": meter_labels.index(cell.part),
                "whole": meter_labels.index(cell.whole),
                "unit": column.unit,
            }
            details.append(_("%(part)s sur %(whole)s %(unit)s") % facts)
        else:
            details.append(_("%(part)s jours sur %(whole)s") % {"part": cell.part, "whole": cell.whole})
    return Line(column.account.name, ", ".join(details), formula, cell.cents, cell.owner_cents, cell.occupant_cents)
