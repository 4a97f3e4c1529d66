"""Allocation keys: adding one, weighing the lots, a new version from a day, closing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, KeyWeight, Lot
from koprogo.condominiums.rules import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import slug
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class KeyVersionTooEarly(Refused):
    """A new version, or an end, comes after the start of the current one; ``after_on`` names that start."""

    code = "condominiums.key_version_too_early"


class KeyVersionOld(Refused):
    """Only the latest version of a key may be followed or closed."""

    code = "condominiums.key_version_old"


class DeedKeyStays(Refused):
    """The key of the deed can be followed by a new version, never closed: the votes stand on it."""

    code = "condominiums.deed_key_stays"
    article = "CC 3.85 § 1"


class KeyWithoutName(Refused):
    """A key needs a name that letters or digits can be read in."""

    code = "condominiums.key_without_name"


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a key states. ``total``: the sum of the weights, as the deed or the decision says."""

    label: str
    total: int
    label_2: str = ""
    deed_article: str = ""


@act("condominiums.key_added", needs=Right.MANAGE_LOTS)
def add_key(
    access: Access,
    *,
    facts: KeyFacts,
    weights: Mapping[UUID, int] | None = None,
    equal: bool = False,
    valid_from: date = keys.SINCE_THE_DEED,
) -> AllocationKey:
    """Add a key; ``equal`` gives each lot of the building one part. Returns it; its code is made of its name.

    Raises KeyWithoutName, KeyWithoutTotal, WeightNegative, NotFound (a lot).
    """
    if equal:
        lots = Lot.objects.filter(org_id=access.org_id).order_by("position", "id")
        weights = dict.fromkeys(lots.values_list("id", flat=True), 1)
        facts = KeyFacts(facts.label, len(weights), facts.label_2, facts.deed_article)
    keys.check_total(facts.total)
    row = AllocationKey.objects.create(
        org_id=access.org_id,
        code=_free_code(access, facts.label),
        label=facts.label,
        label_2=facts.label_2,
        kind=AllocationKey.Kind.EQUAL if equal else AllocationKey.Kind.WEIGHTS,
        total=facts.total,
        deed_article=facts.deed_article,
        valid_from=valid_from,
        position=AllocationKey.objects.filter(org_id=access.org_id).count(),
    )
    audit.record(access, "condominiums.key_added", row.id, label=row.label, total=row.total)
    if weights:
        _weigh(access, row, weights)
    return row


@act("condominiums.key_changed", needs=Right.MANAGE_LOTS)
def change_key(access: Access, *, key_id: UUID, facts: KeyFacts) -> AllocationKey:
    """Correct what a version of a key states. Raises KeyWithoutTotal, NotFound."""
    keys.check_total(facts.total)
    row = _locked(access, key_id)
    before = {"label": row.label, "total": row.total, "deed_article": row.deed_article}
    row.label, row.label_2 = facts.label, facts.label_2
    row.total, row.deed_article = facts.total, facts.deed_article
    row.save(update_fields=["label", "label_2", "total", "deed_article"])
    after = {"label": row.label, "total": row.total, "deed_article": row.deed_article}
    audit.record(access, "condominiums.key_changed", row.id, before=before, after=after)
    return row


@act("condominiums.key_weighed", needs=Right.MANAGE_LOTS)
def set_weights(access: Access, *, key_id: UUID, weights: Mapping[UUID, int]) -> int:
    """Write what lots weigh in a version of a key; lots that are not named keep their weight.

    Returns what is still missing to make the stated total (negative: too much): the entry is kept whatever
    the sum, and ``rules.keys.check_complete`` stops the sharing. Raises WeightNegative, NotFound.
    """
    return _weigh(access, _locked(access, key_id), weights)


def _weigh(access: Access, row: AllocationKey, weights: Mapping[UUID, int]) -> int:
    keys.check_weights(weights.values())
    here = Lot.objects.filter(org_id=access.org_id, id__in=weights).count()
    if here != len(weights):
        raise NotFound(what="lot")
    rows = KeyWeight.objects.filter(org_id=access.org_id, key=row)
    before = dict(rows.values_list("lot_id", "weight"))
    changed = {lot: weight for lot, weight in weights.items() if before.get(lot, 0) != weight}
    rows.filter(lot_id__in=changed).delete()
    KeyWeight.objects.bulk_create(
        KeyWeight(org_id=access.org_id, key=row, lot_id=lot, weight=weight)
        for lot, weight in changed.items()
        if weight
    )
    audit.record(
        access,
        "condominiums.key_weighed",
        row.id,
        before={str(lot): before.get(lot, 0) for lot in changed},
        after={str(lot): weight for lot, weight in changed.items()},
    )
    return keys.difference(row.total, (before | changed).values())


@act("condominiums.key_version_added", needs=Right.MANAGE_LOTS)
def new_version(
    access: Access, *, key_id: UUID, from_on: date, total: int | None = None, deed_article: str | None = None
) -> AllocationKey:
    """Let a key change from a day on: the version before keeps its weights for what it has shared.

    The new version starts with the same weights. Raises KeyVersionTooEarly, KeyVersionOld, KeyWithoutTotal.
    """
    old = _locked(access, key_id)
    _check_follows(old, from_on)
    wanted = old.total if total is None else total
    keys.check_total(wanted)
    old.valid_to = from_on
    old.save(update_fields=["valid_to"])
    row = AllocationKey.objects.create(
        org_id=access.org_id,
        code=old.code,
        label=old.label,
        label_2=old.label_2,
        kind=old.kind,
        total=wanted,
        deed_article=old.deed_article if deed_article is None else deed_article,
        valid_from=from_on,
        position=old.position,
    )
    KeyWeight.objects.bulk_create(
        KeyWeight(org_id=access.org_id, key=row, lot_id=lot, weight=weight)
        for lot, weight in old.weights.values_list("lot_id", "weight")
    )
    audit.record(access, "condominiums.key_version_added", row.id, code=row.code, from_on=from_on)
    return row


@act("condominiums.key_closed", needs=Right.MANAGE_LOTS)
def close_key(access: Access, *, key_id: UUID, on: date) -> AllocationKey:
    """Let a key end; ``on``: its first day without. Raises DeedKeyStays, KeyVersionTooEarly or -Old."""
    row = _locked(access, key_id)
    if row.kind == AllocationKey.Kind.SHARES:
        raise DeedKeyStays()
    _check_follows(row, on)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    audit.record(access, "condominiums.key_closed", row.id, code=row.code, on=on)
    return row


def _check_follows(row: AllocationKey, on: date) -> None:
    if row.valid_to is not None:
        raise KeyVersionOld(code=row.code)
    if on <= row.valid_from:
        raise KeyVersionTooEarly(field="from_on", after_on=row.valid_from)


def _locked(access: Access, key_id: UUID) -> AllocationKey:
    kept = AllocationKey.objects.select_for_update(no_key=True)
    found = kept.filter(org_id=access.org_id, id=key_id).first()
    if found is None:
        raise NotFound(what="key")
    return found


def _free_code(access: Access, label: str) -> str:
    wanted = slug(label, longest=36)
    if not wanted:
        raise KeyWithoutName(field="label")
    taken = set(AllocationKey.objects.filter(org_id=access.org_id).values_list("code", flat=True))
    number, found = 1, wanted
    while found in taken or found == "nouvelle":
        number += 1
        found = f"{wanted}-{number}"
    return found
