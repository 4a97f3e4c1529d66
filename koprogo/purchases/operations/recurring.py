"""Invoices that come back: set from one that stands, proposed as drafts when their period begins, never twice."""

from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import Invoice, InvoiceExemption, InvoiceLine, RecurringInvoice
from koprogo.purchases.operations.invoices import InvoiceFacts, locked, record
from koprogo.purchases.operations.states import facts as line_facts
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.recurrence import EndsBeforeStart, Interval, Period, due
from koprogo.purchases.rules.states import Kind, Origin


@act("purchases.series_set", needs=Right.RECORD_INVOICES)
def repeat(
    access: Access,
    *,
    number: str,
    interval: Interval,
    first_on: date,
    until: date | None = None,
    amount_known: bool = True,
    title: str = "",
) -> RecurringInvoice:
    """Propose invoices like this one from ``first_on`` on, for each period. Raises EndsBeforeStart, NotFound."""
    pattern = locked(access, number)
    if pattern.kind != Kind.INVOICE:
        raise NotFound(what="invoice")
    if until is not None and until < first_on:
        raise EndsBeforeStart(field="until")
    row = RecurringInvoice.objects.create(
        org_id=access.org_id,
        pattern=pattern,
        title=(title.strip() or pattern.supplier.party.name)[:120],
        interval=interval,
        first_on=first_on,
        until=until,
        amount_known=amount_known,
        set_at=access.now,
    )
    audit.record(access, "purchases.series_set", row.id, title=row.title, interval=interval, first_on=first_on)
    return row


@act("purchases.series_stopped", needs=Right.RECORD_INVOICES)
def stop(access: Access, *, series_id: UUID) -> RecurringInvoice:
    """Propose no more. What was proposed stays. Raises NotFound."""
    row = _locked(access, series_id)
    if row.stopped_at is None:
        row.stopped_at = access.now
        row.save(update_fields=["stopped_at"])
        audit.record(access, "purchases.series_stopped", row.id, title=row.title)
    return row


@act("purchases.series_proposed", needs=Right.RECORD_INVOICES)
def propose(access: Access, *, series_id: UUID) -> list[Invoice]:
    """Write the drafts of the periods that have begun, as the latest invoice of the series was booked; each period
    once, whoever asks and however often. Raises NotFound."""
    row = _locked(access, series_id)
    if row.stopped_at is not None:
        return []
    wanted = due(row.first_on, Interval(row.interval), done=row.done, until=row.until, today=access.today)
    like = _latest(access, row)
    lines = _lines(access, like)
    made = [
        record(
            access,
            facts=_facts(row, like, lines, one),
            origin=Origin.SERIES,
            sure=True,
            series=(row.id, one.starts_on),
        )
        for one in wanted
    ]
    if made:
        row.done += len(made)
        row.save(update_fields=["done"])
        audit.record(access, "purchases.series_proposed", row.id, title=row.title, invoices=[m.number for m in made])
    return made


def _facts(row: RecurringInvoice, like: Invoice, lines: list[LineFacts], one: Period) -> InvoiceFacts:
    return InvoiceFacts(
        supplier_id=like.supplier_id,
        issued_on=one.starts_on,
        due_on=one.starts_on + (like.due_on - like.issued_on),
        received_on=one.starts_on,
        lines=[
            LineFacts(
                account_id=line.account_id,
                gross_cents=line.gross_cents,
                net_cents=line.net_cents,
                vat_cents=line.vat_cents,
                vat_bp=line.vat_bp,
                label=line.label,
                key_id=line.key_id,
                occupant_percent=line.occupant_percent,
                lot_id=line.lot_id,
                period_from=one.starts_on,
                period_to=one.ends_on,
                exempt=line.exempt,
            )
            for line in lines
        ],
        iban=like.iban.iban if like.iban else "",
        # A communication is one invoice's own, unless the supplier always asks for the same.
        payment_reference=like.payment_reference if not like.structured_reference else "",
        note=row.title,
    )


def _latest(access: Access, row: RecurringInvoice) -> Invoice:
    """The latest of the series that stands, else its pattern: prices change, keys are corrected."""
    found = Invoice.objects.filter(org_id=access.org_id, series=row).exclude(state__in=["cancelled", "draft"])
    latest = found.select_related("iban").order_by("-series_from").first()
    return latest or Invoice.objects.select_related("iban").get(org_id=access.org_id, id=row.pattern_id)


def _lines(access: Access, like: Invoice) -> list[LineFacts]:
    exempt: dict[UUID, set[UUID]] = {}
    for one in InvoiceExemption.objects.filter(org_id=access.org_id, line__invoice=like):
        exempt.setdefault(one.line_id, set()).add(one.party_id)
    rows = InvoiceLine.objects.filter(org_id=access.org_id, invoice=like).order_by("position")
    return [line_facts(one, frozenset(exempt.get(one.id, ()))) for one in rows]


def _locked(access: Access, series_id: UUID) -> RecurringInvoice:
    found = RecurringInvoice.objects.select_for_update(no_key=True, of=("self",)).filter(
        org_id=access.org_id, id=series_id
    )
    row = found.first()
    if row is None:
        raise NotFound(what="series")
    return row
