"""Mandates on the condominium: giving one, correcting it, ending it."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.condominiums.models import Mandate, Party
from koprogo.condominiums.operations.memberships import refresh_memberships, syndic_parties
from koprogo.condominiums.rules import mandates
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class MandateEndsTooEarly(Refused):
    """A mandate lasts at least one day; ``after_on`` names its first one."""

    code = "condominiums.mandate_ends_too_early"


class MandateAlreadyGiven(Refused):
    """The party holds this office already on some of these days; ``name`` and ``role`` say which."""

    code = "condominiums.mandate_already_given"


@act("condominiums.mandate_given", needs=Right.MANAGE_MANDATES)
def give_mandate(
    access: Access, *, party_id: UUID, role: str, starts_on: date, ends_on: date | None, decision: str = ""
) -> Mandate:
    """Give an office from a day until ``ends_on``, the first day it no longer holds.

    A syndic has three years at most (CC 3.89 §1), is neither council nor auditor (§9). ``decision``:
    the assembly's. Raises SyndicTermOpen, SyndicTermTooLong, SyndicIncompatible, MandateEndsTooEarly,
    MandateAlreadyGiven, NotFound.
    """
    party = Party.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=party_id).first()
    if party is None:
        raise NotFound(what="party")
    row = Mandate(org_id=access.org_id, party=party, role=role)
    row.starts_on, row.ends_on, row.decision = starts_on, ends_on, decision
    _check(access, row)
    row.save(force_insert=True)
    _refresh(access, row)
    audit.record(
        access,
        "condominiums.mandate_given",
        row.id,
        party_id=party.id,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision,
    )
    return row


@act("condominiums.mandate_corrected", needs=Right.MANAGE_MANDATES)
def correct_mandate(
    access: Access, *, mandate_id: UUID, starts_on: date, ends_on: date | None, decision: str
) -> Mandate:
    """Correct the days or the decision of a mandate. Raises as ``give_mandate``."""
    row = _locked(access, mandate_id)
    before = {"starts_on": row.starts_on, "ends_on": row.ends_on, "decision": row.decision}
    row.starts_on, row.ends_on, row.decision = starts_on, ends_on, decision
    _check(access, row)
    row.save(update_fields=["starts_on", "ends_on", "decision"])
    _refresh(access, row)
    after = {"starts_on": starts_on, "ends_on": ends_on, "decision": decision}
    audit.record(access, "condominiums.mandate_corrected", row.id, before=before, after=after)
    return row


@act("condominiums.mandate_ended", needs=Right.MANAGE_MANDATES)
def end_mandate(access: Access, *, mandate_id: UUID, on: date, decision: str = "") -> Mandate:
    """End a mandate before its term: ``on`` is the first day without it. A syndic may be revoked at any time,
    without reasons (CC 3.89 §7). Raises MandateEndsTooEarly, SyndicTermTooLong, NotFound."""
    row = _locked(access, mandate_id)
    before = row.ends_on
    row.ends_on = on
    _check(access, row)
    row.decision = decision or row.decision
    row.save(update_fields=["ends_on", "decision"])
    _refresh(access, row)
    audit.record(access, "condominiums.mandate_ended", row.id, before=before, after=on, role=row.role)
    return row


def _check(access: Access, row: Mandate) -> None:
    if row.ends_on is not None and row.ends_on <= row.starts_on:
        raise MandateEndsTooEarly(field="last_on", after_on=row.starts_on)
    if row.role == Mandate.Role.SYNDIC:
        mandates.check_syndic_term(row.starts_on, row.ends_on)
    others = Mandate.objects.filter(org_id=access.org_id, party_id=row.party_id).exclude(id=row.id)
    others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=row.starts_on))
    if row.ends_on is not None:
        others = others.filter(starts_on__lt=row.ends_on)
    held = frozenset(others.values_list("role", flat=True))
    mandates.check_compatible(row.role, held)
    if row.role in held:
        raise MandateAlreadyGiven(field="party", name=row.party.name, role=row.role)


def _refresh(access: Access, row: Mandate) -> None:
    also = syndic_parties(access) if row.role == Mandate.Role.SYNDIC else set()
    refresh_memberships(access, row.party_id, *also)


def _locked(access: Access, mandate_id: UUID) -> Mandate:
    rows = Mandate.objects.select_for_update(no_key=True, of=("self",)).select_related("party")
    found = rows.filter(org_id=access.org_id, id=mandate_id).first()
    if found is None:
        raise NotFound(what="mandate")
    return found
