"""Booking a take-over all or nothing, undoing it while nothing stands on it, and its signed voucher."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from koprogo.charges.operations import lines as calls
from koprogo.charges.operations.lines import Heading
from koprogo.charges.rules.calls import Given
from koprogo.closing.models import HandoverItem, Takeover, TakeoverLine
from koprogo.closing.operations import start
from koprogo.closing.queries import takeover as queries
from koprogo.closing.rules import takeover as rules
from koprogo.closing.rules.handover import Document, SheetNotWritten
from koprogo.closing.rules.mapping import Account
from koprogo.closing.rules.takeover import Plan, State
from koprogo.condominiums.queries import roll
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import entries as entry_queries
from koprogo.ledger.queries import parties
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import audit, files, formats, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job, StoredFile
from koprogo.purchases.operations import suppliers
from koprogo.purchases.operations.suppliers import SupplierFacts

#: The kind of voucher behind an opening entry.
VOUCHER = "takeover"


@dataclass(frozen=True, slots=True)
class Asked:
    """The call by which balances were asked: its number, and how many owners owe something."""

    number: str
    owners: int


@act("closing.takeover_booked", needs=Right.KEEP_BOOKS)
def book(access: Access, *, takeover_id: UUID, label: str, gap_note: str = "") -> Takeover:
    """Write the opening entry from the draft, all or nothing. ``gap_note`` names a difference, which then stands on
    499 with that name and the day; without a name it is refused. Banks are booked as the bank itself says.

    Raises NotReady, GapUnnamed, StandsAlready, NotFound, and what ``post`` raises.
    """
    row = start.draft(access, takeover_id)
    if entry_queries.openings(access):
        raise rules.StandsAlready()
    if queries.prepared(access, row=row).plan.problems:
        raise rules.NotReady()
    _name_suppliers(access, row)
    ready = queries.prepared(access, row=row)
    note = gap_note.strip()
    if ready.plan.needs_name and not note:
        raise rules.GapUnnamed(field="gap_note", cents=ready.plan.gap_cents)
    entry = entries.post(
        access,
        journal=JournalKind.OPENING,
        on=rules.entry_on(row.situation_on),
        label=label,
        lines=_postings(ready.plan, note, row.situation_on),
        voucher=Voucher(VOUCHER, row.id, row.voucher),
    )
    row.state, row.entry, row.booked_at = State.BOOKED, entry, access.now
    row.gap_cents, row.gap_note = ready.plan.gap_cents, note if ready.plan.needs_name else ""
    row.totals = asdict(ready.plan.totals)
    row.bank_balances = [
        [bank.account.name, bank.account.iban, bank.books_cents + bank.gap_cents] for bank in ready.plan.banks
    ]
    row.save(update_fields=["state", "entry", "booked_at", "gap_cents", "gap_note", "totals", "bank_balances"])
    jobs.enqueue(access, queries.CONTROL_SHEET, subject_id=row.id, total=1)
    audit.record(
        access,
        "closing.takeover_booked",
        row.id,
        entry=entry_queries.number_of(entry),
        lines=len(ready.plan.lines),
        gap=ready.plan.gap_cents,
        note=row.gap_note,
    )
    return row


def _postings(plan: Plan, note: str, on: date) -> list[Line]:
    lines = []
    for line in plan.lines:
        assert isinstance(line.account, Account)
        allocation = Allocation(key_id=line.key_id) if line.key_id else None
        label = line.words[:200]
        lines.append(
            Line(line.cents, account_id=line.account.id, party_id=line.party_id, label=label, allocation=allocation)
        )
    for bank in plan.banks:
        lines.append(Line(bank.gap_cents, account_id=bank.account.id, label=note[:200]))
    # The whole difference stands on one line: a name, a day, and an amount to explain.
    lines.append(Line(-plan.gap_cents, role=R.SUSPENSE, label=f"{note} ({formats.day(on)})"[:200]))
    return lines


def _name_suppliers(access: Access, row: Takeover) -> None:
    """Make the suppliers that nobody knew before: an unknown one must have a place too."""
    for position, name in queries.prepared(access, row=row).plan.new_suppliers:
        made = suppliers.add(access, facts=SupplierFacts(name=name[:160]))
        TakeoverLine.objects.filter(org_id=access.org_id, takeover=row, position=position).update(
            party_id=made.party_id
        )


@act("closing.takeover_undone", needs=Right.KEEP_BOOKS)
def undo(access: Access, *, takeover_id: UUID, label: str) -> Takeover:
    """Take the opening back by its mirror, and begin again from the same lines. Raises SomethingStands when a later
    entry builds on it or the sheet is signed, NotFound, PeriodHeld, PeriodClosed."""
    row = _booked(access, takeover_id)
    assert row.entry_id is not None
    later = entry_queries.standing_on(access, entry_id=row.entry_id)
    if later or row.signed_file_id is not None or row.call_id is not None:
        raise rules.SomethingStands(reference=later, called=row.call_id is not None)
    mirror = entries.reverse(access, entry_id=row.entry_id, on=rules.entry_on(row.situation_on), label=label)
    row.state, row.undo_entry, row.undone_at = State.UNDONE, mirror, access.now
    row.save(update_fields=["state", "undo_entry", "undone_at"])
    _begin_again(access, row)
    audit.record(access, "closing.takeover_undone", row.id, entry=entry_queries.number_of(mirror))
    return row


def _begin_again(access: Access, row: Takeover) -> None:
    """A draft with the same lines: who corrects one amount does not type sixty again."""
    again = Takeover.objects.create(
        org_id=access.org_id,
        situation_on=row.situation_on,
        previous_syndic=row.previous_syndic,
        mandate_ended_on=row.mandate_ended_on,
        voucher=row.voucher,
        file_id=row.file_id,
        file_name=row.file_name,
        ignored=row.ignored,
        started_at=access.now,
    )
    names = ("position", "where", "code", "label", "cents", "reason", "listed", "account_id", "party_id", "key_id")
    lines = TakeoverLine.objects.filter(org_id=access.org_id, takeover=row)
    TakeoverLine.objects.bulk_create(
        TakeoverLine(org_id=access.org_id, takeover=again, **{name: getattr(one, name) for name in names})
        for one in lines.order_by("position")
    )
    noted = HandoverItem.objects.filter(org_id=access.org_id, takeover=row)
    HandoverItem.objects.bulk_create(
        HandoverItem(org_id=access.org_id, takeover=again, document=one.document, received=one.received, note=one.note)
        for one in noted
    )


@act("closing.handover_noted", needs=Right.KEEP_BOOKS)
def note_handover(access: Access, *, takeover_id: UUID, received: dict[Document, tuple[bool, str]]) -> Takeover:
    """Note what was handed over and what was not, in a draft or afterwards; a signed inventory stays. Raises
    SomethingStands, NotFound."""
    row = _standing(access, takeover_id)
    if row.signed_file_id is not None:
        raise rules.SomethingStands(reference="")
    items = list(HandoverItem.objects.filter(org_id=access.org_id, takeover=row))
    for one in items:
        one.received, one.note = received.get(Document(one.document), (one.received, one.note))
    HandoverItem.objects.bulk_update(items, ["received", "note"])
    if row.state == State.BOOKED:
        jobs.enqueue(access, queries.CONTROL_SHEET, subject_id=row.id, total=1)
    audit.record(access, "closing.handover_noted", row.id, received=sum(one.received for one in items))
    return row


@act("closing.balances_called", needs=Right.SETTLE)
def call_balances(access: Access, *, takeover_id: UUID, title: str, label: str, due_on: date) -> Asked:
    """Ask each owner for the balance taken over, with a letter and a communication of its own, so that the bank can
    recognise it. What an owner is ahead stays an advance. Once only (decision 0031).

    Raises BalancesCalled, OwnerWithoutLot, NotFound, and what ``send_settlement`` raises.
    """
    row = _booked(access, takeover_id)
    if row.call_id is not None:
        raise rules.BalancesCalled()
    assert row.entry_id is not None
    held = {one.id: one for one in queries.people(access)}
    lots: dict[UUID | None, UUID] = {}
    for lot in roll.lots(access, on=access.today):
        lots.setdefault(lot.holder_id, lot.lot_id)
    given = []
    for (_entry, party), cents in parties.posted_by_entry(access, entry_ids=[row.entry_id]).items():
        if party not in lots:
            raise rules.OwnerWithoutLot(name=held[party].name if party in held else "")
        given.append(Given(lots[party], party, cents, label))
    heading = Heading(title=title, due_on=due_on)
    call = calls.send_settlement(access, heading=heading, lines=given, entry_id=row.entry_id)
    row.call_id = call.id
    row.save(update_fields=["call_id"])
    audit.record(access, "closing.balances_called", row.id, number=call.number, owners=len(given))
    return Asked(call.number, sum(one.cents > 0 for one in given))


@act("closing.sheet_asked", needs=Right.KEEP_BOOKS)
def ask_sheet(access: Access, *, takeover_id: UUID) -> Job:
    """Write the control sheet anew. Raises NotFound."""
    row = _booked(access, takeover_id)
    job = jobs.enqueue(access, queries.CONTROL_SHEET, subject_id=row.id, total=1)
    audit.record(access, "closing.sheet_asked", row.id)
    return job


@act("closing.sheet_signed", needs=Right.KEEP_BOOKS)
def sign(access: Access, *, takeover_id: UUID, data: bytes, name: str, on: date) -> Takeover:
    """Keep the scan of the control sheet with both signatures: the compulsory voucher of the opening (law 4.1).

    Raises SheetNotWritten, SomethingStands when it is signed already, NotFound.
    """
    row = _booked(access, takeover_id)
    if row.signed_file_id is not None:
        raise rules.SomethingStands(reference="")
    if queries.sheet(access, row=row) is None:
        raise SheetNotWritten(field="file")
    stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.BUILDING, subject_id=row.id)
    row.signed_file_id, row.signed_on = stored.id, on
    row.save(update_fields=["signed_file_id", "signed_on"])
    audit.record(access, "closing.sheet_signed", row.id, file=stored.id, on=on)
    return row


def _standing(access: Access, takeover_id: UUID) -> Takeover:
    found = Takeover.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=takeover_id)
    row = found.filter(state__in=[State.DRAFT, State.BOOKED]).first()
    if row is None:
        raise NotFound(what="takeover")
    return row


def _booked(access: Access, takeover_id: UUID) -> Takeover:
    row = _standing(access, takeover_id)
    if row.state != State.BOOKED:
        raise NotFound(what="takeover")
    return row
