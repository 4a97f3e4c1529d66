"""What a condominium pays for its hosting: its bills, and to whom they are made out."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import books as words
from koprogo.hosting.operations import clients
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.fields import text
from koprogo.hosting.queries import bills as queries
from koprogo.hosting.queries import prices
from koprogo.hosting.rules.bills import Every
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class ClientForm(forms.Form):
    """To whom the bill is made out, and how often."""

    name = text(160, label=gettext_lazy("Nom sur la facture"), required=True)
    street = text(160, label=gettext_lazy("Rue et numéro"))
    postcode = text(12, label=gettext_lazy("Code postal"))
    city = text(80, label=gettext_lazy("Localité"))
    enterprise_number = text(20, label=gettext_lazy("Numéro d’entreprise"))
    email = forms.EmailField(label=gettext_lazy("E-mail où la facture arrive"), required=True)
    language = forms.ChoiceField(
        label=gettext_lazy("Langue"),
        choices=[("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")],
    )
    every = forms.ChoiceField(
        label=gettext_lazy("La facture arrive"), choices=[(one.value, words.EVERY[one]) for one in Every]
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """The bills of this condominium, with what is still to be paid."""
    rows = queries.of_building(access)
    return page(
        request,
        "hosting/my_bills.html",
        rows=rows,
        open_cents=sum(row.open_cents for row in rows),
        client=queries.client_of(access.org_id),
        words=words,
        month_cents=prices.on(access.today).month_cents,
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def paper(request: HttpRequest, access: Access, hosted_bill: str) -> HttpResponse:
    """The condominium's own copy of a bill."""
    row = queries.one_of_building(access, number=hosted_bill)
    stored = files.get(access, file_id=row.copy_id) if row.copy_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@hosted
@doors.door(needs=Right.SETTINGS)
def address(request: HttpRequest, access: Access) -> HttpResponse:
    """To whom the next bills are made out."""
    client = queries.client_of(access.org_id)
    initial = {name: getattr(client, name) for name in ClientForm.base_fields} if client else _suggested(access)
    form = ClientForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            clients.change(access, address=clients.Address(**form.cleaned_data))
            say(request, _("L’adresse de facturation est enregistrée. Elle vaut dès la prochaine facture."))
            return redirect(reverse("my_bills", kwargs={"slug": access.slug}))
    return page(request, "hosting/client_form.html", form=form, status=422 if form.errors else 200)


def _suggested(access: Access) -> dict[str, str]:
    """What the building says of itself, until somebody says otherwise."""
    head = building.head(access)
    return {
        "name": head.legal_name(head.language)[:160],
        "street": f"{head.street} {head.house_number}".strip(),
        "postcode": head.postcode,
        "city": head.city,
        "enterprise_number": head.enterprise_number,
        "language": head.language,
        "every": Every.YEAR.value,
    }
