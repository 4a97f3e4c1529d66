"""Les Tilleuls (law 0.2) as plain facts: lots, holders, keys and accounts for the rules of the settlement."""

from datetime import date
from uuid import UUID

from koprogo.ledger.rules.roles import AccountRole
from koprogo.settlements.rules.costs import Account, Called, Cost, Key
from koprogo.settlements.rules.period import Holding, Lot, Span
from koprogo.settlements.rules.table import Table

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
SHARES = {"A": 180, "B": 120, "C": 150, "D": 150, "E": 120, "F": 130, "G": 80, "H": 70}
LIFT = {"C": 150, "D": 150, "E": 120, "F": 130, "G": 80, "H": 70}
OWNERS = dict(
    zip("ABCDEFGH", ("Alice", "Bruno", "Chloé", "Chloé", "David", "Eve / Frank", "Greta", "Ines"), strict=True)
)


def uid(text: str) -> UUID:
    """A stable identifier of a name."""
    return UUID(bytes=text.encode().ljust(16, b".")[:16])


def key(code: str, weights: dict[str, int]) -> Key:
    return Key(uid(code), code, code, sum(weights.values()), {uid(lot): weight for lot, weight in weights.items()})


PARTS, LIFT_KEY = key("parts", SHARES), key("lift", LIFT)


def account(code: str, role: str = "") -> Account:
    return Account(uid(code), code, code, code, role)


PROVISIONS = account("701", AccountRole.PROVISIONS)


def lots(*, sold: dict[str, tuple[str, date]] | None = None) -> list[Lot]:
    """The eight lots; ``sold``: lot to (buyer, first day)."""
    out = []
    for number, owner in OWNERS.items():
        holdings = [Holding(uid(owner), owner, YEAR)]
        if sold and number in sold:
            buyer, on = sold[number]
            before = date.fromordinal(on.toordinal() - 1)
            holdings = [
                Holding(uid(owner), owner, Span(YEAR.from_on, before)),
                Holding(uid(buyer), buyer, Span(on, YEAR.to_on)),
            ]
        out.append(Lot(uid(number), number, tuple(holdings)))
    return out


def cost(code: str, cents: int, percent: int, by: Key | None = PARTS, **more: object) -> Cost:
    more.setdefault("on", date(2025, 6, 1))
    return Cost(account(code), cents, key=by, occupant_percent=percent, **more)  # type: ignore[arg-type]


def year() -> list[Cost]:
    """The costs of law 4.6."""
    return [
        cost("6105", 240_000, 100),
        cost("614", 300_000, 0),
        cost("6130", 210_000, 50),
        cost("650", 4_560, 0),
        cost("6101", 180_000, 100, LIFT_KEY),
        cost("643", 8_550, 0, None, lot_id=uid("E")),
    ]


def provisions(cents: int = 900_000) -> list[Called]:
    return [Called(PROVISIONS, uid(lot), uid(OWNERS[lot]), cents * weight // 1_000) for lot, weight in SHARES.items()]


def shares(table: Table, code: str) -> dict[str, int]:
    """What each lot bears of an account, by its letter, all its columns together."""
    out: dict[str, int] = {}
    for column in table.columns:
        for cell in column.cells if column.account.code == code else ():
            letter = cell.lot_id.bytes[:1].decode()
            out[letter] = out.get(letter, 0) + cell.cents
    return out
