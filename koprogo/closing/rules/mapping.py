"""Another syndic's accounts and names in ours: guessed by code, by use and by words; a person may say otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.closing.rules.reading import Kind, Row
from koprogo.condominiums.rules.workbook import cells
from koprogo.kernel import iban as ibans
from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.roles import AccountRole as R


class Reason(StrEnum):
    """Why an account was taken."""

    IBAN = "iban"
    CODE = "code"
    PREFIX = "prefix"
    WORDS = "words"
    LIST = "list"  # a list of owners or of suppliers


@dataclass(frozen=True, slots=True)
class Account:
    """An account of ours as the mapping sees it. ``credit``: a debt, a fund or an income, usually in credit."""

    id: UUID
    code: str
    name: str
    role: str
    family: str
    iban: str
    credit: bool


@dataclass(frozen=True, slots=True)
class Someone:
    """A party that a balance can name: an owner with its lots, or a supplier."""

    id: UUID
    name: str
    lots: tuple[str, ...] = ()
    external: str = ""
    supplier: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a row seems to go; empty when nobody can say."""

    account: Account | None = None
    reason: Reason | None = None
    party: Someone | None = None


#: Codes of other charts (that of enterprises, usual programs) by what they are for; the longest fit counts.
_FOREIGN: tuple[tuple[str, R], ...] = (
    ("400", R.OWNERS_CHARGES),
    ("404", R.OWNERS_CHARGES),
    ("409", R.FORMER_OWNERS),
    ("10", R.WORKING_FUND),
    ("13", R.RESERVE_FUND),
    ("14", R.RESULT),
    ("15", R.RESERVE_FUND),
    ("16", R.RESERVE_FUND),
    ("53", R.BANK_RESERVE),
    ("54", R.TRANSFERS),
)
#: What a name says, in the three languages of the country and in English.
_SAID: tuple[tuple[R, tuple[str, ...]], ...] = (
    (R.BANK_RESERVE, ("banque reserve", "compte epargne", "epargne", "spaarrekening", "sparkonto", "savings")),
    (R.BANK_CURRENT, ("banque", "compte a vue", "compte courant", "zichtrekening", "bank", "girokonto")),
    (R.WORKING_FUND, ("fonds de roulement", "werkkapitaal", "betriebsfonds", "betriebskapital", "working fund")),
    (R.RESERVE_FUND, ("fonds de reserve", "reservekapitaal", "reservefonds", "rucklage", "reserve fund")),
    (R.FORMER_OWNERS, ("anciens coproprietaires", "vorige mede eigenaars", "fruhere miteigentumer", "former")),
    (R.OWNERS_CHARGES, ("coproprietaire", "mede eigenaar", "miteigentumer", "co owner", "owners")),
    (R.INVOICES_TO_RECEIVE, ("factures a recevoir", "te ontvangen facturen", "invoices to receive")),
    (R.SUPPLIERS, ("fournisseur", "leverancier", "lieferant", "supplier")),
    (R.SUSPENSE, ("attente", "wachtrekening", "zwischenkonto", "suspense")),
    (R.CASH, ("caisse", "kas", "kasse", "cash")),
)
_BELGIAN = re.compile(r"BE[0-9]{2}(?:[ -]?[0-9]{4}){3}", re.IGNORECASE)


def account_of(row: Row, accounts: Sequence[Account]) -> tuple[Account | None, Reason | None]:
    """The account of ours a row goes to, and why."""
    by_role = {one.role: one for one in accounts if one.role}
    if row.kind is not Kind.ACCOUNT:
        role = R.SUPPLIERS if row.kind is Kind.SUPPLIER else R.OWNERS_CHARGES
        return by_role.get(role), Reason.LIST
    said = iban_in(row.label)
    found = next((one for one in accounts if said and one.iban == said), None)
    if found:
        return found, Reason.IBAN
    exact = next((one for one in accounts if one.code == row.code and not _parent_of_bank(one)), None)
    if exact:
        return exact, Reason.CODE
    words = f" {cells.fold(row.label)} "
    prefix = _prefix(row.code, accounts)
    bank = _only_bank(row, words, accounts)
    if bank:
        return bank, Reason.WORDS
    if prefix and len(prefix.code) >= 3 and not _parent_of_bank(prefix):
        return prefix, Reason.PREFIX
    for role, names in _SAID:
        if role in by_role and any(f" {name}" in words for name in names):
            chosen = by_role[role]
            return (None, None) if _parent_of_bank(chosen) else (chosen, Reason.WORDS)
    fits = [(code, role) for code, role in _FOREIGN if row.code.startswith(code) and role in by_role]
    if fits:
        chosen = by_role[max(fits)[1]]
        return (None, None) if _parent_of_bank(chosen) else (chosen, Reason.PREFIX)
    return (prefix, Reason.PREFIX) if prefix and not _parent_of_bank(prefix) else (None, None)


def iban_in(text: str) -> str:
    """The Belgian IBAN written in a label, compact, or an empty text."""
    found = _BELGIAN.search(text)
    if found is None:
        return ""
    try:
        return ibans.parse(found[0])
    except Refused:
        return ""


def _parent_of_bank(one: Account) -> bool:
    """550, 551 and 552 hold nothing themselves: the money stands on the sub-account of an IBAN."""
    return not one.iban and (one.code == "55" or one.family in (R.BANK_CURRENT, R.BANK_RESERVE, R.BANK_OTHER))


def _prefix(code: str, accounts: Sequence[Account]) -> Account | None:
    fits = [one for one in accounts if len(one.code) >= 2 and code.startswith(one.code)]
    return max(fits, key=lambda one: len(one.code), default=None)


def _only_bank(row: Row, words: str, accounts: Sequence[Account]) -> Account | None:
    """A bank account without its IBAN, where the words and our accounts leave only one it can be."""
    if not row.code.startswith("55"):
        return None
    saving = any(f" {name}" in words for name in (*_SAID[0][1], "reserve"))
    role = R.BANK_RESERVE if saving else R.BANK_CURRENT
    fits = [one for one in accounts if one.iban and one.family == role]
    return fits[0] if len(fits) == 1 else None


def party_of(row: Row, people: Sequence[Someone], *, suppliers: bool) -> Someone | None:
    """Whom a row names, when only one can be meant: by lot, by identifier, by name."""
    among = [one for one in people if one.supplier == suppliers]
    if row.lot:
        held = [one for one in among if cells.identity(row.lot) in map(cells.identity, one.lots)]
        if len(held) == 1:
            return held[0]
    label = set(cells.fold(row.label).split())
    for fits in (
        [one for one in among if one.external and cells.identity(one.external) == cells.identity(row.label)],
        [one for one in among if label and set(cells.fold(one.name).split()) == label],
        [one for one in among if one.name and set(cells.fold(one.name).split()) <= label],
        [one for one in among if any(f"lot {lot}" in f"{cells.fold(row.label)} " for lot in _lots(one))],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def _lots(one: Someone) -> list[str]:
    return [f"{cells.fold(lot)} " for lot in one.lots]


def guess(row: Row, accounts: Sequence[Account], people: Sequence[Someone]) -> Guess:
    """Where a row goes: the account, and the party where that account is kept by person."""
    account, reason = account_of(row, accounts)
    if account is None:
        return Guess()
    return Guess(account, reason, person_for(row, account, people))


def person_for(row: Row, account: Account, people: Sequence[Someone]) -> Someone | None:
    """The party of a row on an account that is kept by person; None elsewhere."""
    if account.family == R.SUPPLIERS:
        return party_of(row, people, suppliers=True)
    if account.family in (R.OWNERS_CHARGES, R.OWNERS_RESERVE, R.FORMER_OWNERS):
        return party_of(row, people, suppliers=False)
    return None


def cents(row: Row, account: Account | None) -> int:
    """The amount with the sign of our books: what the file says, else the usual side of the account.

    Of a list, what an owner still owes and what is still owed to a supplier is above zero.
    """
    if row.signed or row.kind is Kind.OWNER:
        return row.cents
    if row.kind is Kind.SUPPLIER:
        return -row.cents
    return -row.cents if account is not None and account.credit else row.cents
