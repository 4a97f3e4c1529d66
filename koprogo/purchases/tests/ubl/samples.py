"""Electronic invoices for tests: our own, and the publishers' sets taken apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from koprogo.testing.ubl import PDF, invoice

_VEFA = "{http://difi.no/xsd/vefa/validator/1.0}"
__all__ = ["PDF", "Case", "cases", "invoice"]


@dataclass(frozen=True)
class Case:
    """One document of a set of the publishers' unit tests, and what a rule must say of it."""

    data: bytes
    must_pass: frozenset[str]
    must_fail: frozenset[str]


def cases(path: Path) -> Iterator[Case]:
    """The documents of a set."""
    for test in etree.parse(str(path)).getroot().iter(f"{_VEFA}test"):
        told = {
            kind: frozenset((found.text or "").strip() for found in test.iter(f"{_VEFA}{kind}"))
            for kind in ("success", "error", "warning")
        }
        (document,) = [child for child in test if isinstance(child.tag, str) and not child.tag.startswith(_VEFA)]
        yield Case(etree.tostring(document), told["success"], told["error"] | told["warning"])
