"""The forms of documents that come in: several files at once, and what somebody read on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Documents(forms.FileField):
    """Several files at once, at most twenty."""

    LIMIT = 20

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        if len(given) > self.LIMIT:
            raise forms.ValidationError(_("Envoyez vingt fichiers au plus à la fois."))
        return [super(_Documents, self).clean(one, initial) for one in given]


class HandInForm(forms.Form):
    """Invoices as they came: UBL, PDF, photos."""

    documents = _Documents(
        label=_("Factures"),
        widget=_ManyFiles(attrs={"accept": ".xml,application/pdf,image/jpeg,image/png,image/webp"}),
        allow_empty_file=True,
        max_length=None,
    )


class DecideForm(forms.Form):
    """What somebody reads on a document: enough for a draft."""

    supplier = forms.CharField(label=_("Fournisseur"), max_length=120, widget=forms.TextInput(attrs={"list": "noms"}))
    number = forms.CharField(label=_("Numéro de la facture"), max_length=60, required=False)
    issued_on = forms.DateField(label=_("Date de la facture"), widget=forms.DateInput(attrs={"type": "date"}))
    total = forms.CharField(
        label=_("Total TVA comprise"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    credit_note = forms.BooleanField(label=_("C’est une note de crédit"), required=False)
    sure = forms.BooleanField(label=_("Ce n’est pas la même que celle qui est déjà là"), required=False)

    def __init__(self, *args: Any, suppliers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suppliers = suppliers

    def clean_total(self) -> int:
        """Whole cents above zero."""
        try:
            cents = money.parse_cents(self.cleaned_data["total"])
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal
        if cents <= 0:
            raise forms.ValidationError(_("Écrivez un montant supérieur à zéro."))
        return cents

    def facts(self) -> dict[str, Any]:
        """The arguments of the operation."""
        told = dict(self.cleaned_data)
        return {"total_cents": told.pop("total"), **told}
