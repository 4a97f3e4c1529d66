"""Sponsors, grants and donations inside the association: promised, received at the bank, named with consent; funds and
what they paid."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import gifts as words
from koprogo.hosting.operations import gifts as operations
from koprogo.hosting.pages.doors import association
from koprogo.hosting.pages.fields import Cents, text
from koprogo.hosting.queries import gifts as queries
from koprogo.hosting.rules import gifts as rules
from koprogo.hosting.rules.gifts import Kind, Promise
from koprogo.platform import formats, pictures
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

_DAY = {"required": gettext_lazy("Indiquez une date.")}


def _day(label: object) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY)  # type: ignore[arg-type]


class GiftForm(forms.Form):
    """What was promised, by whom, for what."""

    kind = forms.ChoiceField(label=gettext_lazy("À quel titre ?"), choices=list(words.KINDS.items()))
    name = text(160, label=gettext_lazy("Nom"), required=True)
    email = forms.EmailField(label=gettext_lazy("Adresse e-mail"), required=False)
    website = forms.URLField(label=gettext_lazy("Site"), required=False, assume_scheme="https")
    amount = Cents(label=gettext_lazy("Montant promis"), required=True)
    promised_on = _day(gettext_lazy("Promis le"))
    fund = forms.ChoiceField(
        label=gettext_lazy("Pour quel fonds ?"),
        required=False,
        help_text=gettext_lazy("Un don affecté va dans son fonds ; il ne sert à rien d’autre."),
    )
    note = text(600, label=gettext_lazy("Ce qui est convenu"))


class NameForm(forms.Form):
    """The consent to be named, and a logo."""

    consent_on = _day(gettext_lazy("Accord donné le"))
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        help_text=gettext_lazy(
            "Une image PNG, JPEG ou WebP. Elle est redessinée ; rien d’autre n’est gardé."
        ),
    )


class ReasonForm(forms.Form):
    """Why a promise is not kept."""

    reason = text(300, label=gettext_lazy("Raison"), required=True)


class FundForm(forms.Form):
    """An earmarked fund."""

    name = text(120, label=gettext_lazy("Nom du fonds"), required=True)
    purpose = text(600, label=gettext_lazy("À quoi il sert, et à rien d’autre"), required=True)


class UseForm(forms.Form):
    """Which cost a fund pays."""

    cost = forms.ChoiceField(label=gettext_lazy("Coût de la comptabilité"))
    amount = Cents(label=gettext_lazy("Montant pris sur le fonds"), required=True)
    label = text(200, label=gettext_lazy("Ce que tous liront"))


@association(needs=Right.RUN_BILLING)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every promise, what the bank recognises of them, the funds."""
    rows = queries.promises(access)
    return page(
        request,
        "hosting/gifts.html",
        rows=rows,
        to_renew=[row for row in rows if row.to_renew],
        funds=queries.funds(access, on=access.today),
        recognised=[one for one in queries.movements(access, known=rows) if one.gift_id],
        may_book=access.may(Right.USE_BANK),
        may_open=access.may(Right.KEEP_BOOKS),
        words=words,
    )


@association(needs=Right.RUN_BILLING)
def write(request: HttpRequest, access: Access) -> HttpResponse:
    """Write a promise down."""
    form = GiftForm(request.POST or None, initial={"promised_on": access.today})
    funds = [(str(one.fund.id), one.fund.name) for one in queries.funds(access, on=access.today)]
    form.fields["fund"].choices = [("", str(_("Aucun : l’association en dispose"))), *funds]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = Promise(
            Kind(data["kind"]),
            data["name"],
            data["amount"],
            data["promised_on"],
            data["email"],
            data["website"],
            data["note"],
        )
        with refusals_on(form):
            row = operations.promise(access, facts=facts, fund_id=UUID(data["fund"]) if data["fund"] else None)
            say(request, _("La promesse est inscrite. Donnez sa communication à qui la tiendra."))
            return redirect("asso_gift", slug=access.slug, promise_id=row.id)
    return page(request, "hosting/gift_new.html", status=422 if form.errors else 200, form=form)


@association(needs=Right.RUN_BILLING)
def show(request: HttpRequest, access: Access, promise_id: UUID) -> HttpResponse:
    """One promise: what came, who may be named, what waits at the bank."""
    return _shown(request, access, promise_id)


def _shown(
    request: HttpRequest,
    access: Access,
    promise_id: UUID,
    *,
    named: forms.Form | None = None,
    reason: forms.Form | None = None,
) -> HttpResponse:
    found = queries.one(access, gift_id=promise_id)
    return page(
        request,
        "hosting/gift.html",
        status=422 if (named and named.errors) or (reason and reason.errors) else 200,
        one=found,
        authorisation=rules.needs_authorisation(Kind(found.gift.kind), found.gift.promised_cents),
        named=named or NameForm(initial={"consent_on": access.today}),
        reason=reason or ReasonForm(),
        movements=queries.movements(access, known=[found]) if access.may(Right.USE_BANK) else [],
        words=words,
    )


@association(needs=Right.RUN_BILLING)
def name(request: HttpRequest, access: Access, promise_id: UUID) -> HttpResponse:
    """Name the giver, with the day they agreed; or take the name off for good."""
    if request.method != "POST":
        return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    if request.POST.get("retirer") == "1":
        operations.unname(access, gift_id=promise_id)
        say(request, _("Le nom et le logo ont quitté les pages publiques."))
        return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    form = NameForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["logo"]
            logo = pictures.received(upload, field="logo") if upload else None
            operations.name_publicly(access, gift_id=promise_id, consent_on=form.cleaned_data["consent_on"], logo=logo)
            say(request, _("Le nom paraît sur la page publique dès qu’un versement est reçu."))
            return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    return _shown(request, access, promise_id, named=form)


@association(needs=Right.RUN_BILLING)
def give_up(request: HttpRequest, access: Access, promise_id: UUID) -> HttpResponse:
    """What is missing of a promise is expected no more."""
    if request.method != "POST":
        return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.give_up(access, gift_id=promise_id, reason=form.cleaned_data["reason"])
            say(request, _("La promesse est abandonnée."))
            return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    return _shown(request, access, promise_id, reason=form)


@association(needs=Right.RUN_BILLING)
def renew(request: HttpRequest, access: Access, promise_id: UUID) -> HttpResponse:
    """The sponsor goes on for another year, or does not."""
    if request.method != "POST":
        return redirect("asso_gift", slug=access.slug, promise_id=promise_id)
    form = forms.Form(request.POST)
    form.is_valid()
    shown = promise_id
    with refusals_on(form):
        if request.POST.get("suite") == "non":
            operations.end_year(access, gift_id=promise_id)
            say(request, _("C’est noté : le nom quitte les sponsors du moment à la fin de son année."))
        else:
            row = operations.renew(access, gift_id=promise_id)
            said = _("L’année suivante est promise, dès le %(day)s. Donnez sa communication au sponsor.")
            say(request, said % {"day": f"{row.from_on:%d/%m/%Y}"})
            shown = row.id
    if form.errors:
        return _shown(request, access, promise_id, reason=form)
    return redirect("asso_gift", slug=access.slug, promise_id=shown)


@association(needs=Right.USE_BANK)
def receive(request: HttpRequest, access: Access, promise_id: UUID, bank_movement: UUID) -> HttpResponse:
    """A movement at the bank is this gift."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        plain = forms.Form(request.POST)
        plain.is_valid()
        with refusals_on(plain):
            receipt = operations.receive(access, gift_id=promise_id, transaction_id=bank_movement)
            say(request, _("Reçu le %(day)s.") % {"day": f"{receipt.on:%d/%m/%Y}"})
        if plain.errors:
            return _shown(request, access, promise_id, reason=plain if plain.errors else form)
    return redirect("asso_gift", slug=access.slug, promise_id=promise_id)


@association(needs=Right.USE_BANK)
def look(request: HttpRequest, access: Access) -> HttpResponse:
    """Book every credit that carries the communication of a promise."""
    if request.method == "POST":
        count = operations.look(access)
        told = ngettext("%(n)s versement reçu et comptabilisé.", "%(n)s versements reçus et comptabilisés.", count)
        say(request, told % {"n": count})
    return redirect("asso_gifts", slug=access.slug)


@association(needs=Right.KEEP_BOOKS)
def fund_new(request: HttpRequest, access: Access) -> HttpResponse:
    """Open an earmarked fund."""
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.open_fund(access, **form.cleaned_data)
            say(request, _("Le fonds est ouvert, avec un compte à lui."))
            return redirect("fund", slug=access.slug, fund_id=row.id)
    return page(request, "hosting/fund_new.html", status=422 if form.errors else 200, form=form)


@association(needs=Right.RUN_BILLING)
def fund(request: HttpRequest, access: Access, fund_id: UUID) -> HttpResponse:
    """One fund: what came, what it paid, and for the treasurer the next cost."""
    funds = queries.funds(access, on=access.today)
    found = queries.fund_in(funds, fund_id=fund_id)
    costs = queries.payable(access, funds=funds) if access.may(Right.KEEP_BOOKS) else []
    form = UseForm(request.POST or None)
    form.fields["cost"].choices = [  # type: ignore[attr-defined]
        (
            str(one.entry_id),
            f"{formats.day(one.on)} · {one.label} · {formats.money(one.left_cents)} ({one.reference})",
        )
        for one in costs
    ]
    if request.method == "POST" and access.may(Right.KEEP_BOOKS) and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            operations.use(
                access, fund_id=fund_id, cost_entry_id=UUID(data["cost"]), cents=data["amount"], label=data["label"]
            )
            say(request, _("Le fonds a payé ce coût."))
            return redirect("fund", slug=access.slug, fund_id=fund_id)
    return page(
        request,
        "hosting/fund.html",
        status=422 if form.errors else 200,
        one=found,
        costs=costs,
        form=form,
        words=words,
    )
