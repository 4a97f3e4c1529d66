"""Give a member of a non-profit a vote, and end it. The register of members itself is kept elsewhere."""

from datetime import date
from uuid import UUID

from koprogo.assemblies.models import Elector
from koprogo.assemblies.queries import electorate
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class VotesByShares(Refused):
    """Where votes follow the lots, nobody is given one by hand."""

    code = "assemblies.votes_by_shares"


class ElectorAlready(Refused):
    """This member has a vote already: one member, one vote."""

    code = "assemblies.elector_already"


class EndsBeforeStart(Refused):
    """A vote ends on the day it began at the earliest."""

    code = "assemblies.ends_before_start"


@act("assemblies.elector_added", needs=Right.PREPARE_ASSEMBLY)
def add(access: Access, *, party_id: UUID, starts_on: date) -> Elector:
    """Give a party one vote from a day on. Raises VotesByShares, ElectorAlready, NotFound."""
    if not electorate.rules(access).by_heads:
        raise VotesByShares
    name = parties.get(access, party_id=party_id).name
    held = Elector.objects.filter(org_id=access.org_id, party_id=party_id)
    if held.filter(ends_on__isnull=True).exists() or held.filter(ends_on__gt=starts_on).exists():
        raise ElectorAlready(field="party", name=name)
    row = Elector.objects.create(org_id=access.org_id, party_id=party_id, starts_on=starts_on)
    audit.record(access, "assemblies.elector_added", row.id, party=party_id, name=name, starts_on=starts_on)
    return row


@act("assemblies.elector_ended", needs=Right.PREPARE_ASSEMBLY)
def end(access: Access, *, party_id: UUID, ends_on: date) -> Elector:
    """End a party's vote: ``ends_on`` is the first day without it. Raises EndsBeforeStart, NotFound."""
    rows = Elector.objects.select_for_update(no_key=True)
    row = rows.filter(org_id=access.org_id, party_id=party_id, ends_on__isnull=True).first()
    if row is None:
        raise NotFound(what="elector")
    if ends_on < row.starts_on:
        raise EndsBeforeStart(field="ends_on")
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    audit.record(access, "assemblies.elector_ended", row.id, party=party_id, ends_on=ends_on)
    return row
