"""How far the set-up of the building is, from what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse

from koprogo.condominiums import labels
from koprogo.condominiums.models import (
    AllocationKey,
    Condominium,
    KeyWeight,
    Lot,
    Mandate,
    Ownership,
    Party,
)
from koprogo.condominiums.queries.periods import holding, valid
from koprogo.condominiums.rules import setup as rules
from koprogo.condominiums.rules.setup import Facts, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing


@dataclass(frozen=True, slots=True)
class Step:
    """One task of the set-up. ``minutes``: how long it takes, as far as one can say."""

    key: str
    title: str
    state: State
    url: str
    minutes: int


#: (key, rule, name of the page, minutes): ux.md 6, ten minutes in all with the money steps that the site adds.
STEPS: tuple[tuple[str, Callable[[Facts], State], str, int], ...] = (
    ("identity", rules.identity, "building_change", 1),
    ("lots", rules.lots, "lots", 2),
    ("owners", rules.owners, "lots", 1),
    ("contacts", rules.contacts, "parties", 1),
    ("keys", rules.keys, "keys", 1),
    ("mandates", rules.mandates, "building", 1),
    ("invitations", rules.invitations, "parties", 1),
)

#: Where a task starts while nothing of it is done: an old file is quicker than typing.
FIRST = {"lots": "import_new"}


def steps(access: Access) -> list[Step]:
    """The tasks of this context with their states (one query). The site adds those of the others."""
    known = facts(access)
    return [
        Step(
            key,
            str(labels.SETUP_TITLES[key]),
            rule(known),
            reverse(FIRST.get(key, page) if rule(known) is State.TODO else page, kwargs={"slug": access.slug}),
            minutes,
        )
        for key, rule, page, minutes in STEPS
    ]


def facts(access: Access) -> Facts:
    """What the building holds today (one query). Raises NotFound when the boundary is no condominium."""
    org, on = access.org_id, access.today
    holds = Ownership.objects.filter(holding(on), org_id=org)
    deed = AllocationKey.objects.filter(valid(on), org_id=org, kind=AllocationKey.Kind.SHARES)
    sums = KeyWeight.objects.filter(org_id=org, key_id=OuterRef("id")).order_by().values("key_id")
    complete = Q(weighed=F("total"))
    keys = AllocationKey.objects.filter(valid(on), org_id=org).annotate(
        weighed=Subquery(sums.annotate(n=Sum("weight")).values("n"))
    )
    holders = Party.objects.filter(org_id=org, id__in=holds.values("party_id"))
    itself = Q(email__gt="") | Q(street__gt="")
    reached = holders.filter(itself | Q(representative__email__gt="") | Q(representative__street__gt=""))
    decided = Mandate.objects.filter(holding(on), org_id=org, role=Mandate.Role.SYNDIC).exclude(decision="")
    sent = Mailing.objects.filter(org_id=org, purpose="invitation").exclude(state=Mailing.State.RECALLED)
    row = (
        Condominium.objects.filter(org_id=org)
        .annotate(
            lots=_count(Lot.objects.filter(org_id=org)),
            lots_held=_count(holds),
            deed_total=Subquery(deed.values("total")[:1]),
            deed_weighed=Subquery(
                KeyWeight.objects.filter(org_id=org, key__in=deed)
                .order_by()
                .values("org_id")
                .annotate(n=Sum("weight"))
                .values("n")
            ),
            keys=_count(keys),
            keys_complete=_count(keys.filter(complete)),
            holders=_count(holders),
            reached=_count(reached),
            decided=Exists(decided),
            sent=_count(sent),
        )
        .values()
        .first()
    )
    if row is None:
        raise NotFound(what="condominium")
    return Facts(
        has_address=bool(row["street"] and row["postcode"] and row["city"]),
        has_enterprise_number=bool(row["enterprise_number"]),
        lots=row["lots"] or 0,
        lots_held=row["lots_held"] or 0,
        deed_total=row["deed_total"] or 0,
        deed_weighed=int(row["deed_weighed"] or 0),
        keys=row["keys"] or 0,
        keys_incomplete=(row["keys"] or 0) - (row["keys_complete"] or 0),
        holders=row["holders"] or 0,
        holders_reachable=row["reached"] or 0,
        syndic_decided=row["decided"],
        invited=row["sent"] or 0,
    )


def _count(
    found: QuerySet[AllocationKey]
    | QuerySet[Lot]
    | QuerySet[Ownership]
    | QuerySet[Party]
    | QuerySet[Mailing],
) -> Subquery:
    return Subquery(found.order_by().values("org_id").annotate(n=Count("id")).values("n"))
