"""The minutes: written from the records, corrected with a trace, read, signed, kept and sent (CC 3.87 §§ 10 and 12)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import chain as each
from typing import Any
from uuid import UUID

from koprogo.assemblies.documents import item_words, minutes_words
from koprogo.assemblies.documents.minutes import render_minutes
from koprogo.assemblies.documents.minutes_words import Opening, Signed
from koprogo.assemblies.models import Assembly, ItemResult, Minutes, MinutesSignature
from koprogo.assemblies.operations import written_minutes
from koprogo.assemblies.operations.records import chain, locked
from koprogo.assemblies.queries import electorate, remarks
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.session import Move, Presence, SignerRole, SigningMethod
from koprogo.assemblies.rules.states import Kind, NotNow, Session, State, moved
from koprogo.condominiums.documents.letterhead import Language, head_of
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files, formats
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.platform.spoken import spoken

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}
OVER = frozenset({State.CLOSED, State.ADJOURNED})


class SignedAlready(Refused):
    """Minutes that somebody signed do not change any more; a note of correction is another decision."""

    code = "assemblies.minutes_signed_already"


class ScanMissing(Refused):
    """Signatures on paper are proven by the scanned paper."""

    code = "assemblies.scan_missing"


class SignerUnnamed(Refused):
    """A signature bears a name."""

    code = "assemblies.signer_unnamed"


class SigningMixed(Refused):
    """One version is signed one way: with cards in one file, or on glass, or on paper."""

    code = "assemblies.signing_mixed"


def refuse_mixed(row: Minutes) -> None:
    """Refuse another way once somebody has signed the file with a card. Raises SigningMixed."""
    if row.signatures.filter(method=SigningMethod.EID).exists():
        raise SigningMixed


@act("assemblies.minutes_written", needs=Right.RUN_ASSEMBLY)
def draft(access: Access, *, assembly_id: UUID) -> Minutes:
    """Write the first version from the records of the session, once. Raises NotNow before the session is over."""
    assembly = locked(access, assembly_id)
    if State(assembly.state) not in OVER:
        raise NotNow(state=assembly.state)
    standing = _latest(access, assembly)
    if standing is not None:
        return standing
    language = LANGUAGES.get(building.head(access).language, "fr")
    row = _keep(access, assembly, version=1, sections=_sections(access, assembly, language), reason="")
    audit.record(access, "assemblies.minutes_written", assembly.id, version=1)
    return row


def _sections(access: Access, assembly: Assembly, language: Language) -> dict[str, Any]:
    if assembly.kind == Kind.WRITTEN:
        return written_minutes.sections(access, assembly, language)
    room = rooms.room(access, assembly=assembly)
    facts = _opening(assembly, room)
    if assembly.state == State.ADJOURNED:
        first = minutes_words.without_quorum(language, facts, second_session_from(assembly.held_on))
        return {
            "opening": [first],
            "attendance": _attendance(room, language),
            "items": [],
            "closing": [],
            "signers": _signers(assembly, room),
        }
    assert assembly.closed_at is not None, "a closed session has its moment"
    return {
        "opening": [
            minutes_words.opening(language, facts),
            *([minutes_words.recorded(language, _unrecorded(room))] if assembly.recorded else []),
            *_remarks(access, assembly, language),
            *_moves(access, assembly, room, language),
        ],
        "attendance": _attendance(room, language, lives.counts(access, assembly=assembly)),
        "items": _items(language, access, assembly),
        "closing": [minutes_words.closing(
                language, assembly.closed_at, members=electorate.rules(access).by_heads
            )],
        "signers": _signers(assembly, room),
    }


def _remarks(access: Access, assembly: Assembly, language: Language) -> list[str]:
    rows = remarks.brought(access, assembly=assembly)
    return [minutes_words.remarks(language, [(one.author, one.text) for one in rows])] if rows else []


def _opening(assembly: Assembly, room: Room) -> Opening:
    assert assembly.opened_at is not None and assembly.quorum is not None, "a session that began was counted"
    quorum = assembly.quorum
    return Opening(
        kind=Kind(assembly.kind),
        session=Session(assembly.session),
        held_on=assembly.held_on,
        place=assembly.place,
        opened_at=assembly.opened_at,
        president=room.names.get(str(assembly.president_id), ""),
        secretary=assembly.secretary_name,
        tellers=tuple(assembly.tellers),
        heads=(quorum["heads"][0], quorum["heads"][1]),
        shares=(quorum["shares"][0], quorum["shares"][1]),
        by_heads=not quorum.get("asked", True),
        by_three_quarters=not quorum["by_heads_and_shares"] and quorum["by_three_quarters"],
    )


def _attendance(
    room: Room, language: Language, counts: Mapping[UUID, Sequence[ItemResult]] | None = None
) -> list[dict[str, str]]:
    """Who was there at one moment of the session or another, and whose votes were in somebody's hands.

    A line that was undone was a mistake: nobody came. A proxy that moved no vote represented nobody.
    """
    undone = {line.undoes_id for line in room.lines}
    stood = [line for line in room.lines if line.move == Move.ARRIVED and line.id not in undone]
    came = {str(line.party_id): line.presence for line in stood if line.party_id}
    carried = {one.mandator: one.holder_name for one in room.proxies if not one.refused}
    for result in each.from_iterable((counts or {}).values()):
        names = result.facts["names"]
        for one in result.facts["there"]:
            if one["holder"] != one["party"]:
                carried.setdefault(one["party"], names.get(one["holder"], ""))
    rows = []
    for voter in room.voters:
        code = room.light(voter.key)
        if code == "absent" and voter.key in came:
            code = "remote" if came[voter.key] == Presence.REMOTE else "present"
        if code == "absent" and voter.key in carried:
            code = "proxy"
        said = minutes_words.light(language, code, carried.get(voter.key, ""))
        shares = formats.number(voter.shares)
        rows.append({"name": voter.name, "lots": ", ".join(voter.lots), "shares": shares, "how": said})
    return rows


def _unrecorded(room: Room) -> list[str]:
    """Who came in, by their last arrival that stands, without accepting to be recorded."""
    undone = {line.undoes_id for line in room.lines}
    came = [one for one in room.lines if one.move == Move.ARRIVED and one.id not in undone]
    last = {one.party_id or one.name: one for one in came}
    return [one.name for one in last.values() if not one.recording_consent]


def _moves(access: Access, assembly: Assembly, room: Room, language: Language) -> list[str]:
    """What changed who votes after the opening, in its order: arrivals, departures, proxies handed in or taken back."""
    assert assembly.opened_at is not None
    undone = {line.undoes_id for line in room.lines}
    told = [
        (line.at, minutes_words.moved(language, line.name, line.move == Move.ARRIVED, line.at))
        for line in room.lines
        if line.move != Move.UNDONE and line.id not in undone and line.at > assembly.opened_at
    ]
    for one in rooms.proxies_since(access, assembly=assembly, since=assembly.opened_at):
        for at, given in ((one.given_at, True), (one.revoked_at, False)):
            if at and at > assembly.opened_at:
                said = minutes_words.proxy_moved(language, one.mandator.name, one.holder_name, given, at)
                told.append((at, said))
    return [said for _at, said in sorted(told, key=lambda one: one[0])]


@spoken
def _items(language: str, access: Access, assembly: Assembly) -> list[dict[str, Any]]:
    counts = lives.counts(access, assembly=assembly)
    found = []
    for one in lives.items(access, assembly=assembly):
        if one.vote_state == VoteState.CLOSED:
            first, result = counts[one.id][0], counts[one.id][-1]
            text = item_words.sentence(item_words.of_result(result, held_on=assembly.held_on))
            if first is not result:
                before = item_words.of_result(first, held_on=assembly.held_on)
                text = f"{text} {minutes_words.counted_again(language, before, result.reason)}"
            proposal = result.text
        else:
            skipped = one.vote_state == VoteState.SKIPPED
            text = minutes_words.not_voted(language, one.state_reason) if skipped else minutes_words.discussed(language)
            proposal = one.amended_text or one.text
        said = {"position": one.position, "title": one.title, "proposal": proposal, "text": text}
        found.append(said | minutes_words.amended(language, one.text, proposal))
    return found


@act("assemblies.minutes_corrected", needs=Right.RUN_ASSEMBLY)
def correct(access: Access, *, assembly_id: UUID, texts: dict[int, str], remarks: str, reason: str) -> Minutes:
    """Change the words of some items (by position) or add remarks; votes and names stay what the records say.

    Each change is a version of its own with its reason; whoever had signed the one before on glass signs again.
    Raises SignedAlready once the minutes stand, NotFound.
    """
    assembly = locked(access, assembly_id)
    before = _latest(access, assembly)
    if before is None:
        raise NotFound(what="minutes")
    if State(assembly.state) is State.MINUTED:
        raise SignedAlready
    items = [one | {"text": texts.get(one["position"], one["text"])} for one in before.sections["items"]]
    closing = [before.sections["closing"][0], remarks] if before.sections["closing"] and remarks else None
    sections = before.sections | {"items": items}
    if before.sections["closing"]:
        sections["closing"] = closing or before.sections["closing"][:1]
    if sections == before.sections:
        return before
    row = _keep(access, assembly, version=before.version + 1, sections=sections, reason=reason.strip()[:400])
    audit.record(access, "assemblies.minutes_corrected", assembly.id, version=row.version, reason=row.reason)
    return row


@act("assemblies.minutes_signed", needs=Right.RUN_ASSEMBLY)
def sign(
    access: Access,
    *,
    assembly_id: UUID,
    names: dict[str, SignerRole],
    scan: tuple[str, bytes] | None,
) -> Minutes:
    """Record who signed the last version on paper after its reading, with the scan (name, bytes).

    The minutes then stand. Raises NotFound, ScanMissing, SignerUnnamed, NotNow.
    """
    assembly = locked(access, assembly_id)
    row = _latest(access, assembly)
    if row is None:
        raise NotFound(what="minutes")
    if not names or not all(name.strip() for name in names):
        raise SignerUnnamed(field="names")
    if scan is None:
        raise ScanMissing(field="scan")
    refuse_mixed(row)
    file = files.keep(
        access,
        data=scan[1],
        name=scan[0],
        retention=StoredFile.Retention.BUILDING,
        subject_id=assembly.id,
    )
    standing = set(row.signatures.values_list("name", "role"))
    MinutesSignature.objects.bulk_create(
        MinutesSignature(
            org_id=access.org_id,
            minutes=row,
            name=name.strip()[:160],
            role=role.value,
            method=SigningMethod.PAPER.value,
            file_id=file.id,
            signed_at=access.now,
            recorded_by_id=access.person_id,
        )
        for name, role in names.items()
        if (name.strip()[:160], role.value) not in standing
    )
    row.read_at = row.read_at or access.now
    row.signed_file_id = file.id
    row.save(update_fields=["read_at", "signed_file_id"])
    if assembly.state != State.MINUTED:
        assembly.state = moved(State(assembly.state), State.MINUTED)
        assembly.save(update_fields=["state"])
    chain(access, assembly, [("signed", row.id, {"sha256": row.sha256, "names": sorted(names)})])
    audit.record(access, "assemblies.minutes_signed", assembly.id, version=row.version, names=sorted(names))
    return row


@act("assemblies.minutes_printed", needs=Right.RUN_ASSEMBLY)
def write_pdf(access: Access, *, minutes_id: UUID) -> StoredFile:
    """Write and keep the PDF of one version, once."""
    row = (
        Minutes.objects.select_for_update(no_key=True)
        .select_related("assembly")
        .get(org_id=access.org_id, id=minutes_id)
    )
    standing = files.get(access, file_id=row.file_id) if row.file_id else None
    if standing is not None:
        return standing
    kept = paper_of(access, row)
    row.file_id = kept.id
    row.save(update_fields=["file_id"])
    audit.record(access, "assemblies.minutes_printed", row.assembly_id, version=row.version, file=kept.id)
    return kept


def paper_of(access: Access, row: Minutes, *, signatures: Sequence[Signed] = ()) -> StoredFile:
    """The paper of one version, kept: with places to sign, or with what was signed on glass (part of an act)."""
    assembly = row.assembly
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    data = render_minutes(
        row.sections,
        language=language,
        head=head_of(head, language),
        kind=Kind(assembly.kind),
        held_on=assembly.held_on,
        written_on=access.today,
        signers=row.sections["signers"],
        signatures=signatures,
        agreements=written_minutes.signatures(access, assembly) if assembly.kind == Kind.WRITTEN else (),
    )
    return files.keep(
        access,
        data=data,
        name=f"{minutes_words.heading(language, Kind(assembly.kind), assembly.held_on)}.pdf",
        retention=StoredFile.Retention.BUILDING,
        subject_id=assembly.id,
    )


def _signers(assembly: Assembly, room: Room) -> list[str]:
    """Who signs: president, secretary, owners still there at the end or their holders."""
    names = [room.names.get(str(assembly.president_id), ""), assembly.secretary_name]
    names += [room.names.get(who, "") for who in room.stays]
    return list(dict.fromkeys(name for name in names if name))


def _latest(access: Access, assembly: Assembly) -> Minutes | None:
    return Minutes.objects.filter(org_id=access.org_id, assembly=assembly).order_by("-version").first()


def _keep(access: Access, assembly: Assembly, *, version: int, sections: dict[str, Any], reason: str) -> Minutes:
    canonical = json.dumps(sections, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    row = Minutes.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        version=version,
        sections=sections,
        sha256=digest,
        written_at=access.now,
        written_by_id=access.person_id,
        reason=reason,
    )
    chain(access, assembly, [("minutes", row.id, {"version": version, "sha256": digest})])
    return row
