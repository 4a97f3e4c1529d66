"""A list of a hundred rows beside its floor."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from koprogo.site.tests.bench import floor, table
from koprogo.site.wsgi import application
from koprogo.testing import block

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
ROUNDS = 40


@pytest.fixture(autouse=True)
def _kept_connection() -> Iterator[None]:
    """The connection holds the test's open transaction, which a request would end by closing it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _call(wsgi: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> bytes:
    said: list[str] = []
    body = wsgi(dict(environ), lambda status, headers, exc_info=None: said.append(status))
    whole = b"".join(body)
    getattr(body, "close", lambda: None)()
    assert said == ["200 OK"], said
    return whole


def _ran(act: Callable[[], object]) -> list[tuple[str, Any]]:
    """Every statement an act runs, with its parameters."""
    found: list[tuple[str, Any]] = []

    def seen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(seen):
        act()
    return found


def test_a_list_of_100_rows_beside_its_floor() -> None:
    built = block.build("residence", lots=100, iban="BE68539007547034")
    client = Client()
    client.force_login(built.syndic)
    address = reverse("lots", kwargs={"slug": built.org.slug})
    environ = (
        RequestFactory(headers={"cookie": client.cookies.output(header="", sep=";").strip()})
        .get(address, {"vue": "table"})
        .environ
    )

    def page() -> bytes:
        return _call(application, environ)

    html = page()
    ran = [(sql, params) for sql, params in _ran(page) if not sql.startswith(("SAVEPOINT", "RELEASE"))]
    raw = connection.connection
    assert raw is not None
    beneath = floor.application(raw, ran, _rows)
    bare = _call(beneath, environ)
    assert bare.count(b"<tr") == html.count(b"<tr") - 1, "the page has a row of totals, the floor has none"
    found = table.best({"page": page, "floor": lambda: _call(beneath, environ)}, rounds=ROUNDS)
    (page_wall, page_own), (floor_wall, floor_own) = found["page"], found["floor"]
    table.line(
        "List of 100 lots, against raw WSGI + psycopg + Jinja2 with the same SQL",
        ratio=f"{page_wall / floor_wall:.1f}x on the wall, {page_own / floor_own:.1f}x in Python",
        facts=f"{1000 * page_wall:.1f} ms against {1000 * floor_wall:.1f} ms; {len(html):,} and {len(bare):,} bytes",
    )


def _rows(found: list[list[Any]]) -> list[tuple[Any, ...]]:
    hundred = next(rows for rows in found if len(rows) == 100)
    return [
        (f"L{place}", "Appartement", f"{place // 10}e étage", row[0], f"Peeters {place}", 10)
        for place, row in enumerate(hundred, 1)
    ]
