"""Kept files: everything for those who see every account, one's own for everybody else."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.doors import door


@door(needs=Right.SEE_DOCUMENTS)
def kept_file(request: HttpRequest, access: Access, file_id: UUID) -> HttpResponse:
    """One file. What is not this reader's does not exist for them."""
    stored = files.get(access, file_id=file_id)
    if stored is None or not (access.may(Right.SEE_ALL_ACCOUNTS) or stored.party_id in access.party_ids):
        raise Http404
    if files.is_working(stored) and not access.may(Right.SEE_CONTACTS):
        raise Http404
    return downloads.answer(stored)
