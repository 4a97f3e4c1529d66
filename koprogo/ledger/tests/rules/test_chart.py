"""The chart: no code and no role twice, four languages, and what it does not share with a vendor's chart."""

import csv

import pytest

from koprogo.ledger.rules import chart
from koprogo.ledger.rules.chart import CHART
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import BANK_ROLES, OWNER_ROLES, AccountRole
from koprogo.testing.fixtures import fixtures_dir

#: Accounts of the vendor's chart that are headings of its own layout, or its own additions: docs/law/chart.md.
NOT_TAKEN = {
    "1": "heading",
    "2": "heading",
    "4": "heading",
    "41": "heading",
    "42": "heading",
    "43": "heading",
    "44": "heading",
    "45": "heading",
    "48": "heading",
    "49": "heading",
    "5": "heading",
    "53": "heading",
    "6": "heading",
    "61": "heading",
    "610": "heading",
    "612": "heading",
    "613": "heading",
    "64": "heading",
    "65": "heading",
    "69": "heading",
    "7": "heading",
    "70": "heading",
    "74": "heading",
    "3111": "finer than 311",
    "3112": "finer than 311",
    "3120": "finer than 312",
    "3130": "finer than 313",
    "494": "vendor's own regularisation account",
    "4993": "vendor's import account",
    "4994": "vendor's import account",
    "4995": "vendor's regularisation account",
    "671": "finer than 67",
}
#: Accounts of ours that the vendor's chart does not have, or numbers otherwise: docs/law/chart.md.
NOT_THERE = {
    "4230": "the parts of 423 that fall due, as 1730 to 1732",
    "4231": "the parts of 423 that fall due, as 1730 to 1732",
    "4232": "the parts of 423 that fall due, as 1730 to 1732",
    "6111": "theirs is 6110001 to 6110009",
    "6302": "theirs is 6300002",
    "68161": "theirs is 6816001",
}


def vendor_codes() -> set[str]:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("the shared fixtures are not beside this copy")
    with (folder / "charts" / "pcmn_acp_fr_nl_en.csv").open(encoding="utf-8-sig") as lines:
        return {row["code"] for row in csv.DictReader(lines, delimiter=";")}


def test_every_code_once() -> None:
    codes = [account.code for account in CHART]
    assert len(codes) == len(set(codes))
    assert all(code.isdigit() for code in codes)


def test_every_role_once() -> None:
    roles = [account.role for account in CHART if account.role is not None]
    assert sorted(roles) == sorted(AccountRole)


def test_four_languages_and_a_french_apostrophe() -> None:
    for account in CHART:
        assert set(account.labels) == {"fr", "nl", "de", "en"}
        assert all(label.strip() == label and label for label in account.labels.values())
        assert "'" not in account.labels["fr"]


@pytest.mark.parametrize(
    ("first", "natures"),
    [
        ("1", {Nature.LIABILITY}),
        ("2", {Nature.ASSET}),
        ("3", {Nature.ASSET}),
        ("4", {Nature.ASSET, Nature.LIABILITY}),
        ("5", {Nature.ASSET}),
        ("6", {Nature.COST}),
        ("7", {Nature.INCOME}),
    ],
)
def test_natures_follow_the_classes(first: str, natures: set[Nature]) -> None:
    assert {account.nature for account in CHART if account.code[0] == first} == natures


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("100", AccountRole.WORKING_FUND),
        ("160", AccountRole.RESERVE_FUND),
        ("4100", AccountRole.OWNERS_RESERVE),
        ("4101", AccountRole.OWNERS_CHARGES),
        ("415", AccountRole.FORMER_OWNERS),
        ("440", AccountRole.SUPPLIERS),
        ("499", AccountRole.SUSPENSE),
        ("4991", AccountRole.SUSPENSE),
        ("4996", AccountRole.CLAIMS),
        ("550", AccountRole.BANK_RESERVE),
        ("551", AccountRole.BANK_CURRENT),
        ("55199", AccountRole.BANK_CURRENT),
        ("58", AccountRole.TRANSFERS),
        ("643", AccountRole.PRIVATE_COSTS),
        ("700", AccountRole.RESERVE_CALLS),
        ("701", AccountRole.PROVISIONS),
        ("6105", None),
    ],
)
def test_families(code: str, role: AccountRole | None) -> None:
    assert chart.family(code) == role


def test_enterprise_accounts_are_not_in_it() -> None:
    codes = {account.code for account in CHART}
    assert not codes & {"400", "411", "451", "604", "700001"}
    assert not any(code[0] in "089" for code in codes)
    assert chart.label("100", "fr") == "Fonds de roulement"  # and not the capital of a company


def test_labels_and_parents() -> None:
    assert chart.label("551", "nl") == "Bank – zichtrekening"
    assert chart.label("551", "xx") == chart.label("551", "fr")
    assert chart.label("999", "fr") == ""
    assert chart.parent("68161") == "6816"
    assert chart.parent("100") == ""


def test_owner_and_bank_roles_have_an_account() -> None:
    roles = {account.role for account in CHART}
    assert roles >= {*OWNER_ROLES, *BANK_ROLES}


def test_every_difference_from_the_vendor_s_chart_is_known() -> None:
    theirs, ours = vendor_codes(), {account.code for account in CHART}
    short = {code for code in theirs if len(code) <= 4}
    assert short - ours == set(NOT_TAKEN)
    # Theirs pads cost accounts to six or seven digits: 6105 is 610500, 614 is 614000.
    missing = {code for code in ours if not any(their.startswith(code) for their in theirs)}
    assert missing == set(NOT_THERE)
