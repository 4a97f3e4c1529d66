"""The forms of the simulators: read from the address, so that a result can be sent to somebody."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from koprogo.hosting.rules import growth, savings, scenario
from koprogo.hosting.rules.growth import SCENARIO, Step
from koprogo.hosting.rules.savings import Today
from koprogo.hosting.rules.scenario import Asked
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused

_SPACES = re.compile(r"[\s\u00a0\u202f.]+")
MOST_YEARS = 30
MOST_LOTS = 5_000
MOST_CENTS = 100_000_000  # one million euros


class Whole(forms.IntegerField):
    """A whole number as people type it, between two bounds that the message says."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        words = _("Écrivez un nombre entier de %(least)s à %(most)s.") % {"least": least, "most": most}
        kwargs["error_messages"] = {"required": words, "invalid": words}
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(least, words), MaxValueValidator(most, words)]

    def to_python(self, value: Any) -> int | None:
        """Read "10 000" and "10.000" as ten thousand."""
        plain = _SPACES.sub("", value) if isinstance(value, str) else value
        if isinstance(plain, str) and len(plain) > 15:
            raise forms.ValidationError(self.error_messages["invalid"])
        return super().to_python(plain)


class Euros(forms.CharField):
    """An amount as people type it, zero allowed, kept as whole cents."""

    def __init__(self, *, most: int = MOST_CENTS, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        words = _("Écrivez un montant comme 0,80, sans dépasser %(most)s.") % {"most": most // 100}
        kwargs["error_messages"] = {"required": words, "max_length": words}
        super().__init__(**kwargs)
        self.least, self.most, self.words = least, most, words
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(self.words) from refusal
        if not self.least <= cents <= self.most:
            raise forms.ValidationError(self.words)
        return cents


class Addressed(forms.Form):
    """A form of the address: what is missing is filled with a first example, so that an empty visit shows one."""

    first: Mapping[str, str] = {}

    def __init__(self, asked: Mapping[str, Any], **others: Any) -> None:
        given = {name: value for name, value in asked.items() if str(value).strip()}
        super().__init__({**self.first, **given, **others}, auto_id="s-%s")


class GrowthForm(Addressed):
    """How many, where, how much each, at what price, bought from which list."""

    n = Whole(label=_("Copropriétés"), least=1, most=scenario.MOST_CONDOMINIUMS)
    cloud = Whole(label=_("Dont hébergées chez nous, en %"), least=1, most=100)
    mo = Whole(label=_("Stockage de chacune, en Mo"), least=0, most=scenario.MOST_STORAGE_MEGABYTES)
    prix = Euros(label=_("Prix par mois, en €"), most=scenario.MOST_PRICE_CENTS)
    liste = forms.ChoiceField(
        label=_("Prix d’achat des serveurs"),
        error_messages={"invalid_choice": _("Choisissez une liste de prix qui existe.")},
    )
    first = {"n": "100", "cloud": "100", "mo": str(growth.STORAGE_MEGABYTES), "prix": "1,00"}

    def __init__(self, asked: Mapping[str, Any], *, lists: list[tuple[str, str]]) -> None:
        super().__init__({"liste": lists[0][0]} | dict(asked))
        choice = self.fields["liste"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = lists

    def asked(self) -> Asked:
        """The question, once it is valid."""
        found = self.cleaned_data
        return Asked(found["n"], found["cloud"], found["mo"], found["prix"])


class ProjectionForm(Addressed):
    """Each year's size and price."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.first = {f"n{step.year}": str(step.condominiums) for step in SCENARIO} | {
            f"p{step.year}": f"{step.price_cents // 100},{step.price_cents % 100:02d}" for step in SCENARIO
        }
        super().__init__(asked)
        for step in SCENARIO:
            year = {"year": step.year}
            self.fields[f"n{step.year}"] = Whole(
                label=_("Copropriétés en %(year)s") % year, least=1, most=scenario.MOST_CONDOMINIUMS
            )
            # The first price is what the others are compared with.
            self.fields[f"p{step.year}"] = Euros(
                label=_("Prix en %(year)s, € par mois") % year,
                most=scenario.MOST_PRICE_CENTS,
                least=1 if step is SCENARIO[0] else 0,
            )

    @property
    def pairs(self) -> list[tuple[int, Any, Any]]:
        """(year, size, price), as the page sets them side by side."""
        return [(step.year, self[f"n{step.year}"], self[f"p{step.year}"]) for step in SCENARIO]

    def steps(self) -> tuple[Step, ...]:
        """The years, once they are valid."""
        found = self.cleaned_data
        return tuple(Step(s.year, found[f"n{s.year}"], found[f"p{s.year}"]) for s in SCENARIO)


class SavingsForm(Addressed):
    """What the building pays today. Hypotheses, to be replaced by one's own quotes."""

    lots = Whole(label=_("Lots"), least=1, most=MOST_LOTS)
    ans = Whole(label=_("Durée, en années"), least=1, most=MOST_YEARS)
    licence = Euros(label=_("Licence actuelle, € par mois"))
    formation = Euros(label=_("Formation, € une fois"))
    reprise = Euros(label=_("Reprise des données, € une fois"))
    autre = Euros(label=_("Autres frais, € une fois"))
    prix = Euros(label=_("Prix de KoproGo hébergé, € par mois"), most=scenario.MOST_PRICE_CENTS)
    serveur = Euros(label=_("Serveur à vous, € par mois"), most=scenario.MOST_PRICE_CENTS)
    first = {
        "lots": "20",
        "ans": "3",
        "licence": "200",
        "formation": "800",
        "reprise": "500",
        "autre": "0",
        "serveur": str(savings.HOME_SERVER_MONTH_CENTS // 100),
    }

    def __init__(self, asked: Mapping[str, Any], *, price_cents: int) -> None:
        super().__init__({"prix": f"{price_cents // 100},{price_cents % 100:02d}"} | dict(asked))

    def today(self) -> Today:
        """What is paid today, once it is valid."""
        found = self.cleaned_data
        return Today(found["licence"], found["formation"], found["reprise"], found["autre"])
