"""Where the accounts and the names of another syndic go in ours."""

from uuid import uuid4

import pytest

from koprogo.closing.rules.mapping import Account, Reason, Someone, account_of, cents, guess, iban_in, party_of
from koprogo.closing.rules.reading import Kind, Row
from koprogo.ledger.rules.chart import CHART, family
from koprogo.ledger.rules.chart_account import Nature

BANK = Account(uuid4(), "55101", "Compte à vue", "", "bank_current", "BE68539007547034", credit=False)
SAVING = Account(uuid4(), "55001", "Compte de réserve", "", "bank_reserve", "BE71096123456769", credit=False)
OURS = [
    Account(
        uuid4(),
        one.code,
        one.labels["fr"],
        one.role or "",
        family(one.code) or "",
        "",
        credit=one.nature in (Nature.LIABILITY, Nature.INCOME),
    )
    for one in CHART
] + [BANK, SAVING]
ALICE = Someone(uuid4(), "Alice Tilleul", ("A",))
CHLOE = Someone(uuid4(), "Chloé Tilleul", ("C", "D"))
JOINT = Someone(uuid4(), "Eve / Frank", ("F",))
KONE = Someone(uuid4(), "KONE Belgium", supplier=True)
PEOPLE = [ALICE, CHLOE, JOINT, KONE]


def row(code: str, label: str = "", *, lot: str = "", kind: Kind = Kind.ACCOUNT, amount: int = 100) -> Row:
    return Row("Feuille", "C2", kind, code, label, lot, amount, signed=False)


@pytest.mark.parametrize(
    ("code", "label", "ours", "reason"),
    [
        ("4101", "Copropriétaires", "4101", Reason.CODE),
        ("614", "Assurance", "614", Reason.CODE),
        ("550000", "BE68 5390 0754 7034 à vue", "55101", Reason.IBAN),
        ("550", "Banque compte courant", "55101", Reason.WORDS),
        ("5501", "Compte épargne", "55001", Reason.WORDS),
        ("440012", "KONE", "440", Reason.PREFIX),
        ("410100", "Tilleul Alice", "4101", Reason.PREFIX),
        ("400000", "Eigenaars", "4101", Reason.PREFIX),
        ("1300", "Réserve légale", "160", Reason.PREFIX),
        ("999", "Fonds de réserve toiture", "160", Reason.WORDS),
        ("480", "Wachtrekening", "499", Reason.WORDS),
        ("444", "Factures à recevoir", "444", Reason.CODE),
    ],
)
def test_accounts_are_guessed(code: str, label: str, ours: str, reason: Reason) -> None:
    account, why = account_of(row(code, label), OURS)
    assert account is not None and (account.code, why) == (ours, reason)


@pytest.mark.parametrize(("code", "label"), [("999", "Divers"), ("55", "?")])
def test_what_nobody_can_say_is_left_to_a_person(code: str, label: str) -> None:
    without = [one for one in OURS if not one.iban]
    assert account_of(row(code, label), without) == (None, None)


def test_a_bank_is_never_its_parent_account() -> None:
    two = [*OURS, Account(uuid4(), "55102", "Second compte", "", "bank_current", "BE43068999999501", credit=False)]
    account, _reason = account_of(row("551", "Banque"), two)
    assert account is None, "two accounts it could be: a person says which"


@pytest.mark.parametrize(
    ("one", "suppliers", "found"),
    [
        (row("410", "x", lot="a", kind=Kind.OWNER), False, ALICE),
        (row("410", "Tilleul Chloé", kind=Kind.OWNER), False, CHLOE),
        (row("4101", "Mme Alice Tilleul (lot A)"), False, ALICE),
        (row("4101", "Lot F"), False, JOINT),
        (row("4101", "Tilleul"), False, None),
        (row("440", "Kone Belgium"), True, KONE),
        (row("440", "Alice Tilleul"), True, None),
    ],
)
def test_persons_are_recognised_when_only_one_can_be_meant(one: Row, suppliers: bool, found: Someone | None) -> None:
    assert party_of(one, PEOPLE, suppliers=suppliers) == found


def test_a_row_of_an_owner_goes_to_charges_and_to_its_owner() -> None:
    made = guess(row("", "Tilleul Alice", kind=Kind.OWNER), OURS, PEOPLE)
    assert made.account is not None and (made.account.code, made.party) == ("4101", ALICE)


@pytest.mark.parametrize(
    ("code", "kind", "amount", "expected"),
    [
        ("100", Kind.ACCOUNT, 900, -900),
        ("55101", Kind.ACCOUNT, 900, 900),
        ("4101", Kind.OWNER, -50, -50),
        ("440", Kind.SUPPLIER, 500, -500),
        ("440", Kind.SUPPLIER, -20, 20),
    ],
)
def test_an_amount_without_a_side_takes_that_of_its_account(code: str, kind: Kind, amount: int, expected: int) -> None:
    account = next(one for one in OURS if one.code == code)
    assert cents(row(code, kind=kind, amount=amount), account) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [("BE68 5390 0754 7034", "BE68539007547034"), ("BE68539007547035", ""), ("compte", "")],
)
def test_an_iban_in_a_label(text: str, found: str) -> None:
    assert iban_in(text) == found
