"""What belongs to an item: documents, quotes compared, and who does not take part in its vote."""

from typing import Any
from uuid import UUID

from koprogo.assemblies.models import AgendaItem, Assembly, ItemDocument, ItemExclusion, ItemQuote
from koprogo.assemblies.operations.prepared import item_at, prepared
from koprogo.assemblies.rules.agenda import ReasonMissing
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


class AmountMissing(Refused):
    """A quote has an amount above zero."""

    code = "assemblies.amount_missing"


class ExcludedAlready(Refused):
    """This owner is already left out of the vote on this item."""

    code = "assemblies.excluded_already"


def _of(access: Access, number: str, position: int) -> tuple[Assembly, AgendaItem]:
    assembly = prepared(access, number)
    return assembly, item_at(access, assembly, position)


def _keep(access: Access, assembly: Assembly, data: bytes, name: str) -> StoredFile:
    return files.keep(access, data=data, name=name, retention=StoredFile.Retention.BUILDING, subject_id=assembly.id)


@act("assemblies.document_attached", needs=Right.PREPARE_ITEMS)
def attach(access: Access, *, number: str, position: int, data: bytes, name: str, label: str) -> ItemDocument:
    """Keep a file with an item; it is read on line and by link from the convocation. Raises NotFound, NotNow."""
    assembly, item = _of(access, number, position)
    stored = _keep(access, assembly, data, name)
    row = ItemDocument.objects.create(
        org_id=access.org_id, item=item, file_id=stored.id, label=label.strip() or stored.name, added_at=access.now
    )
    audit.record(access, "assemblies.document_attached", assembly.id, number=number, item=position, file=stored.id)
    return row


@act("assemblies.document_detached", needs=Right.PREPARE_ITEMS)
def detach(access: Access, *, number: str, position: int, document_id: UUID) -> None:
    """Take a document off an item, before the convocation; the file itself is kept. Raises NotFound, NotNow."""
    assembly, item = _of(access, number, position)
    gone, _each = ItemDocument.objects.filter(org_id=access.org_id, item=item, id=document_id).delete()
    if not gone:
        raise NotFound(what="document")
    audit.record(access, "assemblies.document_detached", assembly.id, number=number, item=position)


@act("assemblies.quote_added", needs=Right.PREPARE_ITEMS)
def add_quote(
    access: Access,
    *,
    number: str,
    position: int,
    contractor: str,
    amount_cents: int | None,
    note: str = "",
    chosen: bool = False,
    data: bytes = b"",
    name: str = "",
) -> ItemQuote:
    """Write one offer, in cents, VAT included, with its file if there is one. Raises AmountMissing, NotNow."""
    assembly, item = _of(access, number, position)
    if not amount_cents or amount_cents <= 0:
        raise AmountMissing(field="amount")
    stored = _keep(access, assembly, data, name) if data else None
    row = ItemQuote.objects.create(
        org_id=access.org_id,
        item=item,
        contractor=contractor,
        amount_cents=amount_cents,
        note=note,
        chosen=chosen,
        file_id=stored.id if stored else None,
    )
    audit.record(
        access,
        "assemblies.quote_added",
        assembly.id,
        number=number,
        item=position,
        contractor=contractor,
        cents=amount_cents,
    )
    return row


@act("assemblies.quote_dropped", needs=Right.PREPARE_ITEMS)
def drop_quote(access: Access, *, number: str, position: int, quote_id: UUID) -> None:
    """Take an offer away that was typed by mistake. Raises NotFound, NotNow."""
    assembly, item = _of(access, number, position)
    gone, _each = ItemQuote.objects.filter(org_id=access.org_id, item=item, id=quote_id).delete()
    if not gone:
        raise NotFound(what="quote")
    audit.record(access, "assemblies.quote_dropped", assembly.id, number=number, item=position)


@act("assemblies.owner_excluded", needs=Right.PREPARE_ITEMS)
def exclude(access: Access, *, number: str, position: int, party_id: UUID, reason: str) -> ItemExclusion:
    """Leave an owner who is paid or mandated for what is decided out of its vote, with the reason (CC 3.87 § 9).

    Raises ReasonMissing, ExcludedAlready, NotFound, NotNow.
    """
    assembly, item = _of(access, number, position)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    party = parties.get(access, party_id=party_id)
    if ItemExclusion.objects.filter(org_id=access.org_id, item=item, party=party).exists():
        raise ExcludedAlready(field="party", name=party.name)
    row = ItemExclusion.objects.create(org_id=access.org_id, item=item, party=party, reason=reason.strip())
    audit.record(
        access, "assemblies.owner_excluded", assembly.id, number=number, item=position, party=party.id, reason=reason
    )
    return row


@act("assemblies.owner_included", needs=Right.PREPARE_ITEMS)
def include(access: Access, *, number: str, position: int, exclusion_id: UUID) -> None:
    """Let an owner vote on an item after all. Raises NotFound, NotNow."""
    assembly, item = _of(access, number, position)
    gone, _each = ItemExclusion.objects.filter(org_id=access.org_id, item=item, id=exclusion_id).delete()
    if not gone:
        raise NotFound(what="exclusion")
    audit.record(access, "assemblies.owner_included", assembly.id, number=number, item=position)


def copy(access: Access, *, before: UUID, item_id: UUID) -> None:
    """Give the item of a second session what the same item had at the first (part of planning it)."""
    org = access.org_id
    documents = list(ItemDocument.objects.filter(org_id=org, item_id=before))
    quotes = list(ItemQuote.objects.filter(org_id=org, item_id=before))
    exclusions = list(ItemExclusion.objects.filter(org_id=org, item_id=before))
    rows: list[Any] = [*documents, *quotes, *exclusions]
    for row in rows:
        row.pk, row.item_id = uuid7(), item_id
    ItemDocument.objects.bulk_create(documents)
    ItemQuote.objects.bulk_create(quotes)
    ItemExclusion.objects.bulk_create(exclusions)
