"""Signatures on glass: one after the other on the secretary's device, then the minutes stand (CC 3.87 § 10)."""

from uuid import UUID

from koprogo.assemblies.documents import minutes_words
from koprogo.assemblies.models import Assembly, Minutes, MinutesSignature
from koprogo.assemblies.operations import minutes
from koprogo.assemblies.operations.records import chain, locked
from koprogo.assemblies.queries import records
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules import strokes
from koprogo.assemblies.rules.session import SignerRole, SigningMethod
from koprogo.assemblies.rules.states import NotNow, State, moved
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


class NotAgreed(Refused):
    """Nobody signs without saying that the minutes were read."""

    code = "assemblies.signature_not_agreed"


class SignaturesMissing(Refused):
    """Who presides and who writes sign before the minutes stand; ``names`` are still awaited (CC 3.87 § 10)."""

    code = "assemblies.signatures_missing"
    article = "CC 3.87 § 10"


@act("assemblies.minutes_signed_on_glass", needs=Right.RUN_ASSEMBLY)
def on_glass(access: Access, *, assembly_id: UUID, name: str, drawn: str, agreed: bool) -> MinutesSignature:
    """One person signs the version that was read, on this device: a drawing, or the name typed where none can be made.

    The role follows from the session. The same person signs a version once. Raises NotNow, NotFound, SignerUnnamed,
    NotAgreed, SignatureUnreadable.
    """
    assembly, row = _unsigned(access, assembly_id)
    name = " ".join(name.split())[:160]
    if not name:
        raise minutes.SignerUnnamed(field="name")
    if not agreed:
        raise NotAgreed(field="agreed")
    minutes.refuse_mixed(row)
    before = row.signatures.filter(name=name).first()
    if before is not None:
        return before
    file = None
    if drawn:
        image = strokes.drawing(strokes.read(drawn)).encode()
        file = files.keep(
            access, data=image, name="signature.svg", retention=StoredFile.Retention.BUILDING, subject_id=assembly.id
        )
    role_, party = role(access, assembly, name)
    signature = MinutesSignature.objects.create(
        org_id=access.org_id,
        minutes=row,
        party_id=party,
        name=name,
        role=role_.value,
        method=SigningMethod.GLASS.value,
        file_id=file.id if file else None,
        signed_at=access.now,
        recorded_by_id=access.person_id,
    )
    said: dict[str, object] = {"name": name, "role": role_.value, "version": row.version, "minutes": row.sha256}
    chain(access, assembly, [("signature", signature.id, said | {"drawing": file.sha256 if file else ""})])
    audit.record(access, "assemblies.minutes_signed_on_glass", assembly.id, version=row.version, name=name)
    return signature


@act("assemblies.minutes_stand", needs=Right.RUN_ASSEMBLY)
def finish(access: Access, *, assembly_id: UUID) -> Minutes:
    """Everybody who stayed has signed: the paper is written with their signatures, and the minutes stand.

    Who presides and the secretary must have signed; whoever else did not is named by the paper. Raises NotNow,
    NotFound, SignaturesMissing.
    """
    assembly, row = _unsigned(access, assembly_id)
    signatures = list(row.signatures.order_by("signed_at", "id"))
    signed = {one.name for one in signatures}
    missing = [name for name in records.officers(access, assembly=assembly) if name not in signed]
    if missing or not signatures:
        raise SignaturesMissing(names=missing)
    drawings = {one.id: _drawing(access, one) for one in signatures}
    paper = minutes.paper_of(
        access,
        row,
        signatures=[minutes_words.Signed(one.name, one.role, one.signed_at, drawings[one.id]) for one in signatures],
    )
    row.read_at, row.signed_file_id = row.read_at or access.now, paper.id
    row.save(update_fields=["read_at", "signed_file_id"])
    assembly.state = moved(State(assembly.state), State.MINUTED)
    assembly.save(update_fields=["state"])
    chain(
        access, assembly, [("signed", row.id, {"sha256": row.sha256, "names": sorted(signed), "paper": paper.sha256})]
    )
    audit.record(access, "assemblies.minutes_stand", assembly.id, version=row.version, names=sorted(signed))
    return row


def _unsigned(access: Access, assembly_id: UUID) -> tuple[Assembly, Minutes]:
    """The assembly, held, and the version that is being signed. Raises NotNow, NotFound."""
    assembly = locked(access, assembly_id)
    if State(assembly.state) not in minutes.OVER:
        raise NotNow(state=assembly.state)
    row = Minutes.objects.filter(org_id=access.org_id, assembly=assembly).order_by("-version").first()
    if row is None:
        raise NotFound(what="minutes")
    return assembly, row


def role(access: Access, assembly: Assembly, name: str) -> tuple[SignerRole, UUID | None]:
    """Why somebody signs, from the session, and as which owner."""
    owners = {one.name: one.party_id for one in rooms.voters(access, held_on=assembly)}
    president, secretary = records.officer_names(access, assembly=assembly)
    if name == president:
        return SignerRole.PRESIDENT, owners.get(name)
    if name == secretary:
        return SignerRole.SECRETARY, owners.get(name)
    return (SignerRole.OWNER, owners[name]) if name in owners else (SignerRole.HOLDER, None)


def _drawing(access: Access, signature: MinutesSignature) -> str:
    stored = files.get(access, file_id=signature.file_id) if signature.file_id else None
    return files.content(stored).decode() if stored else ""
