"""The audit trail of a building: who did what, when. Read only, by those who watch over the syndic (CC 3.90, 3.91)."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page
from koprogo.site.refusals import CONTEXTS

ROWS = 100


def words(action: str) -> str:
    """What an act is called before a person."""
    context = action.partition(".")[0]
    named = getattr(import_module(f"koprogo.{context}.labels"), "ACTIONS", {}) if context in CONTEXTS else {}
    return str(named.get(action, action))


@door(needs=Right.SEE_AUDIT)
def trail(request: HttpRequest, access: Access) -> HttpResponse:
    """The newest acts first, a hundred a page."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) > 0 else 1
    found = audit.lines(access, limit=ROWS + 1, offset=(number - 1) * ROWS)
    rows = [(line.at, line.person_name, words(line.action), _subject(line.facts)) for line in found[:ROWS]]
    first, more = (number - 1) * ROWS + 1, len(found) > ROWS
    return page(request, "site/trail.html", rows=rows, shown=number, first=first, more=more)


def _subject(facts: dict[str, object]) -> str:
    """The one fact that names the thing: a lot, a call, a person."""
    names = ("number", "name", "title", "label", "iban", "code")
    return next((str(facts[name]) for name in names if facts.get(name)), "")
