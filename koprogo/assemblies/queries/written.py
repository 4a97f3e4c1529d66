"""Questions about decisions in writing: the list, one of them with its progress, what a reader may still answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.models import WrittenAnswer, WrittenDecision, WrittenRecipient
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries.electorate import Voter
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.rules.written import WrittenState, state_on
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import BRUSSELS, Access


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One line of the list."""

    number: int
    title: str
    state: WrittenState
    until_on: date
    ended_on: date | None
    assembly: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One owner of today, or one who answered and is no owner any more (``owner`` off)."""

    party_id: UUID
    name: str
    lots: tuple[str, ...]
    shares: int
    choice: str
    signer: str
    channel: str
    signed_on: date | None
    file_id: UUID | None
    asked: bool
    owner: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything a page shows of one decision in writing. ``mine``: the reader's own lots among those asked."""

    row: WrittenDecision
    state: WrittenState
    people: tuple[Answered, ...]
    recipients: tuple[WrittenRecipient, ...]
    mine: tuple[Answered, ...]

    @property
    def owners(self) -> tuple[Answered, ...]:
        """The co-owners of today."""
        return tuple(one for one in self.people if one.owner)

    @property
    def agreed(self) -> tuple[Answered, ...]:
        """Those of them who have agreed."""
        return tuple(one for one in self.owners if one.choice == Choice.FOR)

    @property
    def waiting(self) -> tuple[Answered, ...]:
        """Those who have said nothing yet."""
        return tuple(one for one in self.owners if not one.choice)

    @property
    def new(self) -> tuple[Answered, ...]:
        """Those who came to hold a lot since, and were not written to."""
        return tuple(one for one in self.owners if not one.asked)

    @property
    def shares(self) -> tuple[int, int]:
        """Shares that agreed, and those of all lots."""
        return sum(one.shares for one in self.agreed), sum(one.shares for one in self.owners)

    @property
    def to_answer(self) -> bool:
        """Whether the reader may still say something: agree, or come back on it."""
        return self.state is WrittenState.OPEN and any(one.choice != Choice.AGAINST for one in self.mine)

    @property
    def complete(self) -> bool:
        """Whether everybody has agreed although nothing was taken: a lot changed hands."""
        return self.state is WrittenState.OPEN and len(self.agreed) == len(self.owners) > 0


def state(row: WrittenDecision, *, today: date) -> WrittenState:
    """Where it stands today (no query)."""
    return state_on(WrittenState(row.state), until_on=row.until_on, today=today)


def listing(access: Access, *, limit: int = 20) -> list[WrittenRow]:
    """The newest first (one query)."""
    rows = WrittenDecision.objects.filter(org_id=access.org_id).select_related("assembly").order_by("-number")[:limit]
    return [
        WrittenRow(
            row.number,
            row.title,
            state(row, today=access.today),
            row.until_on,
            row.ended_at.astimezone(BRUSSELS).date() if row.ended_at else None,
            row.assembly.number if row.assembly else "",
        )
        for row in rows
    ]


def get(access: Access, *, number: int) -> WrittenDecision:
    """One of them (one query). Raises NotFound."""
    found = WrittenDecision.objects.filter(org_id=access.org_id, number=number).select_related("assembly", "key")
    row = found.first()
    if row is None:
        raise NotFound(what="written_decision")
    return row


def of_assembly(access: Access, *, assembly_id: UUID) -> WrittenDecision | None:
    """The decision in writing behind a row of the register, or None (one query)."""
    return WrittenDecision.objects.filter(org_id=access.org_id, assembly_id=assembly_id).first()


def recipient(access: Access, *, recipient_id: UUID) -> WrittenRecipient:
    """One letter (one query). Raises NotFound."""
    found = WrittenRecipient.objects.filter(org_id=access.org_id, id=recipient_id).select_related("decision", "party")
    row = found.first()
    if row is None:
        raise NotFound(what="letter")
    return row


def progress(access: Access, *, decision: WrittenDecision) -> Progress:
    """Who is asked, who has answered what (four queries)."""
    # Once it is over, those who were owners at that moment are the ones it was about.
    on = decision.ended_at.astimezone(BRUSSELS).date() if decision.ended_at else min(access.today, decision.until_on)
    owners = electorate.voters(access, on=on)
    recipients = tuple(
        WrittenRecipient.objects.filter(org_id=access.org_id, decision=decision).order_by("added_at", "id")
    )
    answers = WrittenAnswer.objects.filter(org_id=access.org_id, decision=decision).select_related("party")
    last = {one.party_id: one for one in answers.order_by("answered_at", "id")}
    asked = {one.party_id for one in recipients}
    here = {one.party_id for one in owners}
    people = [_of(one, last.get(one.party_id), one.party_id in asked) for one in owners]
    people += [
        Answered(
            party,
            one.party.name,
            (),
            one.shares,
            one.choice,
            one.name,
            one.channel,
            one.signed_on,
            one.file_id,
            asked=True,
            owner=False,
        )
        for party, one in last.items()
        if party not in here
    ]
    own = electorate.own(access)
    mine = tuple(one for one in people if one.owner and one.party_id in own)
    return Progress(decision, state(decision, today=access.today), tuple(people), recipients, mine)


def _of(one: Voter, answer: WrittenAnswer | None, asked: bool) -> Answered:
    if answer is None:
        return Answered(one.party_id, one.name, one.lots, one.shares, "", "", "", None, None, asked)
    return Answered(
        one.party_id,
        one.name,
        one.lots,
        one.shares,
        answer.choice,
        answer.name,
        answer.channel,
        answer.signed_on,
        answer.file_id,
        asked,
    )


def missing(access: Access, *, decision: WrittenDecision) -> list[str]:
    """The owners of today who have not agreed, by name (two queries)."""
    agreed = set(
        WrittenAnswer.objects.filter(org_id=access.org_id, decision=decision, choice=Choice.FOR).values_list(
            "party_id", flat=True
        )
    )
    return [one.name for one in electorate.voters(access, on=access.today) if one.party_id not in agreed]


def answers(access: Access, *, decision: WrittenDecision) -> Sequence[WrittenAnswer]:
    """Every answer in the order it came (one query)."""
    return list(
        WrittenAnswer.objects.filter(org_id=access.org_id, decision=decision)
        .select_related("party")
        .order_by("answered_at", "id")
    )
