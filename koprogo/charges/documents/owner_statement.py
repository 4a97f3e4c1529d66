"""The owner's running account as a letter: each movement, its voucher, the balance after it, how to pay."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
from koprogo.platform.formats import amount, day
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class StatementLine:
    """One movement, in cents: a debit raises what the owner owes, a credit lowers it."""

    on: date
    words: str
    voucher: str
    debit_cents: int
    credit_cents: int


@dataclass(frozen=True)
class OwnerStatement:
    """The account between two days, lines in order; balances in cents, positive when owed.

    Opening balance and movements must make the closing balance, else ``LetterRefused``.
    """

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    lots: tuple[str, ...]
    from_on: date
    to_on: date
    issued_on: date
    opening_balance_cents: int
    lines: tuple[StatementLine, ...]
    closing_balance_cents: int
    beneficiary: str
    iban: str
    structured_reference: str
    qr_payload: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        end = self.opening_balance_cents + sum(line.debit_cents - line.credit_cents for line in self.lines)
        if end != self.closing_balance_cents:
            raise LetterRefused(reason="balance", found=end, said=self.closing_balance_cents)


def render_statement(statement: OwnerStatement, *, window: Window = RIGHT_DL) -> bytes:
    """The statement as PDF/UA-1, which an owner may ask for at any time (royal decree of 12 July 2012).

    Raises ``LetterRefused``, ``PdfFailed``.
    """
    return render(TEMPLATE, statement_data(statement, window=window), standard="ua-1")


def statement_data(statement: OwnerStatement, *, window: Window = RIGHT_DL) -> dict[str, object]:
    """What owner_statement.typ reads: strings ready to print, the running balance already made."""
    language = statement.language
    words = wording.statement_words(language, statement.from_on, statement.to_on, statement.lots)
    head = letterhead(
        language,
        statement.condominium,
        statement.addressee,
        title=words["title"],
        issued_on=statement.issued_on,
        window=window,
    )
    return head | {
        "heading": words["title"],
        "dated": words["period"],
        "lots": words["lots"],
        "summary": wording.statement_summary(language, statement.closing_balance_cents),
        "words": wording.statement_table(language),
        "rows": _rows(statement),
        "opening": {
            "label": words["opening"],
            "balance": amount(statement.opening_balance_cents, language),
        },
        "sums": _sums(statement),
        "closing": {"label": words["closing"], "balance": amount(statement.closing_balance_cents, language)},
        "notes": [f"{words['euros']} {words['reading']}", *statement.notes],
        "help": wording.help_lines(
            language,
            statement.condominium.read_more_at,
            statement.condominium.syndic_name,
            statement.condominium.syndic_contact,
        ),
        "slip": slip(
            language,
            # Owed without a call (an old balance taken over): there is no reference to pay it under, so no slip.
            amount_cents=statement.closing_balance_cents if statement.structured_reference else 0,
            beneficiary=statement.beneficiary,
            account=statement.iban,
            structured_reference=statement.structured_reference,
            qr_payload=statement.qr_payload,
            due="",
        ),
    }


def _rows(statement: OwnerStatement) -> list[dict[str, str]]:
    balance, out = statement.opening_balance_cents, []
    for line in statement.lines:
        balance += line.debit_cents - line.credit_cents
        out.append(
            {
                "day": day(line.on, statement.language),
                "words": line.words,
                "voucher": line.voucher,
                "debit": amount(line.debit_cents, statement.language) if line.debit_cents else "",
                "credit": amount(line.credit_cents, statement.language) if line.credit_cents else "",
                "balance": amount(balance, statement.language),
            }
        )
    return out


def _sums(statement: OwnerStatement) -> dict[str, str]:
    """Debits and credits of the period, so that the two columns can be checked by hand."""
    debit = sum(line.debit_cents for line in statement.lines)
    credit = sum(line.credit_cents for line in statement.lines)
    return {"debit": amount(debit, statement.language), "credit": amount(credit, statement.language)}
