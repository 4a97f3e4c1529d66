"""The invoices of Le Verger's year: who was paid, what waits for the council, what this month's bank pays."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from koprogo.condominiums.queries import keys
from koprogo.kernel import structured_reference
from koprogo.ledger.queries import accounts
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.purchases.operations import approval, invoices, payments, pieces, recurring, states, suppliers
from koprogo.purchases.operations.invoices import InvoiceFacts, Piece
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import Kind


@dataclass(frozen=True, slots=True)
class Vendor:
    """One supplier of the story."""

    name: str
    number: str
    iban: str
    city: str = "1000 Bruxelles"


KONE = Vendor("KONE Belgium", "0436.407.453", "BE43068999999501")
CLEAN = Vendor("Propreté du Nord SRL", "0450.123.451", "BE62510007547061")
INSURER = Vendor("Assurances Brabant", "0404.484.654", "BE41063012345610")
POWER = Vendor("Énergie Citoyenne", "0403.201.185", "BE96001001234505")
ROOFER = Vendor("Toitures Lambert", "0448.826.918", "BE36734012345681")


@dataclass(frozen=True, slots=True)
class Bill:
    """One invoice: days before today, cents, account, key by its code, occupant's percent, rate, what it is for."""

    vendor: Vendor
    number: str
    ago: int
    cents: int
    account: str
    key: str
    percent: int
    rate: int
    label: str
    kind: Kind = Kind.INVOICE
    months: int = 0


BILLS = (
    Bill(INSURER, "2026-88121", 320, 412_000, "614", "quotites", 0, 0, "Incendie, prime annuelle", months=12),
    Bill(KONE, "61-19802", 296, 68_420, "6101", "ascenseur", 100, 2100, "Contrat, 1er trimestre", months=3),
    Bill(POWER, "E-771204", 262, 31_870, "6121", "quotites", 100, 2100, "Électricité des communs", months=3),
    Bill(CLEAN, "2026/041", 241, 48_400, "6105", "quotites", 100, 2100, "Nettoyage du mois", months=1),
    Bill(KONE, "61-19977", 205, 68_420, "6101", "ascenseur", 100, 2100, "Contrat, 2e trimestre", months=3),
    Bill(CLEAN, "2026/058", 180, 48_400, "6105", "quotites", 100, 2100, "Nettoyage du mois", months=1),
    Bill(POWER, "E-790355", 171, 29_955, "6121", "quotites", 100, 2100, "Électricité des communs", months=3),
    Bill(CLEAN, "NC-2026/003", 165, 12_100, "6105", "quotites", 100, 2100, "Semaine non faite", kind=Kind.CREDIT_NOTE),
    Bill(KONE, "61-20447", 24, 68_420, "6101", "ascenseur", 100, 2100, "Contrat, 4e trimestre", months=3),
    Bill(ROOFER, "F26-311", 6, 1_272_000, "6110", "quotites", 0, 600, "Réfection de la corniche"),
)


def bills(access: Access, *, today: Access) -> None:
    """Record the year's invoices; the last two are to pay and to approve. ``access``: the syndic."""
    codes = {name.split()[0]: account for account, name in accounts.choices(access)}
    shares = {key.code: key.key_id for key in keys.all(today, on=today.today)}
    known = {
        vendor: suppliers.add(
            access,
            facts=SupplierFacts(
                vendor.name,
                enterprise_number=vendor.number,
                iban=vendor.iban,
                street="Rue du Commerce 1",
                postcode=vendor.city.split()[0],
                city=vendor.city.split()[1],
            ),
        ).id
        for vendor in (KONE, CLEAN, INSURER, POWER, ROOFER)
    }
    numbers: dict[str, str] = {}
    for bill in BILLS:
        then = replace(access, now=today.now - timedelta(days=bill.ago - 2))
        if bill is BILLS[-1]:
            approval.set_rule(
                then,
                mode=Mode.ABOVE,
                threshold_cents=500_000,
                decision="AG du 9 décembre, point 8",
                decided_on=then.today.replace(month=1, day=9),
            )
        numbers[bill.number] = _recorded(then, bill, known[bill.vendor], codes[bill.account], shares[bill.key])
    payments.offset(today, credit_note=numbers["NC-2026/003"], invoice=numbers["2026/058"])
    first = today.today.replace(day=1)
    recurring.repeat(today, number=numbers["61-20447"], interval=Interval.QUARTERLY, first_on=_next_quarter(first))


def _recorded(access: Access, bill: Bill, supplier: UUID, account: UUID, key: UUID) -> str:
    issued = access.today - timedelta(days=2)
    line = LineFacts(
        account,
        bill.cents,
        vat_bp=bill.rate,
        label=bill.label,
        key_id=key,
        occupant_percent=bill.percent,
        period_from=issued if bill.months else None,
        period_to=issued + timedelta(days=30 * bill.months - 1) if bill.months else None,
    )
    kept = pieces.keep(access, data=voucher(bill, issued), name=f"{bill.number.replace('/', '-')}.pdf")
    digits = "".join(filter(str.isdigit, bill.number))[-10:].rjust(10, "0")
    facts = InvoiceFacts(
        supplier,
        issued,
        [line],
        kind=bill.kind,
        supplier_number=bill.number,
        payment_reference=structured_reference.make(digits) if bill.kind is Kind.INVOICE else "",
    )
    row = invoices.record(access, facts=facts, pieces=[Piece(kept.id)])
    states.check(access, number=row.number)
    return row.number


def _next_quarter(first: date) -> date:
    month = (first.month - 1) // 3 * 3 + 4
    return date(first.year + (month > 12), (month - 1) % 12 + 1, 1)


def voucher(bill: Bill, issued: date) -> bytes:
    """A page of plain text as a PDF: what the supplier would have sent."""
    lines = [
        bill.vendor.name,
        f"BE {bill.vendor.number} - {bill.vendor.iban}",
        "",
        f"{'NOTE DE CREDIT' if bill.kind is Kind.CREDIT_NOTE else 'FACTURE'} {bill.number}",
        f"Date : {issued.isoformat()}",
        "ACP Le Verger, Rue du Verger commun 14, 1030 Bruxelles",
        "",
        bill.label,
        f"Total TVA {bill.rate // 100} % comprise : {formats.amount(bill.cents, 'fr')} EUR",
    ]
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 18 TL 60 760 Td {shown}ET".encode("cp1252", "replace"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _escaped(text: str) -> str:
    plain = text.replace("\u202f", " ").replace("\xa0", " ")
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
