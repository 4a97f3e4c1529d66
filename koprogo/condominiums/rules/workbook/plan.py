"""What an import would create: frozen rows, by the identifiers of the file itself."""

import dataclasses
import datetime
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook.reasons import Problem

Extra = tuple[tuple[str, str], ...]  # (header, text) of columns we keep without a field of their own


class OwnerKind(enum.StrEnum):
    """The kinds of party a file can name."""

    PERSON = "person"
    COMPANY = "company"
    JOINT = "joint"  # indivision: several people, pro rata (Civil Code, art. 3.87 §1)
    SPLIT = "split"  # usufruct and bare ownership


@dataclass(frozen=True, slots=True)
class CondominiumFacts:
    """The identity of the building, when the file has it."""

    code: str = ""
    name: str = ""
    enterprise_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    language: str = ""
    fiscal_year_starts_on: datetime.date | None = None
    fiscal_year_ends_on: datetime.date | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A party of the file: a person, a company, or people named together (`members`)."""

    code: str
    name: str
    kind: OwnerKind = OwnerKind.PERSON
    last_name: str = ""
    first_name: str = ""
    title: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    language: str = ""
    phones: tuple[str, ...] = ()
    mobiles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    enterprise_number: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot; `code` is the identifier other sheets use, `label` is what people call it."""

    code: str
    label: str
    kind: LotKind
    kind_text: str = ""
    floor: str = ""
    entrance: str = ""
    primary_lot: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An allocation key: whole shares per lot code; a lot that is absent is not concerned."""

    name: str
    label: str
    total: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """One person's part in a way of holding; several rows of one code are one joint or split party."""

    code: str
    owner: str
    full: Fraction = Fraction(1)
    bare: Fraction = Fraction(0)
    usufruct: Fraction = Fraction(0)
    representative: str = ""
    external_representative: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Several owners who hold together; `code` is the party's (`party_codes`)."""

    code: str
    kind: OwnerKind
    members: tuple[HoldingRow, ...]


@dataclass(frozen=True, slots=True)
class OwnershipRow:
    """Who holds a lot: `owner` is an owner's or a group's code; `to_on` None means still."""

    lot: str
    owner: str
    from_on: datetime.date | None = None
    to_on: datetime.date | None = None
    holding: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """How one way of holding wants to be written to, and the name to write on the envelope."""

    holding: str
    title: str
    channels: Extra


@dataclass(frozen=True, slots=True)
class EntranceRow:
    """A door of the building with its address."""

    code: str
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class BankAccountRow:
    """An account of the condominium; an IBAN that fails its check digits is in the notes instead."""

    label: str
    kind: str
    iban: str
    primary: bool
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A balance as the file signs it, in cents, on the row of one lot ("" when on no lot)."""

    owner: str
    lot: str
    balance_cents: int


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a cell no field took, with its place and the lot and owner of its row."""

    sheet: str
    cell: str
    header: str
    text: str
    lot: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would write, and everything it will say."""

    condominium: CondominiumFacts = CondominiumFacts()
    owners: tuple[OwnerRow, ...] = ()
    lots: tuple[LotRow, ...] = ()
    keys: tuple[KeyRow, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    ownerships: tuple[OwnershipRow, ...] = ()
    preferences: tuple[PreferenceRow, ...] = ()
    entrances: tuple[EntranceRow, ...] = ()
    representatives: tuple[OwnerRow, ...] = ()
    bank_accounts: tuple[BankAccountRow, ...] = ()
    suppliers: tuple[str, ...] = ()
    balances: tuple[BalanceRow, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[Problem, ...] = field(default=())
    refused: tuple[Problem, ...] = field(default=())

    def facts(self) -> "ImportPlan":
        """The same plan without what was said about it: two files with equal facts import the same."""
        return dataclasses.replace(self, warnings=(), refused=())

    def groups(self) -> tuple[GroupRow, ...]:
        """The joint and split parties the holdings make, one per holding code with several owners."""
        return groups(self.holdings)

    def holders(self) -> dict[str, str]:
        """Lot code -> code of the party holding it last: the ownership still open, else the latest."""
        last: dict[str, OwnershipRow] = {}
        for row in self.ownerships:
            known = last.get(row.lot)
            if known is None or _recency(row) > _recency(known):
                last[row.lot] = row
        return {lot: row.owner for lot, row in last.items()}

    def shares(self) -> dict[str, dict[str, int]]:
        """Key name -> party code -> shares held; a party without shares in a key is not listed."""
        holders = self.holders()
        result: dict[str, dict[str, int]] = {}
        for key in self.keys:
            held = result.setdefault(key.name, {})
            for lot, weight in key.weights.items():
                if weight and lot in holders:
                    held[holders[lot]] = held.get(holders[lot], 0) + weight
        return result


def _recency(row: OwnershipRow) -> tuple[datetime.date, datetime.date]:
    return row.to_on or datetime.date.max, row.from_on or datetime.date.min


def party_codes(holdings: Iterable[HoldingRow]) -> dict[str, str]:
    """Holding code -> code of the party that holds: the owner's own, or the members' joined with "+".

    The same people with other parts are another party; its code also carries the holding's.
    """
    taken: dict[str, list[tuple[str, Fraction, Fraction, Fraction]]] = {}
    codes: dict[str, str] = {}
    for code, members in _by_code(holdings).items():
        parts = [(member.owner, member.full, member.bare, member.usufruct) for member in members]
        party = "+".join(member.owner for member in members)
        if len(members) > 1 and taken.setdefault(party, parts) != parts:
            party = f"{party}:{code}"
        codes[code] = party
    return codes


def groups(holdings: Iterable[HoldingRow]) -> tuple[GroupRow, ...]:
    """The parties made of several people: split as soon as one part is bare ownership or usufruct."""
    rows = tuple(holdings)
    codes = party_codes(rows)
    found: dict[str, GroupRow] = {}
    for code, members in _by_code(rows).items():
        if len(members) > 1:
            split = any(member.bare or member.usufruct for member in members)
            kind = OwnerKind.SPLIT if split else OwnerKind.JOINT
            found.setdefault(codes[code], GroupRow(codes[code], kind, tuple(members)))
    return tuple(found.values())


def _by_code(holdings: Iterable[HoldingRow]) -> dict[str, list[HoldingRow]]:
    by_code: dict[str, list[HoldingRow]] = {}
    for holding in holdings:
        by_code.setdefault(holding.code, []).append(holding)
    return by_code
