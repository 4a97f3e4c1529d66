"""The filter of the list of invoices, kept in its address."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.purchases.labels import STATE
from koprogo.purchases.pages.fields import offer, text
from koprogo.purchases.queries.invoices import Wanted


class FilterForm(forms.Form):
    """State, supplier, year, a text."""

    q = text(60, label=_("Numéro, fournisseur ou montant"))
    etat = forms.ChoiceField(label=_("État"), required=False)
    qui = forms.ChoiceField(label=_("Fournisseur"), required=False)
    an = forms.ChoiceField(label=_("Année"), required=False)

    def __init__(self, *args: Any, suppliers: Sequence[tuple[UUID, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "etat", [("", _("Tous")), *((state.value, name) for state, name in STATE.items())])
        offer(self, "qui", [("", _("Tous")), *((str(one), name) for one, name in suppliers)])
        offer(
            self, "an", [("", _("Toutes")), *((str(year), str(year)) for year in range(today.year, today.year - 8, -1))]
        )

    def wanted(self) -> Wanted:
        """What the list is asked for; only after validation."""
        given = self.cleaned_data
        return Wanted(
            state=given["etat"],
            supplier_id=UUID(given["qui"]) if given["qui"] else None,
            year=int(given["an"]) if given["an"] else None,
            text=given["q"],
        )
