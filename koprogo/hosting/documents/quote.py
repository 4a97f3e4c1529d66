"""A quote as a letter, in the form of a bill without its slip, and the mail it leaves with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import get_template

from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.hosting.documents import bill_words, quote_words
from koprogo.hosting.documents.sheet import sheet
from koprogo.kernel import enterprise_number
from koprogo.platform import formats
from koprogo.platform.mail import Letter
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_name("bill.typ")


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a quote says."""

    head: CondominiumHead
    number: str
    language: str
    client: str
    street: str
    town: str
    enterprise_number: str
    email: str
    text: str
    per: str
    cents: int
    issued_on: date
    valid_until: date

    @property
    def sender(self) -> str:
        """The legal name of the association, in its own language."""
        return self.head.legal_name(self.head.language)


def render_quote(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. Raises PdfFailed."""
    return render(TEMPLATE, data(paper), standard="ua-1")


def data(paper: Paper) -> dict[str, object]:
    """What bill.typ reads: strings ready to print."""
    language, said = paper.language, quote_words.words(paper.language)
    recipient = [paper.client, paper.street, paper.town]
    if paper.enterprise_number:
        recipient.append(bill_words.enterprise(language, enterprise_number.pretty(paper.enterprise_number)))
    total = formats.money(paper.cents, language)
    return {
        **sheet(paper, said, recipient),
        "summary": {
            "label": said["price"],
            "figure": total,
            "when": quote_words.until(language, formats.day_long(paper.valid_until, language)),
            "note": "",
        },
        "words": said,
        "rows": [
            {
                "text": paper.text,
                "calculation": quote_words.per(language, paper.per),
                "amount": formats.amount(paper.cents, language),
            }
        ],
        "totals": [{"label": said["total"], "amount": formats.amount(paper.cents, language)}],
        "notes": [said["vat"], said["accept"], said["billed"]],
        "slip": None,
    }


def mail(paper: Paper, *, attachment_id: object, address: str) -> Letter:
    """The mail of a quote: the PDF, and the page on which it is ordered."""
    language, said = paper.language, quote_words.words(paper.language)
    subject = quote_words.subject(language, paper.number, formats.money(paper.cents, language), paper.sender)
    rows = [
        (said["what"], paper.text),
        (said["price"], f"{formats.money(paper.cents, language)} {quote_words.per(language, paper.per)}"),
        (said["valid"], quote_words.until(language, formats.day_long(paper.valid_until, language))),
    ]
    notes = [said["joined"], f"{said['order_here']} {address}"]
    text = "\n".join([subject, "", *(formats.labelled(*row, language) for row in rows), "", *notes])
    html = get_template("hosting/mail_bill.html").render(
        {"lang": language, "subject": subject, "sender": paper.sender, "rows": rows, "notes": notes}
    )
    return Letter(
        recipient=paper.email,
        subject=subject,
        text=text,
        html=html,
        attachment_id=attachment_id,  # type: ignore[arg-type]
    )
