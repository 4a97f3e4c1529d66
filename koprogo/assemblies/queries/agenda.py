"""Questions about the agenda: its items with all that belongs to them, and what each would cost each lot."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from koprogo.assemblies.models import AgendaItem, Assembly, ItemDocument, ItemExclusion, ItemQuote
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.queries.majority import required
from koprogo.assemblies.rules.agenda import ItemState, Origin, votable
from koprogo.assemblies.rules.library import BY_CODE, blanks
from koprogo.assemblies.rules.subjects import Required, Subject, SubjectNotCovered
from koprogo.condominiums.queries import keys
from koprogo.kernel import money
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A kept file of an item."""

    document_id: UUID
    file_id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One of the offers compared, in cents, VAT included."""

    quote_id: UUID
    contractor: str
    amount_cents: int
    note: str
    chosen: bool
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """Who does not take part in one vote, and why."""

    exclusion_id: UUID
    party_id: UUID
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as everybody reads it. ``required``: None when it is not voted."""

    item_id: UUID
    position: int
    title: str
    text: str
    comment: str
    subject: Subject | None
    required: Required | None
    origin: Origin
    author: str
    received_on: date | None
    state: ItemState
    state_reason: str
    cost_cents: int | None
    key_id: UUID | None
    key_label: str
    payers_decide: bool
    candidate_id: UUID | None
    candidate: str
    term_from: date | None
    term_to: date | None
    practice: bool
    hidden_ballots: bool
    documents: tuple[DocumentRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    exclusions: tuple[ExclusionRow, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether it is on the agenda."""
        return self.state is ItemState.LISTED

    @property
    def is_votable(self) -> bool:
        """Whether it can be decided."""
        return votable(subject=self.subject or "", text=self.text)

    @property
    def blanks(self) -> int:
        """How many places of the text are still to be filled in."""
        return blanks(self.text)


def rows(access: Access, *, assembly_id: UUID) -> QuerySet[AgendaItem]:
    """The items with their documents, quotes and exclusions in one statement."""
    return _complete(access, AgendaItem.objects.filter(assembly_id=assembly_id))


def _complete(access: Access, found: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    mine = {"org_id": access.org_id, "item_id": OuterRef("id")}
    documents = ItemDocument.objects.filter(**mine).order_by("added_at", "id")
    quotes = ItemQuote.objects.filter(**mine).order_by("amount_cents", "id")
    exclusions = ItemExclusion.objects.filter(**mine).order_by("id")
    quote = JSONObject(
        id="id", contractor="contractor", cents="amount_cents", note="note", chosen="chosen", file="file_id"
    )
    return (
        found.filter(org_id=access.org_id)
        .select_related("key", "candidate", "request")
        .annotate(
            kept=ArraySubquery(documents.values(json=JSONObject(id="id", file="file_id", label="label"))),
            offers=ArraySubquery(quotes.values(json=quote)),
            out=ArraySubquery(
                exclusions.values(json=JSONObject(id="id", party="party_id", name="party__name", reason="reason"))
            ),
        )
        .order_by("position", "id")
    )


def items(access: Access, *, assembly: Assembly) -> list[ItemRow]:
    """The agenda of one assembly in its order, withdrawn and late items too (one query)."""
    return [_row(access, one, assembly) for one in rows(access, assembly_id=assembly.id)]


def with_items(access: Access, *, number: str) -> tuple[Assembly, list[ItemRow]]:
    """An assembly and its agenda together (one query; two when the agenda is empty). Raises NotFound."""
    key = assemblies.day_and_sequence(number)
    if key is None:
        raise NotFound(what="assembly")
    found = list(
        _complete(access, AgendaItem.objects.select_related("assembly")).filter(
            assembly__held_on=key[0], assembly__sequence=key[1]
        )
    )
    if not found:
        return assemblies.get(access, number=number), []
    held = found[0].assembly
    return held, [_row(access, one, held) for one in found]


def item(access: Access, *, assembly: Assembly, position: int) -> ItemRow:
    """One item by its place (one query). Raises NotFound."""
    found = rows(access, assembly_id=assembly.id).filter(position=position).first()
    if found is None:
        raise NotFound(what="agenda_item")
    return _row(access, found, assembly)


def majority(access: Access, one: AgendaItem, held: Assembly) -> Required | None:
    """What an item needs at its assembly; None when it is not voted, or when the law does not know the subject yet."""
    if not one.subject:
        return None
    try:
        return required(access, one, held)
    except SubjectNotCovered:
        return None


def _row(access: Access, one: AgendaItem, held: Assembly) -> ItemRow:
    facts = vars(one)
    template = BY_CODE.get(one.template)
    return ItemRow(
        item_id=one.id,
        position=one.position,
        title=one.title,
        text=one.text,
        comment=one.comment,
        subject=Subject(one.subject) if one.subject else None,
        required=majority(access, one, held),
        origin=Origin(one.origin),
        author=one.request.author_name if one.request else "",
        received_on=one.request.received_on if one.request else None,
        state=ItemState(one.state),
        state_reason=one.state_reason,
        cost_cents=one.cost_cents,
        key_id=one.key_id,
        key_label=one.key.label if one.key else "",
        payers_decide=one.payers_decide,
        candidate_id=one.candidate_id,
        candidate=one.candidate.name if one.candidate else one.candidate_name,
        term_from=one.term_from,
        term_to=one.term_to,
        practice=bool(template and template.practice),
        hidden_ballots=one.hidden_ballots,
        documents=tuple(DocumentRow(UUID(d["id"]), UUID(d["file"]), d["label"]) for d in facts["kept"]),
        quotes=tuple(
            QuoteRow(
                UUID(q["id"]),
                q["contractor"],
                q["cents"],
                q["note"],
                q["chosen"],
                UUID(q["file"]) if q["file"] else None,
            )
            for q in facts["offers"]
        ),
        exclusions=tuple(ExclusionRow(UUID(e["id"]), UUID(e["party"]), e["name"], e["reason"]) for e in facts["out"]),
    )


@dataclass(frozen=True, slots=True)
class LotCost:
    """What one item costs one lot, in cents, by the key."""

    lot: str
    party_id: UUID | None
    party: str
    weight: int
    cents: int


def costs(access: Access, *, items: Sequence[ItemRow], on: date) -> dict[UUID, list[LotCost]]:
    """What each item with a cost and a key costs each lot, to the cent, by item (one query, none without costs)."""
    priced = [one for one in items if one.cost_cents and one.key_id and one.is_listed]
    weighed = keys.weights_of(access, key_ids={one.key_id for one in priced if one.key_id}, on=on)
    found: dict[UUID, list[LotCost]] = {}
    for one in priced:
        lots = weighed[one.key_id] if one.key_id else []
        if not lots or one.cost_cents is None:
            continue
        cents = money.split(one.cost_cents, [lot.weight for lot in lots])
        found[one.item_id] = [
            LotCost(lot.number, lot.holder_id, lot.holder_name, lot.weight, part)
            for lot, part in zip(lots, cents, strict=True)
        ]
    return found


def mine(costs: dict[UUID, list[LotCost]], party_ids: Collection[UUID]) -> dict[UUID, int]:
    """Of those costs, what falls on the lots of some parties, in cents, by item; 0 where the item spares them."""
    found: dict[UUID, int] = defaultdict(int)
    for item_id, rows in costs.items():
        found[item_id] = sum(row.cents for row in rows if row.party_id in party_ids)
    return dict(found)


def raw(access: Access, *, number: str, position: int) -> AgendaItem:
    """The row of one item with its assembly, for its form (one query). Raises NotFound."""
    key = assemblies.day_and_sequence(number)
    if key is None:
        raise NotFound(what="assembly")
    rows = AgendaItem.objects.filter(org_id=access.org_id, position=position).select_related("assembly")
    found = rows.filter(assembly__held_on=key[0], assembly__sequence=key[1]).first()
    if found is None:
        raise NotFound(what="agenda_item")
    return found
