"""The forms of the allocation keys."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.condominiums.pages import fields
from koprogo.condominiums.queries.keys import KeyLot


class KeyForm(forms.Form):
    """What a key states."""

    label = fields.text(
        gettext_lazy("Nom de la clé"), asked=gettext_lazy("Donnez un nom à la clé, par exemple « Ascenseur ».")
    )
    label_2 = fields.text(gettext_lazy("Nom dans la deuxième langue"))
    total = fields.whole(
        gettext_lazy("Total des parts"),
        asked=gettext_lazy("Indiquez le total, comme dans l’acte ou la décision."),
        least=1,
    )
    deed_article = fields.text(
        gettext_lazy("Article de l’acte, ou décision"), hint=gettext_lazy("Par exemple : acte de base, art. 14.")
    )

    def facts(self) -> KeyFacts:
        """What was typed, for the operation."""
        typed = self.cleaned_data
        return KeyFacts(typed["label"], typed["total"] or 0, typed["label_2"], typed["deed_article"])


class NewKeyForm(KeyForm):
    """A key, with its total or with one part for each lot."""

    equal = forms.BooleanField(
        label=gettext_lazy("Une part par lot"),
        required=False,
        help_text=gettext_lazy("Le total est alors le nombre de lots."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total"].required = False

    def clean(self) -> dict[str, Any]:
        """The total is needed unless each lot counts for one."""
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("equal") and not typed.get("total") and "total" not in self.errors:
            self.add_error("total", _("Indiquez le total, comme dans l’acte ou la décision."))
        return typed


class VersionForm(forms.Form):
    """From when a key changes, and what then holds."""

    from_on = fields.day(
        gettext_lazy("À partir du"), asked=gettext_lazy("Indiquez le premier jour de la nouvelle version.")
    )
    total = fields.whole(
        gettext_lazy("Nouveau total"), asked=gettext_lazy("Indiquez le total de la nouvelle version."), least=1
    )
    deed_article = fields.text(
        gettext_lazy("Article de l’acte, ou décision"), hint=gettext_lazy("Par exemple : assemblée du 15 déc. 2026.")
    )


class WeightsForm(forms.Form):
    """One whole number for each lot; empty means not concerned."""

    def __init__(self, *args: Any, lots: list[KeyLot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for lot in lots:
            field = fields.whole(_("Lot %(number)s") % {"number": lot.number})
            field.initial = lot.weight or ""
            self.fields[f"w-{lot.lot_id}"] = field

    def weights(self) -> dict[UUID, int]:
        """What was typed, by lot."""
        return {lot.lot_id: self.cleaned_data[f"w-{lot.lot_id}"] or 0 for lot in self.lots}


class CloseForm(forms.Form):
    """The first day without the key."""

    from_on = fields.day(
        gettext_lazy("Fermée à partir du"), asked=gettext_lazy("Indiquez le premier jour sans cette clé.")
    )
