"""The register of members, the offices and the yearly duties, inside the association."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import governance as words
from koprogo.hosting.operations import members as operations
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.member_forms import DecisionForm, DutyForm, JoinForm, OfficeForm
from koprogo.hosting.queries import members, proposals
from koprogo.hosting.rules.members import least_directors, noted_by
from koprogo.hosting.rules.obligations import Duty
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@hosted
@door(needs=Right.MEET_MEMBERS)
def life(request: HttpRequest, access: Access) -> HttpResponse:
    """The association's own home: what needs the board, what is voted on, who is who."""
    runs = access.may(Right.RUN_HOSTING)
    lines = members.register(access) if runs else []
    return page(
        request,
        "hosting/life.html",
        runs=runs,
        mine=members.mine_in(access, lines) if runs else members.mine(access),
        duties=members.duties(access) if runs else [],
        waiting=[row for row in lines if row.state == "applied"],
        proposals=[row for row in proposals.listing(access) if row.state in ("debate", "voting")],
        board=members.board(access, on=access.today),
        directors=least_directors(sum(row.state == "member" for row in lines)),
        words=words,
        today=access.today,
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def register(request: HttpRequest, access: Access) -> HttpResponse:
    """The register: every member may consult it at the seat (CSA 9:3 § 1)."""
    rows = members.register(access)
    return page(
        request,
        "hosting/register.html",
        rows=rows,
        runs=access.may(Right.RUN_HOSTING),
        count=sum(1 for row in rows if row.state == "member"),
        words=words,
    )


@hosted
@door(needs=Right.RUN_HOSTING)
def write(request: HttpRequest, access: Access) -> HttpResponse:
    """An application that came on paper, or a founder."""
    form = JoinForm(request.POST or None, initial={"kind": "natural"})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.apply(access, applicant=form.applicant(), language=access.language)
            say(request, _("Demande enregistrée. Inscrivez maintenant la décision."))
            return redirect("member", slug=access.slug, member_id=row.id)
    return page(request, "hosting/member_new.html", form=form)


@hosted
@door(needs=Right.RUN_HOSTING)
def show(request: HttpRequest, access: Access, member_id: UUID) -> HttpResponse:
    """One member: what the register says, what happened, and what the board may decide."""
    return _member(request, access, member_id)


def _member(
    request: HttpRequest,
    access: Access,
    member_id: UUID,
    *,
    decision: forms.Form | None = None,
    office: forms.Form | None = None,
) -> HttpResponse:
    card = members.card(access, member_id=member_id)
    return page(
        request,
        "hosting/member.html",
        card=card,
        noted_by=noted_by(card.changes[-1].on),
        decision=decision or DecisionForm(),
        office=office or OfficeForm(initial={"starts_on": access.today}),
        today=access.today,
        words=words,
        page_errors=bool((decision and decision.errors) or (office and office.errors)),
    )


@hosted
@door(needs=Right.RUN_HOSTING)
def decide(request: HttpRequest, access: Access, member_id: UUID, answer: str) -> HttpResponse:
    """Admit, refuse, or write a resignation down; a GET goes back to the member."""
    done = {
        "admettre": (operations.admit, _("%(name)s est membre, avec le numéro %(number)s.")),
        "refuser": (operations.refuse, _("La demande de %(name)s est refusée.")),
        "demission": (operations.note_resignation, _("%(name)s n’est plus membre.")),
    }
    if answer not in done:
        raise NotFound(what="answer")
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            verb, said = done[answer]
            with refusals_on(form):
                row = verb(access, member_id=member_id, decision=form.cleaned_data["decision"])
                say(request, said % {"name": row.name, "number": row.number})
                return redirect("member", slug=access.slug, member_id=member_id)
        return _member(request, access, member_id, decision=form)
    return redirect("member", slug=access.slug, member_id=member_id)


@hosted
@door(needs=Right.RUN_HOSTING)
def office(request: HttpRequest, access: Access, member_id: UUID) -> HttpResponse:
    """Write down an office that the assembly gave."""
    form = OfficeForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            data = form.cleaned_data
            with refusals_on(form):
                operations.give_office(
                    access,
                    member_id=member_id,
                    office=form.office_value,
                    starts_on=data["starts_on"],
                    ends_on=data["ends_on"],
                    decision=data["decision"],
                )
                say(request, _("Fonction inscrite."))
                return redirect("member", slug=access.slug, member_id=member_id)
        return _member(request, access, member_id, office=form)
    return redirect("member", slug=access.slug, member_id=member_id)


@hosted
@door(needs=Right.RUN_HOSTING)
def end_office(request: HttpRequest, access: Access, term_id: UUID) -> HttpResponse:
    """An office ends today."""
    if request.method == "POST":
        term = operations.end_office(access, term_id=term_id)
        say(request, _("Fonction terminée."))
        return redirect("member", slug=access.slug, member_id=term.member_id)
    return redirect("members", slug=access.slug)


@hosted
@door(needs=Right.MEET_MEMBERS)
def resign(request: HttpRequest, access: Access) -> HttpResponse:
    """The member who reads leaves."""
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        with refusals_on(form):
            operations.resign(access)
            say(request, _("Vous n’êtes plus membre. Le registre garde vos dates."))
            return redirect("start")
    return page(request, "hosting/resign.html", form=form, mine=members.mine(access))


@hosted
@door(needs=Right.RUN_HOSTING)
def duty(request: HttpRequest, access: Access, duty: str, duty_year: int) -> HttpResponse:
    """Write down that a yearly duty was fulfilled."""
    if duty not in words.DUTIES:
        raise NotFound(what="duty")
    form = DutyForm(request.POST or None, initial={"on": access.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            operations.duty_done(access, duty=Duty(duty), year=duty_year, on=data["on"], proof=data["proof"])
            say(request, _("Obligation inscrite comme remplie."))
            return redirect("nonprofit_life", slug=access.slug)
    return page(request, "hosting/duty.html", form=form, label=words.DUTIES[duty], year=duty_year)
