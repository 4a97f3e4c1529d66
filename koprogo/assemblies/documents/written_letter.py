"""The letter that asks one owner to decide in writing, with a sheet to sign and give back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from koprogo.assemblies.documents import written_words as words
from koprogo.condominiums.documents.letterhead import RIGHT_DL, Addressee, CondominiumHead, Language, letterhead
from koprogo.platform.formats import day_long
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class WrittenLetter:
    """One letter. ``party``: whose agreement is asked."""

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    content: Mapping[str, Any]
    issued_on: date
    party_id: str
    party: str
    lots: tuple[str, ...]
    shares: int
    fingerprint: str


def render_letter(letter: WrittenLetter) -> bytes:
    """The letter as PDF/UA-1. Raises ``PdfFailed``."""
    return render(TEMPLATE, letter_data(letter), standard="ua-1")


def letter_data(letter: WrittenLetter) -> dict[str, object]:
    """What written_letter.typ reads: strings ready to print."""
    language = letter.language
    title = words.title(language)
    head = letterhead(
        language, letter.condominium, letter.addressee, title=title, issued_on=letter.issued_on, window=RIGHT_DL
    )
    said = words.letter(
        language,
        letter.content,
        party=letter.party,
        party_id=letter.party_id,
        lots=letter.lots,
        shares=letter.shares,
    )
    return (
        head
        | said
        | {
            "heading": title,
            "dated": day_long(letter.issued_on, language),
            "lots": "",
            "signed": letter.condominium.syndic_name,
            "fingerprint": letter.fingerprint,
        }
    )
