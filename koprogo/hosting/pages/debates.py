"""Proposals inside the association: written with their effect, debated, voted in two taps, counted."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import governance as words
from koprogo.hosting.operations import proposals as operations
from koprogo.hosting.operations.proposals import Draft
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.member_forms import CommentForm, MinutesForm, ProposalForm
from koprogo.hosting.queries import gathering, members, proposals
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.members import Office
from koprogo.hosting.rules.proposals import Kind, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@hosted
@door(needs=Right.MEET_MEMBERS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every proposal, and the way to write one."""
    return page(
        request,
        "hosting/proposals.html",
        rows=proposals.listing(access),
        mine=members.mine(access),
        kinds=list(words.KINDS.items()),
        words=words,
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def write(request: HttpRequest, access: Access, proposal_kind: str) -> HttpResponse:
    """Write a proposal; « Voir l'effet » computes it before anything is kept."""
    if proposal_kind not in words.KINDS:
        raise NotFound(what="kind")
    kind, terms = Kind(proposal_kind), proposals.newest_terms()
    people = [(str(row.id), row.name) for row in members.members(access)] if kind in rules.PERSONS else []
    first = rules.next_month(rules.next_month(access.today))
    form = ProposalForm(kind, terms, people, request.POST or None, initial={"valid_from": first})
    effect = None
    if request.method == "POST" and form.is_valid():
        if kind not in rules.PERSONS:
            effect = proposals.preview(form.change(), terms)
        if "voir" not in request.POST:
            with refusals_on(form):
                row = operations.propose(access, draft=_draft(form, kind))
                say(request, _("Proposition %(number)s déposée : le débat est ouvert.") % {"number": row.number})
                return redirect("proposal", slug=access.slug, proposal=row.number)
    return page(
        request,
        "hosting/proposal_new.html",
        form=form,
        kind=kind,
        effect=effect,
        label=words.KINDS[kind.value],
        mine=members.mine(access),
        words=words,
        terms=terms,
    )


def _draft(form: ProposalForm, kind: Kind) -> Draft:
    data = form.cleaned_data
    return Draft(
        kind=kind,
        title=data["title"],
        reason=data["reason"],
        change=form.change(),
        valid_from=data.get("valid_from"),
        loss_known=data.get("loss_known", False),
        target_id=data.get("target") or None,
        office=Office(data["office"]) if data.get("office") else None,
        ends_on=data.get("ends_on"),
        secret=data.get("secret", False),
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def show(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """One proposal with its effect, its debate and its vote."""
    return shown(request, access, proposal)


def shown(request: HttpRequest, access: Access, number: str, form: forms.Form | None = None) -> HttpResponse:
    """The page of one proposal, with what a form of it was refused."""
    debate = proposals.debate(access, number=number)
    row = debate.proposal
    proposes = debate.mine is not None and debate.mine == row.author_id
    return page(
        request,
        "hosting/proposal.html",
        debate=debate,
        form=form or CommentForm(),
        need=rules.required(Kind(row.kind), access.today),
        may_open=rules.may_open(runs=access.may(Right.RUN_HOSTING), proposes=proposes, members=debate.members),
        opens_on=rules.earliest(Kind(row.kind), on=access.today),
        proposes=proposes,
        runs=access.may(Right.RUN_HOSTING),
        over=row.closes_at is not None and (access.now >= row.closes_at or debate.part >= debate.members),
        second_from=rules.second_from(Kind(row.kind), row.decided_on) if row.decided_on else None,
        today=access.today,
        words=words,
        coming=gathering.coming(access) if row.state == State.DEBATE else None,
        place=gathering.place(access, row),
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def comment(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """Say something in the debate."""
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            with refusals_on(form):
                operations.comment(access, number=proposal, text=form.cleaned_data["text"])
                say(request, _("Votre avis est publié."))
                return redirect("proposal", slug=access.slug, proposal=proposal)
        return shown(request, access, proposal, form)
    return redirect("proposal", slug=access.slug, proposal=proposal)


@hosted
@door(needs=Right.MEET_MEMBERS)
def act(request: HttpRequest, access: Access, proposal: str, step: str) -> HttpResponse:
    """Open the vote, vote, count, withdraw, plan a second vote: one button each."""
    form = forms.Form(request.POST or None)
    if step not in ("ouvrir", "voter", "compter", "retirer", "second"):
        raise NotFound(what="step")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said, number = _done(request, access, proposal, step)
            say(request, said)
            return redirect("proposal", slug=access.slug, proposal=number)
    if form.errors:
        return shown(request, access, proposal, form)
    return redirect("proposal", slug=access.slug, proposal=proposal)


def _done(request: HttpRequest, access: Access, number: str, step: str) -> tuple[str, str]:
    if step == "voter":
        chosen = request.POST.get("choice", "")
        if chosen not in words.CHOICES:
            raise NotFound(what="choice")
        operations.vote(access, number=number, choice=Choice(chosen))
        return _("Votre voix est comptée."), number
    if step == "ouvrir":
        operations.open_vote(access, number=number)
        return _("Le vote est ouvert ; chaque membre reçoit un e-mail."), number
    if step == "compter":
        operations.close(access, number=number)
        return _("Le vote est compté."), number
    if step == "retirer":
        operations.withdraw(access, number=number)
        return _("La proposition est retirée."), number
    return _("Le second vote est préparé."), operations.again(access, number=number).number


@hosted
@door(needs=Right.RUN_HOSTING)
def assembly(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """What the yearly assembly voted in its room, from its minutes."""
    form = MinutesForm(request.POST or None, initial={"on": access.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {Choice.FOR: data["for_"], Choice.AGAINST: data["against"], Choice.ABSTAIN: data["abstain"]}
        with refusals_on(form):
            held: date = data["on"]
            operations.record_assembly(access, number=proposal, on=held, given=given, minutes=data["minutes"])
            say(request, _("Le vote de l’assemblée est inscrit."))
            return redirect("proposal", slug=access.slug, proposal=proposal)
    return page(
        request,
        "hosting/proposal_assembly.html",
        form=form,
        row=proposals.by_number(access, number=proposal),
        words=words,
    )
