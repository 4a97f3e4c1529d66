"""The check of a contractor's debts before works are paid (art. 30bis L. 27/6/1969; 402-403 CIR; law 7.7)."""

from datetime import date

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import InvoiceLine, WithholdingCheck
from koprogo.purchases.operations.invoices import locked
from koprogo.purchases.rules import withholding as rules


@act("purchases.withholding_checked", needs=Right.CHECK_INVOICES)
def note(access: Access, *, number: str, checked_on: date, social_debts: bool, tax_debts: bool) -> WithholdingCheck:
    """Keep what checkobligationderetenue.be answered, with the three sums to pay. Raises NoWorks, NotFound.

    The latest answer holds: debts are judged on the day one pays.
    """
    row = locked(access, number)
    codes = InvoiceLine.objects.filter(org_id=access.org_id, invoice=row).values_list("account__code", flat=True)
    if not rules.concerns(list(codes)):
        raise rules.NoWorks(number=row.number)
    sums = rules.split(
        net_cents=row.net_cents, gross_cents=row.gross_cents, social_debts=social_debts, tax_debts=tax_debts
    )
    made = WithholdingCheck.objects.create(
        org_id=access.org_id,
        invoice=row,
        checked_on=checked_on,
        social_debts=social_debts,
        tax_debts=tax_debts,
        social_cents=sums.social_cents,
        tax_cents=sums.tax_cents,
        supplier_cents=sums.supplier_cents,
        at=access.now,
        by_id=access.person_id,
        by=access.person_name,
    )
    audit.record(
        access,
        "purchases.withholding_checked",
        row.id,
        number=row.number,
        social_cents=sums.social_cents,
        tax_cents=sums.tax_cents,
    )
    return made
