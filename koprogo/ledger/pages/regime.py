"""Full or simplified books: which ones this building keeps and why, and the association's own choice below 20 lots."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.lots import FULL_BOOKS_FROM_LOTS
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.operations import regime as operations
from koprogo.ledger.pages.forms import day_field
from koprogo.ledger.queries import regime as queries
from koprogo.ledger.rules.regime import Regime
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class RegimeForm(forms.Form):
    """What the association chose, with its decision."""

    full = forms.TypedChoiceField(
        label=gettext_lazy("Comptabilité tenue"),
        coerce=lambda value: value == "full",
        widget=forms.RadioSelect,
        choices=[
            ("simplified", gettext_lazy("Simplifiée tant que l’immeuble compte moins de 20 lots")),
            ("full", gettext_lazy("Complète dès maintenant, par décision de l’association")),
        ],
    )
    decision = forms.CharField(label=gettext_lazy("Décision"), max_length=200, required=False)
    decided_on = day_field(label=gettext_lazy("Date de la décision"), required=False)

    def clean(self) -> dict[str, Any]:
        """What the number of lots alone decides carries no decision."""
        facts = super().clean() or {}
        if facts.get("full") is False:
            facts |= {"decision": "", "decided_on": None}
        return facts


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access) -> HttpResponse:
    """Which books are kept, and why."""
    standing = queries.standing(access)
    return page(
        request,
        "ledger/regime.html",
        standing=standing,
        limit=FULL_BOOKS_FROM_LOTS,
        full=standing.regime is Regime.FULL,
        may_choose=access.may(Right.SETTINGS),
    )


@doors.door(needs=Right.SETTINGS)
def take_note(request: HttpRequest, access: Access) -> HttpResponse:
    """The syndic has read it: the reminder goes."""
    if request.method == "POST":
        operations.take_note(access)
        say(request, _("C’est noté. Rien n’a changé dans les écritures."))
    return redirect("books_regime", slug=access.slug)


@doors.door(needs=Right.SETTINGS)
def choose(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose full books below twenty lots, or go by the number of lots again."""
    standing = queries.standing(access)
    initial = {
        "full": "full" if standing.chosen_full else "simplified",
        "decision": standing.decision,
        "decided_on": standing.decided_on,
    }
    form = RegimeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.choose(access, **form.cleaned_data)
            say(request, _("Le choix est enregistré. Rien n’a changé dans les écritures."))
            return redirect("books_regime", slug=access.slug)
    status = 422 if form.errors else 200
    return page(request, "ledger/regime_form.html", status=status, form=form, standing=standing)
