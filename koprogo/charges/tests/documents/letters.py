"""Letters as the tests need them: one building, one owner, figures that hold together."""

from dataclasses import replace
from datetime import date

from koprogo.charges.documents.call_letter import CallLetter, CallLetterLine
from koprogo.charges.documents.owner_statement import OwnerStatement, StatementLine
from koprogo.condominiums.documents.letterhead import Addressee, CondominiumHead, Language
from koprogo.kernel import epc

IBAN = "BE68539007547034"
REFERENCE = "014300405862"
HEAD = CondominiumHead(
    name="Le Verger",
    legal_name="ACP Le Verger",
    streets=("Rue du Verger commun", "Gemene Boomgaardstraat"),
    house_number="14",
    locality="1050 Ixelles",
    enterprise_number="0403170701",
    syndic_name="Martine Lambert",
    syndic_contact=("02 555 12 34", "syndic@verger.example"),
    read_more_at="verger.example/appels",
)
OWNER = Addressee(name="Amina Diallo", lines=("Rue du Verger commun 14, boîte 3C", "1050 Ixelles"))
CHARGES = CallLetterLine(
    label="Provision de charges, 4e trimestre",
    detail="Clé générale",
    lot="3C",
    weight=580,
    key_total=10_000,
    total_cents=750_000,
    amount_cents=43_500,
    is_reserve=False,
)
RESERVE = CallLetterLine(
    label="Contribution au fonds de réserve",
    detail="Clé générale",
    lot="3C",
    weight=580,
    key_total=10_000,
    total_cents=150_000,
    amount_cents=8_700,
    is_reserve=True,
)


def paid_by(amount_cents: int, head: CondominiumHead = HEAD) -> str:
    """The QR payload of a payment of so many cents, or none."""
    if amount_cents <= 0:
        return ""
    return epc.payload(name=head.legal_name[:70], iban=IBAN, amount_cents=amount_cents, remittance=REFERENCE)


def a_call(
    language: Language = "fr",
    *,
    lines: tuple[CallLetterLine, ...] = (CHARGES, RESERVE),
    previous_balance_cents: int = -6_214,
    head: CondominiumHead = HEAD,
    addressee: Addressee = OWNER,
) -> CallLetter:
    """A call whose totals follow from its lines."""
    total = sum(line.amount_cents for line in lines)
    to_pay = total + previous_balance_cents
    return CallLetter(
        language=language,
        condominium=head,
        addressee=addressee,
        number="2026-014",
        title="Appel de fonds du 4e trimestre 2026",
        issued_on=date(2026, 11, 16),
        due_on=date(2026, 11, 30),
        lines=lines,
        total_cents=total,
        reserve_cents=sum(line.amount_cents for line in lines if line.is_reserve),
        previous_balance_cents=previous_balance_cents,
        to_pay_cents=to_pay,
        beneficiary=head.legal_name,
        iban=IBAN,
        structured_reference=REFERENCE,
        qr_payload=paid_by(to_pay, head),
        notes=("Décision de l’assemblée générale du 9 décembre 2025, point 5.",),
    )


def many_lines(count: int) -> tuple[CallLetterLine, ...]:
    """That many lots of the same owner, each with its own provision."""
    return tuple(replace(CHARGES, lot=f"G{i:02d}", label=f"Provision du garage {i}") for i in range(1, count + 1))


#: Day, words, voucher, cents: positive for a debit, negative for a credit.
YEAR = (
    (date(2026, 2, 1), "Appel du 1er trimestre", "APP 3", 43_500),
    (date(2026, 2, 18), "Votre virement", "CBC 12", -43_500),
    (date(2026, 5, 1), "Appel du 2e trimestre", "APP 21", 43_500),
    (date(2026, 5, 18), "Votre virement", "CBC 41", -43_500),
    (date(2026, 6, 22), "Décompte annuel 2025, trop-perçu", "DEC 2", -6_214),
    (date(2026, 8, 15), "Appel du 3e trimestre", "APP 38", 43_500),
    (date(2026, 8, 30), "Votre virement", "CBC 77", -43_500),
    (date(2026, 11, 1), "Appel du 4e trimestre", "APP 55", 43_500),
)


def moved(on: date, words: str, voucher: str, cents: int) -> StatementLine:
    """One movement, on the side its sign says."""
    return StatementLine(on=on, words=words, voucher=voucher, debit_cents=max(cents, 0), credit_cents=max(-cents, 0))


def a_statement(language: Language = "fr", *, closing_cents: int | None = None) -> OwnerStatement:
    """A year of an account, with one more line where a closing balance is asked for."""
    lines = [moved(*row) for row in YEAR]
    end = sum(line.debit_cents - line.credit_cents for line in lines)
    if closing_cents is not None:
        lines.append(moved(date(2026, 11, 20), "Régularisation", "OD 9", closing_cents - end))
        end = closing_cents
    return OwnerStatement(
        language=language,
        condominium=HEAD,
        addressee=OWNER,
        lots=("3C", "garage G4"),
        from_on=date(2026, 1, 1),
        to_on=date(2026, 11, 24),
        issued_on=date(2026, 11, 24),
        opening_balance_cents=0,
        lines=tuple(lines),
        closing_balance_cents=end,
        beneficiary=HEAD.legal_name,
        iban=IBAN,
        structured_reference=REFERENCE,
        qr_payload=paid_by(end),
    )
