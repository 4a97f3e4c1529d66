"""What each page may cost: SQL statements, bytes on the wire, and nothing inline (stack.md 8, ux.md 11)."""

import re
from typing import Any

import pytest

from koprogo.site.tests import addresses
from koprogo.site.tests.addresses import REDIRECTS
from koprogo.site.tests.conftest import Street
from koprogo.testing.counting import statements, weight

HTML_BYTES = 14_000
DASHBOARD, LIST, FORM = 8, 7, 6
#: Overviews that bring several sources together.
DASHBOARDS = frozenset(
    {
        "assemblies",  # those to come and held, proposals, requests, decisions in writing, letters to prove
        "assembly",
        "audit_report",
        "home",
        "building",
        "bank",
        "bank_inbox",
        "carbon",
        "closing",
        "closing_accruals",
        "console",  # questions, beats, incidents, bills and buildings, months to publish
        "desk",
        "money",
        "neighbours_effect",  # help, loans, gifts, whether they are shared
        "settlement",
        "service_status",
        "simplified",
        "usage",
        "written",  # the text, the owners of the day, their answers, the letters and how far they are
    }
)
#: Pages over their budget, with what they may cost at most until they are brought down; never more.
OVER = {
    # A month is proved before it is published, each proof from a table of its own: what is published, the costs, what
    # was said of each paper, the prices, the books, the bank, the funds.
    "hosting_publish": 10,
    "closing_accruals": 9,  # costs, their senders, the days of each call, and what is decided already
    "audit_checks": 25,  # proves the books and the draw again, asked for by somebody
    "audit_entry": 10,  # an entry with all that proves it
    # A session is counted with the roll, the list, the proxies, the agenda and the ballots, each a source of its own.
    "session": 11,
    "session_item": 11,
    "session_close": 11,
    "session_presence": 8,
    "tally_sheet": 8,
    "vote": 9,
    "minutes": 10,
    "fund_call": 8,
    "fund_call_send": 9,
    "fund_call_shares": 9,
    "import_show": 8,
    "invoice_edit": 9,
    "lot_occupants": 7,
    "lot_transfer": 7,
    "my_proxy": 7,  # the owners, the proxies, the items, and who was designated among several owners
    "party_account": 8,
    # The whole settlement is worked out from the books, the keys, the holders and the meters, however many there are.
    "settlement_new": 20,
    "settlement_sale": 7,
}
_FORM = re.compile(r'<form [^>]*method="post" class="formulaire"')
_INLINE = (
    (re.compile(r"<[^>]+\sstyle="), "an inline style"),
    (re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")"), "an inline script"),
    (re.compile(r"<[^>]+\son[a-z]+="), "an inline handler"),
    (re.compile(r"<style"), "a style element"),
)


def _limit(name: str, html: str) -> int:
    if name in OVER:
        return OVER[name]
    if name in DASHBOARDS:
        return DASHBOARD
    return FORM if _FORM.search(html) else LIST


def _problems(name: str, url: str, answer: Any, ran: list[str]) -> list[str]:
    html = answer.content.decode()
    # The entrance costs four and counts as three (SETTLED 14).
    count = sum(1 for sql in ran if not sql.startswith("SET LOCAL"))
    found = [f"{words}" for pattern, words in _INLINE if pattern.search(html)]
    if count > _limit(name, html):
        found.append(f"{count} statements, at most {_limit(name, html)}")
    if weight(answer) > HTML_BYTES:
        found.append(f"{weight(answer)} bytes")
    if "⟦" in html:
        found.append("the page does not tell its weight")
    return [f"{url} ({name}): {words}" for words in found]


@pytest.mark.parametrize("who", ["syndic", "owner", "auditor"])
def test_every_page_keeps_its_budget(street_of_two: Street, who: str) -> None:
    client = street_of_two.client(who)
    problems = []
    seen = 0
    for address in addresses.inside():
        if address.name in REDIRECTS:
            continue
        url = address.url(street_of_two.house)
        with statements() as ran:
            answer = client.get(url)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        seen += 1
        problems += _problems(address.name, url, answer, ran)
    assert seen > 15
    assert not problems, "\n".join(problems)


def test_pages_of_the_cloud_keep_their_budget(street_of_two: Street) -> None:
    """The public pages signed out; the association's and the console's as whoever runs it."""
    nobody, operator = street_of_two.client("anonymous"), street_of_two.client("operator")
    problems = []
    seen = 0
    for address in addresses.every():
        if ".hosting." not in address.view.__module__:
            continue
        client = nobody if address.door.kind == "public" else operator
        url = address.url(street_of_two.association)
        with statements() as ran:
            answer = client.get(url)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        seen += 1
        problems += _problems(address.name, url, answer, ran)
    assert seen > 35
    assert not problems, "\n".join(problems)


def test_pages_outside_keep_the_weight(street_of_two: Street) -> None:
    client = street_of_two.client("anonymous")
    for path in ("/", "/aide/", "/confidentialite", "/accessibilite", "/source", "/connexion/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert weight(answer) <= HTML_BYTES
        html = answer.content.decode()
        assert not [words for found, words in _INLINE if found.search(html)], path
