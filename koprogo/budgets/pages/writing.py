"""Write a year's budget, put it before the assembly, record its vote."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.budgets import labels
from koprogo.budgets.operations import budgets as operations
from koprogo.budgets.pages.forms import LineForm, ReserveForm, StartForm, VoteForm
from koprogo.budgets.queries import budget as questions
from koprogo.budgets.queries import plan as plans
from koprogo.budgets.queries.budget import BudgetRow
from koprogo.budgets.queries.sheet import Sheet, Working, look
from koprogo.budgets.rules.lines import Nature, State
from koprogo.budgets.rules.years import Year
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature as AccountNature
from koprogo.platform import doors, formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

SPARE_LINES, MOST_LINES = 3, 120


def _to(access: Access, year: str, name: str = "budget") -> HttpResponse:
    return redirect(name, slug=access.slug, budget=year)


@doors.door(needs=Right.PLAN_BUDGET)
def start(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Choose what a budget starts from."""
    sheet = look(access)
    year = sheet.year(budget)
    form = StartForm(request.POST or None, sources=_sources(sheet, year), initial={"source": "actuals", "change": 0})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.start(access, year=year.code, start=form.start())
            say(request, _("Le projet de budget est prêt à être complété."))
            return _to(access, year.code, "budget_lines")
    return page(
        request,
        "budgets/start.html",
        status=422 if form.errors else 200,
        year=year,
        form=form,
        working=sheet.working.get(year.code),
    )


def _sources(sheet: Sheet, year: Year) -> list[tuple[str, Any]]:
    before = sheet.before(year)
    found: list[tuple[str, Any]] = [
        ("actuals", _("Les charges ordinaires de %(year)s, telles que dans les comptes") % {"year": before.code})
    ]
    if sheet.latest(before.code):
        found.append(("vote", _("Le budget voté de %(year)s") % {"year": before.code}))
    if sheet.latest(year.code):
        found.insert(0, ("current", _("Le budget %(year)s déjà voté, pour le modifier") % {"year": year.code}))
    return [*found, ("nothing", _("Un budget vide"))]


def _working(sheet: Sheet, year: Year) -> Working:
    found = sheet.working.get(year.code)
    if found is None:
        raise NotFound(what="budget")
    return found


def _count(request: HttpRequest, least: int) -> int:
    text = request.POST.get("lines", "")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else least
    return min(max(count, least) + (SPARE_LINES if "more" in request.POST else 0), MOST_LINES)


def _line(row: BudgetRow) -> dict[str, Any]:
    return {
        "account": f"{row.account_code} {row.account_name}",
        "key": row.line.key_code,
        "nature": row.line.nature.value,
        "percent": row.line.occupant_percent,
        "cents": formats.amount(row.line.cents),
    }


@doors.door(needs=Right.PLAN_BUDGET)
def lines(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """The lines of a working copy: an empty amount takes a line away."""
    sheet = look(access)
    year = sheet.year(budget)
    working = _working(sheet, year)
    rows = questions.working_rows(access, budget_id=working.id)
    chart = accounts.choices(access, natures=(AccountNature.COST.value,))
    by_code = {name.split()[0]: key for key, name in chart}
    keys = [(key.code, key.label) for key in sheet.keys if key.holds(access.today)]
    data = request.POST or None
    filled = [_line(row) for row in rows]
    count = _count(request, 0) if data is not None else len(filled) + SPARE_LINES
    blank = {"key": sheet.deed_code, "nature": Nature.ORDINARY.value}
    forms = [
        LineForm(data, prefix=f"l{n}", accounts=by_code, keys=keys, initial=filled[n] if n < len(filled) else blank)
        for n in range(count)
    ]
    reserve = ReserveForm(
        data,
        keys=keys,
        initial={"reserve": formats.amount(working.reserve_cents), "reserve_key": working.reserve_key_code},
    )
    sent = data is not None and "more" not in request.POST
    faulty = [form for form in forms if data is not None and not form.is_valid()]
    if sent and reserve.is_valid() and not faulty:
        with refusals_on(reserve):
            _write(access, year, forms, reserve)
            say(request, _("Le projet de budget est enregistré."))
            return _to(access, year.code)
    return page(
        request,
        "budgets/lines.html",
        status=422 if sent else 200,
        year=year,
        working=working,
        lines=forms,
        reserve=reserve,
        chart=[name for _key, name in chart],
        refused=sent,
        page_errors=bool(faulty),
    )


def _write(access: Access, year: Year, forms: Sequence[LineForm], reserve: ReserveForm) -> None:
    operations.write(
        access,
        year=year.code,
        lines=[line for form in forms if (line := form.line()) is not None],
        reserve_cents=reserve.cleaned_data["reserve"],
        reserve_key_code=reserve.cleaned_data["reserve_key"],
    )


@doors.door(needs=Right.PLAN_BUDGET)
def propose(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Put a budget before the assembly."""
    if request.method == "POST":
        operations.propose(access, year=budget)
        say(request, _("Le budget est soumis à l’assemblée : il ne change plus jusqu’au vote."))
    return _to(access, budget)


@doors.door(needs=Right.PLAN_BUDGET)
def take_back(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Take a proposed budget back."""
    if request.method == "POST":
        operations.take_back(access, year=budget)
        say(request, _("Le budget est de nouveau en préparation."))
    return _to(access, budget)


@doors.door(needs=Right.PLAN_BUDGET)
def drop(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Throw a working copy away."""
    if request.method == "POST":
        operations.drop(access, year=budget)
        say(request, _("Le projet de budget est supprimé. Ce qui a été voté reste."))
    return _to(access, budget)


@doors.door(needs=Right.PLAN_BUDGET)
def vote(request: HttpRequest, access: Access, budget: str) -> HttpResponse:
    """Record the vote of the assembly; where calls have left, say what is done of them."""
    sheet = look(access)
    year = sheet.year(budget)
    working = sheet.working.get(year.code)
    planned = plans.find(access, year=year.code)
    amends = planned is not None and any(step.call_id for step in planned[1])
    form = VoteForm(request.POST or None, amends=amends)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.vote(access, year=year.code, decided=form.decided(), method=form.method_chosen)
            say(request, _("Le budget %(year)s est inscrit comme voté. Il ne change plus.") % {"year": year.code})
            return _to(access, year.code)
    return page(
        request,
        "budgets/vote.html",
        status=422 if form.errors else 200,
        year=year,
        form=form,
        is_proposed=working is not None and working.state is State.PROPOSED,
        amends=amends,
        labels=labels.STATE,
    )
