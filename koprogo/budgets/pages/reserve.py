"""The reserve's contribution: what the law asks, and the decision that waives it or ends the waiver."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.budgets.operations import reserve as operations
from koprogo.budgets.pages.forms import WaiverForm
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules import reserve
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@doors.door(needs=Right.PLAN_BUDGET)
def decide(request: HttpRequest, access: Access) -> HttpResponse:
    """Record a waiver, or its end where one holds."""
    sheet = look(access)
    waived = reserve.waived_on(sheet.decisions, access.today)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = operations.resume if waived else operations.waive
        with refusals_on(form):
            act(
                access,
                decided=form.decided(),
                for_votes=form.cleaned_data["for_votes"],
                cast_votes=form.cleaned_data["cast_votes"],
            )
            say(request, _("La décision sur la réserve est inscrite."))
            return redirect("budgets", slug=access.slug)
    return page(
        request,
        "budgets/reserve.html",
        status=422 if form.errors else 200,
        form=form,
        waived=waived,
        taken=sheet.taken,
        acceptance_on=sheet.acceptance_on,
        due_from=reserve.due_from(sheet.acceptance_on) if sheet.acceptance_on else None,
    )
