"""Every refusal of the context has its sentence, and every sentence says what to do."""

from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import pytest

import koprogo.condominiums.documents as documents
import koprogo.condominiums.operations as operations
import koprogo.condominiums.rules as rules
from koprogo.condominiums import labels
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Role
from koprogo.condominiums.rules.setup import State
from koprogo.kernel.refusals import Refused

FACTS: dict[str, object] = {
    "latest_on": date(2029, 6, 30),
    "after_on": date(2020, 1, 1),
    "name": "Alice",
    "number": "A",
    "holder": "Alice",
    "label": "Ascenseur",
    "total": 700,
    "difference": 50,
    "lots": 3,
    "text": "abc",
    "sum": "7/6",
    "count": 2,
    "kinds": ["entries"],
    "reason": "file_empty",
}


def refusals() -> list[type[Refused]]:
    """Every refusal of the context: its documents, operations and rules, packages walked to the bottom."""
    found = []
    for room in (documents, operations, rules):
        for module in walk_packages(room.__path__, room.__name__ + "."):
            for one in vars(import_module(module.name)).values():
                if isinstance(one, type) and issubclass(one, Refused) and one.__module__ == module.name:
                    found.append(one)
    return found


@pytest.mark.parametrize("refusal", refusals(), ids=lambda one: one.__name__)
def test_refusal_has_its_sentence(refusal: type[Refused]) -> None:
    text = labels.REFUSALS[refusal.code](FACTS)
    assert text.rstrip().endswith((".", "7034")) and len(text) > 15
    assert "%(" not in text and "'" not in text, "typographic apostrophes"


def test_no_sentence_is_left_over() -> None:
    assert {one.code for one in refusals()} == set(labels.REFUSALS)


def test_a_key_that_exceeds_its_total_says_so() -> None:
    assert "50 de trop" in labels.REFUSALS["condominiums.key_incomplete"](FACTS | {"difference": -50})


def test_everything_has_a_name() -> None:
    assert set(labels.LOT_KINDS) == set(LotKind)
    assert set(labels.ROLES) == set(Role)
    assert set(labels.STATES) == set(State)


@pytest.mark.parametrize(
    ("floor", "words"),
    [
        (None, "Étage non précisé"),
        (0, "Rez-de-chaussée"),
        (-1, "Sous-sol"),
        (-2, "Sous-sol 2"),
        (1, "1er étage"),
        (4, "4e étage"),
    ],
)
def test_floors(floor: int | None, words: str) -> None:
    assert labels.floor(floor) == words


@pytest.mark.parametrize(("number", "name"), [(1, "janvier"), (12, "décembre")])
def test_months(number: int, name: str) -> None:
    assert labels.month(number) == name
