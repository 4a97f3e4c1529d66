"""One item while it is voted: what it is counted by, the latest ballot of each owner, the count so far."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.assemblies.models import (
    AgendaItem,
    Assembly,
    Ballot,
    ItemExclusion,
    ItemResult,
    ProxyInstruction,
)
from koprogo.assemblies.queries import electorate as electorates
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.majority import required
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules import counting, electorate
from koprogo.assemblies.rules.agenda import ItemState, VoteState, votable
from koprogo.assemblies.rules.counting import Count, Voted
from koprogo.assemblies.rules.states import Session
from koprogo.assemblies.rules.subjects import OF_WHO_CAME, Required, Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import keys
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class LiveItem:
    """An item with the majority it needs and where its count stands. ``ballots``: the latest of each owner, by key."""

    item: AgendaItem
    required: Required
    voted: Voted
    ballots: Mapping[str, Ballot]
    count: Count

    @property
    def text(self) -> str:
        """The proposal as it is voted, amendments in."""
        return self.item.amended_text or self.item.text


def items(access: Access, *, assembly: Assembly) -> list[AgendaItem]:
    """What stands on the agenda, in its order (one query)."""
    found = AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly, state=ItemState.LISTED)
    return list(found.order_by("position"))


def is_voted(item: AgendaItem) -> bool:
    """Whether an item is put to the vote: it has a subject and a text; the others are only spoken of (CC 3.87 § 3)."""
    return votable(subject=item.subject, text=item.amended_text or item.text)


def item(access: Access, *, item_id: UUID) -> AgendaItem:
    """One item of the building (one query). Raises NotFound."""
    found = AgendaItem.objects.filter(org_id=access.org_id, id=item_id).select_related("assembly").first()
    if found is None:
        raise NotFound(what="agenda_item")
    return found


def counted_by(
    access: Access, *, assembly: Assembly, item: AgendaItem, need: Required, only: Collection[UUID] | None = None
) -> Voted:
    """What an item is counted by (one query, one more where those who pay decide, and on the syndic's own mission).

    ``only``: weights of these parties alone.
    """
    exclusions = ItemExclusion.objects.filter(org_id=access.org_id, item=item)
    paid = {str(party) for party in exclusions.values_list("party_id", flat=True)}
    subject = Subject(item.subject)
    syndic = rooms.syndic(access, assembly) if subject in electorate.SYNDICS_OWN else None
    return Voted(
        majority=need.majority,
        weights=_weights(access, assembly, item, only) if item.payers_decide else None,
        excluded=electorate.conflicted(subject, syndic=syndic, paid=paid),
        retry=need.article == OF_WHO_CAME,
        heads=None if assembly.session == Session.SECOND else need.heads,
        capped=electorates.rules(access).capped,
    )


def live(access: Access, *, assembly: Assembly, item: AgendaItem, room: Room) -> LiveItem:
    """The count of one item now (two queries, three where those who pay decide)."""
    need = required(access, item, assembly)
    voted = counted_by(access, assembly=assembly, item=item, need=need)
    given = latest(access, items=[item])[item.id]
    choices = {party: Choice(ballot.choice) for party, ballot in given.items()}
    found = counting.count(voted, portions=room.hands.portions, shares=room.shares, ballots=choices)
    return LiveItem(item, need, voted, given, found)


def _weights(
    access: Access, assembly: Assembly, found: AgendaItem, only: Collection[UUID] | None = None
) -> dict[str, int]:
    """What each owner weighs in the key of those who pay (CC 3.87 § 6)."""
    assert found.key_id is not None, "the table asks for a key where those who pay decide"
    sums: dict[str, int] = defaultdict(int)
    for lot in keys.weights(access, key_id=found.key_id, on=assembly.held_on, only=only):
        if lot.holder_id is not None:
            sums[str(lot.holder_id)] += lot.weight
    return dict(sums)


def latest(
    access: Access, *, items: Sequence[AgendaItem], of: Collection[UUID] | None = None
) -> dict[UUID, dict[str, Ballot]]:
    """The last ballot of each owner on each item, by party key (one query). ``of``: of these owners alone."""
    found: dict[UUID, dict[str, Ballot]] = {one.id: {} for one in items}
    rows = Ballot.objects.filter(org_id=access.org_id, item_id__in=list(found)).order_by("number")
    rows = rows if of is None else rows.filter(party_id__in=of)
    for ballot in rows:
        found[ballot.item_id][str(ballot.party_id)] = ballot
    return found


def results(access: Access, *, assembly: Assembly) -> dict[UUID, ItemResult]:
    """The count that stands for each closed item (one query)."""
    rows = ItemResult.objects.filter(org_id=access.org_id, item__assembly=assembly).order_by("number")
    return {row.item_id: row for row in rows}


def counts(access: Access, *, assembly: Assembly) -> dict[UUID, list[ItemResult]]:
    """Every count of each closed item, the first one first (one query)."""
    found: dict[UUID, list[ItemResult]] = {}
    for row in ItemResult.objects.filter(org_id=access.org_id, item__assembly=assembly).order_by("number"):
        found.setdefault(row.item_id, []).append(row)
    return found


def instructions(access: Access, *, item: AgendaItem, room: Room) -> dict[str, tuple[UUID, Choice]]:
    """How absent owners told their holders to vote on an item: (proxy, choice) by owner, where the proxy moves votes
    now (one query)."""
    there = room.hands.represented
    moving = {one.id: one.mandator for one in room.proxies if not one.refused and one.mandator in there}
    # What was written for the first session holds at the second, whose items are those of the first.
    same = [item.id, *([item.carried_from_id] if item.carried_from_id else [])]
    rows = ProxyInstruction.objects.filter(org_id=access.org_id, item_id__in=same, proxy_id__in=list(moving))
    return {moving[row.proxy_id]: (row.proxy_id, Choice(row.choice)) for row in rows}


def version(access: Access, *, assembly: Assembly) -> str:
    """A short text that changes whenever anything of the session does: for screens that ask again and again (one
    query, that counts rows of this assembly and nothing else)."""
    return counted(access, assembly=assembly, lines="TRUE", ballots="TRUE")


#: Written out: hundreds of phones ask it every few seconds, and putting it together cost more than answering it.
_VERSION = """
WITH given AS (
    SELECT mandator_id, holder_id, revoked_at FROM assemblies_proxy
    WHERE org_id = %(org)s AND assembly_id = ANY(%(served)s)
)
SELECT held.state,
    (SELECT count(*) FROM assemblies_attendance one
        WHERE one.org_id = %(org)s AND one.assembly_id = held.id AND ({lines})),
    (SELECT count(*) FROM assemblies_ballot one
        JOIN assemblies_agendaitem item ON item.org_id = one.org_id AND item.id = one.item_id
        WHERE item.org_id = %(org)s AND item.assembly_id = held.id AND item.vote_state = 'open' AND ({ballots})),
    (SELECT count(*) FROM assemblies_itemresult one
        JOIN assemblies_agendaitem item ON item.org_id = one.org_id AND item.id = one.item_id
        WHERE item.org_id = %(org)s AND item.assembly_id = held.id),
    (SELECT count(*) FROM given), (SELECT count(revoked_at) FROM given),
    (SELECT left(md5(string_agg(vote_state || amended_text, E'\n' ORDER BY position)), 12)
        FROM assemblies_agendaitem item WHERE item.org_id = %(org)s AND item.assembly_id = held.id)
FROM assemblies_assembly held WHERE held.org_id = %(org)s AND held.id = %(assembly)s
"""


def counted(access: Access, *, assembly: Assembly, lines: str, ballots: str, own: Collection[UUID] = ()) -> str:
    """How many rows of each kind the session has, with its state and that of its items, in one text (one query).

    ``lines``, ``ballots``: conditions, written in the program, on the rows ``one`` that matter to who asks (``own``).
    """
    known: dict[str, Any] = {"org": access.org_id, "assembly": assembly.id, "served": rooms.served(assembly)}
    with connection.cursor() as cursor:
        cursor.execute(_VERSION.format(lines=lines, ballots=ballots), known | {"own": list(own)})
        return "-".join(str(one) for one in cursor.fetchone() or ())


def opened(rows: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item whose vote is open, if any."""
    return next((one for one in rows if one.vote_state == VoteState.OPEN), None)
