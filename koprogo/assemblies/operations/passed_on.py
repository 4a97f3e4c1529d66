"""An owner notes that the occupant was told what the assembly decided."""

from datetime import date

from koprogo.assemblies.models import PassedOn
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules.landlord import check_told
from koprogo.assemblies.rules.states import NotNow
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("assemblies.decisions_passed_on", needs=Right.VOTE)
def tell(access: Access, *, number: str, on: date) -> None:
    """Note the day, once for each party of the reader. Raises NotNow before minutes are sent, ToldOnAnotherDay."""
    assembly = assemblies.get(access, number=number)
    if assembly.minutes_sent_on is None:
        raise NotNow(state=assembly.state)
    check_told(on, sent_on=assembly.minutes_sent_on, today=access.today)
    rows = [
        PassedOn(
            org_id=access.org_id,
            assembly=assembly,
            party_id=party_id,
            on=on,
            recorded_at=access.now,
            recorded_by_id=access.person_id,
        )
        for party_id in sorted(access.party_ids)
    ]
    PassedOn.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(access, "assemblies.decisions_passed_on", assembly.id, on=on)
