"""Lots: the list as façade or table, one lot, adding, changing, taking away."""

from functools import cache

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums import labels
from koprogo.condominiums.operations import lots as operations
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.pages.lot_facade import facades, filtered
from koprogo.condominiums.pages.lot_form import LotForm
from koprogo.condominiums.queries import history, keys, roll
from koprogo.condominiums.queries.roll import RollLot
from koprogo.condominiums.rules.keys import SINCE_THE_DEED
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

ROWS = 100


@door(needs=Right.SEE_LOTS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Who owns what, with which shares: façade or table, the sum always in sight."""
    everything = roll.lots(access, on=access.today)
    deed = keys.deed_key(access, on=access.today)
    found = filtered(everything, request.GET.get("type", ""), request.GET.get("texte", ""))
    as_table = request.GET.get("vue") == "table" or len(everything) > ROWS
    at = _page(request.GET.get("page", ""), len(found))
    total, weighed = (deed.total, deed.weighed) if deed else (0, 0)
    return page(
        request,
        "condominiums/lots.html",
        rows=found[at : at + ROWS],
        first=at + 1,
        found=len(found),
        page_number=at // ROWS + 1,
        pages=-(-len(found) // ROWS),
        count=len(everything),
        total=total,
        weighed=weighed,
        difference=total - weighed,
        as_table=as_table,
        facades=[] if as_table else facades(access, found),
        kind=request.GET.get("type", ""),
        text=request.GET.get("texte", ""),
        silent=roll.lots_without_representative(access, on=access.today),
        kinds={kind: str(label) for kind, label in labels.LOT_KINDS.items()},
        floor=cache(labels.floor),  # looked up once for each floor of the page
        may_manage=access.may(Right.MANAGE_LOTS),
    )


def _page(text: str, count: int) -> int:
    wanted = int(text) if text.isdecimal() and len(text) < 6 else 1
    last = max((count - 1) // ROWS, 0)
    return min(max(wanted - 1, 0), last) * ROWS


def found_lot(access: Access, number: str) -> RollLot:
    """The lot that the address names. Raises NotFound."""
    row = roll.lot(access, number=number, on=access.today)
    if row is None:
        raise NotFound(what="lot")
    return row


@door(needs=Right.SEE_LOTS)
def lot(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """One lot: what it is, what it weighs, who holds and held it, who lives there."""
    row = roll.lot_only(access, number=number, on=access.today)
    if row is None:
        raise NotFound(what="lot")
    return page(
        request,
        "condominiums/lot.html",
        row=row,
        weights=keys.of_lot(access, lot_id=row.lot_id, on=access.today),
        holders=history.holders(access, lot_id=row.lot_id),
        occupants=history.occupants(access, lot_id=row.lot_id),
        kinds=labels.LOT_KINDS,
        floor=labels.floor,
        may_manage=access.may(Right.MANAGE_LOTS),
        today=access.today,
        since_the_deed=SINCE_THE_DEED,
    )


@door(needs=Right.MANAGE_LOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add one lot."""
    form = LotForm(request.POST or None, access=access, initial={"kind": LotKind.APARTMENT})
    if posted(request, form):
        with refusals_on(form):
            row = operations.add_lot(access, facts=form.facts())
            say(request, _("Le lot %(number)s est ajouté.") % {"number": row.number})
            return redirect("lots", slug=access.slug)
    back = reverse("lots", kwargs={"slug": access.slug})
    return form_page(
        request, form, title=_("Ajouter un lot"), label=_("Ajouter le lot"), cancel=back, crumbs=[(_("Lots"), back)]
    )


@door(needs=Right.MANAGE_LOTS)
def change(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Correct one lot."""
    row = roll.sheet(access, number=number, on=access.today)
    form = LotForm(request.POST or None, access=access, initial=row.initial)
    if posted(request, form):
        with refusals_on(form):
            kept = operations.change_lot(access, lot_id=row.lot_id, facts=form.facts())
            say(request, _("Le lot %(number)s est corrigé.") % {"number": kept.number})
            return redirect("lot", slug=access.slug, number=kept.number)
    back = reverse("lot", kwargs={"slug": access.slug, "number": number})
    lots = reverse("lots", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Corriger le lot %(number)s") % {"number": number},
        label=_("Enregistrer le lot"),
        cancel=back,
        crumbs=[(_("Lots"), lots), (number, back)],
        intro=_(
            "Cette page corrige une erreur. Si l’acte change les quotités à une date,"
            " créez une version de la clé des quotités."
        ),
    )


@door(needs=Right.MANAGE_LOTS)
def remove(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Take away a lot that was entered by mistake."""
    row = found_lot(access, number)
    form = forms.Form(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.remove_lot(access, lot_id=row.lot_id)
            say(request, _("Le lot %(number)s est retiré.") % {"number": number})
            return redirect("lots", slug=access.slug)
    back = reverse("lot", kwargs={"slug": access.slug, "number": number})
    lots = reverse("lots", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Retirer le lot %(number)s") % {"number": number},
        label=_("Retirer le lot %(number)s") % {"number": number},
        cancel=back,
        crumbs=[(_("Lots"), lots), (number, back)],
        intro=_("Seul un lot sans propriétaire, sans occupant et sans compte peut être retiré."),
    )
