"""What the secretary noted without a network is carried out when it is back: in order, each act once."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from koprogo.assemblies.models import AgendaItem, Assembly
from koprogo.assemblies.operations import attend, session, vote
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.noted import Noted, NotReadable, Verb, grouped
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.platform import audit, commands
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one act: carried out now or before (``refusal`` None), or refused and why."""

    key: str
    refusal: Refused | None


@act("assemblies.noted_carried_out", needs=Right.RUN_ASSEMBLY)
def carry_out(access: Access, *, assembly_id: UUID, acts: list[Noted]) -> list[Answer]:
    """Carry the acts of one sending out, in their order. Sent again, what was carried out is not done twice.

    One that is refused leaves nothing behind and does not stop the others; its answer says why. Raises NotFound.
    """
    assembly = Assembly.objects.filter(org_id=access.org_id, id=assembly_id).first()
    if assembly is None:
        raise NotFound(what="assembly")
    answers: list[Answer] = []
    for run in grouped(acts):
        answers += _run(access, assembly, run)
    refused = [one.key for one in answers if one.refusal is not None]
    audit.record(access, "assemblies.noted_carried_out", assembly.id, acts=len(acts), refused=len(refused))
    return answers


def _run(access: Access, assembly: Assembly, run: list[Noted]) -> list[Answer]:
    try:
        with transaction.atomic():
            fresh = [one for one in run if commands.claim(access, key=one.key, path=_path(assembly)).fresh]
            if fresh:
                _carried_out(access, assembly, fresh)
        return [Answer(one.key, None) for one in run]
    except NotAllowed:
        raise
    except Refused as refusal:
        if len(run) == 1:
            return [Answer(run[0].key, refusal)]
    # One ballot among many is refused: then each speaks for itself.
    return [answer for one in run for answer in _run(access, assembly, [one])]


def _path(assembly: Assembly) -> str:
    return f"assemblies.noted:{assembly.id}"


def _carried_out(access: Access, assembly: Assembly, run: list[Noted]) -> None:
    first = run[0]
    if first.verb is Verb.ARRIVE:
        attend.arrive(
            access,
            assembly_id=assembly.id,
            party_id=first.party,
            name=first.name,
            presence=first.presence,
            recording=first.recording,
            at=first.at,
            command=first.key,
        )
    elif first.verb is Verb.LEAVE:
        attend.leave(
            access, assembly_id=assembly.id, party_id=first.party, name=first.name, at=first.at, command=first.key
        )
    else:
        _on_item(access, _item(access, assembly, first.point), run)


def _on_item(access: Access, item: AgendaItem, run: list[Noted]) -> None:
    verb = run[0].verb
    if verb is Verb.OPEN:
        if item.vote_state != VoteState.OPEN:
            session.open_item(access, item_id=item.id)
            vote.follow_instructions(access, item_id=item.id)
    elif verb is Verb.CLOSE:
        if item.vote_state == VoteState.OPEN:
            vote.follow_instructions(access, item_id=item.id)  # of a carrier who came since it was opened
        session.close_item(access, item_id=item.id)
    elif verb is Verb.SKIP:
        session.skip(access, item_id=item.id, reason=run[0].text)
    elif verb is Verb.AMEND:
        session.amend(access, item_id=item.id, text=run[0].text)
    else:
        ballots = {one.party: one for one in run if one.party is not None and one.choice is not None}
        if len(ballots) != len(run):
            raise NotReadable
        given = lives.latest(access, items=[item])[item.id]
        ballots = {party: one for party, one in ballots.items() if not (one.others and str(party) in given)}
        vote.record(
            access,
            item_id=item.id,
            choices={party: one.choice for party, one in ballots.items() if one.choice},
            commands={party: one.key for party, one in ballots.items()},
            given_at={party: one.at for party, one in ballots.items()},
            others=[party for party, one in ballots.items() if one.others],
        )


def _item(access: Access, assembly: Assembly, point: int) -> AgendaItem:
    found = AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly, position=point).first()
    if found is None:
        raise NotFound(what="agenda_item")
    return found
