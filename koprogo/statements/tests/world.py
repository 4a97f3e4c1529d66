"""Les Tilleuls with the standard entries of the law's worked example (4.5, 4.6), written by hand."""

from datetime import date
from uuid import UUID

from koprogo.banking.operations import accounts as bank
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.kernel.money import split
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts
from koprogo.ledger.queries import entries as entry_queries
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.testing import tilleuls
from koprogo.testing.tilleuls import LOTS, Tilleuls

HOLDERS = {number: holder for number, _kind, _floor, _shares, holder in LOTS}
SHARES = {number: shares for number, _kind, _floor, shares, _holder in LOTS}
COSTS = {"6105": 240_000, "614": 300_000, "6130": 210_000, "650": 4_560, "6101": 180_000}
#: What each lot still owes (+) or is owed (−) once the year is settled (law 4.6).
SETTLED = {
    "A": -26_179,
    "B": -17_453,
    "C": 16_756,
    "D": 16_755,
    "E": 21_954,
    "F": 14_522,
    "G": 8_936,
    "H": 7_819,
}


def post(house: Tilleuls, *lines: Line, on: date, journal: JournalKind, label: str) -> None:
    """One entry, by the syndic."""
    voucher = Voucher("manual", None, f"Pièce {label}")
    entries.post(house.syndic_access, journal=journal, on=on, label=label, lines=lines, voucher=voucher)


def each(house: Tilleuls, role: R, cents: dict[str, int]) -> list[Line]:
    """One line for each lot on its owner's account."""
    return [
        Line(amount, role, party_id=house.parties[HOLDERS[lot]], lot_id=house.lots[lot])
        for lot, amount in cents.items()
    ]


def shared(house: Tilleuls, role: R, total: int, sign: int = 1) -> list[Line]:
    """A total on the owners' accounts by the shares of their lots."""
    parts = split(total, list(SHARES.values()))
    return each(house, role, {lot: sign * part for lot, part in zip(SHARES, parts, strict=True)})


def year(house: Tilleuls, *, settle: bool = True) -> None:
    """E1 to E7, and E9 if asked (law 4.5): calls, invoices, payments, receipts, transfer, settlement."""
    calls, day = JournalKind.CALLS, date(2026, 3, 2)
    working = [*shared(house, R.OWNERS_CHARGES, 1_200_000), Line(-1_200_000, R.WORKING_FUND)]
    post(house, *working, on=day, journal=calls, label="Fonds de roulement")
    advances = [*shared(house, R.OWNERS_CHARGES, 900_000), Line(-900_000, R.PROVISIONS)]
    post(house, *advances, on=day, journal=calls, label="Provisions 2026")
    reserve = [*shared(house, R.OWNERS_RESERVE, 48_000), Line(-48_000, R.RESERVE_FUND)]
    post(house, *reserve, on=day, journal=calls, label="Fonds de réserve 2026")
    costs = [Line(cents, account_id=_account(house, code)) for code, cents in COSTS.items()]
    private = Line(8_550, R.PRIVATE_COSTS, party_id=house.parties[HOLDERS["E"]], lot_id=house.lots["E"])
    invoices = [*costs, private, Line(-943_110, R.SUPPLIERS)]
    post(house, *invoices, on=date(2026, 6, 1), journal=JournalKind.PURCHASES, label="Factures")
    paid = [Line(893_110, R.SUPPLIERS), Line(-893_110, R.BANK_CURRENT)]
    post(house, *paid, on=date(2026, 7, 1), journal=JournalKind.MISCELLANEOUS, label="Paiements")
    received = [
        *shared(house, R.OWNERS_CHARGES, 1_200_000, -1),
        *shared(house, R.OWNERS_CHARGES, 900_000, -1),
        *shared(house, R.OWNERS_RESERVE, 48_000, -1),
        Line(2_148_000, R.BANK_CURRENT),
    ]
    post(house, *received, on=date(2026, 7, 2), journal=JournalKind.MISCELLANEOUS, label="Versements")
    moved = [
        Line(48_000, R.TRANSFERS),
        Line(-48_000, R.BANK_CURRENT),
        Line(48_000, R.BANK_RESERVE),
        Line(-48_000, R.TRANSFERS),
    ]
    post(house, *moved, on=date(2026, 7, 3), journal=JournalKind.MISCELLANEOUS, label="Vers la réserve")
    if settle:
        settled(house)


def settled(house: Tilleuls) -> None:
    """E9: what was advanced and what was spent go to the owners."""
    costs = [Line(-cents, account_id=_account(house, code)) for code, cents in COSTS.items()]
    lines = [
        Line(900_000, R.PROVISIONS),
        *costs,
        Line(-8_550, R.PRIVATE_COSTS, lot_id=house.lots["E"]),
        *each(house, R.OWNERS_CHARGES, SETTLED),
    ]
    post(house, *lines, on=date(2026, 11, 20), journal=JournalKind.SETTLEMENTS, label="Décompte 2026")


def sold(house: Tilleuls, *, seller: str, buyer: str) -> None:
    """E10: the share of lot F in the working fund goes from seller to buyer."""
    lines = [
        Line(156_000, R.OWNERS_CHARGES, party_id=house.parties[buyer]),
        Line(-156_000, R.OWNERS_CHARGES, party_id=house.parties[seller]),
    ]
    post(house, *lines, on=date(2026, 11, 22), journal=JournalKind.MISCELLANEOUS, label="Vente du lot F")


def _account(house: Tilleuls, code: str) -> UUID:
    found: UUID = accounts.account(house.syndic_access, code=code).id
    return found


def opened(house: Tilleuls) -> None:
    """The books, open for the year of the example."""
    books.ensure_books(house.syndic_access, on=date(2026, 3, 2))


def post_fee(house: Tilleuls) -> None:
    """A bank charge of the last day."""
    lines = [Line(1_250, R.BANK_CHARGES), Line(-1_250, R.BANK_CURRENT)]
    post(house, *lines, on=date(2026, 11, 24), journal=JournalKind.MISCELLANEOUS, label="Frais")


def many_accounts(house: Tilleuls, count: int = 25) -> None:
    """Costs on many more sub-accounts."""
    above = _account(house, "6109")
    lines = []
    for number in range(count):
        made = books.add_account(
            house.syndic_access, parent_id=above, code=f"6109{number:04d}", label=f"Poste {number}"
        )
        lines.append(Line(100, account_id=made.id))
    lines.append(Line(-100 * count, R.SUPPLIERS))
    post(house, *lines, on=date(2026, 11, 24), journal=JournalKind.PURCHASES, label="Divers")


def called(house: Tilleuls) -> tuple[int, UUID]:
    """A call that was sent: the number of its entry in APP, and its own row."""
    access = house.syndic_access
    identity = Identity(
        "Les Tilleuls", "Avenue des Tilleuls", "12", "1000", "Bruxelles", enterprise_number="0403170701"
    )
    describe.describe(access, identity=identity)
    bank.open_account(access, iban="BE68539007547034", purpose=Purpose.CURRENT, label="Compte courant")
    parts = [
        Part(CallKind.PROVISION, "Charges", house.keys["parts"], 225_000),
        Part(CallKind.RESERVE, "Réserve", house.keys["lift"], 12_000),
    ]
    call = calls.write(access, title="Quatrième trimestre", due_on=date(2026, 12, 31), parts=parts)
    calls.send(access, number=call.number)
    reference = entry_queries.of_voucher(access, voucher_id=call.id)[0]
    return int(reference.split("-")[-1]), call.id


def build() -> Tilleuls:
    """The building, its books empty."""
    return tilleuls.build()
