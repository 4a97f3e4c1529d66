"""The form of one lot."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import labels
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.pages import fields
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.lots import LotKind
from koprogo.platform.access import Access


class LotForm(forms.Form):
    """What is known of one lot."""

    number = fields.text(
        gettext_lazy("Numéro du lot"), asked=gettext_lazy("Indiquez le numéro du lot, par exemple 3C."), most=20
    )
    kind = fields.choice(
        gettext_lazy("Type"), labels.LOT_KINDS.items(), asked=gettext_lazy("Choisissez le type du lot.")
    )
    shares = fields.whole(
        gettext_lazy("Quotités (sa part de l’immeuble)"),
        asked=gettext_lazy("Indiquez les quotités du lot ; elles sont dans l’acte de base."),
    )
    floor = fields.whole(
        gettext_lazy("Étage"), least=None, hint=gettext_lazy("0 pour le rez-de-chaussée, −1 pour le sous-sol.")
    )
    building = fields.choice(gettext_lazy("Bâtiment"))
    description = fields.text(gettext_lazy("Description"), most=200)
    note = fields.lines(gettext_lazy("Note du syndic"))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        physical = [(str(one.id), one.name) for one in building.physical(access)]
        if physical:
            fields.fill(self, "building", physical, nothing=_("Aucun en particulier"))
        else:
            del self.fields["building"]

    def facts(self) -> LotFacts:
        """What was typed, for the operation."""
        typed = self.cleaned_data
        return LotFacts(
            number=typed["number"],
            kind=LotKind(typed["kind"]),
            shares=typed["shares"],
            floor=typed["floor"],
            building_id=typed.get("building") or None,
            description=typed["description"],
            note=typed["note"],
        )
