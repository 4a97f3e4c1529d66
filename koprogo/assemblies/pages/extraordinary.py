"""Owners ask for an extraordinary assembly: sign on the phone, see how many shares are still missing."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import extraordinary as operations
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import addressees, electorate, extraordinary
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class RequestForm(forms.Form):
    """What the assembly would decide."""

    title = fields.text(gettext_lazy("Sujet"), asked=gettext_lazy("Donnez un titre à la demande."))
    text = fields.lines(
        gettext_lazy("Ce que l’assemblée doit décider"), asked=gettext_lazy("Écrivez ce que l’assemblée doit décider.")
    )


class PaperForm(forms.Form):
    """Whose signature, and its scan."""

    party = fields.choice(gettext_lazy("Copropriétaire"), asked=gettext_lazy("Choisissez la personne."))
    file = fields.paper(gettext_lazy("Papier signé"), hint=gettext_lazy("PDF ou image, gardé comme preuve."))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", electorate.choices(access), nothing=_("Choisir dans la liste"))
        if access.org_kind == "nonprofit":
            self.fields["party"].label = _("Membre")


class ReceivedForm(forms.Form):
    """The day the registered letter came in."""

    on = fields.day(gettext_lazy("Reçue le"), asked=gettext_lazy("Indiquez le jour de réception."))
    registered_number = fields.text(gettext_lazy("Numéro du recommandé"), most=40)
    file = fields.paper(gettext_lazy("Lettre reçue"), hint=gettext_lazy("PDF ou image."))


@door(needs=Right.VOTE)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Begin a request."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.begin(access, **form.cleaned_data)
            say(request, _("La demande est ouverte à la signature, avec la vôtre."))
            return to("assembly_request", access, assembly_request=row.id)
    return form_page(
        request,
        form,
        title=_("Demander une assemblée extraordinaire"),
        label=_("Ouvrir à la signature"),
        cancel=address("assemblies", access),
        crumbs=crumbs(access),
        intro=_("Un cinquième des membres suffit. La demande part à l’organe d’administration (CSA 9:13).")
        if electorate.rules(access).by_heads
        else _("Un cinquième des quotités suffit. La demande part au syndic par lettre recommandée (CC 3.87 § 2)."),
    )


@door(needs=Right.READ_MINUTES)
def show(request: HttpRequest, access: Access, assembly_request: UUID) -> HttpResponse:
    """One request: who signed, how many shares are missing, until when the syndic convenes."""
    row = extraordinary.get(access, request_id=assembly_request)
    people = addressees.of_day(access, on=access.today)
    total = sum({one.party_id: one.shares for one in people}.values())
    counted_by = electorate.rules(access)
    part, whole = counted_by.request
    needed = -(-total * part // whole)  # whole votes: the smallest number that is enough
    signed = {one.party_id for one in row.signatures}
    return page(
        request,
        "assemblies/assembly_request.html",
        row=row,
        total=total,
        needed=needed,
        carries=counted_by.request_carries(row.signed, total) if total else False,
        signed_by_me=bool(signed & access.party_ids),
        may_sign=access.may(Right.VOTE) and row.state == "gathering",
        mine=row.party_id in access.party_ids,
        prepares=access.may(Right.PREPARE_ASSEMBLY),
        labels=labels,
    )


@door(needs=Right.VOTE)
def sign(request: HttpRequest, access: Access, assembly_request: UUID) -> HttpResponse:
    """Sign, or take one's signature back, or give the request up."""
    if request.method == "POST":
        act = request.POST.get("acte")
        if act == "retirer":
            operations.unsign(access, request_id=assembly_request)
            say(request, _("Votre signature est retirée."))
        elif act == "abandonner":
            operations.withdraw(access, request_id=assembly_request)
            say(request, _("La demande est abandonnée. Elle reste visible."))
        else:
            operations.sign(access, request_id=assembly_request)
            members = electorate.rules(access).by_heads
            counted = _("Votre signature est comptée, avec vos quotités.")
            say(request, _("Votre signature est comptée.") if members else counted)
    return to("assembly_request", access, assembly_request=assembly_request)


@door(needs=Right.PREPARE_ASSEMBLY)
def record(request: HttpRequest, access: Access, assembly_request: UUID) -> HttpResponse:
    """Write down a signature on paper."""
    row = extraordinary.get(access, request_id=assembly_request)
    form = PaperForm(request.POST or None, request.FILES or None, access=access)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            party_id = UUID(form.cleaned_data["party"])
            operations.record(access, request_id=assembly_request, party_id=party_id, data=data, name=name)
            say(request, _("La signature est notée."))
            return to("assembly_request", access, assembly_request=assembly_request)
    return _form(request, access, row, form, _("Noter une signature sur papier"), _("Noter la signature"))


@door(needs=Right.PREPARE_ASSEMBLY)
def receive(request: HttpRequest, access: Access, assembly_request: UUID) -> HttpResponse:
    """Write down that the registered letter came in."""
    row = extraordinary.get(access, request_id=assembly_request)
    form = ReceivedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            data, name = fields.read(typed["file"])
            operations.receive(
                access,
                request_id=assembly_request,
                on=typed["on"],
                registered_number=typed["registered_number"],
                data=data,
                name=name,
            )
            say(request, _("La demande est reçue : le délai de trente jours court."))
            return to("assembly_request", access, assembly_request=assembly_request)
    return _form(request, access, row, form, _("Noter la réception"), _("Noter la réception"))


def _form(request: HttpRequest, access: Access, row: Any, form: forms.Form, title: str, label: str) -> HttpResponse:
    back = address("assembly_request", access, assembly_request=row.request_id)
    return form_page(
        request,
        form,
        title=title,
        label=label,
        cancel=back,
        crumbs=[*crumbs(access), (row.title, back)],
        intro=row.title,
        files=True,
    )
