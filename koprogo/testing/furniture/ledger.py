"""The books of a house of the street: sealed for the day, checked once, their regime known."""

from typing import Any

from koprogo.ledger.operations import chain, chart_file, checks, regime
from koprogo.ledger.queries import self_check
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """The head of the day, the regime, and the result of a check; a cost account to look at."""
    chain.seal_day(access)
    regime.begin(access)
    checks.keep(access, proofs=list(self_check.PROOFS), findings=self_check.problems(access))
    table = chart_file.read(access, data="code;libellé\n61050;Vitres".encode(), name="plan.csv")
    return {"site.check_books": access.org_id, "cost_code": "6105", "chart_file": table.id}
