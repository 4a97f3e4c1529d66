"""The bills of the association, for its board and treasurer: run them, read them, give back a part."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.operations import nonprofit as identity
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import books as words
from koprogo.hosting.operations import billing
from koprogo.hosting.pages.doors import association
from koprogo.hosting.pages.fields import Cents, text
from koprogo.hosting.queries import bills as queries
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules.bills import Line, LineKind
from koprogo.hosting.rules.catalogue import Plan
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import downloads, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, part, say


@association(needs=Right.RUN_BILLING)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every bill, or those that are open; how many condominiums wait for theirs."""
    state = "open" if request.GET.get("etat") == "ouvertes" else ""
    month = rules.first_of(access.today)
    rows, sums = queries.overview(state=state)
    job = _job(access)
    return page(
        request,
        "hosting/bills.html",
        rows=rows,
        state=state,
        sums=sums,
        waiting=sum(one.plan != Plan.FREE_FOR_LIFE for one in queries.waiting(month=month)),
        job=job,
        held_back=_held_back(job),
        may_act=access.may(Right.KEEP_BOOKS),
        described=building.numbered(access),
    )


def _held_back(job: Any) -> list[tuple[str, str]]:
    """Whom the last run could not bill, each with the reason in the reader's language."""
    told = job.args.get("held_back", []) if job else []
    return [(one["name"], sentence(Refused.of(one["code"], one["facts"]))) for one in told]


def _job(access: Access) -> Any:
    return jobs.of_subject(access, subject_id=access.org_id, kind=billing.RUN_BILLING)


@association(needs=Right.KEEP_BOOKS)
def run(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for the bills that are due."""
    if request.method == "POST":
        billing.ask_run(access)
        say(request, _("La facturation est lancée. Ce qui est déjà facturé ne le sera pas une seconde fois."))
    return redirect(reverse("hosting_bills", kwargs={"slug": access.slug}))


@association(needs=Right.RUN_BILLING)
def progress(request: HttpRequest, access: Access) -> HttpResponse:
    """How far the run is (a piece of the page, or the page again without a script)."""
    job = _job(access)
    address = reverse("hosting_bills", kwargs={"slug": access.slug})
    if not request.headers.get("HX-Request") or job is None:
        return redirect(address)
    response = part(request, "hosting/bills_progress.html", job=job)
    if job.state not in ("queued", "running"):
        response.headers["HX-Redirect"] = address
    return response


class CreditForm(forms.Form):
    """What is given back, and why."""

    amount = Cents(label=gettext_lazy("Montant à rendre"), required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("Pourquoi"),
        choices=[
            (LineKind.OUTAGE.value, gettext_lazy("Service interrompu")),
            (LineKind.LEFT.value, gettext_lazy("Mois facturés d’avance et plus hébergés")),
            (LineKind.SERVICE.value, gettext_lazy("Autre raison")),
        ],
    )
    reason = text(200, label=gettext_lazy("Ce que lira le client"), required=True)


@association(needs=Right.RUN_BILLING)
def show(request: HttpRequest, access: Access, hosted_bill: str) -> HttpResponse:
    """One bill with its lines and what was given back."""
    row = queries.get(number=hosted_bill)
    return _bill_page(request, access, row, CreditForm())


def _bill_page(request: HttpRequest, access: Access, row: Any, form: CreditForm, *, status: int = 200) -> HttpResponse:
    return page(
        request,
        "hosting/bill.html",
        status=status,
        bill=row,
        lines=queries.lines(row),
        credits=list(row.credits.order_by("issued_on", "number")),
        words=words,
        form=form,
        may_credit=access.may(Right.KEEP_BOOKS) and row.kind == "bill",
    )


@association(needs=Right.KEEP_BOOKS)
def credit(request: HttpRequest, access: Access, hosted_bill: str) -> HttpResponse:
    """Give back a part of a bill by a credit note."""
    row = queries.get(number=hosted_bill)
    form = CreditForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals_on(form):
            line = Line(LineKind(facts["kind"]), facts["amount"], text=facts["reason"])
            note = billing.credit(access, number=hosted_bill, line=line)
            say(request, _("La note de crédit %(number)s est établie.") % {"number": note.number})
            return redirect(reverse("hosting_bill", kwargs={"slug": access.slug, "hosted_bill": hosted_bill}))
    return _bill_page(request, access, row, form, status=422 if form.errors else 200)


@association(needs=Right.RUN_BILLING)
def paper(request: HttpRequest, access: Access, hosted_bill: str, bill_form: str) -> HttpResponse:
    """The PDF or the electronic invoice of a bill."""
    row = queries.get(number=hosted_bill)
    stored_id = {"pdf": row.file_id, "ubl": row.ubl_id}.get(bill_form)
    stored = files.get(access, file_id=stored_id) if stored_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


class IdentityForm(forms.Form):
    """Who the association is on its papers."""

    name = text(120, label=gettext_lazy("Nom, sans la forme juridique"), required=True)
    street = text(120, label=gettext_lazy("Rue"), required=True)
    house_number = text(20, label=gettext_lazy("Numéro"), required=True)
    postcode = text(10, label=gettext_lazy("Code postal"), required=True)
    city = text(80, label=gettext_lazy("Localité"), required=True)
    enterprise_number = text(20, label=gettext_lazy("Numéro d’entreprise"), required=True)
    court = text(
        60,
        label=gettext_lazy("Tribunal de l’entreprise du siège"),
        help_text=gettext_lazy("Ce qui suit « RPM » sur vos papiers : Bruxelles, Hainaut division Mons, …"),
        required=True,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue de l’association"),
        choices=[("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")],
    )


@association(needs=Right.RUN_BILLING)
def describe(request: HttpRequest, access: Access) -> HttpResponse:
    """The seat and number of the association: no bill leaves without them."""
    form = IdentityForm(request.POST or None, initial=_identity(access))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            identity.describe(access, seat=identity.Seat(**form.cleaned_data))
            say(request, _("L’identité de l’association est enregistrée."))
            return redirect(reverse("hosting_bills", kwargs={"slug": access.slug}))
    return page(request, "hosting/identity.html", form=form, status=422 if form.errors else 200)


def _identity(access: Access) -> dict[str, str]:
    try:
        head = building.head(access)
    except NotFound:
        return {"name": access.org_name.removesuffix(" ASBL")}
    names = ("name", "street", "house_number", "postcode", "city", "enterprise_number", "court", "language")
    return {name: getattr(head, name) for name in names}
