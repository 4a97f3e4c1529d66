"""« Publier le mois »: look at the month, judge its vouchers, check the bank, publish."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import books as words
from koprogo.hosting.operations import publication as operations
from koprogo.hosting.pages.doors import association
from koprogo.hosting.pages.fields import text
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import bills as rules
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

PAPERS = ("application/pdf", "image/png", "image/jpeg")


def month_of(said: str) -> date:
    """2026-10 as the first day of that month; anything else is no page."""
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError as error:
        raise Http404 from error


class PublishForm(forms.Form):
    """What the figures do not show."""

    not_counted = forms.CharField(
        label=gettext_lazy("Ce que ces comptes ne montrent pas"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple le temps des bénévoles, ou une assurance facturée en janvier."),
    )


@association(needs=Right.RUN_BILLING)
def publish(request: HttpRequest, access: Access) -> HttpResponse:
    """The month that is due, or the one asked for; a POST publishes it."""
    asked = request.GET.get("mois", "")
    month, before, last = queries.wanted(access, asked=month_of(asked) if asked else None)
    form = PublishForm(request.POST or None, initial={"not_counted": before.content["not_counted"] if before else ""})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.publish(access, month=month, not_counted=form.cleaned_data["not_counted"])
            say(request, _("Le mois est publié. Chacun peut le lire et le vérifier."))
            return redirect(reverse("transparency_month", kwargs={"hosting_month": row.content["month"]}))
    found = queries.draft(access, month=month, not_counted="")
    return page(
        request,
        "hosting/publish.html",
        status=422 if form.errors else 200,
        draft=found,
        month=month,
        said=month.isoformat()[:7],
        over=access.today > rules.last_of(month),
        before=before,
        last=last,
        form=form,
        words=words,
        lang=get_language() or "fr",
    )


class PieceForm(forms.Form):
    """What of one voucher everybody may see."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ce qui est publié"), choices=list(words.RELEASES.items()), widget=forms.RadioSelect
    )
    redacted = forms.FileField(
        label=gettext_lazy("Copie caviardée"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    reason = text(200, label=gettext_lazy("Raison, si la pièce n’est pas publiée"))


@association(needs=Right.RUN_BILLING)
def piece(request: HttpRequest, access: Access, hosting_month: str, hosting_entry: UUID) -> HttpResponse:
    """Judge one voucher."""
    first = month_of(hosting_month)
    found = queries.draft(access, month=first, not_counted="")
    row = next((one for one in found.pieces if one.entry_id == hosting_entry), None)
    if row is None:
        raise Http404
    form = PieceForm(
        request.POST or None,
        request.FILES or None,
        initial={"kind": row.release.kind if row.release else "", "reason": row.release.reason if row.release else ""},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _release(access, first, row, form.cleaned_data)
            say(request, _("La pièce %(name)s est jugée.") % {"name": row.name})
            return redirect(reverse("hosting_publish", kwargs={"slug": access.slug}) + f"?mois={hosting_month}")
    return page(
        request,
        "hosting/piece.html",
        form=form,
        piece=row,
        month=hosting_month,
        papers=queries.papers_of(access, row),
        status=422 if form.errors else 200,
    )


def _release(access: Access, month: date, row: queries.Piece, facts: dict[str, Any]) -> None:
    upload = facts["redacted"]
    data = files.received(upload, accept=PAPERS, field="redacted") if upload else None
    operations.release(
        access, month=month, entry_id=row.entry_id, kind=facts["kind"], redacted=data, reason=facts["reason"]
    )
