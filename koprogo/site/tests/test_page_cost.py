"""What a page of 100 rows costs where many buildings stand: function calls of Python, and no table read through."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from koprogo.banking.operations import confirm, importing
from koprogo.charges.queries.receivables import receivables
from koprogo.platform import boundary
from koprogo.platform.models import Bounded
from koprogo.testing import block, statistics
from koprogo.testing.block import Block
from koprogo.testing.counting import statements

BUILDINGS, LOTS, ROWS = 20, 56, 100
FUNCTION_CALLS = 30_000
#: Below this a table is small, and reading it through may be the quickest way.
MANY = 1_000
#: So many tables are larger than that in this city: fewer would mean that nothing was counted.
LARGE = 15
BOUNDARY = {model._meta.db_table for model in apps.get_models() if issubclass(model, Bounded)}


@dataclass(frozen=True, slots=True)
class City:
    """Twenty buildings with a call that was paid; the pages are those of the one with 100 lots."""

    block: Block
    client: Client
    call: str

    def url(self, name: str, **kwargs: object) -> str:
        return reverse(name, kwargs={"slug": self.block.org.slug, **kwargs})


@pytest.fixture(scope="module")
def _city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[City]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        for place in range(1, BUILDINGS):
            _lived(f"residence-{place}", LOTS)
        big, call = _lived("residence", ROWS)
        statistics.gather(BOUNDARY)
        client = Client()
        client.force_login(big.syndic)
        yield City(big, client, call)
        transaction.set_rollback(True)


def _lived(slug: str, lots: int) -> tuple[Block, str]:
    built = block.build(slug, lots=lots, iban="BE68539007547034")
    with boundary.within(built.org.id):
        call = block.called(built.access)
        importing.import_file(built.access, data=block.paid(built, receivables(built.access)), name="releve.cod")
        confirm.confirm_certain(built.access, bank_account_id=built.account.id)
    return built, call.number


@pytest.fixture
def city(_city: City) -> Iterator[City]:
    with transaction.atomic():
        yield _city
        transaction.set_rollback(True)


PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "lots": ("lots", {}),
    "ledger": ("account", {"code": "4101"}),
    "notices": ("fund_call", {"number": ""}),
    "calls": ("fund_calls", {}),
    "accounts": ("accounts", {}),
    "people": ("parties", {}),
    "statements": ("bank_statements", {"iban": "BE68539007547034"}),
    "journal": ("journal", {"journal": "FIN1", "year": "2026"}),
}


def _address(city: City, page: str) -> str:
    name, kwargs = PAGES[page]
    address = city.url(name, **(kwargs | {"number": city.call} if "number" in kwargs else kwargs))
    return address + "?vue=table" if page == "lots" else address


def _function_calls(client: Client, address: str) -> tuple[int, Any]:
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        answer = client.get(address)
    finally:
        sys.setprofile(before)
    return count, answer


@pytest.mark.parametrize("page", ["lots", "ledger", "notices"])
def test_a_page_of_100_rows_keeps_its_function_calls(city: City, page: str) -> None:
    address = _address(city, page)
    assert city.client.get(address).status_code == 200  # templates are compiled and caches filled
    count, answer = _function_calls(city.client, address)
    assert answer.content.count(b"<tr") > ROWS
    assert count <= FUNCTION_CALLS, f"{address}: {count} function calls"


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_list_reads_a_large_table_through(city: City, page: str) -> None:
    address = _address(city, page)
    with statements() as ran:
        assert city.client.get(address).status_code == 200
    large = _large_tables()
    assert len(large) == LARGE
    with boundary.within(city.block.org.id), connection.cursor() as cursor:
        for sql in ran:
            if not sql.startswith("SELECT"):
                continue
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
            found = set(_read_through((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))
            assert not found & large, f"{address} reads {found & large} through: {sql}"


def _large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [MANY])
        return {row[0] for row in cursor.fetchall()} & BOUNDARY


def _read_through(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from _read_through(below)
