"""One letter of a convocation: the proof of the post, its coming back, sending it again."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import dispatch as operations
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import convocations
from koprogo.assemblies.rules.convocation import Channel
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


class ProofForm(forms.Form):
    """The number on the receipt, the receipt, or both."""

    registered_number = fields.text(
        gettext_lazy("Numéro du recommandé"), most=40, hint=gettext_lazy("Il est sur le récépissé de la poste.")
    )
    file = fields.paper(gettext_lazy("Récépissé ou accusé signé"), hint=gettext_lazy("PDF ou image."))


class ReturnForm(forms.Form):
    """Why it came back."""

    note = fields.text(
        gettext_lazy("Ce qui est revenu"),
        asked=gettext_lazy("Écrivez pourquoi l’envoi est revenu."),
        most=200,
        hint=gettext_lazy("Par exemple : adresse inconnue, boîte pleine."),
    )


class AgainForm(forms.Form):
    """By which way."""

    channel = fields.choice(
        gettext_lazy("Par quel chemin"),
        [(one.value, labels.CHANNEL[one]) for one in (Channel.REGISTERED, Channel.EMAIL, Channel.HAND)],
        asked=gettext_lazy("Choisissez dans la liste."),
        hint=gettext_lazy("Sans accord écrit de la personne, seul le recommandé est régulier (CC 3.87 § 3)."),
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def prove(request: HttpRequest, access: Access, assembly: str, recipient: UUID) -> HttpResponse:
    """Keep the proof that a letter left."""
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            number = form.cleaned_data["registered_number"]
            operations.prove(access, recipient_id=recipient, registered_number=number, data=data, name=name)
            say(request, _("La preuve de l’envoi est gardée."))
            return to("convocation", access, assembly=assembly)
    return _form(request, access, recipient, form, _("Preuve de l’envoi"), _("Garder la preuve"), files=True)


@door(needs=Right.PREPARE_ASSEMBLY)
def came_back(request: HttpRequest, access: Access, assembly: str, recipient: UUID) -> HttpResponse:
    """Note that a letter came back."""
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.came_back(access, recipient_id=recipient, note=form.cleaned_data["note"])
            say(request, _("Le retour est noté. Renvoyez la convocation par un autre chemin."))
            return to("convocation", access, assembly=assembly)
    return _form(request, access, recipient, form, _("Envoi revenu"), _("Noter le retour"))


@door(needs=Right.PREPARE_ASSEMBLY)
def again(request: HttpRequest, access: Access, assembly: str, recipient: UUID) -> HttpResponse:
    """Send the convocation to one person again."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.again(access, recipient_id=recipient, channel=Channel(form.cleaned_data["channel"]))
            say(request, _("La convocation se prépare de nouveau, à l’adresse d’aujourd’hui."))
            return to("convocation", access, assembly=assembly)
    return _form(request, access, recipient, form, _("Renvoyer la convocation"), _("Renvoyer"))


def _form(
    request: HttpRequest,
    access: Access,
    recipient: UUID,
    form: forms.Form,
    title: str,
    label: str,
    *,
    files: bool = False,
) -> HttpResponse:
    row: Any = convocations.recipient(access, recipient_id=recipient)
    held = row.convocation.assembly
    back = address("convocation", access, assembly=held.number)
    return form_page(
        request,
        form,
        title=title,
        label=label,
        cancel=back,
        crumbs=[*crumbs(access, held), (_("Convocation"), back)],
        intro=row.name,
        files=files,
    )
