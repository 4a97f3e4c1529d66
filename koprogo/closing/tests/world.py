"""Les Tilleuls as another syndic handed it over: the balance sheet of law 4.5, 13 416.32 on each side."""

from datetime import date

from koprogo.banking.operations import accounts
from koprogo.banking.rules.purposes import Purpose
from koprogo.closing.models import Takeover
from koprogo.closing.operations import start, takeover
from koprogo.closing.operations.start import Situation
from koprogo.closing.queries import takeover as queries
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

CURRENT, RESERVE = "BE68539007547034", "BE71096123456769"
SITUATION = Situation(date(2025, 12, 31), "Gérance Dupuis SRL", "Bilan et inventaire remis", date(2025, 12, 31))
#: What each owner owes (+) or is owed (−) after the settlement of law 4.6, in cents.
OWED = {
    "Alice": -26_179,
    "Bruno": -17_453,
    "Chloé": 33_511,
    "David": 21_954,
    "Eve / Frank": 14_522,
    "Greta / Hugo": 8_936,
    "Ines": 7_819,
}


def balance(*, current: int = 1_206_890, suppliers: int = 50_000, owners: dict[str, int] | None = None) -> str:
    """The balance as pasted: accounts of another chart, then each owner under 4101."""
    rows = [
        ("Compte", "Libellé", "Débit", "Crédit"),
        ("100", "Fonds de roulement", "", _euros(1_200_000)),
        ("160", "Fonds de réserve", "", _euros(48_000)),
        ("440", "Kone Belgium", "", _euros(suppliers)),
        ("550000", f"Épargne {RESERVE}", _euros(48_000), ""),
        ("551000", f"À vue {CURRENT}", _euros(current), ""),
    ]
    for index, (name, cents) in enumerate((OWED if owners is None else owners).items(), 1):
        side = (_euros(cents), "") if cents > 0 else ("", _euros(-cents))
        rows.append((f"4101{index:03d}", name if "/" in name else f"{name} Tilleul", *side))
    return "\n".join("\t".join(row) for row in rows)


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def described(access: Access) -> None:
    """The seat and the enterprise number, which every paper carries."""
    describe.describe(
        access,
        identity=Identity(
            name="Les Tilleuls",
            name_2="De Linden",
            street="Avenue des Tilleuls",
            street_2="Lindenlaan",
            house_number="12",
            postcode="1000",
            city="Bruxelles",
            city_2="Brussel",
            language_2="nl",
            enterprise_number="0403.170.701",
        ),
    )


def banked(access: Access) -> None:
    """The two accounts of the association."""
    accounts.open_account(access, iban=CURRENT, purpose=Purpose.CURRENT, label="Compte à vue")
    accounts.open_account(access, iban=RESERVE, purpose=Purpose.RESERVE, label="Fonds de réserve")


def stated(access: Access, row: Takeover, *, current: int = 1_206_890, reserve: int = 48_000) -> None:
    """What the two paper statements say."""
    banks = {one.iban: one.id for one in queries.chart(access) if one.iban}
    start.correct(access, takeover_id=row.id, lines=[], stated={banks[CURRENT]: current, banks[RESERVE]: reserve})


def taken_over(world: Tilleuls, text: str | None = None) -> Takeover:
    """The whole: banks, the pasted balance, what the bank says, and the opening entry."""
    access = world.syndic_access
    described(access)
    banked(access)
    row = start.from_cells(access, situation=SITUATION, text=text or balance(), name="copie")
    stated(access, row)
    return takeover.book(access, takeover_id=row.id, label="Reprise")
