"""The calls of a year: when, how much, which are drafts, which have left."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.budgets import labels
from koprogo.budgets.operations import plans as operations
from koprogo.budgets.pages.forms import PlanForm
from koprogo.budgets.queries import budget as budgets
from koprogo.budgets.queries import plan as questions
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules.plan import Rhythm
from koprogo.charges.labels import STATE
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

USUAL_DAY = 15


@doors.door(needs=Right.SEE_BOOKS)
def calls(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """The steps of a year with what each asks, and the call it became."""
    sheet = look(access)
    year = sheet.year(budget)
    basis = questions.basis(sheet, year.code)
    rows = budgets.voted_rows(access, voted_ids=[basis.id])[basis.id] if basis else []
    sums = questions.sums_of(rows, basis) if basis else {}
    plan = questions.show(access, year=year.code, sums=sums)
    return page(
        request,
        "budgets/calls.html",
        year=year,
        basis=basis,
        provisional=basis is not None and basis.year.code != year.code,
        plan=plan,
        year_cents=sum(sums.values()),
        planned_cents=sum(step.cents for step in plan.steps) if plan else 0,
        states=STATE,
        rhythms=labels.RHYTHM,
        methods=labels.METHOD,
        may_call=access.may(Right.CALL_FUNDS),
    )


@doors.door(needs=Right.CALL_FUNDS)
def schedule(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Plan a year's calls, or plan what is left of them otherwise."""
    sheet = look(access)
    year = sheet.year(budget)
    basis = questions.basis(sheet, year.code)
    form = PlanForm(request.POST or None, initial={"rhythm": Rhythm.QUARTERLY.value, "day": USUAL_DAY})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.set_plan(
                access,
                year=year.code,
                rhythm=Rhythm(form.cleaned_data["rhythm"]),
                day=form.cleaned_data["day"] or USUAL_DAY,
                days=form.cleaned_data["days"],
            )
            say(request, _("Les appels de l’année sont planifiés. Ceux des trente prochains jours sont préparés."))
            return redirect("budget_calls", slug=access.slug, budget=year.code)
    return page(
        request,
        "budgets/schedule.html",
        status=422 if form.errors else 200,
        year=year,
        basis=basis,
        provisional=basis is not None and basis.year.code != year.code,
        form=form,
    )


@doors.door(needs=Right.CALL_FUNDS)
def prepare(request: HttpRequest, access: Access, budget: str, budget_step: int) -> HttpResponse:
    """Write the draft of one step now."""
    if request.method == "POST":
        number = operations.write_step(access, year=budget, position=budget_step)
        say(request, _("Le projet d’appel est prêt : relisez-le, puis envoyez-le."))
        return redirect("fund_call_shares", slug=access.slug, number=number)
    return redirect("budget_calls", slug=access.slug, budget=budget)
