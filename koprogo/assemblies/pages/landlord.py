"""What an owner who lets a lot passes on to the occupant: the decisions, ready to print, and the day it was done."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.operations import passed_on
from koprogo.assemblies.pages import fields
from koprogo.assemblies.queries import assemblies, landlord
from koprogo.assemblies.rules.calendar import landlord_tells_by
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class ToldForm(forms.Form):
    """The day on which the occupant was told."""

    on = fields.day(gettext_lazy("Communiqué à l’occupant le"), asked=gettext_lazy("Indiquez le jour."))


@doors.door(needs=Right.VOTE)
def show(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The decisions to pass on; posting notes that it is done."""
    found = assemblies.get(access, number=assembly)
    form = ToldForm(request.POST or None, initial={"on": access.today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            passed_on.tell(access, number=assembly, on=form.cleaned_data["on"])
            say(request, _("C’est noté."))
            return redirect(reverse("home", kwargs={"slug": access.slug}))
    return page(
        request,
        "assemblies/pass_on.html",
        status=422 if request.method == "POST" else 200,
        assembly=found,
        form=form,
        until=landlord_tells_by(found.minutes_sent_on).strict if found.minutes_sent_on else None,
        told_on=landlord.told_on(access, assembly=found),
        decisions=landlord.decided(access, assembly=found),
    )
