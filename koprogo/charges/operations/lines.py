"""Calls whose amounts stand in the books line by line: balances of a settlement, costs of one lot (law 4.3, 5 and 6).

Nothing is shared by a key here, so there is no draft: they are created as sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.charges.models import CallLine, CallNotice, CallPart, FundCall
from koprogo.charges.operations import corrections, level, settle
from koprogo.charges.operations.calls import RECALL, SEND_CALL, DueInThePast, locked_by_id, next_sequence
from koprogo.charges.queries import sender
from koprogo.charges.queries.draft import channel
from koprogo.charges.rules import calls as rules
from koprogo.charges.rules.calls import CallKind, Given, State
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries.parties import posted_by_entry
from koprogo.ledger.rules.journals import JournalKind
from koprogo.platform import audit, jobs, mail, references
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said above the lines: the title, the day to pay by, the period and the decision they come from."""

    title: str
    due_on: date
    period_from: date | None = None
    period_to: date | None = None
    decision: str = ""


@act("charges.settlement_called", needs=Right.SETTLE)
def send_settlement(
    access: Access, *, heading: Heading, lines: Sequence[Given], entry_id: UUID, with_letters: bool = True
) -> FundCall:
    """Ask the balances of a settlement that its own entry (E9) has just booked on the owners' accounts.

    One line for each lot and party, below zero where the owner is owed. Who owes in all gets a notice with its own
    communication and, ``with_letters``, a letter (else whoever settles writes one); who is owed gets none: it goes
    to what they still owe, the oldest first, and the rest is an advance for the next call. The entry posts on 4101
    (and 4100), never on 415: what is asked stands there. A constant number of statements. Raises BooksSayOtherwise
    when the lines of a party are not what the entry put on its account, NothingToCall, DueInThePast,
    IdentityMissing, AccountMissing.
    """
    asked = rules.by_party(lines)
    booked = {party: cents for (_entry, party), cents in posted_by_entry(access, entry_ids=[entry_id]).items()}
    if asked != booked:
        raise rules.BooksSayOtherwise(entry=entry_id)
    call, notices = _sent(access, CallKind.SETTLEMENT, heading, lines, entry_id, with_letters=with_letters)
    before = level.gaps(access)
    settle.spread_advances(access, call_id=call.id, party_ids=set(asked))
    level.keep(access, before=before, call=call)
    told = {"number": call.number, "cents": sum(asked.values()), "notices": len(notices)}
    audit.record(access, "charges.settlement_called", call.id, **told)
    return call


@act("charges.private_called", needs=Right.CALL_FUNDS)
def send_private(access: Access, *, heading: Heading, lines: Sequence[Given]) -> FundCall:
    """Ask costs of single lots of their owners now: debit the owner, credit the private costs of the lot.

    An advance on the owner's account is put against it. A constant number of statements. Raises NothingToCall,
    DueInThePast, IdentityMissing, AccountMissing.
    """
    if any(line.cents <= 0 for line in lines):
        raise rules.NothingToCall(field="amount")
    debit, credit = rules.BOOKS[CallKind.PRIVATE]
    call_id = uuid7()
    sequence = next_sequence(access, heading.due_on.year)
    postings: list[Line] = []
    for line in lines:
        label = line.label or heading.title
        postings.append(Line(cents=line.cents, role=debit, party_id=line.party_id, lot_id=line.lot_id, label=label))
        postings.append(Line(cents=-line.cents, role=credit, lot_id=line.lot_id, label=label))
    if not lines:
        raise rules.NothingToCall(field="amount")
    entry = entries.post(
        access,
        journal=JournalKind.CALLS,
        on=access.today,
        label=heading.title,
        lines=postings,
        voucher=Voucher("fund_call", call_id, f"{heading.due_on.year}-{sequence}"),
    )
    call, notices = _sent(access, CallKind.PRIVATE, heading, lines, entry.id, call_id=call_id, sequence=sequence)
    before = level.gaps(access)
    settle.spread_advances(access, call_id=call.id, party_ids={line.party_id for line in lines})
    level.keep(access, before=before, call=call)
    told = {"number": call.number, "cents": sum(line.cents for line in lines), "notices": len(notices)}
    audit.record(access, "charges.private_called", call.id, **told)
    return call


def _sent(
    access: Access,
    kind: CallKind,
    heading: Heading,
    lines: Sequence[Given],
    entry_id: UUID,
    *,
    call_id: UUID | None = None,
    sequence: int | None = None,
    with_letters: bool = True,
) -> tuple[FundCall, list[CallNotice]]:
    """The call with its lines and notices, and its letters as a job where it has its own."""
    if not lines:
        raise rules.NothingToCall(field="amount")
    if heading.due_on < access.today:
        raise DueInThePast(field="due_on", today=access.today)
    sender.check(access)
    call = FundCall.objects.create(
        id=call_id or uuid7(),
        org_id=access.org_id,
        year=heading.due_on.year,
        sequence=sequence or next_sequence(access, heading.due_on.year),
        title=heading.title,
        due_on=heading.due_on,
        period_from=heading.period_from,
        period_to=heading.period_to,
        decision=heading.decision,
        state=State.SENT,
        written_at=access.now,
        sent_at=access.now,
        issued_on=access.today,
        entry_id=entry_id,
    )
    _write_lines(access, kind, call, lines)
    notices = _notices(access, call, {party: cents for party, cents in rules.by_party(lines).items() if cents > 0})
    if notices and with_letters:
        jobs.enqueue(access, SEND_CALL, subject_id=call.id, total=len(notices))
    return call, notices


def _write_lines(access: Access, kind: CallKind, call: FundCall, lines: Sequence[Given]) -> None:
    labels = list(dict.fromkeys(line.label or call.title for line in lines))
    parts = CallPart.objects.bulk_create(
        CallPart(
            org_id=access.org_id,
            call=call,
            position=position,
            kind=kind,
            label=label[:120],
            total_cents=sum(line.cents for line in lines if (line.label or call.title) == label),
        )
        for position, label in enumerate(labels, 1)
    )
    of_label = dict(zip(labels, parts, strict=True))
    CallLine.objects.bulk_create(
        CallLine(
            org_id=access.org_id,
            call=call,
            part=of_label[line.label or call.title],
            lot_id=line.lot_id,
            party_id=line.party_id,
            amount_cents=line.cents,
        )
        for line in lines
    )


def _notices(access: Access, call: FundCall, owed: dict[UUID, int]) -> list[CallNotice]:
    cards = parties.cards(access, party_ids=set(owed)) if owed else {}
    taken = references.take(access, len(owed))
    return CallNotice.objects.bulk_create(
        CallNotice(
            id=uuid7(),
            org_id=access.org_id,
            call=call,
            party_id=party,
            structured_reference=reference,
            amount_cents=cents,
            channel=channel(cards[party]),
        )
        for (party, cents), reference in zip(owed.items(), taken, strict=True)
    )


@act("charges.settlement_withdrawn", needs=Right.SETTLE)
def withdraw_settlement(access: Access, *, call_id: UUID, reason: str = "") -> FundCall:
    """Take the call of a settlement back, after its entry was reversed by whoever booked it: re-issue, correction.

    Within ten minutes no mail leaves (the call is recalled), later it is cancelled and each owner is told. What was
    paid of it becomes an
    advance; the advances that the settlement gave are taken from where they had gone. Raises NotFound, AlreadySent
    when it is not sent (any more).
    """
    call = locked_by_id(access, call_id)
    if call.state != State.SENT or call.sent_at is None:
        raise rules.AlreadySent(number=call.number)
    before = level.gaps(access)
    concerned = settle.give_back(access, call_id=call.id)
    owners = set(call.lines.filter(org_id=access.org_id).values_list("party_id", flat=True))
    early = access.now <= call.sent_at + RECALL
    call.state = State.RECALLED if early else State.CANCELLED
    call.cancelled_on, call.cancel_reason = access.today, reason
    call.save(update_fields=["state", "cancelled_on", "cancel_reason"])
    settle.withdraw_advances(access, owners | concerned)
    level.keep(access, before=before, call=call)
    mails = mail.recall(access, subject_id=call.id)
    if not early:
        corrections.ask_letters(access, call)
    audit.record(access, "charges.settlement_withdrawn", call.id, number=call.number, mails=mails)
    return call
