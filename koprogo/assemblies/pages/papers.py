"""The papers of a session: the attendance list to sign, before it and after it, and the tally sheet."""

from django.http import HttpRequest, HttpResponse

from koprogo.assemblies.operations import papers as operations
from koprogo.assemblies.queries import assemblies
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access


@doors.door(needs=Right.RUN_ASSEMBLY)
def attendance_list(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The list as it stands: blank lines to sign before the session, with the hours of each one after it."""
    found = assemblies.get(access, number=assembly)
    data = operations.attendance_list(access, assembly_id=found.id)
    return downloads.content(data, f"presences-{found.number}.pdf", "application/pdf")


@doors.door(needs=Right.RUN_ASSEMBLY)
def tally(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The sheet to count on by hand."""
    found = assemblies.get(access, number=assembly)
    data = operations.tally(access, assembly_id=found.id)
    return downloads.content(data, f"feuille-{found.number}.pdf", "application/pdf")
