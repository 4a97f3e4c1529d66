"""A decision in writing that everybody agreed to enters the register, as one of an assembly would (CC 3.93)."""

from collections.abc import Sequence
from uuid import UUID

from koprogo.assemblies.models import (
    AgendaItem,
    Assembly,
    Ballot,
    ItemDocument,
    ItemResult,
    Resolution,
    WrittenAnswer,
    WrittenDecision,
)
from koprogo.assemblies.operations.plan import next_sequence
from koprogo.assemblies.operations.records import chain
from koprogo.assemblies.queries.electorate import Voter
from koprogo.assemblies.rules.agenda import Origin, VoteState
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.session import BallotChannel
from koprogo.assemblies.rules.states import Kind, State
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.assemblies.rules.written import AnswerChannel, WrittenState
from koprogo.condominiums.queries import building
from koprogo.platform.access import BRUSSELS, Access

ARTICLE = "CC 3.87 § 11"


def take(access: Access, row: WrittenDecision, owners: Sequence[Voter]) -> Assembly:
    """Write what was decided: the row of the register, the votes as they were given, the chain of the answers.

    Part of the answer that completes it: everything stands, or nothing.
    """
    answers = {
        str(one.party_id): one
        for one in WrittenAnswer.objects.filter(org_id=access.org_id, decision=row).order_by("answered_at", "id")
    }
    assembly = Assembly.objects.create(
        org_id=access.org_id,
        held_on=access.today,
        sequence=next_sequence(access, access.today),
        starts_at=access.now.astimezone(BRUSSELS).time().replace(second=0, microsecond=0),
        kind=Kind.WRITTEN,
        state=State.CLOSED,
        planned_at=row.sent_at,
        planned_by_id=row.sent_by_id,
        opened_at=row.sent_at,
        closed_at=access.now,
        secretary_name=building.head(access).syndic_name,
        quorum={
            "heads": [len(owners), len(owners)],
            "shares": [sum(one.shares for one in owners)] * 2,
            "by_heads_and_shares": True,
            "by_three_quarters": True,
        },
    )
    item = _item(access, row, assembly)
    result = _result(access, row, item, owners)
    Ballot.objects.bulk_create(_ballot(access, item, one, answers[one.key]) for one in owners)
    Resolution.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        item=item,
        result=result,
        number=1,
        title=row.title,
        text=row.text,
        adopted=True,
        decided_on=access.today,
        recorded_at=access.now,
    )
    said: list[tuple[str, UUID, dict[str, object]]] = [("written", row.id, {"sha256": row.sha256})]
    for one in answers.values():
        facts = {"party": one.party_id, "choice": one.choice, "name": one.name, "channel": one.channel}
        said.append(("answer", one.id, facts | {"on": one.signed_on, "at": one.answered_at, "file": one.file_id}))
    chain(access, assembly, [*said, ("closed", assembly.id, {"decided": 1})])
    row.state, row.ended_at, row.assembly = WrittenState.TAKEN, access.now, assembly
    row.save(update_fields=["state", "ended_at", "assembly"])
    return assembly


def _item(access: Access, row: WrittenDecision, assembly: Assembly) -> AgendaItem:
    item = AgendaItem.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        position=1,
        title=row.title,
        text=row.text,
        subject=row.subject,
        statutes_majority=Majority.UNANIMITY,
        statutes_clause=ARTICLE,
        template=row.template,
        origin=Origin.SYNDIC,
        year=row.year,
        cost_cents=row.cost_cents,
        key_id=row.key_id,
        candidate_id=row.candidate_id,
        term_from=row.term_from,
        term_to=row.term_to,
        vote_state=VoteState.CLOSED,
        opened_at=row.sent_at,
        closed_at=access.now,
    )
    if row.file_id:
        label = row.content["document"]["name"][:160]
        ItemDocument.objects.create(
            org_id=access.org_id, item=item, file_id=row.file_id, label=label, added_at=row.sent_at
        )
    return item


def _result(access: Access, row: WrittenDecision, item: AgendaItem, owners: Sequence[Voter]) -> ItemResult:
    return ItemResult.objects.create(
        org_id=access.org_id,
        item=item,
        text=row.text,
        majority=Majority.UNANIMITY,
        article=ARTICLE,
        in_favour=str(sum(one.shares for one in owners)),
        against="0",
        abstaining="0",
        outcome=Outcome.ADOPTED,
        facts={
            "there": [{"party": one.key, "holder": one.key, "votes": one.shares} for one in owners],
            "ballots": {one.key: Choice.FOR for one in owners},
            "silent": [],
            "caps": {},
            "sole": [],
            "excluded": [],
            "payers_only": False,
            "against": [],
            "abstaining": [],
            "names": {one.key: one.name for one in owners},
            "clause": ARTICLE,
        },
        closed_at=access.now,
        closed_by_id=access.person_id,
    )


def _ballot(access: Access, item: AgendaItem, one: Voter, answer: WrittenAnswer) -> Ballot:
    on_paper = answer.channel == AnswerChannel.PAPER
    return Ballot(
        org_id=access.org_id,
        item=item,
        party_id=one.party_id,
        number=1,
        choice=Choice.FOR,
        channel=BallotChannel.PAPER if on_paper else BallotChannel.PHONE,
        cast_at=answer.answered_at,
        recorded_at=access.now,
        person_id=answer.person_id,
    )
