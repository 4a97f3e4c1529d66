"""The session: opened with its quorum, item after item put to the vote and closed, then closed itself."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from koprogo.assemblies.models import AgendaItem, Assembly, ItemResult, OccupantRemark, Resolution
from koprogo.assemblies.operations import receipts
from koprogo.assemblies.operations.records import chain, locked
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.live import LiveItem
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules import session as rules
from koprogo.assemblies.rules.agenda import ReasonMissing, VoteState
from koprogo.assemblies.rules.states import Kind, NotNow, State, moved
from koprogo.assemblies.rules.tally import number
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import BRUSSELS, Access, act


class QuorumMissing(Refused):
    """Too few owners or shares are there: the assembly cannot decide, a second session can (CC 3.87 § 5)."""

    code = "assemblies.quorum_missing"
    article = "CC 3.87 § 5"


class PresidentNotOwner(Refused):
    """A co-owner who is there presides (CC 3.87 § 5)."""

    code = "assemblies.president_not_owner"
    article = "CC 3.87 § 5"


class AnotherOpen(Refused):
    """One item is voted at a time; ``title`` names the one that is open."""

    code = "assemblies.another_open"


class VoteNotOpen(Refused):
    """The vote on this item is not open."""

    code = "assemblies.vote_not_open"


class ItemsLeft(Refused):
    """Items of the agenda are neither voted nor put off; ``titles`` names them."""

    code = "assemblies.items_left"


@act("assemblies.session_opened", needs=Right.RUN_ASSEMBLY)
def open_session(
    access: Access, *, assembly_id: UUID, president_id: UUID, secretary: str, tellers: tuple[str, ...] = ()
) -> Assembly:
    """Open the session: the quorum is counted now and kept; the president is an owner who is there.

    Raises NotNow, TooEarly before its day, QuorumMissing, PresidentNotOwner.
    """
    assembly = locked(access, assembly_id)
    state = moved(State(assembly.state), State.OPEN, kind=Kind(assembly.kind))
    rules.check_day(held_on=assembly.held_on, starts_at=assembly.starts_at, today=access.today)
    room = rooms.room(access, assembly=assembly)
    quorum = room.quorum
    if not quorum.valid:
        raise QuorumMissing(heads=quorum.heads, shares=quorum.shares)
    if str(president_id) not in room.stays or str(president_id) not in room.shares:
        raise PresidentNotOwner(field="president")
    assembly.state, assembly.opened_at = state, access.now
    assembly.president_id, assembly.secretary_name = president_id, secretary.strip()[:160]
    assembly.tellers = [name.strip()[:160] for name in tellers if name.strip()]
    assembly.quorum = _counted(room)
    assembly.save(update_fields=["state", "opened_at", "president", "secretary_name", "tellers", "quorum"])
    chain(access, assembly, [("opened", assembly.id, {"quorum": assembly.quorum, "president": president_id})])
    audit.record(access, "assemblies.session_opened", assembly.id, heads=quorum.heads, shares=quorum.shares)
    return assembly


def _counted(room: Room) -> dict[str, object]:
    quorum = room.quorum
    return {
        "heads": [quorum.heads, quorum.heads_total],
        "shares": [quorum.shares, quorum.shares_total],
        "by_heads_and_shares": quorum.heads_reached and quorum.shares_reached,
        "by_three_quarters": quorum.alternative_reached,
        "asked": quorum.asked,
    }


@act("assemblies.adjourned", needs=Right.RUN_ASSEMBLY)
def adjourn(access: Access, *, assembly_id: UUID) -> Assembly:
    """State that the quorum is not there: nothing is decided, a second session may be convened (CC 3.87 § 5).

    Raises NotNow, also when the quorum is there; TooEarly before the hour of the convocation.
    """
    assembly = locked(access, assembly_id)
    room = rooms.room(access, assembly=assembly)
    if State(assembly.state) is not State.CONVENED or room.quorum.valid:
        raise NotNow(state=assembly.state)
    local = access.now.astimezone(BRUSSELS)
    rules.check_hour(held_on=assembly.held_on, starts_at=assembly.starts_at, now=local)
    assembly.state, assembly.opened_at, assembly.closed_at = State.ADJOURNED, access.now, access.now
    assembly.quorum = _counted(room)
    assembly.save(update_fields=["state", "opened_at", "closed_at", "quorum"])
    chain(access, assembly, [("adjourned", assembly.id, {"quorum": assembly.quorum})])
    audit.record(access, "assemblies.adjourned", assembly.id, heads=room.quorum.heads, shares=room.quorum.shares)
    return assembly


@act("assemblies.vote_opened", needs=Right.RUN_ASSEMBLY)
def open_item(access: Access, *, item_id: UUID) -> AgendaItem:
    """Put an item to the vote; one at a time. Opening a closed one again is ``reopen``. Raises NotNow, AnotherOpen."""
    assembly, item = _item(access, item_id)
    if VoteState(item.vote_state) not in (VoteState.WAITING, VoteState.SKIPPED) or not lives.is_voted(item):
        raise NotNow(state=assembly.state)
    _alone(access, assembly)
    item.vote_state, item.opened_at, item.closed_at = VoteState.OPEN, access.now, None
    item.save(update_fields=["vote_state", "opened_at", "closed_at"])
    audit.record(access, "assemblies.vote_opened", item.id, title=item.title)
    return item


@act("assemblies.item_amended", needs=Right.RUN_ASSEMBLY)
def amend(access: Access, *, item_id: UUID, text: str) -> AgendaItem:
    """Change the text of an item before it is voted: within what was announced (CC 3.87 § 3). The first text stays.

    Raises NotNow once a ballot was given, for nobody votes on words that change afterwards.
    """
    assembly, item = _item(access, item_id)
    if item.vote_state == VoteState.CLOSED or lives.latest(access, items=[item])[item.id]:
        raise NotNow(state=assembly.state)
    item.amended_text = "" if text.strip() == item.text.strip() else text.strip()
    item.save(update_fields=["amended_text"])
    audit.record(access, "assemblies.item_amended", item.id, title=item.title, text=item.amended_text)
    return item


@act("assemblies.item_skipped", needs=Right.RUN_ASSEMBLY)
def skip(access: Access, *, item_id: UUID, reason: str) -> AgendaItem:
    """Leave an item without a vote: put off, withdrawn by whoever asked for it, only spoken of. The minutes say why.

    Raises ReasonMissing, NotNow.
    """
    assembly, item = _item(access, item_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if item.vote_state == VoteState.CLOSED:
        raise NotNow(state=assembly.state)
    item.vote_state, item.state_reason, item.closed_at = VoteState.SKIPPED, reason.strip()[:400], access.now
    item.save(update_fields=["vote_state", "state_reason", "closed_at"])
    chain(access, assembly, [("skipped", item.id, {"title": item.title, "reason": item.state_reason})])
    audit.record(access, "assemblies.item_skipped", item.id, title=item.title, reason=item.state_reason)
    return item


@act("assemblies.vote_closed", needs=Right.RUN_ASSEMBLY)
def close_item(access: Access, *, item_id: UUID, reason: str = "") -> ItemResult:
    """Close the vote on an item: count it with who is there at this moment, and keep the count with all its facts.

    Owners who are there and gave no ballot abstain. Ballots are bound into the chain. ``reason``: why a vote that was
    opened again is counted a second time. Raises VoteNotOpen.
    """
    assembly, item = _item(access, item_id)
    if item.vote_state != VoteState.OPEN:
        raise VoteNotOpen(title=item.title)
    room = rooms.room(access, assembly=assembly)
    found = lives.live(access, assembly=assembly, item=item, room=room)
    before = lives.results(access, assembly=assembly).get(item.id)
    votes = found.count.votes
    row = ItemResult.objects.create(
        org_id=access.org_id,
        item=item,
        number=(before.number + 1) if before else 1,
        text=found.text,
        majority=found.required.majority.value,
        article=found.required.article[:80],
        in_favour=str(number(votes.in_favour)),
        against=str(number(votes.against)),
        abstaining=str(number(votes.abstaining + found.count.still)),
        outcome=found.count.outcome.value,
        facts=_facts(found, room),
        closed_at=access.now,
        closed_by_id=access.person_id,
        reason=reason or item.state_reason,
    )
    item.vote_state, item.closed_at, item.state_reason = VoteState.CLOSED, access.now, ""
    item.save(update_fields=["vote_state", "closed_at", "state_reason"])
    ballots: list[tuple[str, UUID, dict[str, object]]] = [
        ("ballot", one.id, {"party": one.party_id, "choice": one.choice, "number": one.number, "at": one.cast_at})
        for one in sorted(found.ballots.values(), key=lambda one: one.id)
    ]
    chain(access, assembly, [*ballots, ("result", row.id, {"item": item.id, "outcome": row.outcome, **row.facts})])
    audit.record(
        access, "assemblies.vote_closed", item.id, title=item.title, outcome=row.outcome, in_favour=row.in_favour
    )
    return row


def _facts(found: LiveItem, room: Room) -> dict[str, object]:
    """What the count was made with: it can be made again from these lines alone."""
    names, count = room.names, found.count
    return {
        "there": [
            {"party": one.mandator, "holder": one.holder, "votes": number(one.weight)} for one in count.voters.stakes
        ],
        "ballots": {party: ballot.choice for party, ballot in found.ballots.items() if party in count.voters.there},
        "silent": list(count.silent),
        "caps": {party: [number(cap.engaged), number(cap.counted)] for party, cap in count.counted.caps.items()},
        "sole": list(count.counted.sole),
        "excluded": [key for key in names if key in found.voted.excluded],
        "payers_only": found.voted.weights is not None,
        "against": room.told(count.names.against),
        "abstaining": room.told([*count.names.abstaining, *count.silent]),
        "names": {key: names.get(key, "") for key in _everybody(found)},
        "clause": found.required.clause,
    }


def _everybody(found: LiveItem) -> list[str]:
    stakes = found.count.voters.stakes
    return sorted({one.mandator for one in stakes} | {one.holder for one in stakes} | set(found.voted.excluded))


@act("assemblies.vote_reopened", needs=Right.RUN_ASSEMBLY)
def reopen(access: Access, *, item_id: UUID, reason: str) -> AgendaItem:
    """Open a closed vote again while the session lasts: the first count stays, the second says why it was made.

    Raises ReasonMissing, NotNow, AnotherOpen.
    """
    assembly, item = _item(access, item_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if item.vote_state != VoteState.CLOSED:
        raise NotNow(state=assembly.state)
    _alone(access, assembly)
    item.vote_state, item.closed_at, item.state_reason = VoteState.OPEN, None, reason.strip()[:400]
    item.save(update_fields=["vote_state", "closed_at", "state_reason"])
    audit.record(access, "assemblies.vote_reopened", item.id, title=item.title, reason=item.state_reason)
    return item


@act("assemblies.session_closed", needs=Right.RUN_ASSEMBLY)
def close_session(access: Access, *, assembly_id: UUID) -> Assembly:
    """Close the session: every item is voted or put off, and what was decided goes into the register (CC 3.93).

    Raises NotNow, ItemsLeft.
    """
    assembly = locked(access, assembly_id)
    state = moved(State(assembly.state), State.CLOSED)
    rows = lives.items(access, assembly=assembly)
    left = [one.title for one in rows if one.vote_state in (VoteState.WAITING, VoteState.OPEN) and lives.is_voted(one)]
    if left:
        raise ItemsLeft(titles=left)
    results = lives.results(access, assembly=assembly)
    decided = [(one, results[one.id]) for one in rows if one.vote_state == VoteState.CLOSED]
    Resolution.objects.bulk_create(
        Resolution(
            org_id=access.org_id,
            assembly=assembly,
            item=one,
            result=result,
            number=number_,
            title=one.title,
            text=result.text,
            adopted=result.outcome == Outcome.ADOPTED,
            decided_on=assembly.held_on,
            recorded_at=access.now,
        )
        for number_, (one, result) in enumerate(decided, 1)
    )
    assembly.state, assembly.closed_at = state, access.now
    assembly.save(update_fields=["state", "closed_at"])
    brought = OccupantRemark.objects.filter(org_id=access.org_id, assembly_id__in=rooms.served(assembly))
    brought.filter(brought_at__isnull=True).update(brought_at=access.now)
    chain(access, assembly, [("closed", assembly.id, {"decided": len(decided)})])
    receipts.ask(access, assembly)
    if electorate.rules(access).by_heads:  # what its members decide of a non-profit's service is carried out by it
        told: Callable[..., None] = import_string(settings.KOPROGO_MEMBERS_DECIDED)
        told(access, assembly_id=assembly.id)
    audit.record(access, "assemblies.session_closed", assembly.id, decided=len(decided))
    return assembly


def _item(access: Access, item_id: UUID) -> tuple[Assembly, AgendaItem]:
    """An item of an open session, its assembly held. Raises NotFound, NotNow."""
    assembly_id = (
        AgendaItem.objects.filter(org_id=access.org_id, id=item_id).values_list("assembly_id", flat=True).first()
    )
    if assembly_id is None:
        raise NotFound(what="agenda_item")
    assembly = locked(access, assembly_id)
    if State(assembly.state) is not State.OPEN:
        raise NotNow(state=assembly.state)
    return assembly, AgendaItem.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=item_id)


def _alone(access: Access, assembly: Assembly) -> None:
    other = lives.opened(lives.items(access, assembly=assembly))
    if other is not None:
        raise AnotherOpen(title=other.title)
