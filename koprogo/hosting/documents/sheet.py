"""The sheet that a bill and a quote share: letterhead, window, running titles, foot. What bill.typ reads of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from koprogo.condominiums.documents.letterhead import registered
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.hosting.documents import bill_words
from koprogo.platform import formats


class Paper(Protocol):
    """What the sheet needs of the paper that stands on it."""

    @property
    def language(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def head(self) -> CondominiumHead: ...


def sheet(paper: Paper, said: Mapping[str, str], recipient: Sequence[str]) -> dict[str, Any]:
    """Strings ready to print, around the rows. ``said``: the words of this kind of paper; ``recipient``: lines of the
    address, empty ones left out."""
    language, head = paper.language, paper.head
    number = registered(language, head.enterprise_number, head.court)
    named = f"{said['title']} {paper.number}"
    return {
        "lang": language,
        "title": f"{named} – {paper.sender}",
        "author": paper.sender,
        "date": [paper.issued_on.year, paper.issued_on.month, paper.issued_on.day],
        "plate": {"streets": [head.name], "number": ""},
        "sender": {"name": paper.sender, "lines": [head.address], "syndic": number, "contact": []},
        "recipient": [line for line in recipient if line],
        "window": {"left": 110, "top": 50, "width": 80},
        "running": {"left": paper.sender[:40], "right": named},
        "foot": {"first": paper.sender[:70], "second": f"{head.address[:60]} · {number}"},
        "page": said["page"],
        "heading": said["title"],
        "dated": bill_words.dated(language, paper.number, formats.day_long(paper.issued_on, language)),
    }
