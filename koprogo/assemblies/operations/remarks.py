"""What occupants write to the assembly: kept, brought to it, without a vote (CC 3.89 § 5, 6°)."""

from koprogo.assemblies.models import OccupantRemark
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules.agenda import NothingProposed
from koprogo.assemblies.rules.states import AHEAD, NotNow, State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("assemblies.remark_written", needs=Right.SEND_REMARK)
def write(access: Access, *, number: str, text: str) -> OccupantRemark:
    """Write to the assembly as an occupant, until it opens. Raises NothingProposed, NotNow, NotFound."""
    row = _write(access, number, text, access.person_name)
    audit.record(access, "assemblies.remark_written", row.assembly_id)
    return row


@act("assemblies.remark_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(access: Access, *, number: str, text: str, author: str) -> OccupantRemark:
    """Write down a remark that came on paper. Raises as ``write``."""
    row = _write(access, number, text, author.strip())
    audit.record(access, "assemblies.remark_recorded", row.assembly_id, author=row.author_name)
    return row


def _write(access: Access, number: str, text: str, author: str) -> OccupantRemark:
    assembly = assemblies.get(access, number=number)
    if State(assembly.state) not in AHEAD:
        raise NotNow(state=State(assembly.state))
    if not text.strip():
        raise NothingProposed(field="text")
    return OccupantRemark.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        author_name=author,
        person_id=access.person_id,
        text=text.strip(),
        written_at=access.now,
    )
