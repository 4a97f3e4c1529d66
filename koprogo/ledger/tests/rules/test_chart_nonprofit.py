"""The chart of associations: every role the shared work needs, four languages, no clash with a building's."""

import pytest

from koprogo.ledger.rules import chart
from koprogo.ledger.rules.chart import CHART
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.chart_nonprofit import NONPROFIT
from koprogo.ledger.rules.roles import BANK_ROLES, NONPROFIT_ROLES, AccountRole

NEEDED = {
    *BANK_ROLES,
    *NONPROFIT_ROLES,
    AccountRole.OWNERS_CHARGES,
    AccountRole.SUPPLIERS,
    AccountRole.SUSPENSE,
    AccountRole.TRANSFERS,
    AccountRole.RESULT,
    AccountRole.BANK_CHARGES,
}


def test_every_code_and_role_once_in_four_languages() -> None:
    codes = [account.code for account in NONPROFIT]
    roles = [account.role for account in NONPROFIT if account.role]
    assert len(codes) == len(set(codes)) and len(roles) == len(set(roles))
    assert set(roles) >= NEEDED
    for account in NONPROFIT:
        assert set(account.labels) == {"fr", "nl", "de", "en"} and all(account.labels.values())
        assert "'" not in account.labels["fr"]


@pytest.mark.parametrize(("first", "nature"), [("6", Nature.COST), ("7", Nature.INCOME), ("1", Nature.LIABILITY)])
def test_natures_follow_the_classes(first: str, nature: Nature) -> None:
    assert {account.nature for account in NONPROFIT if account.code[0] == first} == {nature}


def test_each_kind_of_boundary_has_its_own() -> None:
    assert chart.of("condominium").accounts == CHART and chart.of("nonprofit").accounts == NONPROFIT
    assert chart.of("nonprofit").offered == ()
    assert chart.label("A400", "fr") == "Clients" and chart.label("A700", "nl") == "Abonnementen"
    assert chart.label("700", "fr") != "Abonnements"
    assert chart.of("nonprofit").family("55001") is AccountRole.BANK_CURRENT
    assert chart.of("nonprofit").parent("55001") == "550"
