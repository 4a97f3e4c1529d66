"""The floor under a page: the same SQL and a table of as many rows, with nothing but WSGI, psycopg and Jinja2."""

from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from jinja2 import Environment

from koprogo.platform.formats import number

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<header><a href="/">{{ title }}</a><nav>{% for item in nav %}<a href="/{{ item }}/">{{ item }}</a>{% endfor %}</nav>
</header><main><h1>{{ title }}</h1><table class="registre fiches"><thead><tr>
{% for label in labels %}<th scope="col">{{ label }}</th>{% endfor %}</tr></thead><tbody>
{% for row in rows %}<tr><th scope="row"><a href="/i/x/lots/{{ row[0] }}">{{ row[0] }}</a></th>
<td data-l="{{ labels[1] }}">{{ row[1] }}</td><td data-l="{{ labels[2] }}">{{ row[2] }}</td>
<td data-l="{{ labels[3] }}"><a href="/i/x/personnes/{{ row[3] }}">{{ row[4] }}</a></td>
<td data-l="{{ labels[4] }}"></td><td class="m" data-l="{{ labels[5] }}">{{ number(row[5], "fr") }}</td></tr>
{% endfor %}</tbody></table></main></body></html>"""

Rows = Callable[[list[list[Any]]], list[tuple[Any, ...]]]


def application(
    connection: psycopg.Connection, ran: list[tuple[str, Any]], rows: Rows
) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that runs these statements and shows the rows that ``rows`` makes of their results."""
    template = Environment(autoescape=True, trim_blocks=True).from_string(_PAGE)
    template.globals["number"] = number
    nav = [f"rubrique-{place}" for place in range(12)]
    labels = ("Lot", "Type", "Étage", "Copropriétaire", "Occupants", "Quotités")

    def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        found: list[list[Any]] = []
        with connection.transaction(), psycopg.Cursor(connection) as cursor:
            for sql, params in ran:
                cursor.execute(sql, params, prepare=True)
                found.append(cursor.fetchall() if cursor.description else [])
        body = template.render(title="Résidence", nav=nav, labels=labels, rows=rows(found)).encode()
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [body]

    return answer
