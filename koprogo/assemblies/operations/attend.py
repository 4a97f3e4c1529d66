"""The attendance list: who came, how, who left and when; a mistake is undone by a further line, never erased."""

from datetime import datetime
from uuid import UUID

from koprogo.assemblies.models import Assembly, Attendance
from koprogo.assemblies.operations.records import locked
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.session import Move, Presence, check_day
from koprogo.assemblies.rules.states import NotNow, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act

#: The list is kept from the day on which people come in until the session is closed.
LISTED = frozenset({State.CONVENED, State.OPEN})


class NotOnTheRoll(Refused):
    """The party owns nothing on the day of the assembly: it is let in as a guest, not as an owner."""

    code = "assemblies.not_on_the_roll"


class NoRemoteAccess(Refused):
    """The convocation provides no remote participation (CC 3.87 § 1)."""

    code = "assemblies.no_remote_access"
    article = "CC 3.87 § 1"


class UnnamedGuest(Refused):
    """Somebody from outside needs a name on the list."""

    code = "assemblies.unnamed_guest"


@act("assemblies.arrived", needs=Right.RUN_ASSEMBLY)
def arrive(
    access: Access,
    *,
    assembly_id: UUID,
    party_id: UUID | None = None,
    name: str = "",
    presence: Presence = Presence.ROOM,
    stands_in: str = "",
    recording: bool | None = None,
    at: datetime | None = None,
    command: str = "",
) -> Attendance:
    """Write down that an owner, or a proxy holder from outside (``name``), came in. Once for each ``command``.

    ``recording``: whether they accept to be recorded, where the session is; silence is a no.

    Raises NotNow, TooEarly, NotOnTheRoll, NoRemoteAccess, UnnamedGuest.
    """
    assembly = _listed(access, assembly_id)
    if presence is Presence.REMOTE and not assembly.remote_link:
        raise NoRemoteAccess(field="presence")
    row = _write(
        access,
        assembly,
        party_id=party_id,
        name=_name(access, assembly, party_id, name),
        stands_in=stands_in,
        presence=presence.value,
        recording_consent=bool(recording) if assembly.recorded else None,
        move=Move.ARRIVED,
        at=at,
        command=command,
    )
    audit.record(access, "assemblies.arrived", assembly.id, who=row.name, at=row.at)
    return row


@act("assemblies.joined", needs=Right.VOTE)
def join(access: Access, *, assembly_id: UUID, party_id: UUID, recording: bool | None = None) -> Attendance:
    """An owner joins from afar, known by their own account, where the convocation provides it (CC 3.87 § 1).

    ``recording``: whether they accept to be recorded, where the session is; silence is a no. Raises NotNow,
    NoRemoteAccess, NotFound for a party that is not theirs.
    """
    electorate.check_own(access, party_id)
    assembly = _listed(access, assembly_id)
    if not assembly.remote_link:
        raise NoRemoteAccess(field="presence")
    name = _name(access, assembly, party_id, "")
    row = _write(
        access,
        assembly,
        party_id=party_id,
        name=name,
        presence=Presence.REMOTE.value,
        recording_consent=bool(recording) if assembly.recorded else None,
        move=Move.ARRIVED,
    )
    audit.record(access, "assemblies.joined", assembly.id, who=row.name)
    return row


@act("assemblies.left", needs=Right.RUN_ASSEMBLY)
def leave(
    access: Access,
    *,
    assembly_id: UUID,
    party_id: UUID | None = None,
    name: str = "",
    at: datetime | None = None,
    command: str = "",
) -> Attendance:
    """Write down that somebody left: their votes, and those they carried, leave with them. Raises NotNow."""
    assembly = _listed(access, assembly_id)
    shown = _name(access, assembly, party_id, name)
    row = _write(access, assembly, party_id=party_id, name=shown, move=Move.LEFT, at=at, command=command)
    audit.record(access, "assemblies.left", assembly.id, who=row.name, at=row.at)
    return row


@act("assemblies.attendance_undone", needs=Right.RUN_ASSEMBLY)
def undo(access: Access, *, line_id: UUID) -> Attendance:
    """Undo a line written by mistake; both stay on the list. Raises NotFound, NotNow."""
    wrong = Attendance.objects.filter(org_id=access.org_id, id=line_id).first()
    if wrong is None or wrong.move == Move.UNDONE:
        raise NotFound(what="attendance")
    assembly = _listed(access, wrong.assembly_id)
    before = Attendance.objects.filter(org_id=access.org_id, undoes=wrong).first()
    if before is not None:
        return before
    row = _write(access, assembly, party_id=wrong.party_id, name=wrong.name, move=Move.UNDONE, undoes=wrong)
    audit.record(access, "assemblies.attendance_undone", assembly.id, who=row.name)
    return row


@act("assemblies.recording_deleted", needs=Right.RUN_ASSEMBLY)
def delete_recording(access: Access, *, assembly_id: UUID) -> Assembly:
    """State that the recording was deleted, once it has served to write the minutes. Raises NotNow, NotFound."""
    assembly = locked(access, assembly_id)
    if not assembly.recorded or State(assembly.state) in (State.PLANNED, *LISTED):
        raise NotNow(state=assembly.state)
    if assembly.recording_deleted_at is None:
        assembly.recording_deleted_at = access.now
        assembly.save(update_fields=["recording_deleted_at"])
    audit.record(access, "assemblies.recording_deleted", assembly.id, at=assembly.recording_deleted_at)
    return assembly


def _listed(access: Access, assembly_id: UUID) -> Assembly:
    assembly = locked(access, assembly_id)
    if State(assembly.state) not in LISTED:
        raise NotNow(state=assembly.state)
    check_day(held_on=assembly.held_on, starts_at=assembly.starts_at, today=access.today)
    return assembly


def _name(access: Access, assembly: Assembly, party_id: UUID | None, name: str) -> str:
    if party_id is None:
        if not name.strip():
            raise UnnamedGuest(field="name")
        return name.strip()[:160]
    voter = next((one for one in rooms.voters(access, held_on=assembly) if one.party_id == party_id), None)
    if voter is None:
        raise NotOnTheRoll(field="party")
    return voter.name


def _write(
    access: Access, assembly: Assembly, *, at: datetime | None = None, command: str = "", **facts: object
) -> Attendance:
    if command:
        before = Attendance.objects.filter(org_id=access.org_id, assembly=assembly, command=command).first()
        if before is not None:
            return before
    return Attendance.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        at=min(at, access.now) if at else access.now,
        recorded_at=access.now,
        recorded_by_id=access.person_id,
        command=command,
        **facts,
    )
