"""The forms of meters: an index as people type it, a meter, a round, a metered key."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.meters import labels
from koprogo.meters.operations.readings import Noted
from koprogo.meters.queries.meters import MeterRow
from koprogo.meters.rules.readings import MeterKind, UnreadableIndex, parse_index

_DAY = forms.DateInput(attrs={"type": "date"})


class Index(forms.CharField):
    """An index, kept in thousandths of the unit; empty means none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off", size=10)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_index(text)
        except UnreadableIndex as refusal:
            raise forms.ValidationError(labels.REFUSALS[refusal.code](refusal.facts)) from refusal


def _required(text: Any) -> dict[str, Any]:
    return {"required": text}


class MeterForm(forms.Form):
    """A new meter, and what it shows when its history begins."""

    lot = forms.ChoiceField(label=gettext_lazy("Lot"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Ce qu’il mesure"), choices=[(kind.value, labels.KIND[kind]) for kind in MeterKind]
    )
    serial = forms.CharField(
        label=gettext_lazy("Numéro du compteur"),
        max_length=40,
        error_messages=_required(gettext_lazy("Indiquez le numéro gravé sur le compteur.")),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unité"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("Vide : m³ pour l’eau et le gaz, kWh pour le reste."),
    )
    place = forms.CharField(label=gettext_lazy("Emplacement"), max_length=120, required=False)
    on = forms.DateField(label=gettext_lazy("Premier relevé, le"), required=False, widget=_DAY)
    value = Index(label=gettext_lazy("Index ce jour-là"), required=False)

    def __init__(self, *args: Any, lots: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["lot"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Parties communes")), *lots]

    def clean(self) -> dict[str, Any]:
        """A day without an index says nothing, and the other way round."""
        typed: dict[str, Any] = super().clean() or {}
        if (typed.get("on") is None) != (typed.get("value") is None) and not {"on", "value"} & set(self.errors):
            self.add_error("value", _("Indiquez le jour et l’index, ou laissez les deux vides."))
        return typed


class ReplaceForm(forms.Form):
    """The last index of the old meter, the number and the first index of the new one."""

    on = forms.DateField(
        label=gettext_lazy("Remplacé le"), widget=_DAY, error_messages=_required(gettext_lazy("Indiquez le jour."))
    )
    end_value = Index(
        label=gettext_lazy("Dernier index de l’ancien compteur"),
        error_messages=_required(gettext_lazy("Indiquez le dernier index de l’ancien compteur.")),
    )
    serial = forms.CharField(
        label=gettext_lazy("Numéro du nouveau compteur"),
        max_length=40,
        error_messages=_required(gettext_lazy("Indiquez le numéro gravé sur le compteur.")),
    )
    start_value = Index(label=gettext_lazy("Premier index du nouveau compteur"), required=False)


class CorrectForm(forms.Form):
    """What the reading should have been, and why."""

    on = forms.DateField(
        label=gettext_lazy("Relevé le"), widget=_DAY, error_messages=_required(gettext_lazy("Indiquez le jour."))
    )
    value = Index(label=gettext_lazy("Index juste"), error_messages=_required(gettext_lazy("Indiquez l’index juste.")))
    estimated = forms.BooleanField(
        label=gettext_lazy("C’est une estimation"),
        required=False,
        help_text=gettext_lazy("Personne n’a lu le compteur ce jour-là."),
    )
    note = forms.CharField(
        label=gettext_lazy("Raison de la correction"),
        max_length=200,
        error_messages=_required(gettext_lazy("Dites pourquoi : l’ancien relevé reste lisible à côté.")),
    )


class RoundForm(forms.Form):
    """One day, and an index for each meter that was read: one line each."""

    on = forms.DateField(
        label=gettext_lazy("Jour du relevé"), widget=_DAY, error_messages=_required(gettext_lazy("Indiquez le jour."))
    )
    note = forms.CharField(
        label=gettext_lazy("Raison des estimations"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Par exemple : logement fermé, moyenne des deux années précédentes."),
    )

    def __init__(self, *args: Any, meters: Sequence[MeterRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meters = [meter.meter_id for meter in meters]
        for meter in meters:
            facts = {"serial": meter.serial, "lot": meter.lot}
            name = _("Lot %(lot)s, compteur %(serial)s") % facts if meter.lot else _("Compteur %(serial)s") % facts
            self.fields[f"m{meter.meter_id.hex}"] = Index(label=name, required=False)
            self.fields[f"e{meter.meter_id.hex}"] = forms.BooleanField(
                label=_("Estimé : %(what)s") % {"what": name}, required=False
            )

    def noted(self) -> list[Noted]:
        """What was read; an empty line was not."""
        typed = self.cleaned_data
        return [
            Noted(meter_id, typed[f"m{meter_id.hex}"], typed[f"e{meter_id.hex}"])
            for meter_id in self._meters
            if typed[f"m{meter_id.hex}"] is not None
        ]


class FileForm(forms.Form):
    """A file of readings."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        allow_empty_file=True,
        help_text=gettext_lazy("csv, xlsx ou ods, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
        error_messages=_required(gettext_lazy("Choisissez un fichier.")),
    )


class _KeyFields(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Compteurs"), choices=[(kind.value, labels.KIND[kind]) for kind in MeterKind]
    )
    fixed_percent = forms.IntegerField(
        label=gettext_lazy("Part fixe, en %"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Partagée selon les parts de la clé ; le reste suit les compteurs."),
        error_messages={
            "required": gettext_lazy("Indiquez la part fixe, de 0 à 100."),
            "min_value": gettext_lazy("La part fixe va de 0 à 100 %."),
            "max_value": gettext_lazy("La part fixe va de 0 à 100 %."),
        },
    )
    decision = forms.CharField(
        label=gettext_lazy("Article de l’acte, ou décision"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("La proportion est dans le règlement, ou l’assemblée l’a décidée."),
    )


class NewKeyForm(_KeyFields):
    """A key by meters, with the weights of another for its fixed part."""

    field_order = ("label", "kind", "fixed_percent", "like", "decision")
    label = forms.CharField(
        label=gettext_lazy("Nom de la clé"),
        max_length=120,
        error_messages=_required(gettext_lazy("Donnez un nom à la clé, par exemple « Chauffage ».")),
    )
    like = forms.ChoiceField(label=gettext_lazy("Part fixe selon les parts de"))

    def __init__(self, *args: Any, keys: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["like"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(keys)


class RuleForm(_KeyFields):
    """How a metered key changes from a day on."""

    from_on = forms.DateField(
        label=gettext_lazy("À partir du"), widget=_DAY, error_messages=_required(gettext_lazy("Indiquez le jour."))
    )
    field_order = ("from_on", "kind", "fixed_percent", "decision")


def uuid_or_none(text: str) -> UUID | None:
    """The identifier chosen in a list, or nothing."""
    return UUID(text) if text else None
