"""Write, send and take back a call for funds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from koprogo.charges.models import CallLine, CallNotice, CallPart, FundCall, NoticeSettlement
from koprogo.charges.operations import level, settle
from koprogo.charges.queries import draft as drafts
from koprogo.charges.queries import sender
from koprogo.charges.rules import calls as rules
from koprogo.charges.rules.calls import CallKind, State
from koprogo.charges.rules.spread import Spread
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, jobs, mail, references
from koprogo.platform.access import Access, act

RECALL = timedelta(minutes=mail.RECALL_MINUTES)
SEND_CALL = "charges.send_call"


class PaidAlready(Refused):
    code = "charges.paid_already"


class DueInThePast(Refused):
    code = "charges.due_in_the_past"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to call: ``total_cents`` is what the assembly or the budget decided, split by the key.

    With ``spread`` it is one step of a year's sum, and ``total_cents`` what that step comes to.
    """

    kind: CallKind
    label: str
    key_id: UUID
    total_cents: int
    spread: Spread | None = None


@act("charges.call_written", needs=Right.CALL_FUNDS)
def write(
    access: Access,
    *,
    title: str,
    due_on: date,
    parts: Sequence[Part],
    period_from: date | None = None,
    period_to: date | None = None,
    decision: str = "",
    number: str | None = None,
) -> FundCall:
    """Write a draft, or write it anew (``number``). Sums are cents. Raises NothingToCall, DueInThePast, AlreadySent."""
    if not parts:
        raise rules.NothingToCall(field="total")
    if due_on < access.today:
        raise DueInThePast(field="due_on", today=access.today)
    facts = {
        "title": title,
        "due_on": due_on,
        "period_from": period_from,
        "period_to": period_to,
        "decision": decision,
    }
    if number is None:
        call = FundCall.objects.create(
            org_id=access.org_id,
            year=due_on.year,
            sequence=next_sequence(access, due_on.year),
            written_at=access.now,
            **facts,
        )
    else:
        call = locked(access, number)
        if call.state != State.DRAFT:
            raise rules.AlreadySent(number=call.number)
        CallPart.objects.filter(org_id=access.org_id, call=call).delete()
        for name, value in facts.items():
            setattr(call, name, value)
        call.save(update_fields=list(facts))
    CallPart.objects.bulk_create(
        CallPart(
            org_id=access.org_id,
            call=call,
            position=position,
            kind=part.kind,
            label=part.label,
            key_id=part.key_id,
            total_cents=part.total_cents,
            **_spread(part.spread),
        )
        for position, part in enumerate(parts, 1)
    )
    audit.record(access, "charges.call_written", call.id, number=call.number, cents=sum(p.total_cents for p in parts))
    return call


def _spread(spread: Spread | None) -> dict[str, Any]:
    if spread is None:
        return {}
    deducts = [str(call) for call in spread.deducts]
    return {"year_cents": spread.year_cents, "step": spread.step, "steps": spread.steps, "deducts": deducts}


def next_sequence(access: Access, year: int) -> int:
    """The number of the next call of a year."""
    used = FundCall.objects.filter(org_id=access.org_id, year=year).aggregate(last=Max("sequence"))["last"]
    return int(used or 0) + 1


def locked(access: Access, number: str) -> FundCall:
    """One call by its number, locked. Raises NotFound."""
    year, _dash, sequence = number.partition("-")
    if not (year.isdigit() and sequence.isdigit()):
        raise NotFound
    found = FundCall.objects.select_for_update(no_key=True).filter(
        org_id=access.org_id, year=int(year), sequence=int(sequence)
    )
    call = found.first()
    if call is None:
        raise NotFound
    return call


def locked_by_id(access: Access, call_id: UUID) -> FundCall:
    """One call, locked. Raises NotFound."""
    call = FundCall.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=call_id).first()
    if call is None:
        raise NotFound
    return call


@act("charges.call_dropped", needs=Right.CALL_FUNDS)
def drop(access: Access, *, number: str) -> None:
    """Throw a draft away. Raises AlreadySent."""
    call = locked(access, number)
    if call.state != State.DRAFT:
        raise rules.AlreadySent(number=call.number)
    audit.record(access, "charges.call_dropped", call.id, number=call.number, title=call.title)
    call.delete()


@act("charges.call_sent", needs=Right.CALL_FUNDS)
def send(access: Access, *, number: str) -> FundCall:
    """Send a call, once: lines, notices with one structured communication each, one entry, letters as a job.

    The holders are those of today (law 4.3). Advances already paid are put against the new notices. A constant
    number of statements whatever the number of lots. Raises AlreadySent, and whatever the preview shows as problems.
    """
    call = locked(access, number)
    if call.state != State.DRAFT:
        raise rules.AlreadySent(number=call.number)
    draft = drafts.preview(access, call=call)
    for problem in draft.problems:
        raise problem
    sender.check(access)
    parts = {part.position: part for part in draft.parts}
    _fix_totals(access, draft)
    CallLine.objects.bulk_create(
        CallLine(
            org_id=access.org_id,
            call=call,
            part_id=parts[share.part].id,
            lot_id=share.lot_id,
            party_id=share.party_id,
            weight=share.weight,
            key_total=share.key_total,
            amount_cents=share.cents,
        )
        for share in draft.shares
    )
    advances = settle.advances(access)
    notices = _notices(access, call, draft)
    used = rules.use_advances({n.party_id: n.amount_cents for n in notices}, advances)
    entry = entries.post(
        access,
        journal=JournalKind.CALLS,
        on=access.today,
        label=call.title,
        lines=_postings(draft) + _moved(draft, used),
        voucher=Voucher("fund_call", call.id, call.number),
    )
    call.state, call.sent_at, call.issued_on, call.entry_id = State.SENT, access.now, access.today, entry.id
    call.save(update_fields=["state", "sent_at", "issued_on", "entry_id"])
    settle.use_advances(access, notices=notices, used=used)
    jobs.enqueue(access, SEND_CALL, subject_id=call.id, total=len(notices))
    audit.record(
        access, "charges.call_sent", call.id, number=call.number, cents=draft.total_cents, notices=len(notices)
    )
    return call


def _fix_totals(access: Access, draft: drafts.Draft) -> None:
    """The total of a step is what its lines make: some cents may lie between it and the step of the whole."""
    made = dict(zip((part.id for part in draft.parts), draft.part_totals, strict=True))
    stepped = [CallPart(id=p.id, total_cents=made[p.id]) for p in draft.parts if p.total_cents != made[p.id]]
    if stepped:
        CallPart.objects.filter(org_id=access.org_id).bulk_update(stepped, ["total_cents"])


def _notices(access: Access, call: FundCall, draft: drafts.Draft) -> list[CallNotice]:
    owed = {party: cents for party, cents in draft.party_cents.items() if cents > 0}
    rows = [
        CallNotice(
            id=uuid7(),
            org_id=access.org_id,
            call=call,
            party_id=party,
            structured_reference=reference,
            amount_cents=cents,
            channel=draft.channel(party),
        )
        for (party, cents), reference in zip(owed.items(), references.take(access, len(owed)), strict=True)
    ]
    return CallNotice.objects.bulk_create(rows)


def _postings(draft: drafts.Draft) -> list[Line]:
    lines: list[Line] = []
    for part in draft.parts:
        debit, credit = rules.BOOKS[part.kind]
        own = [share for share in draft.shares if share.part == part.position and share.cents]
        lines += [Line(cents=s.cents, role=debit, party_id=s.party_id, lot_id=s.lot_id, label=part.label) for s in own]
        lines.append(Line(cents=-sum(s.cents for s in own), role=credit, label=part.label))
    return lines


def _moved(draft: drafts.Draft, used: dict[UUID, int]) -> list[Line]:
    """An advance lies on the account of charges; what it pays of the reserve moves to the reserve's account."""
    reserve: dict[UUID, int] = defaultdict(int)
    kinds = {part.position: part.kind for part in draft.parts}
    for share in draft.shares:
        if kinds[share.part] is CallKind.RESERVE:
            reserve[share.party_id] += share.cents
    lines: list[Line] = []
    for party, cents in used.items():
        moved = cents - (draft.party_cents[party] - reserve[party])
        if moved > 0:
            lines.append(Line(cents=moved, role=AccountRole.OWNERS_CHARGES, party_id=party))
            lines.append(Line(cents=-moved, role=AccountRole.OWNERS_RESERVE, party_id=party))
    return lines


@act("charges.call_recalled", needs=Right.CALL_FUNDS)
def recall(access: Access, *, number: str) -> FundCall:
    """Take a call back within ten minutes: a mirror entry, no mail leaves, nothing is due.

    Raises TooLateToRecall after that, PaidAlready when a payment stands on it, BookedElsewhere for a settlement's.
    """
    call = locked(access, number)
    if call.parts.filter(org_id=access.org_id, kind=CallKind.SETTLEMENT).exists():
        raise rules.BookedElsewhere(number=call.number)
    if call.state != State.SENT or call.sent_at is None or access.now > call.sent_at + RECALL:
        raise rules.TooLateToRecall(number=call.number)
    settlements = NoticeSettlement.objects.filter(org_id=access.org_id, notice__call=call)
    if settlements.filter(source=NoticeSettlement.Source.PAYMENT).exists():
        raise PaidAlready(number=call.number)
    before = level.gaps(access)
    settle.give_back(access, call_id=call.id)
    assert call.entry_id is not None
    entries.reverse(access, entry_id=call.entry_id, on=access.today, label=call.title)
    recalled = mail.recall(access, subject_id=call.id)
    call.state = State.RECALLED
    call.save(update_fields=["state"])
    level.keep(access, before=before, call=call)
    audit.record(access, "charges.call_recalled", call.id, number=call.number, mails=recalled)
    return call
