"""Turn a sent call into letters and mails: one step for each owner, each done once."""

from datetime import date
from uuid import UUID

from django.utils import translation

from koprogo.charges.documents import call_mail
from koprogo.charges.documents.call_letter import About, CallLetter, CallLetterLine, LetterStep, render_call
from koprogo.charges.models import CallNotice, FundCall
from koprogo.charges.queries import calls, dues, sender
from koprogo.charges.rules.calls import CallKind, State
from koprogo.condominiums.documents.letterhead import Addressee, CondominiumHead, Language, head_of
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.queries.parties import PartyCard
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import epc, structured_reference
from koprogo.people.operations import links
from koprogo.people.rules.links import LIFETIME, Kind
from koprogo.platform import audit, files, mail, pdf
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}

#: Where a line stands in the letter, by its kind; the others are charges.
_ABOUT: dict[CallKind, About] = {CallKind.SETTLEMENT: "settlement", CallKind.PRIVATE: "private"}


def unwritten(access: Access, *, call_id: UUID) -> list[UUID]:
    """The notices of a sent call whose letter is still to be written."""
    found = CallNotice.objects.filter(org_id=access.org_id, call_id=call_id, call__state=State.SENT)
    return list(found.filter(letter_id__isnull=True).order_by("id").values_list("id", flat=True))


def post_batch(access: Access, *, call_id: UUID) -> StoredFile | None:
    """The letters of a call that go by post, as one file to print."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=call_id, party_id__isnull=True)
    return found.order_by("-stored_at").first()


@act("charges.post_batched", needs=Right.CALL_FUNDS)
def batch(access: Access, *, call_id: UUID) -> None:
    """Put the letters that go by post into one file, once."""
    call = FundCall.objects.get(org_id=access.org_id, id=call_id)
    if call.state != State.SENT or post_batch(access, call_id=call_id):
        return
    by_post = CallNotice.objects.filter(org_id=access.org_id, call=call, channel=CallNotice.Channel.POST)
    kept = StoredFile.objects.filter(org_id=access.org_id, id__in=by_post.values("letter_id")).order_by("name")
    letters = [files.content(stored) for stored in kept]
    if not letters:
        return
    whole = files.keep(
        access,
        data=pdf.merge(letters, duplex=True),
        name=f"{call.number}-poste.pdf",
        retention=StoredFile.Retention.INTERNAL,
        subject_id=call_id,
    )
    audit.record(access, "charges.post_batched", call_id, letters=len(letters), file=whole.id)


def written(access: Access, *, call_id: UUID) -> int:
    """How many letters of a call are written."""
    found = CallNotice.objects.filter(org_id=access.org_id, call_id=call_id)
    return found.exclude(letter_id__isnull=True).count()


@act("charges.letter_written", needs=Right.CALL_FUNDS)
def write(access: Access, *, notice_id: UUID) -> None:
    """Write and keep one letter, and post its mail where the owner takes mail. Done already or recalled: nothing."""
    notice = (
        CallNotice.objects.select_for_update(no_key=True, of=("self",))
        .select_related("call")
        .get(org_id=access.org_id, id=notice_id)
    )
    if notice.letter_id or notice.call.state != State.SENT:
        return
    card = parties.card(access, party_id=notice.party_id)
    letter = render_call(compose(access, notice=notice, card=card))
    kept = files.keep(
        access,
        data=letter,
        name=f"{notice.call.number}-{card.name}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=notice.call_id,
        party_id=notice.party_id,
    )
    notice.letter_id = kept.id
    if notice.channel == CallNotice.Channel.EMAIL and card.email:
        notice.mailing_id = _post(access, notice, card)
    notice.save(update_fields=["letter_id", "mailing_id"])
    audit.record(access, "charges.letter_written", notice.call_id, party=notice.party_id, channel=notice.channel)


@act("charges.letter_written", needs=Right.CALL_FUNDS)
def told_by(access: Access, *, call_id: UUID, party_id: UUID, letter_id: UUID, mailing_id: UUID | None) -> None:
    """Keep with a notice the letter of the settlement that asks for it: it has no other. No notice: nothing."""
    found = CallNotice.objects.select_for_update(no_key=True).filter(org_id=access.org_id, call_id=call_id)
    notice = found.filter(party_id=party_id, letter_id__isnull=True).first()
    if notice is None:
        return
    notice.letter_id, notice.mailing_id = letter_id, mailing_id
    notice.save(update_fields=["letter_id", "mailing_id"])
    audit.record(access, "charges.letter_written", notice.call_id, party=notice.party_id, channel=notice.channel)


def _post(access: Access, notice: CallNotice, card: PartyCard) -> UUID:
    token = links.make(
        kind=Kind.FUND_CALL,
        org_id=access.org_id,
        subject_id=notice.id,
        party_id=notice.party_id,
        expires_at=access.now + LIFETIME,
    )
    head = building.head(access)
    with translation.override(card.language):
        letter = call_mail.write(
            recipient=card.email,
            party_id=notice.party_id,
            building_name=head.name_in(card.language),
            beneficiary=head.legal_name(head.language),
            call=notice.call,
            to_pay_cents=_still(access, notice),
            iban=sender.iban(access),
            structured_reference=notice.structured_reference,
            link=links.address(token),
            today=access.today,
        )
    return mail.post(access, letter, purpose="fund_call", subject_id=notice.call_id).id


def _still(access: Access, notice: CallNotice) -> int:
    open_now = dues.open_notices(access, party_ids=frozenset({notice.party_id}))
    return next((n.open_cents for n in open_now if n.notice_id == notice.id), 0)


def compose(access: Access, *, notice: CallNotice, card: PartyCard) -> CallLetter:
    """The letter of one notice, in the language of the association."""
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    account = sender.iban(access)
    still = _still(access, notice)
    lines = calls.lines_of(access, call_id=notice.call_id, party_id=notice.party_id)
    issued_on = notice.call.issued_on or access.today
    return _letter(
        language=language,
        head=head_of(head, language),
        card=card,
        call=notice.call,
        issued_on=issued_on,
        lines=tuple(
            CallLetterLine(
                line.label,
                line.key_label,
                line.lot,
                line.weight,
                line.key_total,
                line.total_cents,
                line.amount_cents,
                line.kind is CallKind.RESERVE,
                _ABOUT.get(line.kind, "charges"),
                LetterStep(line.step.year_cents, line.step.step, line.step.steps, line.step.less)
                if line.step
                else None,
            )
            for line in lines
        ),
        total_cents=notice.amount_cents,
        still_cents=still,
        account=account,
        reference=notice.structured_reference,
    )


def _letter(
    *,
    language: Language,
    head: CondominiumHead,
    card: PartyCard,
    call: FundCall,
    issued_on: date,
    lines: tuple[CallLetterLine, ...],
    total_cents: int,
    still_cents: int,
    account: str,
    reference: str,
) -> CallLetter:
    payload = ""
    if still_cents > 0:
        payload = epc.payload(
            name=head.legal_name[:70],
            iban=account,
            amount_cents=still_cents,
            remittance=structured_reference.pretty(reference),
        )
    return CallLetter(
        language=language,
        condominium=head,
        addressee=Addressee(
            name=card.name,
            care_of=card.addressee if card.addressee_id != card.party_id else "",
            lines=card.address_lines,
        ),
        number=call.number,
        title=call.title,
        issued_on=issued_on,
        due_on=call.due_on,
        lines=lines,
        total_cents=total_cents,
        reserve_cents=sum(line.amount_cents for line in lines if line.is_reserve),
        previous_balance_cents=still_cents - total_cents,
        to_pay_cents=still_cents,
        beneficiary=head.legal_name,
        iban=account,
        structured_reference=reference,
        qr_payload=payload,
    )
