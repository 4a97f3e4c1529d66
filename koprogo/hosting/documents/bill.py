"""A bill or a credit note as a letter, with its slip and QR code, and the mail it leaves with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import get_template
from django.utils import translation

from koprogo.charges.documents.slip import slip
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.hosting.documents import bill_words
from koprogo.hosting.documents.sheet import sheet
from koprogo.hosting.labels import books as words
from koprogo.hosting.rules.bills import Line
from koprogo.kernel import enterprise_number, epc, structured_reference
from koprogo.platform import formats
from koprogo.platform.mail import Letter
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit for an outage that came off a bill: the number of its note, and its line."""

    number: str
    line: Line


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a bill says. ``client``: the facts kept with it; ``open_cents``: what is left to pay today;
    ``credits``: what outages gave back since the bill before."""

    head: CondominiumHead
    iban: str
    number: str
    credit: bool
    corrects: str
    client: dict[str, str]
    lines: tuple[Line, ...]
    issued_on: date
    due_on: date
    total_cents: int
    open_cents: int
    structured_reference: str
    credits: tuple[Credited, ...] = ()

    @property
    def language(self) -> str:
        """The client's."""
        return self.client["language"]

    @property
    def sender(self) -> str:
        """The legal name of the association, in its own language: banks compare it with the account's."""
        return self.head.legal_name(self.head.language)


def render_bill(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. Raises PdfFailed."""
    return render(TEMPLATE, data(paper), standard="ua-1")


def data(paper: Paper) -> dict[str, object]:
    """What bill.typ reads: strings ready to print."""
    language, said = paper.language, bill_words.words(paper.language, credit=paper.credit)
    client = paper.client
    recipient = [client["name"], client["street"], f"{client['postcode']} {client['city']}".strip()]
    if client["enterprise_number"]:
        recipient.append(bill_words.enterprise(language, enterprise_number.pretty(client["enterprise_number"])))
    due = bill_words.due(language, formats.day_long(paper.due_on, language))
    shown = paper.total_cents if paper.credit else paper.open_cents
    return {
        **sheet(paper, said, recipient),
        "summary": {
            "label": said["to_pay"],
            "figure": formats.money(shown, language),
            "when": "" if paper.credit or not paper.open_cents else due,
            "note": "",
        },
        "words": said,
        "rows": _rows(paper),
        "totals": _totals(paper, said),
        "notes": _notes(paper, said),
        "slip": _slip(paper, due),
    }


def _rows(paper: Paper) -> list[dict[str, str]]:
    with translation.override(paper.language):
        return [
            {
                "text": words.line_text(line),
                "calculation": words.line_calculation(line),
                "amount": formats.amount(line.cents, paper.language),
            }
            for line in paper.lines
        ]


def _totals(paper: Paper, said: dict[str, str]) -> list[dict[str, str]]:
    rows = [{"label": said["total"], "amount": formats.amount(paper.total_cents, paper.language)}]
    if not paper.credit and paper.open_cents != paper.total_cents:
        rows.append({"label": said["open"], "amount": formats.amount(paper.open_cents, paper.language)})
    return rows


def _notes(paper: Paper, said: dict[str, str]) -> list[str]:
    if paper.credit:
        return [bill_words.corrects(paper.language, paper.corrects), said["returned"], said["vat"]]
    return [*(_credited(paper.language, one) for one in paper.credits), said["vat"], said["locked"]]


def _credited(language: str, one: Credited) -> str:
    with translation.override(language):
        text, calculation = words.line_text(one.line), words.line_calculation(one.line)
    return bill_words.credited(
        language, text=text, calculation=calculation, amount=formats.money(one.line.cents, language), number=one.number
    )


def _slip(paper: Paper, due: str) -> dict[str, object] | None:
    if paper.credit or paper.open_cents <= 0:
        return None
    payload = epc.payload(
        name=paper.sender[:70],
        iban=paper.iban,
        amount_cents=paper.open_cents,
        remittance=structured_reference.pretty(paper.structured_reference),
    )
    return slip(
        paper.language,
        amount_cents=paper.open_cents,
        beneficiary=paper.sender,
        account=paper.iban,
        structured_reference=paper.structured_reference,
        qr_payload=payload,
        due=due,
    )


def mail(paper: Paper, *, attachment_id: object, reminder: bool = False) -> Letter:
    """The mail of a bill, of its reminder or of a credit note, with the PDF."""
    language, said = paper.language, bill_words.mail_rows(paper.language)
    settled = not paper.credit and paper.open_cents <= 0
    cents = paper.total_cents if paper.credit or settled else paper.open_cents
    make = bill_words.credit_subject if paper.credit else bill_words.subject
    make = bill_words.reminder_subject if reminder else make
    subject = make(language, paper.number, formats.money(cents, language), paper.sender)
    rows = []
    if not paper.credit and paper.open_cents > 0:
        rows = [
            (said["beneficiary"], paper.sender),
            (said["account"], formats.iban(paper.iban)),
            (said["amount"], formats.money(paper.open_cents, language)),
            (said["reference"], formats.reference(paper.structured_reference)),
            (said["due"], formats.day_long(paper.due_on, language)),
        ]
    notes = [said["settled"]] if settled else []
    notes += [said["joined_credit" if paper.credit else "joined"]]
    notes += [said["paid"]] if reminder else []
    notes += [] if paper.credit else [said["locked"]]
    text = "\n".join([subject, "", *(formats.labelled(*row, language) for row in rows), "", *notes])
    html = get_template("hosting/mail_bill.html").render(
        {"lang": language, "subject": subject, "sender": paper.sender, "rows": rows, "notes": notes}
    )
    return Letter(
        recipient=paper.client["email"],
        subject=subject,
        text=text,
        html=html,
        attachment_id=attachment_id,  # type: ignore[arg-type]
    )
