"""What the building held and owed on the day it was taken over: one entry in the opening journal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.queries import roll
from koprogo.condominiums.queries.roll import Holder
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.operations import entries as operations
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.pages.entries import entry_address
from koprogo.ledger.pages.forms import SignedCents
from koprogo.ledger.queries import accounts, entries
from koprogo.ledger.queries.accounts import AccountRow
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

#: What the building owes or has set aside: field, account, words.
FUNDS = (
    ("working", AccountRole.WORKING_FUND, gettext_lazy("Fonds de roulement")),
    ("reserve", AccountRole.RESERVE_FUND, gettext_lazy("Fonds de réserve")),
    ("suppliers", AccountRole.SUPPLIERS, gettext_lazy("Factures reçues, pas encore payées")),
)


class OpeningForm(forms.Form):
    """The day, the proof, and an amount for each bank account, each owner and each fund; empty is zero."""

    on = forms.DateField(
        label=gettext_lazy("Situation à la fin du"), widget=forms.DateInput(attrs={"type": "date"})
    )
    voucher = forms.CharField(
        label=gettext_lazy("Pièce justificative"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : bilan et inventaire remis par le syndic précédent."),
    )

    def __init__(self, *args: Any, banks: Sequence[AccountRow], owners: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks, self.owners = banks, owners
        for bank in banks:
            self.fields[f"bank-{bank.id}"] = SignedCents(label=bank.name)
        for owner in owners:
            self.fields[f"owner-{owner.party_id}"] = SignedCents(label=owner.name)
        for name, _role, label in FUNDS:
            self.fields[name] = SignedCents(label=label)

    def lines(self) -> list[Line]:
        """Signed cents: what is held or due to the building above zero, its funds and debts below."""
        typed = {name: value for name, value in self.cleaned_data.items() if isinstance(value, int)}
        held = [Line(typed.get(f"bank-{bank.id}", 0), account_id=bank.id) for bank in self.banks]
        due = [
            Line(
                typed.get(f"owner-{owner.party_id}", 0), role=AccountRole.OWNERS_CHARGES, party_id=owner.party_id
            )
            for owner in self.owners
        ]
        funds = [Line(-typed.get(name, 0), role=role) for name, role, _label in FUNDS]
        return [line for line in (*held, *due, *funds) if line.cents]


@doors.door(needs=Right.KEEP_BOOKS)
def opening(request: HttpRequest, access: Access) -> HttpResponse:
    """Write the opening balances once; a gap is refused, or kept waiting on 499 when the reader says so."""
    standing = entries.openings(access)
    banks = accounts.bank_accounts(access, on=access.today)
    owners = roll.holders(access, on=access.today)
    data = request.POST if request.method == "POST" and not standing else None
    form = OpeningForm(data, initial={"on": access.today}, banks=banks, owners=owners)
    gap = 0
    if form.is_valid():
        lines = form.lines()
        gap = sum(line.cents for line in lines)
        if gap and "wait" in request.POST:
            lines.append(Line(-gap, role=AccountRole.SUSPENSE))
            gap = 0
        if gap == 0:
            with refusals_on(form):
                return _posted(request, access, form, lines)
    return page(
        request,
        "ledger/opening.html",
        status=422 if form.errors or gap else 200,
        form=form,
        standing=[(number, entry_address(access, number)) for number in standing],
        banks=[(bank, form[f"bank-{bank.id}"]) for bank in banks],
        owners=[(owner, form[f"owner-{owner.party_id}"]) for owner in owners],
        funds=[form[name] for name, _role, _label in FUNDS],
        gap=gap,
        refused=data is not None,
    )


def _posted(request: HttpRequest, access: Access, form: OpeningForm, lines: list[Line]) -> HttpResponse:
    written = operations.post(
        access,
        journal=JournalKind.OPENING,
        on=form.cleaned_data["on"],
        label=_("Reprise des soldes"),
        lines=lines,
        voucher=Voucher("manual", None, form.cleaned_data["voucher"]),
    )
    number = entries.number_of(written)
    say(request, _("La reprise des soldes est enregistrée : écriture %(number)s.") % {"number": number})
    return redirect("setup", slug=access.slug)
