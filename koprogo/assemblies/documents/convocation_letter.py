"""The convocation as a letter: the frozen agenda with what it costs the reader, how to read, how to be represented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from koprogo.assemblies.documents import convocation_words as words
from koprogo.condominiums.documents.letterhead import RIGHT_DL, Addressee, CondominiumHead, Language, letterhead
from koprogo.platform.formats import day_long
from koprogo.platform.pdf import render

HERE = Path(__file__).parent
NOBODY = Addressee(name="", lines=())


@dataclass(frozen=True)
class ConvocationLetter:
    """One letter. ``party``: whose lots and votes; ``total``: all votes; ``link``: where the documents are read."""

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    content: Mapping[str, Any]
    issued_on: date
    party_id: str
    party: str
    lots: tuple[str, ...]
    shares: int
    total: int
    vote_suspended: bool
    fingerprint: str
    link: str = ""


def render_convocation(letter: ConvocationLetter) -> bytes:
    """The letter as PDF/UA-1, with the proxy form on a sheet of its own. Raises ``PdfFailed``."""
    return render(HERE.joinpath("convocation_letter.typ"), convocation_data(letter), standard="ua-1")


def convocation_data(letter: ConvocationLetter) -> dict[str, object]:
    """What convocation_letter.typ reads: strings ready to print."""
    language, content = letter.language, letter.content
    title = words.title(language, content)
    head = letterhead(
        language, letter.condominium, letter.addressee, title=title, issued_on=letter.issued_on, window=RIGHT_DL
    )
    lots = list(letter.lots)
    return head | {
        "heading": title,
        "dated": day_long(letter.issued_on, language),
        "lots": "",
        "summary": words.summary(language, content),
        "opening": words.opening(
            language, content, party=letter.party, lots=lots, shares=letter.shares, total=letter.total
        ),
        "suspended": words.suspended(language) if letter.vote_suspended else "",
        "words": words.table(language, content),
        "items": words.agenda(language, content, party_id=letter.party_id),
        "total": words.total(language, content, party_id=letter.party_id),
        "sections": words.around(language, content, link=letter.link, issued_on=letter.issued_on),
        "signed": letter.condominium.syndic_name,
        "fingerprint": letter.fingerprint,
        "proxy": None if letter.vote_suspended else words.proxy(language, content, party=letter.party, lots=lots),
    }


def render_hall(
    language: Language, condominium: CondominiumHead, content: Mapping[str, Any], *, issued_on: date
) -> bytes:
    """The notice for the hall. Raises ``PdfFailed``."""
    hall = words.hall(language, content)
    data = _paper(language, condominium, str(hall["title"]), issued_on) | {"hall": hall}
    return render(HERE.joinpath("hall_notice.typ"), data, standard="ua-1")


def render_counter(
    language: Language,
    condominium: CondominiumHead,
    content: Mapping[str, Any],
    *,
    issued_on: date,
    rows: Sequence[tuple[str, Sequence[str]]],
) -> bytes:
    """The list for the counter of registered mail: (name, address lines). Raises ``PdfFailed``."""
    listed = words.counter(language, content, count=len(rows))
    numbered = [[str(place), name, ", ".join(lines)] for place, (name, lines) in enumerate(rows, 1)]
    data = _paper(language, condominium, str(listed["title"]), issued_on) | {"counter": listed, "rows": numbered}
    return render(HERE.joinpath("counter_list.typ"), data, standard="ua-1")


def _paper(language: Language, condominium: CondominiumHead, title: str, issued_on: date) -> dict[str, object]:
    head = letterhead(language, condominium, NOBODY, title=title, issued_on=issued_on, window=RIGHT_DL)
    nothing = {"label": "", "figure": "", "when": "", "note": ""}
    return head | {"heading": title, "dated": day_long(issued_on, language), "summary": nothing}
