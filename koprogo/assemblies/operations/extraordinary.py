"""Owners ask for an assembly: signatures counted in shares, the day the syndic has them, thirty days from then."""

from datetime import date
from uuid import UUID

from koprogo.assemblies.models import ExtraordinaryRequest, RequestSignature
from koprogo.assemblies.queries import addressees, electorate, extraordinary
from koprogo.assemblies.queries.addressees import AddresseeRow
from koprogo.assemblies.rules.agenda import NothingProposed
from koprogo.assemblies.rules.mandates import VoteSuspended
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import StoredFile


class NotEnoughShares(Refused):
    """A fifth of the shares is needed. `signed`, `total`: shares, heads do not count."""

    code = "assemblies.not_enough_shares"
    article = "CC 3.87 § 2"


class SignedAlready(Refused):
    """This owner has signed this request."""

    code = "assemblies.signed_already"


class RequestClosed(Refused):
    """The syndic has this request, or it was withdrawn: it changes no more."""

    code = "assemblies.request_closed"


class ReceivedBefore(Refused):
    """A request is received after it was begun, and not after today."""

    code = "assemblies.received_before"


@act("assemblies.assembly_asked", needs=Right.VOTE)
def begin(access: Access, *, title: str, text: str) -> ExtraordinaryRequest:
    """Begin a request and sign it for one's own lots. Raises NothingProposed, VoteSuspended, NotFound."""
    if not title.strip() or not text.strip():
        raise NothingProposed(field="text" if title.strip() else "title")
    own = _own(access)
    row = ExtraordinaryRequest.objects.create(
        org_id=access.org_id, title=title.strip(), text=text.strip(), party_id=own[0].party_id, started_at=access.now
    )
    for one in own:
        _sign(access, row, one, channel="phone")
    audit.record(access, "assemblies.assembly_asked", row.id, title=row.title, party=row.party_id)
    return row


@act("assemblies.request_signed", needs=Right.VOTE)
def sign(access: Access, *, request_id: UUID) -> ExtraordinaryRequest:
    """Sign for all one's own lots. Raises SignedAlready, RequestClosed, VoteSuspended, NotFound."""
    row = _gathering(access, request_id)
    for one in _own(access):
        _sign(access, row, one, channel="phone")
    audit.record(access, "assemblies.request_signed", row.id, parties=[str(p) for p in access.party_ids])
    return row


@act("assemblies.request_unsigned", needs=Right.VOTE)
def unsign(access: Access, *, request_id: UUID) -> ExtraordinaryRequest:
    """Take one's own signature back before the syndic has the request. Raises RequestClosed, NotFound."""
    row = _gathering(access, request_id)
    held = RequestSignature.objects.filter(
        org_id=access.org_id, request=row, party_id__in=electorate.own(access), withdrawn_at__isnull=True
    )
    if not held.update(withdrawn_at=access.now):
        raise NotFound(what="signature")
    audit.record(access, "assemblies.request_unsigned", row.id, parties=[str(p) for p in access.party_ids])
    return row


@act("assemblies.signature_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(access: Access, *, request_id: UUID, party_id: UUID, data: bytes = b"", name: str = "") -> RequestSignature:
    """Write down a signature that stands on paper, with its scan. Raises as ``sign``."""
    row = _gathering(access, request_id)
    one = next((p for p in addressees.of_day(access, on=access.today) if p.party_id == party_id), None)
    if one is None:
        raise NotFound(what="owner")
    file_id = None
    if data:
        stored = files.keep(
            access, data=data, name=name, retention=StoredFile.Retention.BUILDING, subject_id=row.id, party_id=party_id
        )
        file_id = stored.id
    signed = _sign(access, row, one, channel="paper", file_id=file_id)
    audit.record(access, "assemblies.signature_recorded", row.id, party=party_id, shares=signed.shares)
    return signed


@act("assemblies.request_received", needs=Right.PREPARE_ASSEMBLY)
def receive(
    access: Access, *, request_id: UUID, on: date, registered_number: str = "", data: bytes = b"", name: str = ""
) -> ExtraordinaryRequest:
    """Write down the day the registered letter came in: thirty days run from it (CC 3.87 § 2).

    Raises NotEnoughShares, ReceivedBefore, RequestClosed, NotFound.
    """
    row = _gathering(access, request_id)
    if not row.started_at.astimezone(BRUSSELS).date() <= on <= access.today:
        raise ReceivedBefore(field="on")
    signed, total = extraordinary.shares(access, request=row)
    if not electorate.rules(access).request_carries(signed, total):
        raise NotEnoughShares(signed=signed, total=total)
    if data:
        stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.BUILDING, subject_id=row.id)
        row.file_id = stored.id
    row.state, row.received_on = ExtraordinaryRequest.State.RECEIVED, on
    row.registered_number = registered_number.strip()
    row.save(update_fields=["state", "received_on", "registered_number", "file_id"])
    audit.record(access, "assemblies.request_received", row.id, on=on, signed=signed, total=total)
    return row


@act("assemblies.request_withdrawn", needs=Right.VOTE)
def withdraw(access: Access, *, request_id: UUID) -> ExtraordinaryRequest:
    """Give a request up, by who began it. Raises RequestClosed, NotFound."""
    row = _gathering(access, request_id)
    if row.party_id not in access.party_ids:
        raise NotFound(what="request")
    row.state = ExtraordinaryRequest.State.WITHDRAWN
    row.save(update_fields=["state"])
    audit.record(access, "assemblies.request_withdrawn", row.id, title=row.title)
    return row


def _gathering(access: Access, request_id: UUID) -> ExtraordinaryRequest:
    rows = ExtraordinaryRequest.objects.select_for_update(no_key=True)
    row = rows.filter(org_id=access.org_id, id=request_id).first()
    if row is None:
        raise NotFound(what="request")
    if row.state != ExtraordinaryRequest.State.GATHERING:
        raise RequestClosed(title=row.title)
    return row


def _own(access: Access) -> list[AddresseeRow]:
    found: dict[UUID, AddresseeRow] = {}
    for one in addressees.of_day(access, on=access.today):
        if one.party_id in access.party_ids:
            found.setdefault(one.party_id, one)
    if not found:
        raise NotFound(what="owner")
    voting = electorate.own(access)
    mine = [one for party_id, one in found.items() if party_id in voting]
    if not mine:
        electorate.check_own(access, next(iter(found)))  # another one was designated: says who
    return mine


def _sign(
    access: Access, row: ExtraordinaryRequest, one: AddresseeRow, *, channel: str, file_id: UUID | None = None
) -> RequestSignature:
    if one.vote_suspended:
        raise VoteSuspended(name=one.party_name)
    there = RequestSignature.objects.filter(
        org_id=access.org_id, request=row, party_id=one.party_id, withdrawn_at__isnull=True
    )
    if there.exists():
        raise SignedAlready(name=one.party_name)
    return RequestSignature.objects.create(
        org_id=access.org_id,
        request=row,
        party_id=one.party_id,
        person_id=access.person_id,
        shares=one.shares,
        channel=channel,
        file_id=file_id,
        signed_at=access.now,
    )
