"""What owners ask to have decided: on the agenda when in time, listed as late otherwise, never lost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.models import AgendaItem, AgendaRequest, Assembly
from koprogo.assemblies.operations.prepared import next_position
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.assemblies.rules import agenda
from koprogo.assemblies.rules.agenda import ItemState, NothingProposed, Origin, RequestState
from koprogo.assemblies.rules.states import Kind, NotNow, State
from koprogo.assemblies.rules.subjects import Subject
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: Why a proposal is not on this agenda: kept as a code, said in the reader's language.
LATE = "late"


class NotYours(Refused):
    """A proposal is taken back by its author only."""

    code = "assemblies.not_yours"


class ReceivedLater(Refused):
    """A paper cannot have been received after today."""

    code = "assemblies.received_later"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be decided, in the author's own words, with a file if there is one."""

    title: str
    text: str
    data: bytes = b""
    name: str = ""


@act("assemblies.item_proposed", needs=Right.PROPOSE_ITEM)
def propose(access: Access, *, proposal: Proposal, party_id: UUID | None = None) -> AgendaRequest:
    """Ask for an item, today. ``party_id``: for which of one's parties; None for the council. Raises NothingProposed,
    NotYours."""
    if party_id is None and Role.COUNCIL not in access.roles:
        party_id = next(iter(electorate.own_on(access, on=access.today)), None)
    if party_id is not None and party_id not in access.party_ids:
        raise NotYours
    name = parties.get(access, party_id=party_id).name if party_id else access.person_name
    row = _write(access, proposal, party_id=party_id, name=name, on=access.today)
    audit.record(access, "assemblies.item_proposed", row.id, title=row.title, state=row.state, party=party_id)
    return row


@act("assemblies.proposal_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(access: Access, *, proposal: Proposal, party_id: UUID, received_on: date) -> AgendaRequest:
    """Write down an owner's letter or mail, with the day it came in. Raises NothingProposed, ReceivedLater."""
    if received_on > access.today:
        raise ReceivedLater(field="received_on")
    name = parties.get(access, party_id=party_id).name
    row = _write(access, proposal, party_id=party_id, name=name, on=received_on)
    audit.record(access, "assemblies.proposal_recorded", row.id, title=row.title, state=row.state, party=party_id)
    return row


def _write(access: Access, proposal: Proposal, *, party_id: UUID | None, name: str, on: date) -> AgendaRequest:
    if not proposal.text.strip() or not proposal.title.strip():
        raise NothingProposed(field="text" if proposal.title.strip() else "title")
    row = AgendaRequest(
        org_id=access.org_id,
        party_id=party_id,
        author_name=name,
        person_id=access.person_id,
        title=proposal.title.strip(),
        text=proposal.text.strip(),
        received_on=on,
        written_at=access.now,
        state=RequestState.WAITING,
    )
    if proposal.data:
        stored = files.keep(
            access,
            data=proposal.data,
            name=proposal.name,
            retention=StoredFile.Retention.BUILDING,
            subject_id=row.id,
        )
        row.file_id = stored.id
    row.save(force_insert=True)
    target = assemblies.upcoming(access)
    if target is not None:
        _place(access, target, row)
    return row


def place_waiting(access: Access, *, assembly: Assembly) -> None:
    """Put on a new agenda what came too late for the last one, or before any was planned (part of planning)."""
    waiting = AgendaRequest.objects.filter(
        org_id=access.org_id, state__in=(RequestState.WAITING, RequestState.LATE)
    ).order_by("received_on", "id")
    for row in waiting:
        _place(access, assembly, row)


def _place(access: Access, assembly: Assembly, row: AgendaRequest) -> None:
    verdict = agenda.placed(
        received_on=row.received_on,
        kind=Kind(assembly.kind),
        state=State(assembly.state),
        first_day=assemblies.first_day(assembly),
    )
    before = AgendaItem.objects.filter(org_id=access.org_id, request=row).order_by("-id").first()
    AgendaItem.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        position=next_position(access, assembly),
        title=row.title,
        text=row.text,
        subject=before.subject if before else Subject.OTHER,
        origin=Origin.OWNER if row.party_id else Origin.COUNCIL,
        request=row,
        carried_from=before,
        state=ItemState.LISTED if verdict.in_time else ItemState.LATE,
        state_reason="" if verdict.in_time else LATE,
    )
    row.state = RequestState.LISTED if verdict.in_time else RequestState.LATE
    row.state_reason = "" if verdict.in_time else LATE
    row.assembly = assembly
    row.save(update_fields=["state", "state_reason", "assembly"])


@act("assemblies.proposal_withdrawn", needs=Right.PROPOSE_ITEM)
def take_back(access: Access, *, request_id: UUID) -> AgendaRequest:
    """Take one's own proposal back before the convocation leaves; it stays listed as withdrawn by its author.

    Raises NotYours, NotNow, NotFound.
    """
    rows = AgendaRequest.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=request_id)
    row = rows.first()
    if row is None:
        raise NotFound(what="proposal")
    if row.party_id not in access.party_ids and row.person_id != access.person_id:
        raise NotYours
    if row.assembly_id:
        assembly = Assembly.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=row.assembly_id)
        if assembly.state != State.PLANNED and row.state == RequestState.LISTED:
            raise NotNow(state=State(assembly.state))
    row.state = RequestState.WITHDRAWN
    row.save(update_fields=["state"])
    AgendaItem.objects.filter(org_id=access.org_id, request=row, assembly=row.assembly).update(
        state=ItemState.WITHDRAWN, state_reason=RequestState.WITHDRAWN
    )
    audit.record(access, "assemblies.proposal_withdrawn", row.id, title=row.title)
    return row


def release(access: Access, *, assembly: Assembly) -> int:
    """Let the proposals of a cancelled assembly wait for the next one (part of cancelling). How many."""
    listed = AgendaRequest.objects.filter(org_id=access.org_id, assembly=assembly).exclude(state=RequestState.WITHDRAWN)
    return listed.update(state=RequestState.WAITING, assembly=None, state_reason="")
