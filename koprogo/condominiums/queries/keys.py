"""Allocation keys: which ones hold on a day, and what each lot weighs in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum, Value
from django.db.models.functions import JSONObject

from koprogo.condominiums.models import AllocationKey, KeyWeight, Lot
from koprogo.condominiums.queries.periods import holding, valid
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One version of a key. ``total``: what the deed states; ``weighed``: the sum of the weights entered."""

    key_id: UUID
    code: str
    label: str
    label_2: str
    kind: str
    total: int
    weighed: int
    lots: int
    deed_article: str
    valid_from: date
    valid_to: date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the weights add up to the stated total: only then may costs be shared by it."""
        return self.weighed == self.total


@dataclass(frozen=True, slots=True)
class KeyLot:
    """What one lot weighs in a key, and who holds it on the day asked for."""

    lot_id: UUID
    number: str
    position: int
    kind: str
    weight: int
    holder_id: UUID | None
    holder_name: str


def _versions(access: Access) -> QuerySet[AllocationKey]:
    return (
        AllocationKey.objects.filter(org_id=access.org_id)
        .annotate(weighed=Sum("weights__weight"), lots=Count("weights", filter=Q(weights__weight__gt=0)))
        .order_by("position", "code", "valid_from")
    )


def _row(key: AllocationKey) -> KeyRow:
    facts = vars(key)
    return KeyRow(
        key_id=key.id,
        code=key.code,
        label=key.label,
        label_2=key.label_2,
        kind=key.kind,
        total=key.total,
        weighed=int(facts["weighed"] or 0),
        lots=facts["lots"],
        deed_article=key.deed_article,
        valid_from=key.valid_from,
        valid_to=key.valid_to,
    )


def all(access: Access, *, on: date) -> list[KeyRow]:  # noqa: A001 -- read as keys.all(...)
    """The keys that hold on a day, the deed's first (one query)."""
    return [_row(key) for key in _versions(access).filter(valid(on))]


def codes(access: Access) -> set[str]:
    """The code of every key there is or was (one query)."""
    return set(AllocationKey.objects.filter(org_id=access.org_id).values_list("code", flat=True))


def deed_key(access: Access, *, on: date) -> KeyRow | None:
    """The deed's own key on a day: votes, and the default for costs (one query)."""
    key = _versions(access).filter(valid(on), kind=AllocationKey.Kind.SHARES).first()
    return _row(key) if key else None


def by_id(access: Access, *, key_id: UUID) -> KeyRow:
    """One version of a key (one query). Raises NotFound."""
    key = _versions(access).filter(id=key_id).first()
    if key is None:
        raise NotFound(what="key")
    return _row(key)


def versions(access: Access, *, code: str) -> list[KeyRow]:
    """Every version of one key, the newest first (one query). Empty when there is no such key."""
    return [_row(key) for key in _versions(access).filter(code=code).order_by("-valid_from")]


def weights(access: Access, *, key_id: UUID, on: date, only: Collection[UUID] | None = None) -> list[KeyLot]:
    """The lots concerned by a key with their weights, in lot order, without zero weights (one query).

    ``only``: the lots that these parties hold.
    """
    found = (
        KeyWeight.objects.filter(org_id=access.org_id, key_id=key_id, weight__gt=0)
        .annotate(held=FilteredRelation("lot__ownerships", condition=holding(on, prefix="lot__ownerships__")))
        .annotate(holder_id=F("held__party_id"), holder_name=F("held__party__name"))
        .order_by("lot__position", "lot_id")
    )
    columns = ("lot_id", "lot__number", "lot__position", "lot__kind", "weight", "holder_id")
    found = found if only is None else found.filter(holder_id__in=only)
    values = found.values_list(*columns, "holder_name")
    return [
        KeyLot(lot_id, number, position, kind, weight, holder_id, name or "")
        for lot_id, number, position, kind, weight, holder_id, name in values
    ]


def weights_of(access: Access, *, key_ids: Collection[UUID], on: date) -> dict[UUID, list[KeyLot]]:
    """The same for several keys at once, by key (one query)."""
    found: dict[UUID, list[KeyLot]] = {key_id: [] for key_id in key_ids}
    if not found:
        return found
    columns = ("key_id", "lot_id", "lot__number", "lot__position", "lot__kind", "weight", "holder_id", "holder_name")
    rows = (
        KeyWeight.objects.filter(org_id=access.org_id, key_id__in=found, weight__gt=0)
        .annotate(held=FilteredRelation("lot__ownerships", condition=holding(on, prefix="lot__ownerships__")))
        .annotate(holder_id=F("held__party_id"), holder_name=F("held__party__name"))
        .order_by("lot__position", "lot_id")
    )
    for key_id, lot_id, number, position, kind, weight, holder_id, name in rows.values_list(*columns):
        found[key_id].append(KeyLot(lot_id, number, position, kind, weight, holder_id, name or ""))
    return found


def every_lot(access: Access, *, key_id: UUID, on: date) -> list[KeyLot]:
    """Every lot of the building with what it weighs in a key, zero where it is not concerned (one query)."""
    found = (
        Lot.objects.filter(org_id=access.org_id)
        .annotate(held=FilteredRelation("ownerships", condition=holding(on, prefix="ownerships__")))
        .annotate(weighed=FilteredRelation("weights", condition=Q(weights__key_id=key_id)))
        .annotate(weight=F("weighed__weight"), holder_id=F("held__party_id"), holder=F("held__party__name"))
        .order_by("position", "id")
    )
    columns = ("id", "number", "position", "kind", "weight", "holder_id", "holder")
    return [
        KeyLot(lot_id, number, position, kind, weight or 0, holder_id, name or "")
        for lot_id, number, position, kind, weight, holder_id, name in found.values_list(*columns)
    ]


def table(
    access: Access, *, key_ids: Collection[UUID], on: date
) -> tuple[list[KeyLot], dict[tuple[UUID | None, UUID], int]]:
    """Every lot with who holds it on a day (weight 0), and the weights of several keys by (key, lot) (one query)."""
    of_keys = Q(weights__key_id__in=list(key_ids))
    found = (
        Lot.objects.filter(org_id=access.org_id)
        .annotate(held=FilteredRelation("ownerships", condition=holding(on, prefix="ownerships__")))
        .annotate(holder_id=F("held__party_id"), holder=F("held__party__name"))
        .annotate(
            by_key=ArrayAgg(
                JSONObject(key="weights__key_id", weight="weights__weight"), filter=of_keys, default=Value([])
            )
        )
        .order_by("position", "id")
    )
    lots: list[KeyLot] = []
    weights: dict[tuple[UUID | None, UUID], int] = {}
    columns = ("id", "number", "position", "kind", "holder_id", "holder", "by_key")
    for lot_id, number, position, kind, holder_id, name, by_key in found.values_list(*columns):
        lots.append(KeyLot(lot_id, number, position, kind, 0, holder_id, name or ""))
        for one in by_key:
            weights[(UUID(one["key"]), lot_id)] = one["weight"]
    return lots, weights


def of_lot(access: Access, *, lot_id: UUID, on: date) -> list[tuple[KeyRow, int]]:
    """What one lot weighs in each key that holds on a day; a key without it weighs 0 (one query)."""
    here = Sum("weights__weight", filter=Q(weights__lot_id=lot_id))
    found = _versions(access).filter(valid(on)).annotate(here=here)
    return [(_row(key), int(vars(key)["here"] or 0)) for key in found]


def with_weights(access: Access) -> list[tuple[KeyRow, dict[UUID, int]]]:
    """Every version of every key with what each lot weighs in it, zero weights left out (two queries)."""
    weighed: dict[UUID, dict[UUID, int]] = {}
    found = KeyWeight.objects.filter(org_id=access.org_id, weight__gt=0)
    for key_id, lot_id, weight in found.values_list("key_id", "lot_id", "weight"):
        weighed.setdefault(key_id, {})[lot_id] = weight
    return [(_row(key), weighed.get(key.id, {})) for key in _versions(access)]
