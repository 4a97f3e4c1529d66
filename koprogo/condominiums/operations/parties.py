"""Parties: people and companies, and the joint and split rights they hold together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.models import Party, PartyMember
from koprogo.condominiums.operations.describe import checked_number
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.rules import ownership, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import iban as ibans
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act

#: PostgreSQL takes 65 535 parameters in one statement.
ROWS_PER_INSERT = 2_000
SEVERAL = frozenset({Party.Kind.JOINT.value, Party.Kind.SPLIT.value})


class PartyWithoutName(Refused):
    """A party needs a name."""

    code = "condominiums.party_without_name"


class IbanInvalid(Refused):
    """The text is no account number; ``text`` is what was typed."""

    code = "condominiums.iban_invalid"


class MembersMissing(Refused):
    """A joint or split right needs at least two people behind it."""

    code = "condominiums.members_missing"


class FractionsNotWhole(Refused):
    """The parts of a joint ownership must make one whole; ``sum`` is what they make."""

    code = "condominiums.fractions_not_whole"


class MemberUnusable(Refused):
    """Only a person or a company may stand behind a joint or split right, and once for each right."""

    code = "condominiums.member_unusable"


class NotSeveral(Refused):
    """One person or company needs neither members nor a representative."""

    code = "condominiums.not_several"


class DesignationMissing(Refused):
    """The designation is written, and the file says where it is found."""

    code = "condominiums.designation_missing"
    article = "CC 3.87 § 1"


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Who somebody is and how to reach them. ``email_consent_on``: day of written consent (CC 3.87 §3)."""

    kind: str = Party.Kind.PERSON.value
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    enterprise_number: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "BE"
    iban: str = ""
    language: str = "fr"
    channel: str = Party.Channel.POST.value
    email_consent_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One person behind a joint or split right; the fraction may be left out where nobody has stated it."""

    party_id: UUID
    right: str = PartyMember.Right.CO_OWNER.value
    numerator: int | None = None
    denominator: int | None = None


@act("condominiums.party_added", needs=Right.MANAGE_LOTS)
def add_party(access: Access, *, facts: PartyFacts, members: Sequence[MemberFacts] = ()) -> Party:
    """Add a party; a joint or split one comes with its members and is named after them if it has no name.

    Raises PartyWithoutName, IbanInvalid, EnterpriseNumberInvalid, MembersMissing, FractionsNotWhole,
    MemberUnusable, NotSeveral, NotFound (a member).
    """
    _check_members(facts.kind, members)
    names = _names(access, members)
    row = Party(org_id=access.org_id)
    _fill(row, facts, fallback=parties.joint_name(list(names.values())))
    row.save(force_insert=True)
    _write_members(access, row, members)
    audit.record(access, "condominiums.party_added", row.id, name=row.name, kind=row.kind)
    return row


@act("condominiums.party_added", needs=Right.MANAGE_LOTS)
def add_parties(access: Access, *, facts: Sequence[PartyFacts]) -> list[Party]:
    """Add many people and companies, each as ``add_party`` does (two statements). Raises as it, NotSeveral."""
    rows = []
    for one in facts:
        if one.kind in SEVERAL:
            raise NotSeveral(field="kind")
        row = Party(org_id=access.org_id)
        _fill(row, one, fallback="")
        rows.append(row)
    Party.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
    audit.record_many(
        access, "condominiums.party_added", [(row.id, {"name": row.name, "kind": row.kind}) for row in rows]
    )
    return rows


@act("condominiums.party_changed", needs=Right.MANAGE_LOTS)
def change_party(access: Access, *, party_id: UUID, facts: PartyFacts) -> Party:
    """Correct a party; what it is (one or several) stays. Raises as ``add_party``, and NotFound."""
    row = _locked(access, party_id)
    if (row.kind in SEVERAL) != (facts.kind in SEVERAL):
        raise NotSeveral(field="kind")
    before = {name: getattr(row, name) for name in asdict(facts)}
    _fill(row, facts, fallback=row.name)
    row.save()
    after = {name: getattr(row, name) for name in asdict(facts)}
    changed = [name for name in after if before[name] != after[name]]
    audit.record(
        access,
        "condominiums.party_changed",
        row.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return row


@act("condominiums.supplier_added", needs=Right.RECORD_INVOICES)
def add_supplier(access: Access, *, facts: PartyFacts) -> Party:
    """Add who sends invoices: a party of its own, even where an owner has the same name. Raises as ``add_party``."""
    row = Party(org_id=access.org_id, is_supplier=True)
    _fill(row, facts, fallback="")
    row.save(force_insert=True)
    audit.record(access, "condominiums.supplier_added", row.id, name=row.name)
    return row


@act("condominiums.supplier_changed", needs=Right.RECORD_INVOICES)
def change_supplier(access: Access, *, party_id: UUID, facts: PartyFacts) -> Party:
    """Correct a supplier. Raises as ``add_party``, and NotFound where the party is somebody else."""
    row = _locked(access, party_id)
    if not row.is_supplier:
        raise NotFound(what="supplier")
    before = {name: getattr(row, name) for name in asdict(facts)}
    _fill(row, facts, fallback=row.name)
    row.save()
    changed = {name: value for name, value in before.items() if getattr(row, name) != value}
    after = {name: getattr(row, name) for name in changed}
    audit.record(access, "condominiums.supplier_changed", row.id, before=changed, after=after)
    return row


@act("condominiums.members_set", needs=Right.MANAGE_LOTS)
def set_members(access: Access, *, party_id: UUID, members: Sequence[MemberFacts]) -> None:
    """Say anew who stands behind a joint or split right. The representative stays if still among them.

    Raises NotSeveral, MembersMissing, FractionsNotWhole, MemberUnusable, NotFound.
    """
    row = _locked(access, party_id)
    if row.kind not in SEVERAL:
        raise NotSeveral()
    _check_members(row.kind, members)
    _names(access, members)
    before = set(row.members.values_list("member_id", flat=True))
    row.members.all().delete()
    _write_members(access, row, members)
    gone = before - {member.party_id for member in members}
    if row.representative_id in gone:
        row.representative, row.representative_note = None, ""
        row.save(update_fields=["representative", "representative_note"])
    refresh_memberships(access, row.id)
    audit.record(
        access, "condominiums.members_set", row.id, members=[str(member.party_id) for member in members]
    )


@act("condominiums.representative_named", needs=Right.MANAGE_LOTS)
def name_representative(
    access: Access, *, party_id: UUID, representative_id: UUID | None, note: str
) -> Party:
    """Note who alone is convened and votes for a joint or split right, and where the writing is (CC 3.87 §1).

    ``representative_id`` None withdraws the designation: the vote is suspended again. Raises NotSeveral,
    MemberUnusable, DesignationMissing, NotFound.
    """
    row = _locked(access, party_id)
    if row.kind not in SEVERAL:
        raise NotSeveral()
    if representative_id is not None:
        one = Party.objects.filter(org_id=access.org_id, id=representative_id).first()
        if one is None:
            raise NotFound(what="party")
        if one.kind in SEVERAL:
            raise MemberUnusable(field="representative", name=one.name)
        if not note.strip():
            raise DesignationMissing(field="note")
    before = row.representative_id
    row.representative_id = representative_id
    row.representative_note = note.strip() if representative_id else ""
    row.save(update_fields=["representative", "representative_note"])
    audit.record(
        access,
        "condominiums.representative_named",
        row.id,
        before=before,
        after=representative_id,
        note=row.representative_note,
    )
    return row


def _fill(row: Party, facts: PartyFacts, *, fallback: str) -> None:
    name = facts.name.strip() or parties.full_name(facts.first_name, facts.last_name) or fallback
    if not name:
        raise PartyWithoutName(field="last_name" if facts.kind == Party.Kind.PERSON else "name")
    if facts.kind == Party.Kind.PERSON and facts.last_name:
        name = parties.full_name(facts.first_name, facts.last_name)
    for field, value in asdict(facts).items():
        setattr(row, field, value.strip() if isinstance(value, str) else value)
    row.name = name[:160]
    row.sort_name = parties.sort_key(name, first_name=facts.first_name, last_name=facts.last_name)
    row.email = facts.email.strip().lower()
    row.phone_digits = parties.phone_digits(facts.phone)
    row.enterprise_number = checked_number(facts.enterprise_number)
    row.iban = _checked_iban(facts.iban)


def _checked_iban(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return ibans.parse(text)
    except ibans.InvalidIban as refusal:
        raise IbanInvalid(field="iban", **refusal.facts) from refusal


def _check_members(kind: str, members: Sequence[MemberFacts]) -> None:
    if kind not in SEVERAL:
        if members:
            raise NotSeveral(field="kind")
        return
    if len({member.party_id for member in members}) < 2:
        raise MembersMissing(field="members")
    if len({(member.party_id, member.right) for member in members}) < len(members):
        raise MemberUnusable(field="members", name="")
    stated = [(m.numerator, m.denominator) for m in members if m.numerator and m.denominator]
    parts = [(n, d) for n, d in stated if n is not None and d is not None]
    if kind == Party.Kind.JOINT and parts and not ownership.fractions_sum_to_one(parts):
        raise FractionsNotWhole(field="members", sum=ownership.fraction_sum(parts))


def _names(access: Access, members: Sequence[MemberFacts]) -> dict[UUID, str]:
    wanted = [member.party_id for member in members]
    found = {row.id: row for row in Party.objects.filter(org_id=access.org_id, id__in=wanted)}
    if set(wanted) - set(found):
        raise NotFound(what="party")
    for row in found.values():
        if row.kind in SEVERAL:
            raise MemberUnusable(field="members", name=row.name)
    return {party_id: found[party_id].name for party_id in wanted}


def _write_members(access: Access, row: Party, members: Sequence[MemberFacts]) -> None:
    PartyMember.objects.bulk_create(
        PartyMember(
            org_id=access.org_id,
            whole=row,
            member_id=member.party_id,
            right=member.right,
            numerator=member.numerator,
            denominator=member.denominator,
        )
        for member in members
    )


def _locked(access: Access, party_id: UUID) -> Party:
    found = Party.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=party_id).first()
    if found is None:
        raise NotFound(what="party")
    return found
