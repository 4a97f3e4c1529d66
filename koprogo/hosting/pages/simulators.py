"""The simulators: anybody's, by GET, so that each result has an address of its own."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.hosting.labels import public as words
from koprogo.hosting.pages.doors import visited
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.pages.simulator_forms import GrowthForm, ProjectionForm, SavingsForm
from koprogo.hosting.queries import simulators
from koprogo.hosting.rules import scenario
from koprogo.hosting.rules.capacity import MEASURED, Capacity
from koprogo.hosting.rules.prices import PriceList
from koprogo.kernel.refusals import Refused
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import page


def _choices(lists: list[PriceList], capacity: Capacity | None) -> list[tuple[str, str]]:
    rows = [(one.since_on.isoformat(), _said(one)) for one in lists]
    return [*rows, (MEASURED, _("Mesurés sur cette installation"))] if capacity else rows


def _said(bought: PriceList) -> str:
    return _("Liste du %(day)s") % {"day": formats.day_long(bought.since_on)}


@visited
def growth(request: HttpRequest, access: Access) -> HttpResponse:
    """What a month costs and brings in at a size, with the formula in the visitor's numbers."""
    lists, machine = simulators.lists(), simulators.measured(access.today)
    form = GrowthForm(request.GET.dict(), lists=_choices(lists, machine))
    found = capacity = None
    if form.is_valid():
        wanted = form.cleaned_data["liste"]
        capacity = machine if wanted == MEASURED else None
        bought = next((one for one in lists if one.since_on.isoformat() == wanted), lists[0])
        try:
            found = simulators.grown(form.asked(), capacity.as_prices() if capacity else bought)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
    return page(
        request,
        "hosting/simulator.html",
        status=200 if found else 422,
        form=form,
        found=found,
        capacity=capacity,
        sizes=scenario.SIZES,
        words=words,
        **frame(request, "simulator"),
    )


@visited
def projection(request: HttpRequest, access: Access) -> HttpResponse:
    """Prices year by year: revenue, cost and what stays, a loss said in words."""
    form = ProjectionForm(request.GET.dict())
    rows = simulators.projected(form.steps(), simulators.lists()[0]) if form.is_valid() else []
    return page(
        request,
        "hosting/projection.html",
        status=200 if rows else 422,
        form=form,
        rows=rows,
        most=max((max(row.figures["revenue_cents"], row.figures["cost_cents"]) for row in rows), default=1),
        losses=[row for row in rows if row.figures["surplus_cents"] < 0],
        **frame(request, "simulator"),
    )


@visited
def savings(request: HttpRequest, access: Access) -> HttpResponse:
    """What the visitor pays today against the two ways to use KoproGo."""
    form = SavingsForm(request.GET.dict(), price_cents=simulators.price_cents(access.today))
    found = None
    if form.is_valid():
        data = form.cleaned_data
        try:
            found = simulators.compared(
                form.today(),
                years=data["ans"],
                lots=data["lots"],
                cloud_month_cents=data["prix"],
                home_month_cents=data["serveur"],
            )
        except Refused as refusal:
            form.add_error("licence", sentence(refusal))
    return page(
        request,
        "hosting/savings.html",
        status=200 if found else 422,
        form=form,
        found=found,
        **frame(request, "simulator"),
    )
