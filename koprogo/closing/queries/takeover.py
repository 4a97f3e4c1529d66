"""The take-over as it stands: its lines, what they would make, and what the bank says beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from koprogo.banking.queries import accounts as banks
from koprogo.closing.models import HandoverItem, Takeover, TakeoverBank, TakeoverLine
from koprogo.closing.rules import takeover as rules
from koprogo.closing.rules.handover import Document
from koprogo.closing.rules.mapping import Account, Someone
from koprogo.closing.rules.takeover import Line, Plan, State, Stated
from koprogo.condominiums.queries import parties, roll
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts as ledger
from koprogo.ledger.queries.accounts import AccountRow
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform import files, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Job, StoredFile
from koprogo.purchases.queries import suppliers

CONTROL_SHEET = "closing.write_control_sheet"
SHEET_NAME = "controle-reprise-"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with everything its page shows. ``rows``: its lines as stored, the plan's in the same order."""

    row: Takeover
    rows: list[TakeoverLine]
    plan: Plan
    accounts: list[Account]
    names: dict[UUID, str]


def current(access: Access) -> Takeover | None:
    """The take-over that is prepared or booked, if any (one query)."""
    found = Takeover.objects.filter(org_id=access.org_id, state__in=[State.DRAFT, State.BOOKED])
    return found.select_related("entry__journal", "entry__fiscal_year").first()


def get(access: Access, *, takeover_id: UUID) -> Takeover:
    """One take-over (one query). Raises NotFound."""
    found = Takeover.objects.filter(org_id=access.org_id, id=takeover_id)
    row = found.select_related("entry__journal", "entry__fiscal_year").first()
    if row is None:
        raise NotFound(what="takeover")
    return row


def chart(access: Access) -> list[Account]:
    """Our accounts as the mapping sees them (one query)."""
    return [_account(row) for row in ledger.accounts(access, until=access.today)]


def _account(row: AccountRow) -> Account:
    credit = row.nature in (Nature.LIABILITY.value, Nature.INCOME.value)
    return Account(row.id, row.code, row.name, row.role or "", row.family, row.iban or "", credit)


def stated(access: Access, *, row: Takeover, chart: Collection[Account]) -> list[Stated]:
    """What the bank says of each account: its first imported statement, else what was typed (two queries)."""
    imported = banks.first_openings(access)
    typed = dict(TakeoverBank.objects.filter(org_id=access.org_id, takeover=row).values_list("account_id", "cents"))
    found = []
    for account in (one for one in chart if one.iban):
        first = imported.get(account.id)
        if first is not None:
            found.append(Stated(account, first.cents, first.on, imported=True))
        else:
            found.append(Stated(account, typed.get(account.id)))
    return found


def prepared(access: Access, *, row: Takeover) -> Prepared:
    """The draft with its plan (five queries)."""
    accounts = chart(access)
    by_id = {one.id: one for one in accounts}
    found = TakeoverLine.objects.filter(org_id=access.org_id, takeover=row)
    rows = list(found.select_related("party", "key").order_by("position"))
    lines = [
        Line(
            one.position,
            one.where,
            " ".join(filter(None, (one.code, one.label))),
            one.cents,
            by_id.get(one.account_id) if one.account_id else None,
            one.party_id,
            one.key_id,
            one.label,
            one.listed,
        )
        for one in rows
    ]
    plan = rules.plan(lines, stated(access, row=row, chart=accounts))
    names = {one.party_id: one.party.name for one in rows if one.party_id}
    return Prepared(row, rows, plan, accounts, names)


def people(access: Access) -> list[Someone]:
    """Whom a balance can name: owners with their lots, whoever else is known, and the suppliers (three queries)."""
    held = {holder.party_id: holder.lots for holder in roll.holders(access, on=access.today)}
    found = [Someone(UUID(key), name, held.get(UUID(key), ())) for key, name in parties.choices(access)]
    return found + [Someone(party, name, supplier=True) for party, name in suppliers.party_names(access)]


def names(access: Access) -> list[tuple[str, UUID]]:
    """The same by name alone, to choose from (two queries)."""
    known = [(name, UUID(key)) for key, name in parties.choices(access)]
    return known + [(name, party) for party, name in suppliers.party_names(access)]


def inventory(access: Access, *, row: Takeover) -> dict[Document, HandoverItem]:
    """The inventory by document, in the order of the list (one query)."""
    found = {Document(one.document): one for one in HandoverItem.objects.filter(org_id=access.org_id, takeover=row)}
    return {document: found[document] for document in Document if document in found}


def sheet(access: Access, *, row: Takeover) -> StoredFile | None:
    """The newest control sheet that was written (one query)."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=row.id, name__startswith=SHEET_NAME)
    return found.order_by("-stored_at", "-id").first()


def sheet_job(access: Access, *, row: Takeover) -> Job | None:
    """The work on the control sheet (one query)."""
    return jobs.of_subject(access, subject_id=row.id, kind=CONTROL_SHEET)


def signed(access: Access, *, row: Takeover) -> StoredFile | None:
    """The sheet with both signatures, if it came back (one query)."""
    return files.get(access, file_id=row.signed_file_id) if row.signed_file_id else None


def booked_lines(access: Access, *, row: Takeover) -> list[TakeoverLine]:
    """The lines that were booked, with their accounts and parties, in order (one query)."""
    found = TakeoverLine.objects.filter(~Q(cents=0), org_id=access.org_id, takeover=row, account__isnull=False)
    return list(found.select_related("account", "party", "key").order_by("account__code", "position"))
