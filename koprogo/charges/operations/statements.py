"""An owner's statement of account as a letter, asked for at any time (AR/KB 12/7/2012) and kept."""

from datetime import date, datetime, timedelta
from uuid import UUID

from koprogo.charges.documents.owner_statement import OwnerStatement, StatementLine, render_statement
from koprogo.charges.operations.letters import LANGUAGES
from koprogo.charges.queries import account, dues, sender, statements
from koprogo.condominiums.documents.letterhead import Addressee, head_of
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import epc, structured_reference
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job, StoredFile

#: No books are older than this; the pages offer no year before it either.
FIRST_YEAR = 1990
#: A letter takes seconds: after this long the work is taken for lost, and may be asked for again.
PATIENCE = timedelta(minutes=10)


@act("charges.statement_asked", needs=Right.ENTER)
def ask(access: Access, *, party_id: UUID, year: int) -> Job:
    """Ask for the statement of one year: one's own, or anybody's for those who see every account.

    Asking again while it is being written changes nothing. Raises NotAllowed, NotFound (a year without books).
    """
    if party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise NotAllowed(needs=Right.SEE_ALL_ACCOUNTS)
    if not FIRST_YEAR <= year <= access.today.year:
        raise NotFound(what="year")
    parties.get(access, party_id=party_id)
    sender.check(access)
    before = jobs.of_subject(access, subject_id=party_id, kind=statements.WRITE)
    if before is not None and _under_way(before, year, access.now):
        return before
    job = jobs.enqueue(access, statements.WRITE, subject_id=party_id, args={"year": year}, total=1)
    audit.record(access, "charges.statement_asked", party_id, year=year)
    return job


def _under_way(job: Job, year: int, now: datetime) -> bool:
    waits = job.state in (Job.State.QUEUED, Job.State.RUNNING) and now < job.asked_at + PATIENCE
    return waits and job.args.get("year") == year


@act("charges.statement_written", needs=Right.CALL_FUNDS)
def write(access: Access, *, party_id: UUID, year: int) -> StoredFile:
    """Write and keep the statement of a year up to today. Written again it says what is true then."""
    card = parties.card(access, party_id=party_id)
    kept = files.keep(
        access,
        data=render_statement(compose(access, party_id=party_id, year=year)),
        name=f"{statements.name(year)}{card.name}.pdf",
        retention=StoredFile.Retention.INTERNAL,
        subject_id=party_id,
        party_id=party_id,
    )
    audit.record(access, "charges.statement_written", party_id, year=year, file=kept.id)
    return kept


def compose(access: Access, *, party_id: UUID, year: int) -> OwnerStatement:
    """The statement of one owner for a calendar year, in the language of the association."""
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    card = parties.card(access, party_id=party_id)
    mine = frozenset({party_id})
    found = account.of_parties(access, party_ids=mine, year=year)
    first = dues.of_parties(access, party_ids=mine).first
    iban = sender.iban(access)
    asked = first is not None and found.closing_cents > 0
    reference = first.structured_reference if first is not None and asked else ""
    beneficiary = head.legal_name(language)
    return OwnerStatement(
        language=language,
        condominium=head_of(head, language),
        addressee=Addressee(
            name=card.name,
            care_of=card.addressee if card.addressee_id != card.party_id else "",
            lines=card.address_lines,
        ),
        lots=card.lots,
        from_on=found.from_on,
        to_on=min(date(year, 12, 31), access.today),
        issued_on=access.today,
        opening_balance_cents=found.opening_cents,
        lines=tuple(
            StatementLine(row.on, row.label, row.reference, max(row.cents, 0), max(-row.cents, 0)) for row in found.rows
        ),
        closing_balance_cents=found.closing_cents,
        beneficiary=beneficiary,
        iban=iban,
        structured_reference=reference,
        qr_payload=epc.payload(
            name=beneficiary[:70],
            iban=iban,
            amount_cents=found.closing_cents,
            remittance=structured_reference.pretty(reference),
        )
        if reference
        else "",
    )
