"""The records of a session, checked: the chain from its first link, and one's own vote in the count."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from koprogo.assemblies.models import Assembly, Ballot, HashLink, ItemResult, Minutes
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.session import chained
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Counted:
    """One item and what was counted of somebody: the ballot on record, the choice in the count, whether they agree.

    ``away``: a ballot was given, but nobody was there with these votes any more when the item closed.
    """

    position: int
    title: str
    choice: str
    counted: str
    cast_at: str
    agrees: bool
    away: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain of a session: the number of the first link that does not hold, or None; the hash of the last one,
    which proves all before it wherever it is written down."""

    broken_at: int | None
    seal: str


def chain(access: Access, *, assembly_id: UUID) -> Chain:
    """Walk the chain from its first link (one query)."""
    previous, expected = "", 1
    for link in HashLink.objects.filter(org_id=access.org_id, assembly_id=assembly_id).order_by("number"):
        digest = chained(previous=link.previous, kind=link.kind, payload=link.payload.encode())
        if (link.number, link.previous, link.sha256) != (expected, previous, digest):
            return Chain(link.number, previous)
        previous, expected = link.sha256, expected + 1
    return Chain(None, previous)


def in_the_count(access: Access, *, assembly_id: UUID, party_ids: Collection[UUID]) -> list[Counted]:
    """Whether what these parties voted is what was counted, item by item (two queries)."""
    wanted = {str(one) for one in party_ids}
    results = ItemResult.objects.filter(org_id=access.org_id, item__assembly_id=assembly_id)
    last = {row.item_id: row for row in results.select_related("item").order_by("number")}
    ballots = Ballot.objects.filter(org_id=access.org_id, item_id__in=list(last), party_id__in=list(party_ids))
    mine = {(row.item_id, str(row.party_id)): row for row in ballots.order_by("number")}
    found = []
    for row in sorted(last.values(), key=lambda one: one.item.position):
        counted = row.facts["ballots"]
        there = {one["party"] for one in row.facts["there"]} | set(counted)
        for party in sorted(one for one in wanted if one in there or (row.item_id, one) in mine):
            ballot = mine.get((row.item_id, party))
            said, taken = ballot.choice if ballot else "", counted.get(party, "")
            found.append(
                Counted(
                    row.item.position,
                    row.item.title,
                    said,
                    taken or "abstain",
                    ballot.cast_at.isoformat() if ballot else "",
                    said == taken,
                    party not in there,
                )
            )
    return found


def latest_minutes(access: Access, *, assembly_id: UUID) -> Minutes | None:
    """The last version of the minutes (one query)."""
    rows = Minutes.objects.filter(org_id=access.org_id, assembly_id=assembly_id).order_by("-version")
    return rows.prefetch_related("signatures").first()


def officer_names(access: Access, *, assembly: Assembly) -> tuple[str, str]:
    """Who presided and who wrote, by name; empty where nobody did (one query)."""
    owners = {one.party_id: one.name for one in rooms.voters(access, held_on=assembly)}
    president = owners.get(assembly.president_id, "") if assembly.president_id else ""
    return president, assembly.secretary_name


def officers(access: Access, *, assembly: Assembly) -> list[str]:
    """Those without whose signature the minutes do not stand (CC 3.87 § 10), each once."""
    return list(dict.fromkeys(name for name in officer_names(access, assembly=assembly) if name))
