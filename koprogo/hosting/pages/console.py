"""The operator's console: who is hosted, how much they use, their plan and state. No data of any building."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting import labels
from koprogo.hosting.operations import hosted as operations
from koprogo.hosting.pages.doors import operator
from koprogo.hosting.queries import instances, nonprofit, prices, usage
from koprogo.hosting.queries.instances import Hosted
from koprogo.hosting.rules import quotas
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.hosted import LONGEST_DAYS
from koprogo.hosting.rules.quotas import Gauge
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import BRUSSELS
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

ROWS = 100
WORDS = labels.cloud


class ActForm(forms.Form):
    """What the operator does and why. The same form for each act: the button says which."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("plan", "let_in", "suspend", "resume", "close")])
    plan = forms.ChoiceField(label=gettext_lazy("Formule"), choices=WORDS.PLANS.items(), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Nombre de jours"), required=False, min_value=1, max_value=LONGEST_DAYS, initial=1
    )
    reason = forms.CharField(label=gettext_lazy("Raison, que l’immeuble lira"), required=False, max_length=200)


@operator
def listing(request: HttpRequest, now: datetime) -> HttpResponse:
    """Every hosted condominium with its three gauges, a hundred on a page (five statements)."""
    today = now.astimezone(BRUSSELS).date()
    text = request.GET.get("q", "")[:80]
    number = max(1, int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1)
    found = instances.listing(text=text, limit=ROWS + 1, offset=(number - 1) * ROWS)
    shown = found[:ROWS]
    days = usage.days_of([one.org_id for one in shown], first=today.replace(day=1))
    terms = prices.on(today)
    return page(
        request,
        "hosting/console.html",
        rows=[(one, _line(quotas.gauges(days.get(one.org_id, []), terms.quotas, today=today))) for one in shown],
        plans=WORDS.PLANS,
        states=WORDS.STATES,
        q=text,
        asso=nonprofit.slug(),
        before=number - 1,
        after=number + 1 if len(found) > ROWS else 0,
    )


def _line(gauges: list[Gauge]) -> list[dict[str, Any]]:
    return [
        {
            "percent": gauge.percent,
            "over_on": gauge.over_on,
            "value": min(gauge.used, gauge.quota),
            "quota": gauge.quota,
        }
        for gauge in gauges
    ]


@operator
def instance(request: HttpRequest, now: datetime, hosted: str) -> HttpResponse:
    """One hosted condominium: gauges, plan, state, an access for some days."""
    known = instances.by_slug(slug=hosted)
    if known is None:
        raise NotFound(what="instance")
    form = ActForm(request.POST or None, initial={"plan": known.plan.value})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            say(request, _done(request, now, known, form.cleaned_data))
            return redirect("instance", hosted=hosted)
    today = now.astimezone(BRUSSELS).date()
    days = usage.days(org_id=known.org_id, first=today.replace(day=1))
    terms = prices.on(today)
    gauges = quotas.gauges(days, terms.quotas, today=today)
    return page(
        request,
        "hosting/instance.html",
        status=422 if form.errors else 200,
        one=known,
        form=form,
        gauges=[(WORDS.METERS[gauge.meter], gauge, WORDS.gauge_sentence(gauge, today)) for gauge in gauges],
        plans=WORDS.PLANS,
        states=WORDS.STATES,
    )


def _done(request: HttpRequest, now: datetime, known: Hosted, typed: dict[str, Any]) -> str:
    assert request.user.pk, "the door lets nobody else in"
    with operations.inside(org_id=known.org_id, operator_id=request.user.pk, now=now) as access:
        match typed["act"]:
            case "plan":
                operations.change_plan(access, plan=Plan(typed["plan"] or known.plan))
                return _("La formule est changée.")
            case "let_in":
                operations.let_in(access, days=typed["days"] or 0, reason=typed["reason"])
                return _("L’accès est ouvert. L’immeuble en voit la raison et la fin, et peut le terminer.")
            case "suspend":
                operations.suspend(access, reason=typed["reason"])
                return _("L’immeuble est en lecture seule.")
            case "close":
                operations.close(access, reason=typed["reason"])
                return _("La fermeture a commencé : trente jours pour tout emporter.")
            case _:
                operations.resume(access)
                return _("L’immeuble est de nouveau en service.")
