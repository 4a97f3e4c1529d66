"""The syndic's pages of calls: three steps, then the call itself with its letters and what came in."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.charges import labels
from koprogo.charges.operations import calls as operations
from koprogo.charges.operations import letters
from koprogo.charges.pages.forms import CallForm
from koprogo.charges.pages.years import asked_year
from koprogo.charges.queries import account, calls, draft, statements
from koprogo.charges.rules.calls import AlreadySent, CallKind, State
from koprogo.condominiums.queries import keys, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.calendar import quarter_bounds
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import doors, downloads, formats, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, part, say


def _to(name: str, access: Access, **kwargs: Any) -> HttpResponse:
    return redirect(reverse(name, kwargs={"slug": access.slug, **kwargs}))


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every call, the newest first."""
    return page(request, "charges/calls.html", rows=calls.listing(access), states=labels.STATE, Right=Right)


@doors.door(needs=Right.CALL_FUNDS)
def write(request: HttpRequest, access: Access, number: str | None = None) -> HttpResponse:
    """Step 1: what is called."""
    choices = keys.all(access, on=access.today)
    call = calls.get(access, number=number) if number else None
    if call is not None and call.state != State.DRAFT:
        return _to("fund_call", access, number=call.number)
    parts = list(call.parts.all()) if call is not None else []
    if call is not None and any(part.steps for part in parts):
        say(request, _("Les montants de cet appel viennent du budget voté : ils ne se saisissent pas."))
        return _to("fund_call_shares", access, number=call.number)
    form = CallForm(request.POST or None, keys=choices, initial=_initial(access, call, parts))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            written = operations.write(access, parts=form.parts(), number=number, **form.facts())
            return _to("fund_call_shares", access, number=written.number)
    return page(request, "charges/call_what.html", form=form, call=call, keys=choices)


def _initial(access: Access, call: Any, written: list[Any]) -> dict[str, Any]:
    if call is None:
        start, end = quarter_bounds(access.today)
        return {
            "kind": CallKind.PROVISION.value,
            "title": labels.QUARTER[(start.month - 1) // 3] % {"year": start.year},
            "period_from": start,
            "period_to": end,
        }
    parts = {CallKind(p.kind): p for p in written}
    main = next((p for kind, p in parts.items() if kind is not CallKind.RESERVE), None)
    reserve = parts.get(CallKind.RESERVE)
    any_part = main or reserve
    return {
        "title": call.title,
        "kind": main.kind if main else CallKind.PROVISION.value,
        "total": formats.amount(main.total_cents) if main else "",
        "reserve": formats.amount(reserve.total_cents) if reserve else "",
        "key": str(any_part.key_id) if any_part else "",
        "due_on": call.due_on,
        "period_from": call.period_from,
        "period_to": call.period_to,
        "decision": call.decision,
    }


def _draft(access: Access, number: str) -> draft.Draft:
    call = calls.get(access, number=number)
    if call.state != State.DRAFT:
        raise AlreadySent(number=call.number)
    return draft.preview(access, call=call)


@doors.door(needs=Right.CALL_FUNDS)
def shares(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Step 2: who pays what, beside the last call."""
    found = _draft(access, number)
    return page(
        request, "charges/call_who.html", draft=found, call=found.call, problems=[sentence(p) for p in found.problems]
    )


@doors.door(needs=Right.CALL_FUNDS)
def send(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Step 3: one letter as it will read, the channel of each owner, and the button."""
    problems: list[str] = []
    if request.method == "POST":
        sent, problem = _send(access, number)
        if sent is not None:
            say(
                request,
                _("L’appel est parti. Vous avez dix minutes pour le rappeler."),
                undo=reverse("fund_call_recall", kwargs={"slug": access.slug, "number": number}),
            )
            return _to("fund_call", access, number=number)
        problems.append(problem)
    found = _draft(access, number)
    first = next(iter(found.cards.values()), None)
    example = [s for s in found.shares if first and s.party_id == first.party_id]
    return page(
        request,
        "charges/call_send.html",
        status=422 if problems else 200,
        draft=found,
        call=found.call,
        problems=problems + [sentence(p) for p in found.problems],
        example=example,
        example_card=first,
        parts={part.position: part for part in found.parts},
        channels=labels.CHANNEL,
    )


def _send(access: Access, number: str) -> tuple[object | None, str]:
    try:
        with transaction.atomic():
            return operations.send(access, number=number), ""
    except NotFound:
        raise
    except Refused as refusal:
        return None, sentence(refusal)


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """One call: what was asked, of whom, what came in."""
    call = calls.get(access, number=number)
    if call.state == State.DRAFT:
        if not access.may(Right.CALL_FUNDS):
            raise Http404
        return _to("fund_call_shares", access, number=number)
    rows = calls.notices(access, call=call)
    everything = access.may(Right.SEE_ALL_ACCOUNTS)
    job = jobs.of_subject(access, subject_id=call.id, kind=operations.SEND_CALL)
    # A settlement's balances are taken back with the settlement, not here.
    stands = access.may(Right.CALL_FUNDS) and call.state == State.SENT and not calls.is_settlement(call)
    early = call.sent_at is not None and access.now <= call.sent_at + operations.RECALL
    return page(
        request,
        "charges/call.html",
        call=call,
        rows=rows if everything else [row for row in rows if row.party_id in access.party_ids],
        total_cents=sum(row.amount_cents for row in rows),
        paid_cents=sum(row.paid_cents for row in rows),
        everything=everything,
        job=job,
        may_recall=stands and early,
        may_cancel=stands and not early,
        batch=everything and job is not None and job.state == "done" and any(r.channel == "post" for r in rows),
        states=labels.STATE,
        channels=labels.CHANNEL,
        may_act=access.may(Right.CALL_FUNDS),
    )


@doors.door(needs=Right.CALL_FUNDS)
def progress(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """How far the letters are (a piece of the page, or the page again without a script)."""
    call = calls.get(access, number=number)
    job = jobs.of_subject(access, subject_id=call.id, kind=operations.SEND_CALL)
    if not request.headers.get("HX-Request") or job is None:
        return _to("fund_call", access, number=number)
    response = part(request, "charges/call_progress.html", call=call, job=job)
    if job.state not in (job.State.QUEUED, job.State.RUNNING):
        response.headers["HX-Redirect"] = reverse("fund_call", kwargs={"slug": access.slug, "number": number})
    return response


@doors.door(needs=Right.CALL_FUNDS)
def resume(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Start the letters again where they stopped."""
    call = calls.get(access, number=number)
    job = jobs.of_subject(access, subject_id=call.id, kind=operations.SEND_CALL)
    if request.method == "POST" and job is not None:
        jobs.again(access, job_id=job.id)
    return _to("fund_call", access, number=number)


@doors.door(needs=Right.CALL_FUNDS)
def drop(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Throw a draft away."""
    if request.method == "POST":
        operations.drop(access, number=number)
        say(request, _("Le projet d’appel est supprimé."))
    return _to("fund_calls", access)


@doors.door(needs=Right.CALL_FUNDS)
def recall(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Take a call back within ten minutes."""
    if request.method == "POST":
        operations.recall(access, number=number)
        say(request, _("L’appel est rappelé : aucun courrier ne part et personne ne doit rien."))
    return _to("fund_call", access, number=number)


@doors.door(needs=Right.CALL_FUNDS)
def post_batch(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """The letters to print and post, in one file."""
    call = calls.get(access, number=number)
    stored = letters.post_batch(access, call_id=call.id)
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def party_account(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """The running account of one owner, the same as the owner sees."""
    card = parties.card(access, party_id=party_id)
    found = account.of_parties(access, party_ids=frozenset({party_id}), year=asked_year(request, access.today))
    written = [statements.of_party(access, party_id=party_id, year=found.year)]
    return page(request, "charges/account.html", account=found, card=card, mine=False, written=written)
