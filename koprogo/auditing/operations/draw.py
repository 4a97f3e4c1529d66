"""Drawing the sample of a year: once, and again when the auditor wants to see more."""

import secrets

from koprogo.auditing.models import Draw, Sample
from koprogo.auditing.rules import sampling
from koprogo.auditing.rules.sampling import Item
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations import years
from koprogo.ledger.queries import entries, population
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class LargeBelowZero(Refused):
    """The sum from which every entry is looked at is an amount above zero, or none."""

    code = "auditing.large_below_zero"


@act("auditing.sample_drawn", needs=Right.AUDIT_ACCOUNTS)
def draw(access: Access, *, year: str, size: int, large_from_cents: int = 0, seed: int | None = None) -> Draw:
    """Draw entries of a fiscal year that are not in its sample yet. The machine chooses the seed unless one is given.

    Raises NotFound (no such year), NothingToDraw, SizeOutOfRange, LargeBelowZero.
    """
    if large_from_cents < 0:
        raise LargeBelowZero(field="large")
    found = population.year(access, code=year)
    # One draw at a time, and nobody posts into the year meanwhile: the population is what the draw says it was.
    years.locked(access, year_id=found.id)
    before = list(Draw.objects.filter(org_id=access.org_id, fiscal_year_id=found.id))
    held = Sample.objects.filter(org_id=access.org_id, draw__in=before).select_related(
        "entry__journal", "entry__fiscal_year"
    )
    already = {entries.number_of(row.entry) for row in held}
    members = population.of_year(access, code=year)
    chosen = secrets.randbelow(sampling.SEEDS) if seed is None else seed
    picks = sampling.draw(
        [Item(member.reference, member.cents) for member in members],
        seed=chosen,
        size=size,
        large_from_cents=large_from_cents,
        already=already,
    )
    row = Draw.objects.create(
        org_id=access.org_id,
        fiscal_year_id=found.id,
        seed=chosen,
        size=size,
        large_from_cents=large_from_cents,
        last_numbers={member.journal: member.number for member in members},
        population=len(members),
        population_cents=sum(member.cents for member in members),
        drawn_at=access.now,
        drawn_by_id=access.person_id,
        drawn_by=access.person_name,
    )
    ids = {member.reference: member.entry_id for member in members}
    Sample.objects.bulk_create(
        Sample(
            org_id=access.org_id,
            draw=row,
            entry_id=ids[pick.reference],
            position=position,
            reason=pick.reason,
        )
        for position, pick in enumerate(picks, start=len(already) + 1)
    )
    audit.record(access, "auditing.sample_drawn", row.id, year=year, seed=chosen, entries=len(picks), of=len(members))
    return row
