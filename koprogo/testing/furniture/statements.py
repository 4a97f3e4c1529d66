"""The statements of a house of the street: one of them named, a voucher, a year, and the papers jobs would write."""

from typing import Any

from koprogo.charges.models import FundCall
from koprogo.charges.rules.calls import State
from koprogo.ledger.models import FiscalYear
from koprogo.platform.access import Access
from koprogo.statements.operations import account_paper, papers
from koprogo.statements.operations.account_paper import Asked
from koprogo.statements.rules.kinds import Statement
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """The address of a statement, the voucher of a call, and what the jobs are about."""
    found = papers.find(access, statement=Statement.BALANCE_SHEET, from_on=access.today, to_on=access.today)
    call = FundCall.objects.filter(org_id=access.org_id, state=State.SENT).earliest("id")
    year = FiscalYear.objects.filter(org_id=access.org_id).earliest("starts_on")
    return {
        "statement": Statement.BALANCE_SHEET.value,
        "voucher": call.id,
        "statements.write_paper": found.name,
        "statements.write_account": account_paper.find(access, asked=Asked("551")).name,
        "statements.write_year": year.id,
    }
