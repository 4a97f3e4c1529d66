"""Cancel a call that has left: its entry is mirrored, nothing of it is due any more, what was paid is an advance."""

from uuid import UUID

from django.utils import translation

from koprogo.charges.documents import cancel_mail
from koprogo.charges.documents.cancel_letter import CancelLetter, render_cancel
from koprogo.charges.models import CallNotice, FundCall, NoticeSettlement
from koprogo.charges.operations import level, settle
from koprogo.charges.operations.calls import locked
from koprogo.charges.operations.letters import LANGUAGES
from koprogo.charges.rules import calls as rules
from koprogo.charges.rules.calls import CallKind, State
from koprogo.condominiums.documents.letterhead import Addressee, head_of
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.queries.parties import PartyCard
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.operations import entries
from koprogo.ledger.queries import days
from koprogo.platform import audit, files, jobs, mail
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

CANCEL_LETTERS = "charges.cancel_letters"


@act("charges.call_cancelled", needs=Right.CALL_FUNDS)
def cancel(access: Access, *, number: str, reason: str) -> FundCall:
    """Cancel a sent call by a mirror entry: nothing is erased, every owner is told why.

    What was paid of it becomes an advance, used by the next call. A constant number of statements. Raises
    AlreadyCancelled, BookedElsewhere (a settlement is corrected as a whole), PeriodClosed, NotFound.
    """
    call = locked(access, number)
    if call.state != State.SENT:
        raise rules.AlreadyCancelled(number=call.number)
    if call.parts.filter(org_id=access.org_id, kind=CallKind.SETTLEMENT).exists():
        raise rules.BookedElsewhere(number=call.number)
    assert call.entry_id is not None
    before = level.gaps(access)
    settle.give_back(access, call_id=call.id, source=NoticeSettlement.Source.CORRECTION)
    day = days.correction_day(access, entry_id=call.entry_id)
    entries.reverse(access, entry_id=call.entry_id, on=day, label=call.title)
    call.state, call.cancelled_on, call.cancel_reason = State.CANCELLED, access.today, reason
    call.save(update_fields=["state", "cancelled_on", "cancel_reason"])
    level.keep(access, before=before, call=call)
    mails = mail.recall(access, subject_id=call.id)
    ask_letters(access, call)
    audit.record(access, "charges.call_cancelled", call.id, number=call.number, reason=reason, mails=mails)
    return call


def ask_letters(access: Access, call: FundCall) -> None:
    """Enqueue the letters that tell each owner of a cancelled call."""
    told = CallNotice.objects.filter(org_id=access.org_id, call=call).count()
    if told:
        jobs.enqueue(access, CANCEL_LETTERS, subject_id=call.id, total=told)


def untold(access: Access, *, call_id: UUID) -> list[UUID]:
    """The notices of a cancelled call whose owner has not been told yet."""
    found = CallNotice.objects.filter(org_id=access.org_id, call_id=call_id, call__state=State.CANCELLED)
    return list(found.filter(cancel_letter_id__isnull=True).order_by("id").values_list("id", flat=True))


def told(access: Access, *, call_id: UUID) -> int:
    """How many owners of a cancelled call have been told."""
    found = CallNotice.objects.filter(org_id=access.org_id, call_id=call_id)
    return found.exclude(cancel_letter_id__isnull=True).count()


@act("charges.cancel_letter_written", needs=Right.CALL_FUNDS)
def tell(access: Access, *, notice_id: UUID) -> None:
    """Write and keep one letter of cancellation, and mail it where the owner takes mail. Done already: nothing."""
    notice = (
        CallNotice.objects.select_for_update(no_key=True, of=("self",))
        .select_related("call")
        .get(org_id=access.org_id, id=notice_id)
    )
    if notice.cancel_letter_id or notice.call.state != State.CANCELLED:
        return
    card = parties.card(access, party_id=notice.party_id)
    kept = files.keep(
        access,
        data=render_cancel(_letter(access, notice, card)),
        name=f"{notice.call.number}-annulation-{card.name}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=notice.call_id,
        party_id=notice.party_id,
    )
    notice.cancel_letter_id = kept.id
    notice.save(update_fields=["cancel_letter_id"])
    if notice.channel == CallNotice.Channel.EMAIL and card.email:
        head = building.head(access)
        with translation.override(card.language):
            letter = cancel_mail.write(
                recipient=card.email,
                party_id=notice.party_id,
                building_name=head.name_in(card.language),
                call=notice.call,
                paid_cents=_freed(access, notice),
            )
        mail.post(access, letter, purpose="fund_call_cancelled", subject_id=notice.call_id, wait=False)
    audit.record(access, "charges.cancel_letter_written", notice.call_id, party=notice.party_id)


def _freed(access: Access, notice: CallNotice) -> int:
    """What had been paid of a cancelled notice and is an advance now, in cents."""
    rows = NoticeSettlement.objects.filter(
        org_id=access.org_id, notice=notice, source=NoticeSettlement.Source.CORRECTION
    )
    return -sum(rows.values_list("cents", flat=True))


def _letter(access: Access, notice: CallNotice, card: PartyCard) -> CancelLetter:
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    return CancelLetter(
        language=language,
        condominium=head_of(head, language),
        addressee=Addressee(
            name=card.name,
            care_of=card.addressee if card.addressee_id != card.party_id else "",
            lines=card.address_lines,
        ),
        number=notice.call.number,
        title=notice.call.title,
        issued_on=notice.call.issued_on or access.today,
        cancelled_on=notice.call.cancelled_on or access.today,
        reason=notice.call.cancel_reason,
        asked_cents=notice.amount_cents,
        paid_cents=_freed(access, notice),
    )
