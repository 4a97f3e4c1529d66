"""A condominium that comes from another installation: a place for it, everything of it in one transaction, one syndic.

The archive says what is in the books; it says nothing about who may do what here. Whoever brings it becomes syndic as
whoever creates a building does; everybody else is invited to the address the books have, and confirms it
(docs/decisions/0072-brought-not-trusted.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, Condominium, Mandate, Party, PartyPerson
from koprogo.condominiums.operations import create, invite
from koprogo.condominiums.operations.create import Seat
from koprogo.condominiums.operations.memberships import refresh_memberships, with_wholes
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import brought as queries
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.refusals import Refused
from koprogo.people.queries import addresses, memberships
from koprogo.platform import audit, boundary, files, jobs, references
from koprogo.platform.access import Access, act
from koprogo.platform.bringing import rows
from koprogo.platform.bringing.archive import Archive, ArchiveAltered
from koprogo.platform.bringing.rows import Row
from koprogo.platform.models import AuditLine, Bounded, Mailing, Org, StoredFile

#: The job that takes an archive in (its work is in ``site``, which sees every context).
BRING = "site.bring_in"
#: What a new building begins with, and gives up for what is brought.
FOUNDING: tuple[type[Bounded], ...] = (PartyPerson, Mandate, Party, AllocationKey, Condominium)
#: A building is handed a block of communications for each thousand; one that has more would use up everybody's.
MOST_BLOCKS = 1_000


class AlreadyHere(Refused):
    """The condominium of the archive is in this installation (``name``); nothing of it is overwritten."""

    code = "condominiums.already_here"


class PlaceInUse(Refused):
    """Somebody has begun to work in the building before its archive was read."""

    code = "condominiums.place_in_use"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archive is being read: the building's address and the job."""

    org: Org
    job_id: UUID


def open_place(person_id: UUID, *, source: BinaryIO, language: str, now: datetime) -> Place:
    """Look at the cover of an archive, create its building with this person as syndic, and ask for the rest as a job.

    Sent again for a building of this person's that is still empty, the new archive is read instead. Raises
    ArchiveUnreadable, ArchiveUnsafe, ArchiveNewer, ArchiveOlder, NotOneCondominium, AlreadyHere.
    """
    cover = Archive(source).cover
    org = memberships.org_or_none(org_id=cover.org_id)
    if org is None:
        seat = Seat(
            street=cover.words.get("plate_street", "")[:120],
            street_2=cover.words.get("plate_street_2", "")[:120],
            house_number=cover.words.get("plate_number", "")[:20],
        )
        org = create.create(
            person_id,
            name=cover.name,
            deed_total=1,
            now=now,
            language=language,
            language_2=cover.words.get("plate_lang_2", "")[:2],
            seat=seat,
            slug=cover.slug,
            org_id=cover.org_id,
        )
    access = accesses.resolve(person_id=person_id, slug=org.slug, now=now)
    if access is None or Role.SYNDIC not in access.roles:
        raise AlreadyHere(field="file", name=cover.name)
    source.seek(0)
    with boundary.within(org.id):
        return Place(org, _ask(access, source, cover.name))


@act("condominiums.archive_handed_in", needs=Right.SETTINGS)
def _ask(access: Access, source: BinaryIO, name: str) -> UUID:
    if queries.in_use(access):
        raise AlreadyHere(field="file", name=name)
    under_way = jobs.of_subject(access, subject_id=access.org_id, kind=BRING)
    if under_way is not None and under_way.state in ("queued", "running") and "refused" not in under_way.args:
        return under_way.id
    files.no_longer_wait(access.org_id)
    digest = files.wait(access.org_id, source)
    job = jobs.enqueue(access, BRING, subject_id=access.org_id, args={"archive": digest})
    audit.record(access, "condominiums.archive_handed_in", job.id, archive=digest)
    return job.id


def read_now(place: Place) -> None:
    """Do the job here and not in the worker; whichever comes second finds it done."""
    jobs.perform(place.org.id, place.job_id)


@act("condominiums.building_brought", needs=Right.SETTINGS)
def take_in(access: Access, *, archive: Archive, job_id: UUID) -> int:
    """Put everything of a checked archive in its place, once for each job. Returns how many rows came in.

    ``access``: the system's, on behalf of who brings it. Raises PlaceInUse, ArchiveAltered, IdentifierTaken; the
    caller's transaction then keeps nothing.
    """
    assert access.person_id is not None
    Org.objects.select_for_update(no_key=True).get(id=access.org_id)
    if audit.latest(access, subject_id=job_id, actions=["condominiums.building_brought"]):
        return 0
    if queries.in_use(access) or archive.cover.org_id != access.org_id:
        raise PlaceInUse(field="file")
    _clear(access)
    changes = {
        AuditLine._meta.db_table: lambda row: _past(row, access.now),
        Mailing._meta.db_table: _recalled,
        StoredFile._meta.db_table: lambda row: _file(access, archive, row),
    }
    brought = rows.bring(access, archive, models=queries.tables(), changes=changes)
    if len(references.blocks_of(access)) > MOST_BLOCKS:
        raise ArchiveAltered(field="file", name="structured_reference")
    had = _stood_for(archive)
    own = _own_parties(access, archive, had)
    _seat(access, own)
    others = sorted({str(party) for parties in had.values() for party in parties} - {str(one) for one in own})
    facts = {"rows": brought, "files": len(archive.files), "program": archive.cover.program}
    audit.record(access, "condominiums.building_brought", job_id, **facts, had_access=others[:1000])
    jobs.answer(access, job_id=job_id, brought=facts)
    return brought


def _clear(access: Access) -> None:
    """Give up what the building was founded with, for what is brought: nothing else is there."""
    founders = list(Party.objects.filter(org_id=access.org_id).values_list("id", flat=True))
    for model in FOUNDING:
        model._default_manager.filter(org_id=access.org_id).delete()
    refresh_memberships(access, *founders)


def _past(row: Row, now: datetime) -> Row:
    if row["at"] > now + timedelta(days=1):
        raise ArchiveAltered(field="file", name="platform_auditline")
    return row


def _recalled(row: Row) -> Row:
    # A mail that still waited there is that place's to send, and an archive sends nothing from here.
    return row | {"state": Mailing.State.RECALLED} if row["state"] == Mailing.State.WAITING else row


def _file(access: Access, archive: Archive, row: Row) -> Row:
    """A kept file, looked at as an upload is: what it is, and not what its row says."""
    data = archive.content(row["sha256"])
    if row["size_bytes"] != len(data) or row["name"] != Path(row["name"].replace("\\", "/")).name:
        raise ArchiveAltered(field="file", name=row["name"][:60])
    files.put_back(access, data, sha256=row["sha256"])
    return row | {"media_type": files.sniff(data)}


def _stood_for(archive: Archive) -> dict[str, set[UUID]]:
    """Mail address -> the parties somebody stood for where the archive comes from. Only words until confirmed."""
    try:
        emails = {str(one["id"]): str(one["email"]).strip().lower() for one in archive.table("persons.json")}
        found: dict[str, set[UUID]] = {}
        for row in archive.table(f"tables/{PartyPerson._meta.db_table}.json"):
            if email := emails.get(str(row["person_id"])):
                found.setdefault(email, set()).add(UUID(str(row["party_id"])))
    except (KeyError, ValueError) as problem:
        raise ArchiveAltered(field="file", name="persons.json") from problem
    return found


def _own_parties(access: Access, archive: Archive, had: dict[str, set[UUID]]) -> set[UUID]:
    """The parties of the one who brings it: those of an address that this person has confirmed here."""
    assert access.person_id is not None
    named = {party for email, parties in had.items() for party in parties if _reads(access.person_id, email)}
    known = Party.objects.filter(org_id=access.org_id, id__in=named)
    return set(known.values_list("id", flat=True))


def _reads(person_id: UUID, email: str) -> bool:
    return addresses.proven(person_id=person_id, email=email)


def _seat(access: Access, own: Iterable[UUID]) -> None:
    """Link who brings it to their own parties; where none of them is syndic today, a mandate as at a creation."""
    assert access.person_id is not None
    own = set(own)
    held = Mandate.objects.filter(holding(access.today), org_id=access.org_id, role=Mandate.Role.SYNDIC)
    if not held.filter(party_id__in=own).exists():
        founder = create.install(access)
        own.add(founder)
        syndics = held.values_list("party_id", flat=True)
        refresh_memberships(access, *syndics)
    PartyPerson.objects.bulk_create(
        [
            PartyPerson(org_id=access.org_id, party_id=party, person_id=access.person_id, since_at=access.now)
            for party in sorted(own - _linked(access), key=str)
        ]
    )
    refresh_memberships(access, *with_wholes(access, own))


def _linked(access: Access) -> set[UUID]:
    return set(PartyPerson.objects.filter(org_id=access.org_id).values_list("party_id", flat=True))


@act("condominiums.brought_invited", needs=Right.INVITE)
def invite_those(access: Access, *, job_id: UUID) -> int:
    """Invite whoever had an access where the building comes from and has none here, each once. Returns how many."""
    waiting = queries.to_invite(access, job_id=job_id)
    for party_id in waiting:
        invite.invite(access, party_id=party_id)
    audit.record(access, "condominiums.brought_invited", job_id, count=len(waiting))
    return len(waiting)


def refused(access: Access, *, job_id: UUID, refusal: Refused) -> None:
    """Keep with the job why an archive was not taken in, and let go of it."""
    facts: dict[str, Any] = {name: value for name, value in refusal.facts.items() if isinstance(value, str | int)}
    jobs.answer(access, job_id=job_id, refused={"code": refusal.code, "facts": facts})
    files.no_longer_wait(access.org_id)
