"""Suppliers: the list, one with its invoices and its accounts, and what may be corrected."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import LANGUAGES, page, say
from koprogo.purchases import labels
from koprogo.purchases.operations import suppliers as operations
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.pages.fields import offer, text
from koprogo.purchases.pages.invoice_form import NOT_BOUGHT
from koprogo.purchases.pages.invoices import page_number
from koprogo.purchases.queries import invoices, suppliers


def _to(access: Access, supplier: UUID) -> HttpResponse:
    return redirect(reverse("supplier", kwargs={"slug": access.slug, "supplier": supplier}))


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every supplier by name, with what is still owed."""
    asked = request.GET.get("q", "").strip()[:80]
    number = page_number(request)
    rows, total = suppliers.listing(access, text=asked, page=number)
    first = (number - 1) * suppliers.PAGE_ROWS + 1
    query = request.GET.copy()
    around = {}
    for name, there, shown in (
        ("previous", number - 1, number > 1),
        ("next", number + 1, first + len(rows) - 1 < total),
    ):
        query["page"] = str(there)
        around[name] = f"?{query.urlencode()}" if shown else ""
    return page(
        request,
        "purchases/suppliers.html",
        rows=rows,
        total=total,
        first=first,
        text=asked,
        around=around,
        may_record=access.may(Right.RECORD_INVOICES),
    )


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, supplier: UUID) -> HttpResponse:
    """One supplier: who it is, its accounts with their history, its invoices."""
    row = suppliers.get(access, supplier_id=supplier)
    accounts_of = suppliers.ibans(access, supplier_id=row.id)
    rows = invoices.of_supplier(access, supplier_id=row.id)
    return page(
        request,
        "purchases/supplier.html",
        row=row,
        party=row.party,
        ibans=accounts_of,
        rows=rows,
        open_cents=sum(one.open_cents for one in rows if one.state.value in ("checked", "approved", "refused")),
        state_of=labels.state_of,
        kinds=labels.KIND,
        may_record=access.may(Right.RECORD_INVOICES),
        may_check=access.may(Right.CHECK_INVOICES),
    )


class SupplierForm(forms.Form):
    """Who a supplier is."""

    name = text(160, label=gettext_lazy("Nom"), required=True)
    enterprise_number = text(20, label=gettext_lazy("Numéro d’entreprise"))
    vat_number = text(20, label=gettext_lazy("Numéro de TVA étranger"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = text(40, label=gettext_lazy("Téléphone"))
    street = text(160, label=gettext_lazy("Rue et numéro"))
    postcode = text(12, label=gettext_lazy("Code postal"))
    city = text(80, label=gettext_lazy("Localité"))
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=LANGUAGES)
    account = forms.ChoiceField(label=gettext_lazy("Poste habituel"), required=False)

    def __init__(self, *args: Any, chart: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", [("", "—"), *chart])

    def facts(self) -> SupplierFacts:
        """What the operation is asked to write; only after validation."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "account"}
        account = self.cleaned_data["account"]
        return SupplierFacts(default_account_id=UUID(account) if account else None, **given)


def _chart(access: Access) -> list[tuple[str, str]]:
    costs = accounts.choices(access, natures=(Nature.COST.value,))
    return [(str(one), name) for one, name in costs if not name.startswith(NOT_BOUGHT)]


@doors.door(needs=Right.RECORD_INVOICES)
def change(request: HttpRequest, access: Access, supplier: UUID) -> HttpResponse:
    """Correct who a supplier is."""
    row = suppliers.get(access, supplier_id=supplier)
    names = ("name", "enterprise_number", "email", "phone", "street", "postcode", "city", "language")
    initial = {name: getattr(row.party, name) for name in names}
    initial |= {"vat_number": row.vat_number, "account": str(row.default_account_id or "")}
    form = SupplierForm(request.POST or None, chart=_chart(access), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.change(access, supplier_id=supplier, facts=form.facts())
            say(request, _("La fiche du fournisseur est changée."))
            return _to(access, supplier)
    return page(
        request,
        "purchases/supplier_form.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
        party=row.party,
    )


class IbanForm(forms.Form):
    """Another account of a supplier."""

    iban = text(42, label=gettext_lazy("IBAN"), required=True)
    holder = text(70, label=gettext_lazy("Nom du titulaire, comme la banque l’écrit"))


@doors.door(needs=Right.RECORD_INVOICES)
def add_iban(request: HttpRequest, access: Access, supplier: UUID) -> HttpResponse:
    """Note an account; it waits until somebody has made sure of it."""
    row = suppliers.get(access, supplier_id=supplier)
    form = IbanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.add_iban(access, supplier_id=supplier, **form.cleaned_data)
            say(request, _("Le compte est noté."))
            return _to(access, supplier)
    return page(
        request,
        "purchases/iban_form.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
        title=_("Ajouter un compte"),
        text=_("S’il en a déjà un, le nouveau compte devra être vérifié avant tout paiement."),
        label=_("Ajouter le compte"),
    )


class ConfirmForm(forms.Form):
    """How one made sure of a changed account."""

    how = text(200, label=gettext_lazy("Comment l’avez-vous vérifié ?"), required=True)


@doors.door(needs=Right.CHECK_INVOICES)
def confirm_iban(request: HttpRequest, access: Access, supplier: UUID, supplier_account: UUID) -> HttpResponse:
    """Say that a changed account is really the supplier's."""
    row = suppliers.get(access, supplier_id=supplier)
    if all(one.id != supplier_account for one in suppliers.ibans(access, supplier_id=supplier)):
        raise NotFound(what="iban")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            how = form.cleaned_data["how"]
            operations.confirm_iban(access, supplier_id=supplier, iban_id=supplier_account, how=how)
            say(request, _("Le compte est confirmé : les factures peuvent y être payées."))
            return _to(access, supplier)
    return page(
        request,
        "purchases/iban_form.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
        title=_("Confirmer un nouveau compte"),
        text=_(
            "Les fausses factures changent le compte. Appelez le fournisseur au numéro que vous connaissez, jamais à "
            "celui de la facture ou de l’e-mail, et notez ce qu’il a répondu."
        ),
        label=_("Confirmer le compte"),
    )


@doors.door(needs=Right.RECORD_INVOICES)
def end_iban(request: HttpRequest, access: Access, supplier: UUID, supplier_account: UUID) -> HttpResponse:
    """Say that an account is no longer used."""
    if request.method == "POST":
        operations.end_iban(access, supplier_id=supplier, iban_id=supplier_account)
        say(request, _("Ce compte n’est plus proposé. Il reste dans l’historique."))
    return _to(access, supplier)
