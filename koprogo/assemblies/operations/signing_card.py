"""Minutes signed with an identity card, outside: the PDF is taken away, signed, brought back and checked."""

from uuid import UUID

from koprogo.assemblies.models import Minutes, MinutesSignature
from koprogo.assemblies.operations import minutes, signing
from koprogo.assemblies.operations.records import chain, locked
from koprogo.assemblies.queries import records
from koprogo.assemblies.rules.session import SigningMethod
from koprogo.assemblies.rules.states import NotNow, State, moved
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files, pdf_signatures
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.platform.pdf_signatures import Verdict


class MinutesGone(Refused):
    """The minutes were sent as they are: what was sent is not replaced."""

    code = "assemblies.minutes_sent_already"


class NoPdfToSign(Refused):
    """What is kept as signed is a picture: an identity card signs a PDF."""

    code = "assemblies.no_pdf_to_sign"


@act("assemblies.minutes_signed_by_card", needs=Right.RUN_ASSEMBLY)
def by_card(access: Access, *, assembly_id: UUID, name: str, data: bytes) -> tuple[Minutes, Verdict]:
    """Keep the PDF that somebody signed with a card, as that person's signature; the next one signs this file.

    The minutes stand once whoever presided and the secretary have signed. On minutes that stand already, signed on
    glass or on a scanned PDF, it is a seal on top. Raises NotNow, NotFound, MinutesGone, SigningMixed, NoPdfToSign,
    SignerUnnamed, and what the check of the file raises.
    """
    assembly = locked(access, assembly_id)
    state = State(assembly.state)
    if state not in (*minutes.OVER, State.MINUTED):
        raise NotNow(state=state)
    if assembly.minutes_sent_on:
        raise MinutesGone
    row = Minutes.objects.filter(org_id=access.org_id, assembly=assembly).order_by("-version").first()
    if row is None:
        raise NotFound(what="minutes")
    name = " ".join(name.split())[:160]
    if not name:
        raise minutes.SignerUnnamed(field="who")
    if state is not State.MINUTED and row.signatures.exclude(method=SigningMethod.EID).exists():
        raise minutes.SigningMixed
    base = _base(access, row)
    verdict = pdf_signatures.check(data, base=files.content(base))[-1]
    kept = files.keep(
        access, data=data, name=base.name, retention=StoredFile.Retention.BUILDING, subject_id=assembly.id
    )
    role, party = signing.role(access, assembly, name)
    if not row.signatures.filter(name=name, method=SigningMethod.EID).exists():
        MinutesSignature.objects.create(
            org_id=access.org_id,
            minutes=row,
            party_id=party,
            name=name,
            role=role.value,
            method=SigningMethod.EID.value,
            file_id=kept.id,
            verified=verdict.as_json(),
            signed_at=access.now,
            recorded_by_id=access.person_id,
        )
    row.signed_file_id = kept.id
    row.save(update_fields=["signed_file_id"])
    said = {"name": name, "version": row.version, "paper": kept.sha256, **verdict.as_json()}
    chain(access, assembly, [("card", row.id, said)])
    signed = set(row.signatures.values_list("name", flat=True))
    if state is not State.MINUTED and signed.issuperset(records.officers(access, assembly=assembly)):
        row.read_at = row.read_at or access.now
        row.save(update_fields=["read_at"])
        assembly.state = moved(state, State.MINUTED)
        assembly.save(update_fields=["state"])
        chain(access, assembly, [("signed", row.id, {"sha256": row.sha256, "names": sorted(signed)})])
    audit.record(
        access,
        "assemblies.minutes_signed_by_card",
        assembly.id,
        version=row.version,
        name=name,
        certificate=verdict.signer,
        trusted=verdict.trusted,
    )
    return row, verdict


def _base(access: Access, row: Minutes) -> StoredFile:
    """The PDF that is signed next: the one signed last, else the paper with places to sign."""
    file_id = row.signed_file_id or row.file_id
    base = files.get(access, file_id=file_id) if file_id else minutes.write_pdf(access, minutes_id=row.id)
    if base is None:
        raise NotFound(what="minutes")
    if base.media_type != "application/pdf":
        raise NoPdfToSign
    return base
