"""The auditor's report as a paper: letterhead of the building, the auditor's words, the figures, the signature."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from koprogo.auditing.documents import words
from koprogo.auditing.rules.report import Figures, Opinion
from koprogo.condominiums.documents.letterhead import (
    RIGHT_DL,
    Addressee,
    CondominiumHead,
    Language,
    letterhead,
)
from koprogo.platform.formats import day, money, number
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class AuditReport:
    """What is printed. ``text``: paragraphs parted by empty lines."""

    language: Language
    condominium: CondominiumHead
    year: str
    version: int
    opinion: Opinion
    text: str
    figures: Figures
    signer: str
    signed_on: date


def render_report(report: AuditReport) -> bytes:
    """The report as PDF/UA-1. Raises ``PdfFailed``."""
    return render(TEMPLATE, report_data(report), standard="ua-1")


def report_data(report: AuditReport) -> dict[str, object]:
    """What report.typ reads: strings ready to print."""
    language, figures = report.language, report.figures
    told = words.paper(
        language,
        year=report.year,
        signer=report.signer,
        signed_on=day(report.signed_on, language),
        version=report.version,
        seeds=", ".join(str(seed) for seed in figures.seeds),
    )
    head = letterhead(
        language,
        report.condominium,
        Addressee(told["to"], ()),
        title=told["title"],
        issued_on=report.signed_on,
        window=RIGHT_DL,
    )
    totals = figures.totals
    return head | {
        "heading": told["title"],
        "dated": told["year"],
        "lots": "",
        "summary": {
            "label": told["opinion"],
            "figure": words.opinion_name(language, report.opinion),
            "when": "",
            "note": "",
        },
        "paragraphs": [part.strip() for part in report.text.split("\n\n") if part.strip()],
        "words": told,
        "rows": [
            [told["population"], number(figures.population, language), money(figures.population_cents, language)],
            [told["sample"], number(figures.sample, language), money(figures.sample_cents, language)],
            [told["seen"], number(figures.seen, language), ""],
            [told["questions"], number(figures.questions, language), ""],
            [told["open"], number(figures.open_questions, language), ""],
        ],
        "totals": [
            [told["banks"], money(totals.banks_cents, language)],
            [told["owners"], money(totals.owners_cents, language)],
            [told["suppliers"], money(totals.suppliers_cents, language)],
            [told["funds"], money(totals.funds_cents, language)],
            [told["result"], money(totals.result_cents, language)],
        ],
        "sound": told["sound"] if figures.sound else told["unsound"],
    }
