"""The yearly assembly of the members: planned with their proposals on its agenda; what it adopts is carried out when
its session closes, just as a vote online is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from koprogo.assemblies.operations import items, plan
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.queries import assemblies, decided
from koprogo.assemblies.queries.decided import Decided
from koprogo.assemblies.rules.rulesets import NONPROFIT
from koprogo.assemblies.rules.states import Kind as AssemblyKind
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import agenda_words
from koprogo.hosting.models import Proposal
from koprogo.hosting.operations import decisions
from koprogo.hosting.operations import members as register
from koprogo.hosting.operations.decisions import Counted
from koprogo.hosting.operations.proposals import in_debate, locked
from koprogo.hosting.queries import members as member_queries
from koprogo.hosting.queries import proposals as queries
from koprogo.hosting.rules import members as member_rules
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.members import NotAMember
from koprogo.hosting.rules.obligations import Duty
from koprogo.hosting.rules.proposals import Kind, State
from koprogo.platform import audit
from koprogo.platform.access import Access, act

#: The item of the library that a proposal begins as.
TEMPLATES = {Kind.DIRECTOR: "members_director", Kind.EXCLUSION: "members_exclusion"}
OTHER = "members_other"


@act("hosting.yearly_assembly_planned", needs=Right.RUN_HOSTING)
def convene_year(access: Access, *, facts: Plan, numbers: Sequence[str]) -> str:
    """Plan the ordinary assembly with the items of the law and these proposals. Returns its number (its day).

    Convoking it is done on its own page, once the documents are there. Raises what planning and listing raise.
    """
    row = plan.plan(access, facts=replace(facts, kind=AssemblyKind.ORDINARY, notice_days=NONPROFIT.notice_days))
    for number in numbers:
        put(access, number=number, assembly=row.number)
    audit.record(access, "hosting.yearly_assembly_planned", row.id, number=row.number, proposals=list(numbers))
    return row.number


@act("hosting.proposal_listed", needs=Right.MEET_MEMBERS)
def put(access: Access, *, number: str, assembly: str) -> Proposal:
    """Put a proposal on the agenda of an assembly that is being prepared, with its computed effect beside it.

    The board does, or its author where they are a twentieth of the members (CSA 9:14). Raises NotFound, NotInDebate,
    NotAMember, NotNow once the convocation has left, TermImpossible.
    """
    row = locked(access, number)
    in_debate(row)
    mine = member_queries.mine(access)
    proposes = mine is not None and mine.id == row.author_id
    members = member_queries.count(access)
    if not rules.may_open(runs=access.may(Right.RUN_HOSTING), proposes=proposes, members=members):
        raise NotAMember
    held_on = assemblies.get(access, number=assembly).held_on
    if row.valid_from is not None and row.valid_from <= held_on:
        row.valid_from = rules.next_month(held_on)  # a price holds from a day after the vote
    if row.kind == Kind.DIRECTOR and row.ends_on:
        member_rules.check_term(held_on, row.ends_on)
    prepares = replace(access, rights=access.rights | {Right.PREPARE_ITEMS})
    kind = Kind(row.kind)
    item = items.add(prepares, number=assembly, template=TEMPLATES.get(kind, OTHER))
    language = building.condominium(access).language
    items.write(
        prepares,
        number=assembly,
        position=item.position,
        facts=ItemFacts(
            title=row.title,
            text=agenda_words.decision(language, row=row),
            comment=agenda_words.explained(
                language, row=row, effect=queries.effect(access, row), address=decisions.address(row)
            ),
            subject=rules.SUBJECTS.get(kind, Subject.OTHER).value,
            candidate_id=row.target.party_id if kind is Kind.DIRECTOR and row.target else None,
            candidate_name=row.target.name if kind is Kind.DIRECTOR and row.target else "",
            term_from=held_on if kind is Kind.DIRECTOR else None,
            term_to=row.ends_on - timedelta(days=1) if kind is Kind.DIRECTOR and row.ends_on else None,
            hidden_ballots=row.secret,
        ),
    )
    row.state, row.item_id = State.LISTED, item.id
    row.save(update_fields=["state", "item", "valid_from"])
    audit.record(access, "hosting.proposal_listed", row.id, number=number, assembly=assembly)
    return row


@act("hosting.proposal_unlisted", needs=Right.RUN_HOSTING)
def take_off(access: Access, *, number: str, reason: str) -> Proposal:
    """Take a proposal off the agenda, back to its debate: before the convocation leaves, or once its assembly will not
    decide it any more. Raises NotFound, NotInDebate, ReasonMissing, NotNow."""
    row = locked(access, number)
    if row.state != State.LISTED or row.item_id is None:
        raise rules.NotInDebate
    place = decided.places(access, item_ids=[row.item_id])[row.item_id]
    if place.pending:
        prepares = replace(access, rights=access.rights | {Right.PREPARE_ITEMS})
        items.withdraw(prepares, number=place.assembly, position=place.position, reason=reason)
    _back(row)
    audit.record(access, "hosting.proposal_unlisted", row.id, number=number, assembly=place.assembly, reason=reason)
    return row


def session_closed(access: Access, *, assembly_id: UUID) -> None:
    """What the closing of a session calls in its own transaction (the settings name this function): every proposal
    that the assembly voted has its result, and what was adopted is carried out; one it put off is debated again."""
    if not settings.KOPROGO_HOSTING:
        return
    listed = Proposal.objects.select_for_update(no_key=True, of=("self",)).filter(
        org_id=access.org_id, state=State.LISTED, item__isnull=False
    )
    waiting = {row.item_id: row for row in listed.select_related("author", "target").order_by("number")}
    origins = decided.origins(access, assembly_id=assembly_id)
    results = {
        origins.get(one.item_id, one.item_id): one for one in decided.of_assembly(access, assembly_id=assembly_id)
    }
    places = decided.places(access, item_ids=[item_id for item_id in waiting if item_id])
    for item_id, row in waiting.items():
        found = results.get(item_id) if item_id else None
        if found is not None:
            _decided(access, row, found)
        elif item_id in places and places[item_id].assembly_id == assembly_id:
            _back(row)  # put off, or withdrawn, in this very session
    _fulfilled(access, assembly_id)


def _decided(access: Access, row: Proposal, found: Decided) -> None:
    if found.outcome is Outcome.NO_QUORUM:
        return  # a second session on the same agenda decides it (CSA 9:21)
    counted = Counted(
        found.outcome, int(found.in_favour), int(found.against), int(found.abstaining), amended=found.amended
    )
    language = building.condominium(access).language
    said = agenda_words.noted(language, on=found.held_on, number=found.number, text=found.text)
    decisions.decide(access, row, counted, members=found.voters, minutes=said, on=found.held_on)
    audit.record(access, "hosting.assembly_decided", row.id, **decisions.told(row))


def _fulfilled(access: Access, assembly_id: UUID) -> None:
    """The yearly assembly is a duty: held, it is done for the year before."""
    held = assemblies.by_id(access, assembly_id=assembly_id)
    if held.kind == AssemblyKind.ORDINARY:
        register.duty_done(
            decisions.board(access),
            duty=Duty.ASSEMBLY,
            year=held.held_on.year - 1,
            on=held.held_on,
            proof=held.number,
        )


def _back(row: Proposal) -> None:
    row.state, row.item_id = State.DEBATE, None
    row.save(update_fields=["state", "item"])
