"""Every refusal of the product has a sentence that says what to do: none ever reaches a person as a code."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import koprogo
from koprogo.charges.queries.sender import IdentityMissing
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.site import refusals

#: A context without pages speaks to no person yet: what it refuses is printed as a code by its command.
HEARD = ("kernel", *refusals.CONTEXTS)
SKIPPED = {"tests", "testing", "migrations", "cli", "wsgi", "__main__"}
#: Never said as such: the doors turn them into pages of their own.
BY_STATUS = (Refused, NotFound, NotAllowed)


def _all(kind: type[Refused]) -> Iterator[type[Refused]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _all(sub)


def known() -> list[type[Refused]]:
    """Every kind of refusal of the product, whichever module holds it."""
    for module in pkgutil.walk_packages(koprogo.__path__, "koprogo."):
        if not SKIPPED & set(module.name.split(".")):
            import_module(module.name)
    kinds = {
        kind
        for kind in _all(Refused)
        if ".tests." not in kind.__module__ and kind not in BY_STATUS and kind.__module__.split(".")[1] in HEARD
    }
    return sorted(kinds, key=lambda kind: kind.code)


KNOWN = known()


def _tellers() -> dict[str, object]:
    found: dict[str, object] = {}
    for name in refusals.CONTEXTS:
        found |= import_module(f"koprogo.{name}.labels").REFUSALS
    return found


@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.code)
def test_a_refusal_has_a_sentence(kind: type[Refused]) -> None:
    assert kind.code in _tellers(), f"{kind.__module__}.{kind.__name__} says nothing to a person"


def test_codes_name_one_refusal_each() -> None:
    codes = [kind.code for kind in KNOWN]
    twice = {code for code in codes if codes.count(code) > 1}
    assert not twice


def test_no_sentence_is_left_without_its_refusal() -> None:
    assert set(_tellers()) <= {kind.code for kind in KNOWN}


def test_a_sentence_carries_its_article() -> None:
    assert refusals.sentence(IdentityMissing()).endswith("(CC 3.86 § 1)")
