"""Remarks of occupants: written from the phone or noted from paper, read by those who decide."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.operations import remarks as operations
from koprogo.assemblies.pages import fields, frame
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import assemblies, remarks
from koprogo.assemblies.rules.states import AHEAD
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class RemarkForm(forms.Form):
    """What an occupant says."""

    text = fields.lines(
        gettext_lazy("Votre demande ou remarque sur les parties communes"),
        asked=gettext_lazy("Écrivez votre remarque."),
        hint=gettext_lazy("Elle est lue à l’assemblée, avec votre nom. Elle ne se vote pas."),
    )


class NotedForm(forms.Form):
    """What came on paper."""

    author = fields.text(gettext_lazy("Qui l’a écrite"), asked=gettext_lazy("Indiquez le nom."))
    text = fields.lines(gettext_lazy("Remarque"), asked=gettext_lazy("Écrivez la remarque."))


@door(needs=Right.SEND_REMARK)
def mine(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Write to the assembly; what one wrote stays below."""
    row = assemblies.get(access, number=assembly)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.write(access, number=assembly, text=form.cleaned_data["text"])
            say(request, _("Votre remarque est remise au syndic, pour l’assemblée."))
            return to("my_remark", access, assembly=assembly)
    return page(
        request,
        "assemblies/remarks.html",
        status=422 if form.errors else 200,
        assembly=row,
        title=frame.title_of(row),
        rows=remarks.listing(access, assembly=row, own=True),
        form=form if row.state in AHEAD else None,
        may_note=False,
    )


@door(needs=Right.SEE_DOCUMENTS)
def listing(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Every remark, for those who decide."""
    row = assemblies.get(access, number=assembly)
    return page(
        request,
        "assemblies/remarks.html",
        assembly=row,
        title=frame.title_of(row),
        rows=remarks.listing(access, assembly=row),
        form=None,
        may_note=access.may(Right.PREPARE_ASSEMBLY) and row.state in AHEAD,
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def note(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Write down a remark that came on paper."""
    row = assemblies.get(access, number=assembly)
    form = NotedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.record(access, number=assembly, **form.cleaned_data)
            say(request, _("La remarque est notée."))
            return to("remarks", access, assembly=assembly)
    back = address("remarks", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Noter une remarque reçue"),
        label=_("Noter la remarque"),
        cancel=back,
        crumbs=[*crumbs(access, row), (_("Remarques des occupants"), back)],
    )
