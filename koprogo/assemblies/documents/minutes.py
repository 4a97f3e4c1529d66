"""The minutes as a paper that is kept: opening, attendance, each item with its votes, closing, places to sign."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from koprogo.assemblies.documents import minutes_words, written_words
from koprogo.assemblies.documents.minutes_words import Signed
from koprogo.assemblies.documents.written_words import Agreed
from koprogo.assemblies.rules.states import Kind
from koprogo.condominiums.documents.letterhead import RIGHT_DL, Addressee, CondominiumHead, Language, letterhead
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")
ADDRESS = Path(__file__).with_name("address_page.typ")
#: The frame of letters reads these even where a paper shows none of them.
_FRAME = {"dated": "", "summary": {"label": "", "figure": "", "when": "", "note": ""}}


def render_minutes(
    sections: Mapping[str, Any],
    *,
    language: Language,
    head: CondominiumHead,
    kind: Kind,
    held_on: date,
    written_on: date,
    signers: Sequence[str],
    signatures: Sequence[Signed] = (),
    agreements: Sequence[Agreed] = (),
) -> bytes:
    """The minutes as PDF/A-3a, from the sections of one version, with places to sign or what was signed on glass.

    ``agreements``: for a decision in writing, what the owners drew when they agreed.

    Raises ``PdfFailed``.
    """
    signed = {one.name for one in signatures}
    title = minutes_words.heading(language, kind, held_on)
    paper = letterhead(language, head, Addressee(name="", lines=()), title=title, issued_on=written_on, window=RIGHT_DL)
    data = (
        paper
        | _FRAME
        | {
            "heading": title,
            "opening": sections["opening"],
            "attendance": sections["attendance"],
            "items": [
                {
                    "title": f"{one['position']}. {one['title']}",
                    "proposal": one["proposal"],
                    "amended": one.get("amended", ""),
                    "first": one.get("first", ""),
                    "texts": [one["text"]],
                }
                for one in sections["items"]
            ],
            "closing": sections["closing"],
            "signatures": [] if signatures else list(signers),
            "signed": [minutes_words.signed(language, one) for one in signatures],
            "unsigned": minutes_words.unsigned(language, [name for name in signers if name not in signed])
            if signatures
            else "",
            "agreements": [written_words.drawn(language, one) for one in agreements],
            "words": minutes_words.table(language, members=head.nonprofit)
            | ({"attendance": written_words.answers(language)} if kind is Kind.WRITTEN else {}),
        }
    )
    return render(TEMPLATE, data, standard="a-3a")


def address_sheet(
    *, language: Language, head: CondominiumHead, addressee: Addressee, title: str, written_on: date
) -> bytes:
    """The page with the address, for the window of an envelope, as PDF/UA-1."""
    paper = letterhead(language, head, addressee, title=title, issued_on=written_on, window=RIGHT_DL)
    return render(ADDRESS, paper | _FRAME | {"heading": title}, standard="ua-1")
