"""The minimum normalised chart of accounts of co-ownerships (AR/KB of 12 July 2012, CC 3.89 § 5 15°).

Where practice goes beyond the decree the account is marked ``extension``: docs/law/chart.md says which and
why. Accounts of the chart of enterprises (capital, clients, VAT) are not in it: an association has none.
"""

from dataclasses import dataclass
from functools import cache

from koprogo.ledger.rules.chart_account import ChartAccount
from koprogo.ledger.rules.chart_balance import BALANCE
from koprogo.ledger.rules.chart_details import DETAILS
from koprogo.ledger.rules.chart_nonprofit import NONPROFIT
from koprogo.ledger.rules.chart_results import RESULTS
from koprogo.ledger.rules.roles import AccountRole

#: What every building opens with.
CHART: tuple[ChartAccount, ...] = BALANCE + RESULTS
#: What it may open besides, in one click.
OFFERED: tuple[ChartAccount, ...] = DETAILS


#: The charts share codes (100, 400, 550): an account of the non-profit's keeps its chart code with this in front.
OF_NONPROFIT = "A"


@dataclass(frozen=True, slots=True)
class Book:
    """One chart as the books of a kind of boundary open with it."""

    accounts: tuple[ChartAccount, ...]
    offered: tuple[ChartAccount, ...] = ()
    mark: str = ""

    def parent(self, code: str) -> str:
        """The nearest account above a code in this chart, or an empty text."""
        known = {account.code for account in self.accounts}
        return next((code[:size] for size in range(len(code) - 1, 0, -1) if code[:size] in known), "")

    def family(self, code: str) -> AccountRole | None:
        """The role of an account, or of the nearest one above it that has one."""
        roles = {account.code: account.role for account in self.accounts if account.role is not None}
        return next((roles[code[:size]] for size in range(len(code), 0, -1) if code[:size] in roles), None)


def of(org_kind: str) -> Book:
    """The chart of a kind of boundary: a non-profit keeps that of associations, a building its own."""
    return Book(NONPROFIT, mark=OF_NONPROFIT) if org_kind == "nonprofit" else Book(CHART, OFFERED)


@cache
def _by_code() -> dict[str, ChartAccount]:
    return {account.code: account for account in CHART}


@cache
def _named() -> dict[str, ChartAccount]:
    own = {account.code: account for account in CHART + OFFERED}
    return own | {OF_NONPROFIT + account.code: account for account in NONPROFIT}


def offered(code: str) -> ChartAccount | None:
    """The account offered under a code, if there is one."""
    account = _named().get(code)
    return account if account is not None and account.code not in _by_code() else None


def label(code: str, language: str) -> str:
    """The name of a chart account in one of the four languages, else French. Empty when unknown."""
    account = _named().get(code)
    return account.labels.get(language, account.labels["fr"]) if account else ""


def parent(code: str) -> str:
    """The nearest account above a code in the chart, or an empty text."""
    known = _by_code()
    return next((code[:size] for size in range(len(code) - 1, 0, -1) if code[:size] in known), "")


def family(code: str) -> AccountRole | None:
    """The role of an account, or of the nearest account above it that has one: 4990 belongs to 499."""
    known = _by_code()
    for size in range(len(code), 0, -1):
        account = known.get(code[:size])
        if account is not None and account.role is not None:
            return account.role
    return None
