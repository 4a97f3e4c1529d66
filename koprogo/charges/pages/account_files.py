"""The running account of an owner as a file: one's own, or anybody's for those who see every account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from koprogo.charges.documents import account_table
from koprogo.charges.pages.years import asked_year
from koprogo.charges.queries import account
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.documents.tables import CSV, XLSX, to_csv, to_xlsx
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access

WRITERS = {"xlsx": (to_xlsx, XLSX), "csv": (to_csv, CSV)}


@doors.door(needs=Right.SEE_OWN_ACCOUNT)
def mine(request: HttpRequest, access: Access, table_format: str) -> HttpResponse:
    """One's own account over the year of the address."""
    return _file(request, access, access.party_ids, table_format)


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def of_party(request: HttpRequest, access: Access, party_id: UUID, table_format: str) -> HttpResponse:
    """The same of any owner."""
    card = parties.card(access, party_id=party_id)
    return _file(request, access, frozenset({card.party_id}), table_format)


def _file(request: HttpRequest, access: Access, party_ids: frozenset[UUID], table_format: str) -> HttpResponse:
    found = account.of_parties(access, party_ids=party_ids, year=asked_year(request, access.today))
    write, kind = WRITERS[table_format]
    return downloads.content(write([account_table.sheet(found)]), f"{access.slug}-{found.year}.{table_format}", kind)
