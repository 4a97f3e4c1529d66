"""The control of the accounts: a sample of the year, one question, a report that is begun and one that is signed."""

from dataclasses import replace
from typing import Any

from koprogo.auditing.models import Report
from koprogo.auditing.operations import draw, report, say
from koprogo.auditing.queries import workbook
from koprogo.auditing.queries.reports import WRITE
from koprogo.auditing.rules.marks import State
from koprogo.auditing.rules.report import Opinion
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.queries import entries
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house. Runs inside its boundary."""
    auditor = replace(access, rights=access.rights | {Right.AUDIT_ACCOUNTS})
    year = entries.fiscal_years(access)[0].code
    draw.draw(auditor, year=year, size=5)
    say.ask(auditor, year=year, position=1, text="Où est la pièce ?")
    for row in workbook.rows(auditor, year=year):
        if row.state is State.TODO:
            say.see(auditor, year=year, position=row.position)
    report.begin(auditor, year=year, opinion=Opinion.REMARKS)
    report.sign(auditor, year=year, name="Hugo Martin")
    signed = Report.objects.get(org_id=access.org_id)
    return {"workbook_code": year, "sample": 1, WRITE: signed.id}
