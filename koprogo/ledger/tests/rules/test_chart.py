"""The chart: no code and no role twice, four languages, and what it does not share with a vendor's chart."""

import csv
from pathlib import Path

import pytest

from koprogo.ledger.rules import chart
from koprogo.ledger.rules.allocation import occupant_percent
from koprogo.ledger.rules.chart import CHART, OFFERED
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import BANK_ROLES, NONPROFIT_ROLES, OWNER_ROLES, AccountRole
from koprogo.testing.fixtures import fixtures_dir

LAW = Path(__file__).parents[4] / "docs" / "law" / "chart.md"


def differences(heading: str) -> dict[str, str]:
    """The codes of one table of docs/law/chart.md, each with its reason."""
    _before, _title, after = LAW.read_text(encoding="utf-8").partition(f"### {heading}\n")
    lines = after.partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {code.strip(): reason for codes, reason in cells for code in codes.split(",")}


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
    assert sorted(roles) == sorted(set(AccountRole) - set(NONPROFIT_ROLES))


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


def test_every_difference_from_the_vendor_s_chart_is_known_with_its_reason() -> None:
    theirs, ours = vendor_codes(), {account.code for account in CHART + OFFERED}
    assert len(theirs) == 365
    only_theirs, only_ours = differences("Theirs only"), differences("Ours only")
    assert theirs - ours == set(only_theirs)
    assert ours - theirs == set(only_ours)
    assert all(len(reason) > 15 for reason in (*only_theirs.values(), *only_ours.values()))


def test_what_is_offered_stands_under_an_account_of_the_chart() -> None:
    codes = [account.code for account in OFFERED]
    assert len(codes) == len(set(codes)) and not set(codes) & {account.code for account in CHART}
    for account in OFFERED:
        above = chart.parent(account.code)
        assert above and account.extension and account.role is None
        assert {one.nature for one in CHART if one.code == above} == {account.nature}
        assert set(account.labels) == {"fr", "nl", "de", "en"}
        assert all(label.strip() == label and 0 < len(label) <= 120 for label in account.labels.values())
        assert not any(sign in label for label in account.labels.values() for sign in "'\"")
        assert chart.offered(account.code) is account
    assert chart.offered("6105") is None and chart.offered("999") is None


@pytest.mark.parametrize(
    ("code", "percent"),
    [("6101001", 100), ("6101005", 0), ("6103001", 100), ("6130000", 50), ("6130101", 0), ("6140000", 0), ("6107", 0)],
)
def test_the_usual_part_of_the_occupant(code: str, percent: int) -> None:
    assert occupant_percent(code) == percent
