"""Who lives or works in a lot: moving in, moving out."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.operations import occupancies
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.pages.lots import found_lot
from koprogo.condominiums.pages.transfers import PartyChoiceForm
from koprogo.condominiums.queries import history
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class MoveInForm(PartyChoiceForm):
    """Who moves in, and when."""

    on = fields.day(gettext_lazy("Entrée le"), asked=gettext_lazy("Indiquez le jour de l’entrée."))


class MoveOutForm(forms.Form):
    """The first day without them."""

    on = fields.day(
        gettext_lazy("Parti le"),
        asked=gettext_lazy("Indiquez le jour du départ."),
        hint=gettext_lazy("L’accès en ligne se ferme ce jour-là."),
    )


@door(needs=Right.MANAGE_LOTS)
def occupants(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """The occupants of a lot, and a form for the next one."""
    row = found_lot(access, number)
    form = MoveInForm(request.POST or None, access=access)
    if posted(request, form):
        with refusals_on(form):
            party_id = form.chosen(access)
            occupancies.move_in(access, lot_id=row.lot_id, party_id=party_id, on=form.cleaned_data["on"])
            say(request, _("L’entrée dans le lot %(number)s est notée.") % {"number": number})
            return redirect("lot_occupants", slug=access.slug, number=number)
    return page(
        request,
        "condominiums/occupants.html",
        status=422 if form.errors else 200,
        row=row,
        form=form,
        stays=history.occupants(access, lot_id=row.lot_id),
        today=access.today,
    )


@door(needs=Right.MANAGE_LOTS)
def move_out(request: HttpRequest, access: Access, number: str, occupancy_id: UUID) -> HttpResponse:
    """Note that somebody has left."""
    row = found_lot(access, number)
    stays = {stay.id: stay for stay in history.occupants(access, lot_id=row.lot_id)}
    if occupancy_id not in stays:
        raise NotFound(what="occupancy")
    form = MoveOutForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            occupancies.move_out(access, occupancy_id=occupancy_id, on=form.cleaned_data["on"])
            say(request, _("Le départ de %(name)s est noté.") % {"name": stays[occupancy_id].name})
            return redirect("lot_occupants", slug=access.slug, number=number)
    lots = reverse("lots", kwargs={"slug": access.slug})
    lot = reverse("lot", kwargs={"slug": access.slug, "number": number})
    back = reverse("lot_occupants", kwargs={"slug": access.slug, "number": number})
    return form_page(
        request,
        form,
        title=_("Départ de %(name)s") % {"name": stays[occupancy_id].name},
        label=_("Noter le départ"),
        cancel=back,
        crumbs=[(_("Lots"), lots), (number, lot), (_("Occupants"), back)],
    )
