"""Writing the control sheet of a take-over, in the language of the association, and keeping it."""

from uuid import UUID

from django.utils import translation

from koprogo.closing.documents import control_sheet
from koprogo.closing.documents.control_sheet import ControlSheet, Entry, Item
from koprogo.closing.models import Takeover, TakeoverLine
from koprogo.closing.queries import takeover as queries
from koprogo.closing.rules import takeover as rules
from koprogo.closing.rules.takeover import State, Totals
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels as ledger_labels
from koprogo.ledger.queries import accounts
from koprogo.ledger.queries import entries as entry_queries
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


@act("closing.sheet_written", needs=Right.KEEP_BOOKS)
def write(access: Access, *, takeover_id: UUID) -> StoredFile:
    """Write the control sheet of a booked take-over and keep it. Raises IdentityMissing, NotFound."""
    row = queries.get(access, takeover_id=takeover_id)
    if row.state != State.BOOKED:
        raise NotFound(what="takeover")
    head = building.head(access)
    with translation.override(head.language):
        data = control_sheet.render_sheet(head, _composed(access, row, head.language))
    kept = files.keep(
        access,
        data=data,
        name=f"{queries.SHEET_NAME}{row.situation_on.isoformat()}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=row.id,
    )
    audit.record(access, "closing.sheet_written", row.id, file=kept.id)
    return kept


def _composed(access: Access, row: Takeover, language: str) -> ControlSheet:
    assert row.entry is not None
    ready = queries.prepared(access, row=row)
    lines = [
        _entry(one, language) for one in queries.booked_lines(access, row=row) if one.position not in ready.plan.control
    ]
    lines += [
        Entry("banks", bank.account.code, bank.account.name, "", "", row.gap_note, bank.gap_cents)
        for bank in ready.plan.banks
        if bank.gap_cents
    ]
    if row.gap_cents:
        suspense = accounts.account_of(access, role=AccountRole.SUSPENSE)
        name = ledger_labels.account_name(suspense.label, suspense.chart_code, language)
        lines.append(Entry("suspense", suspense.code, name, "", "", row.gap_note, -row.gap_cents))
    return ControlSheet(
        language=language,
        situation_on=row.situation_on,
        issued_on=access.today,
        entry_number=entry_queries.number_of(row.entry),
        voucher=row.voucher,
        previous_syndic=row.previous_syndic,
        mandate_ended_on=row.mandate_ended_on,
        totals=Totals(**row.totals),
        entries=tuple(sorted(lines, key=lambda one: (one.code, one.person))),
        gap_note=row.gap_note,
        inventory=tuple(
            Item(document, item.received, item.note) for document, item in queries.inventory(access, row=row).items()
        ),
    )


def _entry(one: TakeoverLine, language: str) -> Entry:
    account = one.account
    assert account is not None
    return Entry(
        group=rules.group(account.family),
        code=account.code,
        name=ledger_labels.account_name(account.label, account.chart_code, language),
        person=one.party.name if one.party else "",
        key=one.key.label if one.key else "",
        said=" ".join(filter(None, (one.code, one.label))),
        cents=one.cents,
    )
