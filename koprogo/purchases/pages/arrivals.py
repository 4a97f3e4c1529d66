"""Documents that come in: handing them in, what became of them, deciding about one, the building's address."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import doors, downloads, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.incoming import tagged_address
from koprogo.platform.rendering import page, part, say
from koprogo.purchases import labels
from koprogo.purchases.operations import arrivals as operations
from koprogo.purchases.operations import mailbox
from koprogo.purchases.pages.arrival_forms import DecideForm, HandInForm
from koprogo.purchases.queries import arrivals, suppliers
from koprogo.purchases.rules import mail as rules
from koprogo.purchases.rules.arrivals import OPEN, READABLE, Stage

#: What is handed in besides PDF and pictures is judged by its content alone.
ACCEPT = ".xml,application/pdf,image/jpeg,image/png,image/webp"


def _to(access: Access, arrival_id: UUID) -> HttpResponse:
    return redirect(reverse("arrival", kwargs={"slug": access.slug, "arrival_id": arrival_id}))


@doors.door(needs=Right.RECORD_INVOICES)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """What came in, what waits first; a place to hand in more; the address, where there is one."""
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            rows = [
                operations.receive(access, data=files.received(one, field="documents"), name=one.name or "document")
                for one in form.cleaned_data["documents"]
            ]
            if len(rows) == 1:
                return _to(access, rows[0].id)
            say(
                request,
                _("%(n)s documents reçus. Les factures électroniques sont en cours de contrôle.") % {"n": len(rows)},
            )
            return redirect(request.path)
    number = page_number(request)
    shown, total = arrivals.listing(access, page=number)
    return page(
        request,
        "purchases/arrivals.html",
        form=form,
        rows=shown,
        total=total,
        number=number,
        first=(number - 1) * arrivals.PAGE + 1,
        stages=labels.STAGE,
        mails=arrivals.bare_mails(access) if number == 1 else [],
        accept=ACCEPT,
        address=_address(access),
        mailbox=bool(settings.KOPROGO_INBOX),
        status=422 if form.errors else 200,
    )


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _address(access: Access) -> str:
    if not settings.KOPROGO_INBOX:
        return ""
    token = arrivals.token(access)
    if not token:
        return ""
    return tagged_address(settings.KOPROGO_INBOX.address, rules.tag(slug=access.slug, token=token))


@doors.door(needs=Right.RECORD_INVOICES)
def show(request: HttpRequest, access: Access, arrival_id: UUID) -> HttpResponse:
    """One document beside what it says, and what can be done with it."""
    card = arrivals.card(access, arrival_id=arrival_id)
    form = DecideForm(request.POST or None, suppliers=suppliers.names(access) if card.row.stage in OPEN else [])
    if request.method == "POST":
        answer = _decide(request, access, arrival_id, form)
        if answer is not None:
            return answer
    if request.headers.get("HX-Request") and request.method == "GET":
        return _progress(request, access, card)
    job = jobs.get(access, job_id=card.job_id) if card.job_id and card.row.stage is Stage.WAITING else None
    return page(
        request,
        "purchases/arrival.html",
        card=card,
        form=form,
        job=job,
        readable=card.row.stage in READABLE and not card.row.reason.startswith("amounts_"),
        open=card.row.stage in OPEN,
        stage=labels.STAGE[card.row.stage],
        reason=labels.arrival_reason(card.row.stage, card.row.reason),
        findings=_told(card),
        issued_on=_date(card, "issued_on"),
        due_on=_date(card, "due_on"),
        status=422 if form.errors else 200,
    )


def _date(card: arrivals.ArrivalCard, name: str) -> date | None:
    told = card.facts.get(name)
    return date.fromisoformat(told) if told else None


def _told(card: arrivals.ArrivalCard) -> list[tuple[str, str, str]]:
    return [(rule, labels.rule_words(rule, message), severity) for rule, message, severity in card.findings]


def _decide(request: HttpRequest, access: Access, arrival_id: UUID, form: DecideForm) -> HttpResponse | None:
    wanted = request.POST.get("act", "")
    act = _ACTS.get(wanted)
    if act is None:
        raise NotFound(what="act")
    if wanted == "type" and not form.is_valid():
        return None
    words = ""
    with refusals_on(form):
        words = act(access, arrival_id, form)
    if not words:
        return None
    say(request, words)
    if wanted == "aside":
        return redirect(reverse("arrivals", kwargs={"slug": access.slug}))
    number = arrivals.card(access, arrival_id=arrival_id).row.invoice
    return redirect(reverse("invoice", kwargs={"slug": access.slug, "invoice": number}))


def _accept(access: Access, arrival_id: UUID, form: DecideForm) -> str:
    operations.accept(access, arrival_id=arrival_id)
    return _("Le brouillon est créé. Vérifiez le compte et la clé avant de le contrôler.")


def _type(access: Access, arrival_id: UUID, form: DecideForm) -> str:
    operations.type_in(access, arrival_id=arrival_id, **form.facts())
    return _("Le brouillon est créé avec sa pièce. Complétez ses lignes avant de le contrôler.")


def _aside(access: Access, arrival_id: UUID, form: DecideForm) -> str:
    operations.set_aside(access, arrival_id=arrival_id)
    return _("Le document est écarté. Il reste gardé.")


_ACTS = {"accept": _accept, "type": _type, "aside": _aside}


def _progress(request: HttpRequest, access: Access, card: arrivals.ArrivalCard) -> HttpResponse:
    """The piece that asks for itself while the rules are asked."""
    job = jobs.get(access, job_id=card.job_id) if card.job_id else None
    response = part(request, "purchases/arrival_progress.html", card=card, job=job)
    if card.row.stage is not Stage.WAITING or (job is not None and job.state == "failed"):
        response.headers["HX-Redirect"] = request.path
    return response


@doors.door(needs=Right.RECORD_INVOICES)
def document(request: HttpRequest, access: Access, arrival_id: UUID) -> HttpResponse:
    """The document itself."""
    card = arrivals.card(access, arrival_id=arrival_id)
    stored = files.get(access, file_id=card.file_id) if card.file_id else None
    if stored is None:
        raise NotFound(what="file")
    return downloads.answer(stored)


@doors.door(needs=Right.RECORD_INVOICES)
def renew(request: HttpRequest, access: Access) -> HttpResponse:
    """Make the building's address, or a new one."""
    if request.method == "POST" and settings.KOPROGO_INBOX:
        before: Any = arrivals.token(access)
        mailbox.renew(access)
        say(
            request,
            _("L’immeuble a une nouvelle adresse. L’ancienne ne fonctionne plus.")
            if before
            else _("L’immeuble a son adresse. Donnez-la à vos fournisseurs."),
        )
    return redirect(reverse("arrivals", kwargs={"slug": access.slug}))
