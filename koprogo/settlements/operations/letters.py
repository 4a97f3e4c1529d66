"""Turn an issued settlement into letters: one step for each owner, each done once."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import translation

from koprogo.charges.operations import letters as charge_letters
from koprogo.charges.queries import dues, sender
from koprogo.charges.queries.dues import OpenNotice
from koprogo.condominiums.documents.letterhead import Addressee, Language, head_of
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.queries.parties import PartyCard
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import epc, structured_reference
from koprogo.meters import labels as meter_labels
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform import audit, files, mail, pdf
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.settlements.documents import mail as mails
from koprogo.settlements.documents import wording
from koprogo.settlements.documents.settlement_letter import (
    LetterRow,
    LotSection,
    MeterRow,
    SettlementLetter,
    formula,
    render_owner,
    render_tenant,
)
from koprogo.settlements.models import Settlement, SettlementNotice
from koprogo.settlements.queries import settlements
from koprogo.settlements.rules.columns import Cell, Column
from koprogo.settlements.rules.costs import Kind
from koprogo.settlements.rules.settlements import State

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}


def unwritten(access: Access, *, settlement_id: UUID) -> list[UUID]:
    """The notices of a settlement that stands whose letter is still to be written."""
    found = SettlementNotice.objects.filter(
        org_id=access.org_id, settlement_id=settlement_id, settlement__state=State.ISSUED.value
    )
    return list(found.filter(letter_id__isnull=True).order_by("position").values_list("id", flat=True))


def written(access: Access, *, settlement_id: UUID) -> int:
    """How many letters of a settlement are written."""
    found = SettlementNotice.objects.filter(org_id=access.org_id, settlement_id=settlement_id)
    return found.exclude(letter_id__isnull=True).count()


def post_batch(access: Access, *, settlement_id: UUID) -> StoredFile | None:
    """The letters of a settlement that go by post, as one file to print."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=settlement_id, party_id__isnull=True)
    return found.order_by("-stored_at").first()


@act("settlements.letter_written", needs=Right.SETTLE)
def write(access: Access, *, notice_id: UUID) -> None:
    """Write and keep one owner's letter and the tenant's statement, and post the mail of those who take mail.

    Done already, or cancelled meanwhile: nothing.
    """
    notice = (
        SettlementNotice.objects.select_for_update(no_key=True, of=("self",))
        .select_related("settlement")
        .get(org_id=access.org_id, id=notice_id)
    )
    if notice.letter_id or notice.settlement.state != State.ISSUED.value:
        return
    card = parties.card(access, party_id=notice.party_id)
    letter = compose(access, notice=notice, card=card)
    kept = _keep(access, notice, render_owner(letter), f"{letter.number}-{card.name}.pdf")
    notice.letter_id = kept.id
    if notice.occupant_cents:
        name = f"{letter.number}-{wording.tenant(letter.language, '')['title']}-{card.name}.pdf"
        notice.tenant_letter_id = _keep(access, notice, render_tenant(letter), name).id
    if card.channel == "email" and card.email:
        notice.mailing_id = _post(access, notice, card, kept, letter)
    notice.save(update_fields=["letter_id", "tenant_letter_id", "mailing_id"])
    if notice.settlement.call_id is not None:
        charge_letters.told_by(
            access,
            call_id=notice.settlement.call_id,
            party_id=notice.party_id,
            letter_id=kept.id,
            mailing_id=notice.mailing_id,
        )
    audit.record(access, "settlements.letter_written", notice.settlement_id, party=notice.party_id)


def _keep(access: Access, notice: SettlementNotice, data: bytes, name: str) -> StoredFile:
    return files.keep(
        access,
        data=data,
        name=name,
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=notice.settlement_id,
        party_id=notice.party_id,
    )


def _post(
    access: Access, notice: SettlementNotice, card: PartyCard, kept: StoredFile, written: SettlementLetter
) -> UUID:
    head = building.head(access)
    with translation.override(card.language):
        letter = mails.write(
            recipient=card.email,
            party_id=notice.party_id,
            building_name=head.name_in(card.language),
            title=notice.settlement.title,
            balance_cents=notice.balance_cents,
            attachment_id=kept.id,
            slip=mails.Slip(
                written.beneficiary, written.iban, written.open_cents, written.structured_reference, written.due_on
            )
            if written.open_cents
            else None,
        )
    return mail.post(access, letter, purpose="settlement", subject_id=notice.settlement_id).id


@act("settlements.letter_written", needs=Right.SETTLE)
def batch(access: Access, *, settlement_id: UUID) -> None:
    """Put the letters that go by post into one file, once."""
    if post_batch(access, settlement_id=settlement_id):
        return
    row = settlements.by_id(access, settlement_id=settlement_id)
    found = SettlementNotice.objects.filter(org_id=access.org_id, settlement=row, mailing_id__isnull=True)
    letters = StoredFile.objects.filter(org_id=access.org_id, id__in=found.values("letter_id")).order_by("name")
    papers = [files.content(stored) for stored in letters]
    if row.state != State.ISSUED.value or not papers:
        return
    whole = files.keep(
        access,
        data=pdf.merge(papers, duplex=True),
        name=f"{row.number}-poste.pdf",
        retention=StoredFile.Retention.INTERNAL,
        subject_id=settlement_id,
    )
    audit.record(access, "settlements.letter_written", settlement_id, letters=len(papers), file=whole.id)


def compose(access: Access, *, notice: SettlementNotice, card: PartyCard) -> SettlementLetter:
    """The letter of one owner, in the language of the association."""
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    row = settlements.by_id(access, settlement_id=notice.settlement_id)
    with translation.override(language):
        table = settlements.table(access, row=row, party_ids=[notice.party_id])
        meters = tuple(_meters(notice, language))
    asked = _open(access, row, notice.party_id)
    account = sender.iban(access)
    beneficiary = head.legal_name(language)
    advances = dict.fromkeys((Kind.PROVISION, Kind.SPECIAL), 0)
    for column in table.columns:
        if column.kind.is_advance:
            advances[column.kind] -= sum(cell.cents for cell in column.cells)
    reference = asked.structured_reference if asked else ""
    return SettlementLetter(
        language=language,
        condominium=head_of(head, language),
        addressee=Addressee(
            name=card.name,
            care_of=card.addressee if card.addressee_id != card.party_id else "",
            lines=card.address_lines,
        ),
        number=row.number,
        title=row.title,
        from_on=row.period_from,
        to_on=row.period_to,
        issued_on=row.issued_on,
        due_on=row.due_on,
        sections=tuple(_sections(notice, table.columns, language)),
        cost_cents=notice.cost_cents,
        owner_cents=notice.owner_cents,
        occupant_cents=notice.occupant_cents,
        provision_cents=advances[Kind.PROVISION],
        special_cents=advances[Kind.SPECIAL],
        balance_cents=notice.balance_cents,
        opening_cents=notice.opening_cents,
        called_cents=notice.called_cents,
        paid_cents=notice.paid_cents,
        other_cents=notice.other_cents,
        before_cents=notice.before_cents,
        reserve_cents=notice.reserve_cents,
        working_share_cents=notice.working_share_cents,
        reserve_share_cents=notice.reserve_share_cents,
        meters=meters,
        has_exempt=any(column.exempt for column in table.columns),
        beneficiary=beneficiary,
        iban=account,
        open_cents=asked.open_cents if asked else 0,
        structured_reference=reference,
        qr_payload=epc.payload(
            name=beneficiary[:70],
            iban=account,
            amount_cents=asked.open_cents,
            remittance=structured_reference.pretty(reference),
        )
        if asked
        else "",
    )


def _open(access: Access, row: Settlement, party_id: UUID) -> OpenNotice | None:
    """What is still open of the settlement's own call."""
    found = dues.open_notices(access, party_ids=frozenset({party_id}))
    return next((one for one in found if row.call_id and one.call_id == row.call_id), None)


def _sections(notice: SettlementNotice, columns: Iterable[Column], language: str) -> list[LotSection]:
    rows: dict[str, list[LetterRow]] = {}
    for column in columns:
        for cell in column.cells if not column.kind.is_advance else ():
            rows.setdefault(str(cell.lot_id), []).append(_row(column, cell, language))
    return [
        LotSection(
            lot["lot"],
            date.fromisoformat(lot["from"]),
            date.fromisoformat(lot["to"]),
            tuple(rows.get(lot["lot_id"], ())),
        )
        for lot in notice.lots
    ]


def _row(column: Column, cell: Cell, language: str) -> LetterRow:
    key = column.key.label if column.key else ""
    details = [key]
    printed = formula(cell.weight, column.key_total, language) if column.key_total else ""
    if column.unit:
        used = meter_labels.index(cell.weight, language)
        printed = f"{used}\u00a0/\u00a0{meter_labels.index(column.key_total, language)}"
        details.append(column.unit)
    if cell.part != cell.whole:
        if column.unit:
            part, whole = meter_labels.index(cell.part, language), meter_labels.index(cell.whole, language)
            details.append(wording.part_of_units(language, part, whole, column.unit))
        else:
            details.append(wording.part_of_days(language, str(cell.part), str(cell.whole)))
    return LetterRow(
        label=column.account.name,
        detail=", ".join(filter(None, details)),
        total_cents=column.total_cents,
        formula=printed,
        cents=cell.cents,
        owner_cents=cell.owner_cents,
        occupant_cents=cell.occupant_cents,
    )


def _meters(notice: SettlementNotice, language: str) -> list[MeterRow]:
    return [
        MeterRow(
            lot=one["lot"],
            what=f"{meter_labels.KIND[MeterKind(one['kind'])]}, {one['serial']}",
            from_text=meter_labels.index(one["from"], language),
            to_text=meter_labels.index(one["to"], language),
            used_text=f"{meter_labels.index(one['used'], language)}\u00a0{one['unit']}",
            estimated=bool(one["doubts"]),
        )
        for one in notice.meters
    ]
