"""Ballots: one row each, the latest before the item closes is the one that counts; nothing is ever overwritten."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from koprogo.assemblies.models import AgendaItem, Assembly, Ballot
from koprogo.assemblies.operations.session import VoteNotOpen
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import held as holdings
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.live import LiveItem
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.proxies import speaker
from koprogo.assemblies.rules.session import BallotChannel
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class NotThere(Refused):
    """The owner is neither on the attendance list nor represented by whoever votes."""

    code = "assemblies.not_there"


class NotConcerned(Refused):
    """The owner does not vote on this item: excluded, or not among those who pay (CC 3.87 §§ 6 and 9)."""

    code = "assemblies.not_concerned"


class SpokenElsewhere(Refused):
    """The votes of ``party`` are in several hands: ``by`` gives the one ballot they have."""

    code = "assemblies.spoken_elsewhere"


class VotedSince(Refused):
    """Written down late: the owner (``party``) voted again at ``at``, and that later ``choice`` counts."""

    code = "assemblies.voted_since"


@act("assemblies.ballot_cast", needs=Right.VOTE)
def cast(access: Access, *, item_id: UUID, party_id: UUID, choice: Choice, command: str = "") -> Ballot:
    """An owner votes from their own phone, for a party of theirs or for one whose proxy they carry.

    The votes come from the roll. The latest ballot before the item closes counts. Nothing is counted here: in a hall
    of three hundred, all tap at once. Raises VoteNotOpen, NotThere, NotTheRepresentative, NotConcerned.
    """
    item, assembly = _opened(access, item_id)
    _in_turn(item, [party_id])
    held = holdings.held(access, assembly=assembly)
    party = str(party_id)
    if party not in {one.mandator for one in held.mine}:
        if party_id in access.party_ids:
            electorate.check_own(access, party_id)
        raise NotThere
    if party not in {one.mandator for one in held.spoken}:
        who = speaker(held.portions, party)
        raise SpokenElsewhere(party=held.names.get(party, ""), by=held.names.get(who or "", ""))
    stakes = holdings.stakes(access, assembly=assembly, item=item, held=held)
    floor = _Floor(
        item=item,
        names=held.names,
        owners=held.shares,
        there={one.mandator for one in held.portions},
        by={mandator: holder for mandator, (holder, _votes) in stakes.items()},
        given=list(Ballot.objects.filter(org_id=access.org_id, item=item, party_id=party_id).order_by("number")),
    )
    row = _write(access, floor, {party: choice}, BallotChannel.PHONE, {party: command})[0]
    audit.record(access, "assemblies.ballot_cast", item.id, party=party_id, number=row.number)
    return row


@act("assemblies.ballots_recorded", needs=Right.RUN_ASSEMBLY)
def record(
    access: Access,
    *,
    item_id: UUID,
    choices: Mapping[UUID, Choice],
    channel: BallotChannel = BallotChannel.SECRETARY,
    commands: Mapping[UUID, str] | None = None,
    given_at: Mapping[UUID, datetime] | None = None,
    others: Collection[UUID] = (),
) -> list[Ballot]:
    """The secretary writes down votes given in the room: many at once, only those that say something new.

    ``others``: those of them who are filled in with all the rest; what an owner wrote in a proxy stands against that.

    ``commands``: the key of each on the secretary's device, so that a queue sent twice writes once. ``given_at``:
    when each was given, where that was before now. Raises VoteNotOpen, NotThere, NotConcerned, VotedSince.
    """
    item, assembly = _opened(access, item_id)
    _in_turn(item, choices)
    room = rooms.room(access, assembly=assembly)
    found = lives.live(access, assembly=assembly, item=item, room=room)
    keys = {str(party): one for party, one in (commands or {}).items()}
    moments = {str(party): min(at, access.now) for party, at in (given_at or {}).items()}
    given = {str(party): one for party, one in choices.items()}
    for party, at in moments.items():
        since = found.ballots.get(party)
        if since is not None and since.cast_at > at and since.choice != given[party]:
            raise VotedSince(party=room.names.get(party, ""), choice=since.choice, at=since.cast_at)
    floor, told = _floor(access, found, room), {}
    if others:
        filled = {str(party) for party in others} - found.ballots.keys()
        written = lives.instructions(access, item=item, room=room)
        told = {party: one for party, one in written.items() if party in filled & given.keys() & floor.by.keys()}
    said = {party: choice for party, (_proxy, choice) in told.items()}
    proxies = {party: proxy for party, (proxy, _choice) in told.items()}
    rest = {party: choice for party, choice in given.items() if party not in said}
    rows = _write(access, floor, said, BallotChannel.INSTRUCTION, keys, proxies, moments) if said else []
    rows += _write(access, floor, rest, channel, keys, moments=moments)
    audit.record(access, "assemblies.ballots_recorded", item.id, ballots=len(rows))
    return rows


@act("assemblies.instructions_cast", needs=Right.RUN_ASSEMBLY)
def follow_instructions(access: Access, *, item_id: UUID) -> list[Ballot]:
    """Cast what absent owners wrote in their proxies for this item, where nothing was cast for them yet."""
    item, assembly = _opened(access, item_id)
    _in_turn(item, [one.party_id for one in rooms.voters(access, held_on=assembly)])
    room = rooms.room(access, assembly=assembly)
    found = lives.live(access, assembly=assembly, item=item, room=room)
    told = lives.instructions(access, item=item, room=room)
    choices = {party: choice for party, (_proxy, choice) in told.items() if party not in found.ballots}
    choices = {party: choice for party, choice in choices.items() if party in found.count.voters.there}
    proxies = {party: proxy for party, (proxy, _choice) in told.items()}
    told_by = BallotChannel.INSTRUCTION
    rows = _write(access, _floor(access, found, room), choices, told_by, {}, proxies) if choices else []
    audit.record(access, "assemblies.instructions_cast", item.id, ballots=len(rows))
    return rows


def _opened(access: Access, item_id: UUID) -> tuple[AgendaItem, Assembly]:
    # FOR SHARE, which Django does not write: many vote at once, and closing the item waits for all of them.
    sql = "SELECT * FROM assemblies_agendaitem WHERE org_id = %s AND id = %s FOR SHARE"
    rows = list(AgendaItem.objects.raw(sql, [access.org_id, item_id]))
    if not rows:
        raise NotFound(what="agenda_item")
    found = rows[0]
    assembly = Assembly.objects.get(org_id=access.org_id, id=found.assembly_id)
    if found.vote_state != VoteState.OPEN or State(assembly.state) is not State.OPEN:
        raise VoteNotOpen(title=found.title)
    return found, assembly


def _in_turn(item: AgendaItem, parties: Collection[UUID]) -> None:
    """Whoever writes a ballot for one of these owners waits for the other who does: a phone and the secretary at the
    same moment give two ballots with two numbers, never one number twice. In one order for all, so nobody waits for
    each other."""
    keys = sorted(_number(item.id, party) for party in parties)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(one) FROM unnest(%s::bigint[]) AS one", [keys])


def _number(item_id: UUID, party_id: UUID) -> int:
    digest = hashlib.blake2b(item_id.bytes + party_id.bytes, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


@dataclass(frozen=True, slots=True)
class _Floor:
    """What a ballot is written with, by key. ``there``: whose votes are in the room; ``by``: who gives the votes of
    each owner who votes on this item; ``given``: the ballots so far, first to last; ``owners``: who is on the roll."""

    item: AgendaItem
    names: Mapping[str, str]
    owners: Collection[str]
    there: Collection[str]
    by: Mapping[str, str]
    given: Sequence[Ballot]


def _floor(access: Access, found: LiveItem, room: Room) -> _Floor:
    voters = dict.fromkeys(stake.mandator for stake in found.count.voters.stakes)
    by = {one: speaker(room.hands.portions, one) or one for one in voters}
    there = {one.mandator for one in room.hands.portions}
    given = list(Ballot.objects.filter(org_id=access.org_id, item=found.item).order_by("number"))
    return _Floor(found.item, room.names, room.shares, there, by, given)


def _write(
    access: Access,
    floor: _Floor,
    choices: Mapping[str, Choice],
    channel: BallotChannel,
    commands: Mapping[str, str],
    proxies: Mapping[str, UUID] | None = None,
    moments: Mapping[str, datetime] | None = None,
) -> list[Ballot]:
    for party in choices:
        if party not in floor.there:
            raise NotThere(party=floor.names.get(party, ""))
        if party not in floor.by:
            raise NotConcerned(party=floor.names.get(party, ""))
    latest = {str(one.party_id): one for one in floor.given}
    known = {one.command: one for one in floor.given if one.command}
    rows, answers = [], []
    for party, choice in choices.items():
        command, last = commands.get(party, ""), latest.get(party)
        before = known.get(command) if command else last
        if before is not None and (command or (before.choice == choice and channel is not BallotChannel.PHONE)):
            answers.append(before)
            continue
        holder = floor.by[party]
        carried = holder != party
        rows.append(
            Ballot(
                org_id=access.org_id,
                item=floor.item,
                party_id=UUID(party),
                number=last.number + 1 if last else 1,
                choice=choice.value,
                holder_id=UUID(holder) if carried and holder in floor.owners else None,
                holder_name=floor.names.get(holder, "") if carried else "",
                proxy_id=(proxies or {}).get(party),
                channel=channel.value,
                cast_at=(moments or {}).get(party, access.now),
                recorded_at=access.now,
                person_id=access.person_id,
                command=command,
            )
        )
    return [*answers, *Ballot.objects.bulk_create(rows)]
