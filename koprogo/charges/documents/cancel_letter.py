"""The letter that cancels a call: what was asked, that nothing of it is due, what becomes of what was paid."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from koprogo.charges.documents import wording
from koprogo.condominiums.documents.letterhead import (
    RIGHT_DL,
    Addressee,
    CondominiumHead,
    Language,
    Window,
    letterhead,
)
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class CancelLetter:
    """One owner's share of a cancelled call, in cents; ``paid_cents`` stands on their account as an advance."""

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    number: str
    title: str
    issued_on: date
    cancelled_on: date
    reason: str
    asked_cents: int
    paid_cents: int


def render_cancel(letter: CancelLetter, *, window: Window = RIGHT_DL) -> bytes:
    """The letter as PDF/UA-1. Raises ``LetterRefused``, ``PdfFailed``."""
    return render(TEMPLATE, cancel_data(letter, window=window), standard="ua-1")


def cancel_data(letter: CancelLetter, *, window: Window = RIGHT_DL) -> dict[str, object]:
    """What cancel_letter.typ reads."""
    language = letter.language
    words = wording.cancel(
        language, letter.title, letter.number, letter.issued_on, letter.asked_cents, letter.paid_cents, letter.reason
    )
    head = letterhead(
        language,
        letter.condominium,
        letter.addressee,
        title=words["title"],
        issued_on=letter.cancelled_on,
        window=window,
    )
    return head | {
        "heading": words["title"],
        "dated": wording.dated(language, letter.number, letter.cancelled_on),
        "summary": {"label": words["label"], "figure": words["figure"], "when": "", "note": words["note"]},
        "notes": [words[name] for name in ("what", "why", "paid", "next") if words[name]],
        "help": wording.help_lines(
            language,
            letter.condominium.read_more_at,
            letter.condominium.syndic_name,
            letter.condominium.syndic_contact,
        ),
    }
