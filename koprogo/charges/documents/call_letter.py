"""The call for funds as a letter: what each lot owes by which fraction, the reserve apart, how to pay."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from koprogo.charges.documents import wording
from koprogo.charges.documents.slip import slip
from koprogo.condominiums.documents.letterhead import (
    RIGHT_DL,
    Addressee,
    CondominiumHead,
    Language,
    LetterRefused,
    Window,
    letterhead,
)
from koprogo.platform.formats import amount, money, number
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


#: The section of the letter a line stands in, where it is not the reserve's.
About = Literal["charges", "settlement", "private"]


@dataclass(frozen=True)
class LetterStep:
    """Step ``step`` of ``steps`` of a year's sum; ``less``: what was called before came off first."""

    year_cents: int
    step: int
    steps: int
    less: bool


@dataclass(frozen=True)
class CallLetterLine:
    """One line: ``weight`` of ``key_total`` shares of ``total_cents`` make ``amount_cents``, or a step of the year's.

    A private charge has no key: ``weight`` and ``key_total`` are None.
    """

    label: str
    detail: str
    lot: str
    weight: int | None
    key_total: int | None
    total_cents: int
    amount_cents: int
    is_reserve: bool
    about: About = "charges"
    step: LetterStep | None = None


@dataclass(frozen=True)
class CallLetter:
    """One owner's call, in cents; ``previous_balance_cents`` is positive when owed, negative in favour.

    The figures must hold together: lines add up to the total, reserve lines to the reserve, the total and
    the previous balance to what is left to pay. Raises ``LetterRefused`` otherwise: it never leaves.
    """

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    number: str
    title: str
    issued_on: date
    due_on: date
    lines: tuple[CallLetterLine, ...]
    total_cents: int
    reserve_cents: int
    previous_balance_cents: int
    to_pay_cents: int
    beneficiary: str
    iban: str
    structured_reference: str
    qr_payload: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = sum(line.amount_cents for line in self.lines)
        reserve = sum(line.amount_cents for line in self.lines if line.is_reserve)
        if lines != self.total_cents:
            raise LetterRefused(reason="lines", found=lines, said=self.total_cents)
        if reserve != self.reserve_cents:
            raise LetterRefused(reason="reserve", found=reserve, said=self.reserve_cents)
        to_pay = self.total_cents + self.previous_balance_cents
        if to_pay != self.to_pay_cents:
            raise LetterRefused(reason="to_pay", found=to_pay, said=self.to_pay_cents)


def render_call(letter: CallLetter, *, window: Window = RIGHT_DL) -> bytes:
    """The letter as PDF/UA-1, with the part of the reserve fund shown apart (civil code 3.86 §3 al. 6-7).

    Raises ``LetterRefused``, ``PdfFailed``.
    """
    return render(TEMPLATE, call_data(letter, window=window), standard="ua-1")


def call_data(letter: CallLetter, *, window: Window = RIGHT_DL) -> dict[str, object]:
    """What call_letter.typ reads: strings ready to print, no arithmetic left to do."""
    language = letter.language
    when = wording.due(language, letter.due_on, letter.issued_on)
    head = letterhead(
        language,
        letter.condominium,
        letter.addressee,
        title=letter.title,
        issued_on=letter.issued_on,
        window=window,
    )
    return head | {
        "heading": letter.title,
        "dated": wording.dated(language, letter.number, letter.issued_on),
        "summary": wording.call_summary(language, letter.to_pay_cents, letter.reserve_cents, when),
        "words": wording.call_table(language),
        "sections": _sections(letter),
        "totals": _totals(letter),
        "notes": list(letter.notes),
        "help": wording.help_lines(
            language,
            letter.condominium.read_more_at,
            letter.condominium.syndic_name,
            letter.condominium.syndic_contact,
        ),
        "slip": slip(
            language,
            amount_cents=letter.to_pay_cents,
            beneficiary=letter.beneficiary,
            account=letter.iban,
            structured_reference=letter.structured_reference,
            qr_payload=letter.qr_payload,
            due=when,
        ),
    }


def _sections(letter: CallLetter) -> list[dict[str, object]]:
    """Charges, reserve, then what is not shared by a key; each with its own total when it has more than one line."""
    words = wording.call_table(letter.language)
    out: list[dict[str, object]] = []
    for title in ("charges", "reserve", "settlement", "private"):
        lines = [line for line in letter.lines if ("reserve" if line.is_reserve else line.about) == title]
        if lines:
            cents = sum(line.amount_cents for line in lines)
            rows = [_row(line, letter.language) for line in lines]
            total = words["reserve_total" if title == "reserve" else "subtotal"]
            sums = {"label": total, "amount": amount(cents, letter.language)}
            out.append({"title": words[title], "rows": rows, "total": sums if len(lines) > 1 else None})
    return out


def _row(line: CallLetterLine, language: Language) -> dict[str, str]:
    formula = ""
    if line.weight is not None and line.key_total is not None:
        share = f"{number(line.weight, language)}\u00a0/\u00a0{number(line.key_total, language)}"
        formula = f"{share} ×\u00a0{money(line.step.year_cents if line.step else line.total_cents, language)}"
        if line.step:
            formula = wording.step(language, formula, line.step.step, line.step.steps, line.step.less)
    return {
        "lot": line.lot,
        "label": line.label,
        "detail": line.detail,
        "formula": formula,
        "amount": amount(line.amount_cents, language),
    }


def _totals(letter: CallLetter) -> list[dict[str, str]]:
    """The rows under the table; the last one gets the double rule."""
    language = letter.language
    rows = [(wording.call_table(language)["total"], letter.total_cents)]
    if letter.previous_balance_cents:
        words = wording.call_balance(language, letter.previous_balance_cents, letter.to_pay_cents)
        rows.append((words["previous"], letter.previous_balance_cents))
        rows.append((words["to_pay"], letter.to_pay_cents))
    return [{"label": label, "amount": amount(cents, language)} for label, cents in rows]
