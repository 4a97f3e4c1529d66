"""The audit trail can be read: every act has its words, and only those who may see it do."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit, boundary
from koprogo.site.refusals import CONTEXTS
from koprogo.testing import counting, tilleuls

PACKAGE = Path(__file__).resolve().parents[2]


def acts() -> set[str]:
    """Every action written by an ``audit.record`` of the product, read from its source."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts or "testing" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("audit.record"):
                words = node.args[1]
                assert isinstance(words, ast.Constant), f"{path}: the act must be a literal"
                found.add(str(words.value))
    return found


def test_every_act_has_its_words_and_no_words_are_left_over() -> None:
    named: set[str] = set()
    for context in CONTEXTS:
        named |= set(getattr(import_module(f"koprogo.{context}.labels"), "ACTIONS", {}))
    assert acts() - named == set(), "acts without words"
    assert named - acts() == set(), "words without an act"


@pytest.mark.django_db
def test_who_reads_the_trail() -> None:
    world = tilleuls.build()
    client = Client()
    client.force_login(world.syndic, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/i/les-tilleuls/immeuble/journal")
    assert page.status_code == 200 and "Lot ajouté" in page.content.decode() and "Nadia Haddad" in page.content.decode()
    assert counting.sql_count(client, "/i/les-tilleuls/immeuble/journal") <= 7
    owner = Client()
    owner.force_login(world.persons["Alice"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert owner.get("/i/les-tilleuls/immeuble/journal").status_code == 403


@pytest.mark.django_db
def test_the_trail_is_paged() -> None:
    world = tilleuls.build()
    access = world.syndic_access
    assert access.may(Right.SEE_AUDIT)
    with boundary.within(world.org.id):
        before = len(audit.lines(access, limit=1_000))
        for _number in range(120):
            audit.record(access, "charges.call_written", world.org.id)
        first = audit.lines(access, limit=100)
        rest = audit.lines(access, limit=1_000, offset=100)
    assert len(first) == 100 and len(rest) == before + 20
    assert not {line.id for line in first} & {line.id for line in rest}
