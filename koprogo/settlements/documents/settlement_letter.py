"""The settlement as a letter for the owner, and as a statement a landlord may pass on to a tenant (law 1.8, 4.6)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
from koprogo.platform.formats import amount, number
from koprogo.platform.pdf import render
from koprogo.settlements.documents import wording

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class LetterRow:
    """One line of one lot. ``formula``: the fraction of ``total_cents`` as printed, empty where there is no key;
    ``detail``: the key, the part of the days."""

    label: str
    detail: str
    total_cents: int
    formula: str
    cents: int
    owner_cents: int
    occupant_cents: int


@dataclass(frozen=True)
class LotSection:
    """One lot with the days it was held."""

    lot: str
    from_on: date
    to_on: date
    rows: tuple[LetterRow, ...]


@dataclass(frozen=True)
class MeterRow:
    """One meter: indexes and consumption as text, in its unit."""

    lot: str
    what: str
    from_text: str
    to_text: str
    used_text: str
    estimated: bool


@dataclass(frozen=True)
class SettlementLetter:
    """One owner's settlement, in cents. The figures must hold together: lines make the costs, costs less advances the
    balance, the account its balance before. Raises ``LetterRefused`` otherwise: it never leaves."""

    language: Language
    condominium: CondominiumHead
    addressee: Addressee
    number: str
    title: str
    from_on: date
    to_on: date
    issued_on: date
    due_on: date
    sections: tuple[LotSection, ...]
    cost_cents: int
    owner_cents: int
    occupant_cents: int
    provision_cents: int
    special_cents: int
    balance_cents: int
    opening_cents: int
    called_cents: int
    paid_cents: int
    other_cents: int
    before_cents: int
    reserve_cents: int
    working_share_cents: int
    reserve_share_cents: int
    meters: tuple[MeterRow, ...]
    has_exempt: bool
    beneficiary: str
    iban: str
    open_cents: int
    structured_reference: str
    qr_payload: str = ""

    def __post_init__(self) -> None:
        rows = [row for section in self.sections for row in section.rows]
        lines = sum(row.cents for row in rows)
        if lines != self.cost_cents:
            raise LetterRefused(reason="lines", found=lines, said=self.cost_cents)
        parts = (sum(row.owner_cents for row in rows), sum(row.occupant_cents for row in rows))
        if parts != (self.owner_cents, self.occupant_cents):
            raise LetterRefused(reason="lines", found=parts[0], said=self.owner_cents)
        due = self.cost_cents - self.provision_cents - self.special_cents
        if due != self.balance_cents:
            raise LetterRefused(reason="balance", found=due, said=self.balance_cents)
        before = self.opening_cents + self.called_cents + self.paid_cents + self.other_cents
        if before != self.before_cents:
            raise LetterRefused(reason="balance", found=before, said=self.before_cents)


def render_owner(letter: SettlementLetter, *, window: Window = RIGHT_DL) -> bytes:
    """The owner's letter as PDF/UA-1. Raises ``LetterRefused``, ``PdfFailed``."""
    return render(TEMPLATE, owner_data(letter, window=window), standard="ua-1")


def render_tenant(letter: SettlementLetter, *, window: Window = RIGHT_DL) -> bytes:
    """The occupant's part alone, without debts, as PDF/UA-1. Raises ``PdfFailed``."""
    return render(TEMPLATE, tenant_data(letter, window=window), standard="ua-1")


def _head(letter: SettlementLetter, title: str, window: Window) -> dict[str, object]:
    return letterhead(
        letter.language, letter.condominium, letter.addressee, title=title, issued_on=letter.issued_on, window=window
    )


def owner_data(letter: SettlementLetter, *, window: Window = RIGHT_DL) -> dict[str, object]:
    """What settlement_letter.typ reads for the owner: strings ready to print, no arithmetic left to do."""
    language = letter.language
    words = wording.table(language)
    due = wording.due(language, letter.due_on)
    return _head(letter, letter.title, window) | {
        "heading": letter.title,
        "dated": wording.period(language, letter.from_on, letter.to_on),
        "lots": "",
        "summary": wording.summary(language, letter.balance_cents, letter.open_cents, due),
        "words": words | {"share": words["share"]},
        "tenant": False,
        "sections": [_section(letter, section, tenant=False) for section in letter.sections if section.rows],
        "sums": _amounts(letter, letter.cost_cents, letter.owner_cents, letter.occupant_cents),
        "totals": _totals(letter),
        "meters": _meters(letter),
        "account": _account(letter),
        "notes": [
            words["euros"],
            *wording.funds(language, letter.reserve_cents, letter.working_share_cents, letter.reserve_share_cents),
            *wording.notes(
                language, exempt=letter.has_exempt, estimated=any(meter.estimated for meter in letter.meters)
            ),
        ],
        "slip": slip(
            language,
            amount_cents=letter.open_cents if letter.structured_reference else 0,
            beneficiary=letter.beneficiary,
            account=letter.iban,
            structured_reference=letter.structured_reference,
            qr_payload=letter.qr_payload,
            due=due,
        ),
    }


def tenant_data(letter: SettlementLetter, *, window: Window = RIGHT_DL) -> dict[str, object]:
    """What settlement_letter.typ reads for the tenant: the occupant's part, the readings, nothing of the account."""
    language = letter.language
    told = wording.tenant(language, letter.title)
    words = wording.table(language)
    return _head(letter, told["title"], window) | {
        "heading": told["title"],
        "dated": wording.period(language, letter.from_on, letter.to_on),
        "lots": told["about"],
        "summary": {
            "label": told["label"],
            "figure": amount(letter.occupant_cents, language) + "\u00a0€",
            "when": "",
            "note": "",
        },
        "words": words | {"share": words["lot_share"]},
        "tenant": True,
        "sections": [
            _section(letter, section, tenant=True)
            for section in letter.sections
            if any(row.occupant_cents for row in section.rows)
        ],
        "sums": None,
        "totals": [{"label": told["label"], "amount": amount(letter.occupant_cents, language)}],
        "meters": _meters(letter),
        "account": None,
        "notes": [words["euros"], told["note"]],
        "slip": None,
    }


def _section(letter: SettlementLetter, section: LotSection, *, tenant: bool) -> dict[str, object]:
    language = letter.language
    whole = (section.from_on, section.to_on) == (letter.from_on, letter.to_on)
    kept = [row for row in section.rows if row.occupant_cents or not tenant]
    return {
        "title": wording.lot(language, section.lot, section.from_on, section.to_on, whole=whole),
        "rows": [
            {
                "label": row.label,
                "detail": row.detail,
                "total": amount(row.total_cents, language) if row.formula else "",
                "formula": row.formula,
                **_amounts(letter, row.cents, row.owner_cents, row.occupant_cents),
            }
            for row in kept
        ],
    }


def _amounts(letter: SettlementLetter, cents: int, owner: int, occupant: int) -> dict[str, str]:
    return {
        "share": amount(cents, letter.language),
        "owner": amount(owner, letter.language) if owner else "",
        "occupant": amount(occupant, letter.language) if occupant else "",
    }


def _totals(letter: SettlementLetter) -> list[dict[str, str]]:
    """The rows under the costs: what was called, the balance; what stood before and the whole, where there is any."""
    words, language = wording.table(letter.language), letter.language
    rows = [(words["advances"], -letter.provision_cents)]
    if letter.special_cents:
        rows.append((words["special"], -letter.special_cents))
    rows.append((wording.balance(language, letter.balance_cents), letter.balance_cents))
    if letter.before_cents:
        rows.append((words["before"], letter.before_cents))
        both = letter.balance_cents + letter.before_cents
        rows.append((wording.all_in_all(language, both), both))
    return [{"label": label, "amount": amount(cents, language)} for label, cents in rows]


def _meters(letter: SettlementLetter) -> dict[str, object] | None:
    if not letter.meters:
        return None
    words = wording.meters(letter.language)
    rows = [
        {
            "meter": f"{row.lot} · {row.what}",
            "from": row.from_text,
            "to": row.to_text,
            "used": row.used_text,
            "note": words["estimated"] if row.estimated else "",
        }
        for row in letter.meters
    ]
    return {"words": words, "rows": rows}


def _account(letter: SettlementLetter) -> dict[str, object]:
    words = wording.account(letter.language, letter.from_on)
    figures = {
        "opening": letter.opening_cents,
        "called": letter.called_cents,
        "paid": letter.paid_cents,
        "other": letter.other_cents,
    }
    rows = [
        {"label": words[name], "amount": amount(cents, letter.language)}
        for name, cents in figures.items()
        if cents or name != "other"
    ]
    rows.append({"label": words["before"], "amount": amount(letter.before_cents, letter.language)})
    return {"title": words["title"], "rows": rows}


def formula(weight: int, key_total: int, language: str) -> str:
    """The fraction of a key as it is printed."""
    return f"{number(weight, language)}\u00a0/\u00a0{number(key_total, language)}"
