"""Bills of a non-profit: one notice for one client, without any lot, booked on income. A building never sends one.

A bill stands among the notices so that the bank recognises its payment as it does any other (decision 0048).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.charges.models import CallNotice, CallPart, FundCall
from koprogo.charges.operations import settle
from koprogo.charges.operations.calls import next_sequence
from koprogo.charges.queries import sender
from koprogo.charges.rules import calls as rules
from koprogo.charges.rules.calls import CallKind, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, references
from koprogo.platform.access import Access, act

#: PostgreSQL takes 65 535 parameters in one statement.
ROWS_PER_INSERT = 2_000


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line of a bill: what for, cents (below zero what is taken off), the income it is booked on."""

    label: str
    cents: int
    income: AccountRole


@dataclass(frozen=True, slots=True)
class Sent:
    """What a bill became: its number, its notice with its structured communication, its entry."""

    call_id: UUID
    number: str
    notice_id: UUID
    structured_reference: str
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """What one client is asked: its lines, what the bill is called, when it is due, the days it is for. ``first``: the
    client was never asked before and has nothing on its account, so nobody looks whether it paid ahead."""

    party_id: UUID
    title: str
    due_on: date
    period: tuple[date, date] | None
    lines: Sequence[BillLine]
    first: bool = False

    @property
    def cents(self) -> int:
        """What the lines make."""
        return sum(line.cents for line in self.lines)


@act("charges.bill_sent", needs=Right.KEEP_BOOKS)
def send_bills(access: Access, *, bills: Sequence[Asked]) -> list[Sent]:
    """Ask each client what its lines make: debit the client, credit the income. What was paid ahead goes to it.

    All or none, in the order given, in a constant number of statements. The letters are the caller's. Raises
    NothingToCall below one cent, IdentityMissing, AccountMissing, PeriodClosed.
    """
    if any(bill.cents <= 0 for bill in bills):
        raise rules.NothingToCall(field="amount")
    sender.check(access)
    year = access.today.year
    first = next_sequence(access, year)
    ids = [uuid7() for _bill in bills]
    drafts = [
        _draft(access, bill, Voucher("bill", call_id, f"{year}-{sequence}"))
        for sequence, (call_id, bill) in enumerate(zip(ids, bills, strict=True), first)
    ]
    posted = entries.post_many(access, drafts=drafts)
    calls = [
        FundCall(
            id=call_id,
            org_id=access.org_id,
            year=year,
            sequence=sequence,
            title=bill.title[:120],
            due_on=bill.due_on,
            period_from=bill.period[0] if bill.period else None,
            period_to=bill.period[1] if bill.period else None,
            state=State.SENT,
            written_at=access.now,
            sent_at=access.now,
            issued_on=access.today,
            entry_id=entry.id,
        )
        for sequence, (call_id, bill, entry) in enumerate(zip(ids, bills, posted, strict=True), first)
    ]
    FundCall.objects.bulk_create(calls, batch_size=ROWS_PER_INSERT)
    _parts(access, calls, bills)
    notices = _notices(access, calls, bills)
    again = {bill.party_id: call_id for bill, call_id in zip(bills, ids, strict=True) if not bill.first}
    if again:
        settle.spread_advances_of(access, calls=again)
    told = [(call.id, {"number": call.number, "cents": bill.cents}) for call, bill in zip(calls, bills, strict=True)]
    audit.record_many(access, "charges.bill_sent", told)
    return [
        Sent(call.id, call.number, notice.id, notice.structured_reference, entry.id)
        for call, notice, entry in zip(calls, notices, posted, strict=True)
    ]


def _draft(access: Access, bill: Asked, voucher: Voucher) -> Draft:
    owed = Line(cents=bill.cents, role=AccountRole.OWNERS_CHARGES, party_id=bill.party_id, label=bill.title)
    earned = [Line(cents=-line.cents, role=line.income, label=line.label[:200]) for line in bill.lines]
    return Draft(JournalKind.CALLS, access.today, bill.title, [owed, *earned], voucher)


def _parts(access: Access, calls: Sequence[FundCall], bills: Sequence[Asked]) -> None:
    CallPart.objects.bulk_create(
        [
            CallPart(
                org_id=access.org_id,
                call=call,
                position=1,
                kind=CallKind.BILL,
                label=call.title,
                total_cents=bill.cents,
            )
            for call, bill in zip(calls, bills, strict=True)
        ],
        batch_size=ROWS_PER_INSERT,
    )


def _notices(access: Access, calls: Sequence[FundCall], bills: Sequence[Asked]) -> list[CallNotice]:
    numbers = references.take(access, len(calls))
    notices = [
        CallNotice(
            org_id=access.org_id,
            call=call,
            party_id=bill.party_id,
            structured_reference=number,
            amount_cents=bill.cents,
            channel=CallNotice.Channel.EMAIL,
        )
        for call, bill, number in zip(calls, bills, numbers, strict=True)
    ]
    CallNotice.objects.bulk_create(notices, batch_size=ROWS_PER_INSERT)
    return notices


@act("charges.bill_credited", needs=Right.KEEP_BOOKS)
def credit_bill(access: Access, *, call_id: UUID, voucher: Voucher, title: str, lines: Sequence[BillLine]) -> UUID:
    """Give a client back what the lines make (cents above zero): debit the income, credit the client.

    It goes to what the client still owes, the oldest first; the rest is an advance for the next bill. Returns the
    entry. Raises NotFound, NothingToCall, PeriodClosed.
    """
    notice = CallNotice.objects.filter(org_id=access.org_id, call_id=call_id).first()
    if notice is None:
        raise NotFound(what="bill")
    total = sum(line.cents for line in lines)
    if total <= 0:
        raise rules.NothingToCall(field="amount")
    entry = entries.post(
        access,
        journal=JournalKind.CALLS,
        on=access.today,
        label=title,
        lines=[
            *(Line(cents=line.cents, role=line.income, label=line.label[:200]) for line in lines),
            Line(cents=-total, role=AccountRole.OWNERS_CHARGES, party_id=notice.party_id, label=title),
        ],
        voucher=voucher,
    )
    settle.spread_advances(access, call_id=call_id, party_ids={notice.party_id})
    audit.record(access, "charges.bill_credited", call_id, cents=total)
    return entry.id


@act("charges.bill_letter_kept", needs=Right.KEEP_BOOKS)
def keep_letter(access: Access, *, notice_id: UUID, file_id: UUID, mailing_id: UUID | None) -> None:
    """Tie the paper of a bill, and the mail it left with, to its notice."""
    CallNotice.objects.filter(org_id=access.org_id, id=notice_id).update(letter_id=file_id, mailing_id=mailing_id)
    audit.record(access, "charges.bill_letter_kept", notice_id, file=file_id)
