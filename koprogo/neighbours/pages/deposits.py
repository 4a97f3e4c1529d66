"""Deposits on the side of the money: keeping one after a damage, with a reason, and taking that back. No name."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.neighbours.operations import deposits as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.booking_words import when
from koprogo.neighbours.pages.frame import address, form_page, posted, to
from koprogo.neighbours.queries import deposits
from koprogo.neighbours.queries.deposits import Kept, Open
from koprogo.neighbours.rules.deposits import LONGEST_REASON, TIME_TO_LOOK
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


def cents_field(label: Any, *, hint: Any = "", asked: Any = "") -> forms.CharField:
    """An amount in euros as it is typed. ``asked``: what to say when it is empty, which makes it required."""
    return forms.CharField(
        label=label,
        required=bool(asked),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=hint,
        error_messages={"required": asked} if asked else None,
    )


def read_cents(text: str) -> int:
    """What was typed in such a field, in cents; nothing is zero."""
    try:
        return money.parse_cents(text) if text else 0
    except Refused as refusal:
        raise forms.ValidationError(_("Écrivez un montant comme 2,50.")) from refusal


class RetainForm(forms.Form):
    """How much is kept, and why."""

    amount = cents_field(
        gettext_lazy("Montant retenu, en euros"),
        hint=gettext_lazy("Ce que coûte le dégât, au plus la caution. Ce n’est pas une amende."),
        asked=gettext_lazy("Écrivez le montant."),
    )
    reason = fields.lines(
        gettext_lazy("La raison"),
        hint=gettext_lazy("Ce qui est abîmé et ce que coûte la remise en état. La personne qui a réservé la lira."),
        asked=gettext_lazy("Écrivez la raison."),
        most=LONGEST_REASON,
    )

    def clean_amount(self) -> int:
        """The amount in cents."""
        return read_cents(self.cleaned_data["amount"])


class GiveBackForm(forms.Form):
    """Why it is taken back."""

    reason = fields.lines(
        gettext_lazy("Pourquoi"),
        hint=gettext_lazy("La personne qui a réservé la lira."),
        asked=gettext_lazy("Écrivez la raison."),
        most=LONGEST_REASON,
    )


@door(needs=Right.SETTINGS)
def retain(request: HttpRequest, access: Access, used_booking: UUID) -> HttpResponse:
    """The syndic keeps all or part of a deposit."""
    row = deposits.one(access, booking_id=used_booking)
    form = RetainForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            said = form.cleaned_data
            made, told = operations.retain(access, booking_id=used_booking, cents=said["amount"], reason=said["reason"])
            kept = {"amount": formats.money(made.amount_cents), "lot": row.lot}
            say(request, _told(told, _("%(amount)s sont retenus sur le lot %(lot)s.") % kept))
            return to("booking_charges", access)
    return form_page(
        request,
        form,
        title=_("Retenir sur la caution"),
        label=_("Retenir ce montant"),
        cancel=address("booking_charges", access),
        crumbs=_crumbs(access),
        intro=_("%(use)s. Caution : %(deposit)s.") % {"use": use(row), "deposit": formats.money(row.cents)},
        notes=[
            _(
                "Le montant va dans les frais privatifs du lot, de l’occupant s’il a réservé lui-même ; le décompte le"
                " demande. La personne reçoit le montant et la raison par e-mail. Dans les comptes, que tous les"
                " copropriétaires lisent, la raison n’est pas écrite."
            ),
            _("On retient dans les %(days)s jours après l’usage, une fois. Une erreur se reprend.")
            % {"days": TIME_TO_LOOK.days},
        ],
    )


@door(needs=Right.SETTINGS)
def give_back(request: HttpRequest, access: Access, retention_id: UUID) -> HttpResponse:
    """The syndic takes back what was kept."""
    row = deposits.kept_one(access, retention_id=retention_id)
    form = GiveBackForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            told = operations.give_back(access, retention_id=retention_id, why=form.cleaned_data["reason"])
            say(request, _told(told, _("La retenue est reprise par l’écriture contraire.")))
            return to("booking_charges", access)
    facts = {"use": use(row), "amount": formats.money(row.cents), "reason": row.reason}
    return form_page(
        request,
        form,
        title=_("Reprendre la retenue"),
        label=_("Reprendre la retenue"),
        cancel=address("booking_charges", access),
        crumbs=_crumbs(access),
        intro=_("%(use)s. Retenu : %(amount)s. La raison : %(reason)s") % facts,
        notes=[
            _(
                "L’écriture contraire annule la retenue dans les comptes, et la personne l’apprend par e-mail. Pour"
                " corriger un montant, retenez ensuite le bon, tant que les %(days)s jours ne sont pas passés."
            )
            % {"days": TIME_TO_LOOK.days}
        ],
    )


def use(row: Open | Kept) -> str:
    """What was used, when, on which lot."""
    return _("%(name)s, %(when)s, lot %(lot)s") % {"name": row.name, "when": when(row.span), "lot": row.lot}


def _told(told: bool, sentence: str) -> str:
    if told:
        return sentence
    return sentence + " " + _("La personne n’est plus parmi les voisins : prévenez-la vous-même.")


def _crumbs(access: Access) -> list[tuple[Any, str]]:
    here = (_("Réservations à porter en compte"), address("booking_charges", access))
    return [(_("Argent"), address("money", access)), here]


urlpatterns: list[URLPattern] = [
    path("argent/reservations/caution/<uuid:used_booking>", retain, name="deposit_retain"),
    path("argent/reservations/retenue/<uuid:retention_id>/reprendre", give_back, name="deposit_give_back"),
]
