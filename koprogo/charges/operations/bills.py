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
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, references
from koprogo.platform.access import Access, act


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


@act("charges.bill_sent", needs=Right.KEEP_BOOKS)
def send_bill(
    access: Access,
    *,
    party_id: UUID,
    title: str,
    due_on: date,
    period: tuple[date, date] | None,
    lines: Sequence[BillLine],
) -> Sent:
    """Ask one client what the lines make: debit the client, credit the income. What was paid ahead goes to it.

    The letter is the caller's. Raises NothingToCall below one cent, IdentityMissing, AccountMissing, PeriodClosed.
    """
    total = sum(line.cents for line in lines)
    if total <= 0:
        raise rules.NothingToCall(field="amount")
    sender.check(access)
    year, call_id = access.today.year, uuid7()
    sequence = next_sequence(access, year)
    entry = entries.post(
        access,
        journal=JournalKind.CALLS,
        on=access.today,
        label=title,
        lines=[
            Line(cents=total, role=AccountRole.OWNERS_CHARGES, party_id=party_id, label=title),
            *(Line(cents=-line.cents, role=line.income, label=line.label[:200]) for line in lines),
        ],
        voucher=Voucher("bill", call_id, f"{year}-{sequence}"),
    )
    call = FundCall.objects.create(
        id=call_id,
        org_id=access.org_id,
        year=year,
        sequence=sequence,
        title=title[:120],
        due_on=due_on,
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
        state=State.SENT,
        written_at=access.now,
        sent_at=access.now,
        issued_on=access.today,
        entry_id=entry.id,
    )
    CallPart.objects.create(
        org_id=access.org_id, call=call, position=1, kind=CallKind.BILL, label=title[:120], total_cents=total
    )
    (reference,) = references.take(access, 1)
    notice = CallNotice.objects.create(
        org_id=access.org_id,
        call=call,
        party_id=party_id,
        structured_reference=reference,
        amount_cents=total,
        channel=CallNotice.Channel.EMAIL,
    )
    settle.spread_advances(access, call_id=call.id, party_ids={party_id})
    audit.record(access, "charges.bill_sent", call.id, number=call.number, cents=total)
    return Sent(call.id, call.number, notice.id, reference, entry.id)


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
