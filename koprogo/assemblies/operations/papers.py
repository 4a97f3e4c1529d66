"""The papers of a session, printed as it stands: the attendance list to sign, the sheet to count on by hand."""

from uuid import UUID

from koprogo.assemblies.documents import attendance as documents
from koprogo.assemblies.models import Assembly
from koprogo.assemblies.operations.letters import LANGUAGES
from koprogo.assemblies.queries import attendance
from koprogo.assemblies.queries import live as lives
from koprogo.condominiums.documents.letterhead import head_of
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("assemblies.attendance_printed", needs=Right.RUN_ASSEMBLY)
def attendance_list(access: Access, *, assembly_id: UUID) -> bytes:
    """The list as PDF: blank lines to sign before the session, with the hours of each one after it.

    Raises NotFound, PdfFailed.
    """
    found = _assembly(access, assembly_id)
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    listed = attendance.of(access, assembly=found)
    data = documents.render_attendance(language, head_of(head, language), listed, on=access.today)
    audit.record(access, "assemblies.attendance_printed", found.id, begun=listed.begun)
    return data


@act("assemblies.tally_printed", needs=Right.RUN_ASSEMBLY)
def tally(access: Access, *, assembly_id: UUID) -> bytes:
    """The sheet to count on by hand, as PDF. Raises NotFound, PdfFailed."""
    found = _assembly(access, assembly_id)
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    listed = attendance.of(access, assembly=found)
    items = [(one.position, one.title) for one in lives.items(access, assembly=found) if lives.is_voted(one)]
    data = documents.render_tally(language, head_of(head, language), listed, items, on=access.today)
    audit.record(access, "assemblies.tally_printed", found.id, items=len(items))
    return data


def _assembly(access: Access, assembly_id: UUID) -> Assembly:
    found = Assembly.objects.filter(org_id=access.org_id, id=assembly_id).first()
    if found is None:
        raise NotFound(what="assembly")
    return found
