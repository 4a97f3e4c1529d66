"""A promise is written down; the bank says that it is received; what is earmarked goes to its fund, and leaves it by an
entry for a cost of the books."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from koprogo.banking.operations import confirm
from koprogo.banking.rules.choices import Choice
from koprogo.banking.rules.choices import Kind as BankKind
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Fund, FundUse, Gift, GiftReceipt
from koprogo.hosting.queries import gifts as queries
from koprogo.hosting.rules import gifts as rules
from koprogo.hosting.rules.gifts import Kind, Promise, State
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import books, entries
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, files, formats, references
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.platform.pictures import Plain

#: Whoever takes from a fund takes this lock: a fund is never changed, so its row cannot be locked.
_LOCK = 7402028
INCOME = {Kind.SPONSOR: AccountRole.SPONSORS, Kind.GRANT: AccountRole.GRANTS, Kind.DONATION: AccountRole.GIFTS}


@act("hosting.fund_opened", needs=Right.KEEP_BOOKS)
def open_fund(access: Access, *, name: str, purpose: str) -> Fund:
    """Open an earmarked fund with an account of its own under 131."""
    books.ensure_books(access, on=access.today)
    above = accounts.account_of(access, role=AccountRole.SPECIAL_RESERVE)
    number = 1 + Fund.objects.filter(org_id=access.org_id).count()
    account = books.add_account(access, parent_id=above.id, code=f"{above.code}{number:02d}", label=name.strip()[:120])
    row = Fund.objects.create(
        org_id=access.org_id, name=name.strip(), purpose=purpose.strip(), account=account, opened_on=access.today
    )
    audit.record(access, "hosting.fund_opened", row.id, name=row.name, account=account.code)
    return row


@act("hosting.gift_promised", needs=Right.RUN_BILLING)
def promise(access: Access, *, facts: Promise, fund_id: UUID | None = None) -> Gift:
    """Write a promise down, with the communication its giver writes on the transfer. Raises NothingPromised,
    NotFound."""
    rules.check(facts)
    fund = queries.fund(access, fund_id=fund_id).fund if fund_id else None
    (reference,) = references.take(access, 1)
    row = Gift.objects.create(
        org_id=access.org_id,
        kind=facts.kind,
        name=facts.name.strip(),
        email=facts.email.strip(),
        website=facts.website.strip(),
        note=facts.note.strip(),
        promised_cents=facts.cents,
        promised_on=facts.promised_on,
        fund=fund,
        structured_reference=reference,
    )
    audit.record(access, "hosting.gift_promised", row.id, name=row.name, kind=row.kind, cents=row.promised_cents)
    return row


@act("hosting.gift_named", needs=Right.RUN_BILLING)
def name_publicly(access: Access, *, gift_id: UUID, consent_on: date, logo: Plain | None = None) -> Gift:
    """Show a giver's name, and their logo drawn anew, with the day they agreed. Once they took it back it is over.

    Raises NotFound, ConsentMissing.
    """
    row = _locked(access, gift_id)
    if row.withdrawn_on is not None or consent_on > access.today:
        raise rules.ConsentMissing(field="consent_on")
    row.consent_on = consent_on
    if logo is not None:
        kept = files.keep(
            access,
            data=logo.data,
            name="logo.jpg",
            retention=StoredFile.Retention.BUILDING,
            subject_id=row.id,
        )
        row.logo_id = kept.id
    row.save(update_fields=["consent_on", "logo_id"])
    audit.record(access, "hosting.gift_named", row.id, name=row.name, consent_on=consent_on, logo=bool(logo))
    return row


@act("hosting.gift_unnamed", needs=Right.RUN_BILLING)
def unname(access: Access, *, gift_id: UUID) -> Gift:
    """A giver takes their consent back: name and logo leave the public pages at once and for good. Raises NotFound."""
    row = _locked(access, gift_id)
    if row.consent_on is not None and row.withdrawn_on is None:
        row.withdrawn_on = access.today
        row.save(update_fields=["withdrawn_on"])
        audit.record(access, "hosting.gift_unnamed", row.id, name=row.name)
        # One consent went through all the years of a sponsor: it is taken back of all of them.
        for other in Gift.objects.filter(Q(id=row.renews_id) | Q(renews=row), org_id=access.org_id):
            unname(access, gift_id=other.id)
    return row


@act("hosting.sponsor_renewed", needs=Right.RUN_BILLING)
def renew(access: Access, *, gift_id: UUID) -> Gift:
    """A sponsor goes on for another year, at the same amount: a promise of its own, with its own communication. The
    consent to be named goes on with it until they take it back. Raises NotFound, NotToRenew."""
    row = _locked(access, gift_id)
    year = _to_renew(access, row)
    facts = Promise(
        Kind(row.kind), row.name, row.promised_cents, access.today, row.email, row.website, row.note
    )
    made = promise(access, facts=facts, fund_id=row.fund_id)
    made.renews, made.from_on = row, rules.next_from(year, access.today)
    if row.withdrawn_on is None:
        made.consent_on, made.logo_id = row.consent_on, row.logo_id
    made.save(update_fields=["renews", "from_on", "consent_on", "logo_id"])
    audit.record(access, "hosting.sponsor_renewed", made.id, name=made.name, from_on=made.from_on)
    return made


@act("hosting.sponsor_ends", needs=Right.RUN_BILLING)
def end_year(access: Access, *, gift_id: UUID) -> Gift:
    """A sponsor does not go on: nobody asks any more, and the name leaves the sponsors of today with its year. Raises
    NotFound, NotToRenew."""
    row = _locked(access, gift_id)
    _to_renew(access, row)
    row.ends_said_on = access.today
    row.save(update_fields=["ends_said_on"])
    audit.record(access, "hosting.sponsor_ends", row.id, name=row.name)
    return row


def _to_renew(access: Access, row: Gift) -> rules.Year:
    found = queries.one(access, gift_id=row.id)
    if found.year is None or not found.to_renew:
        raise rules.NotToRenew(from_on=found.year.ask_on if found.year else None)
    return found.year


@act("hosting.gift_given_up", needs=Right.RUN_BILLING)
def give_up(access: Access, *, gift_id: UUID, reason: str) -> Gift:
    """A promise is not kept: what is missing of it is expected no more. Raises NotFound, NotPromised."""
    row = _locked(access, gift_id)
    _open(access, row)
    row.given_up_on, row.given_up_because = access.today, reason.strip()
    row.save(update_fields=["given_up_on", "given_up_because"])
    audit.record(access, "hosting.gift_given_up", row.id, name=row.name, reason=reason)
    return row


@act("hosting.gift_received", needs=Right.USE_BANK)
def receive(access: Access, *, gift_id: UUID, transaction_id: UUID) -> GiftReceipt:
    """A credit at the bank is this gift: booked on its income, or in its fund. The amount is the bank's.

    Raises NotFound, NotPromised, NotACredit, AlreadyConfirmed, and what the books refuse.
    """
    row = _locked(access, gift_id)
    if row.given_up_on is not None:
        raise rules.NotPromised
    movement = next((one for one in queries.movements(access, known=()) if one.transaction_id == transaction_id), None)
    if movement is None:
        raise rules.NotACredit
    account_id = row.fund.account_id if row.fund else accounts.account_of(access, role=INCOME[Kind(row.kind)]).id
    done = confirm.confirm(
        access,
        transaction_id=transaction_id,
        choice=Choice(BankKind.OTHER_ACCOUNT, account_id=account_id, label=row.name[:120]),
    )
    receipt = GiftReceipt.objects.create(
        org_id=access.org_id, gift=row, reconciliation_id=done.id, cents=movement.cents, on=movement.on
    )
    audit.record(access, "hosting.gift_received", row.id, name=row.name, cents=movement.cents, on=movement.on)
    return receipt


@act("hosting.gifts_looked_for", needs=Right.USE_BANK)
def look(access: Access) -> int:
    """Book every credit that carries a promise's communication. Returns how many; asked again it finds no more."""
    found = [one for one in queries.movements(access, known=queries.promises(access)) if one.gift_id is not None]
    for one in found:
        assert one.gift_id is not None
        receive(access, gift_id=one.gift_id, transaction_id=one.transaction_id)
    if found:
        audit.record(access, "hosting.gifts_looked_for", access.org_id, received=len(found))
    return len(found)


@act("hosting.fund_used", needs=Right.KEEP_BOOKS)
def use(access: Access, *, fund_id: UUID, cost_entry_id: UUID, cents: int, label: str) -> FundUse:
    """A fund pays a cost of the books, in whole or in part: 131 to 794. Raises NotFound, FundSpent, NoSuchCost."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    funds = queries.funds(access, on=access.today)
    state = queries.fund_in(funds, fund_id=fund_id)
    fund = state.fund
    cost = next((one for one in queries.payable(access, funds=funds) if one.entry_id == cost_entry_id), None)
    if cost is None:
        raise rules.NoSuchCost(field="cost", left_cents=0)
    rules.check_use(cents, left_cents=state.balance_cents, cost_left_cents=cost.left_cents)
    said = formats.labelled(fund.name, label.strip() or cost.label)[:200]
    entry = entries.post(
        access,
        journal=JournalKind.MISCELLANEOUS,
        on=access.today,
        label=said,
        lines=[
            entries.Line(cents=cents, account_id=fund.account_id),
            entries.Line(cents=-cents, role=AccountRole.RESERVE_WITHDRAWAL),
        ],
        voucher=entries.Voucher("manual", None, cost.reference),
    )
    row = FundUse.objects.create(
        org_id=access.org_id,
        fund=fund,
        cost_entry_id=cost_entry_id,
        entry=entry,
        cents=cents,
        label=(label.strip() or cost.label)[:200],
        reference=cost.reference[:40],
        on=access.today,
    )
    audit.record(access, "hosting.fund_used", row.id, fund=fund.name, cents=cents, cost=cost.reference)
    return row


def _locked(access: Access, gift_id: UUID) -> Gift:
    rows = Gift.objects.select_for_update(no_key=True, of=("self",)).select_related("fund")
    found = rows.filter(org_id=access.org_id, id=gift_id).first()
    if found is None:
        raise NotFound(what="gift")
    return found


def _open(access: Access, row: Gift) -> None:
    if queries.one(access, gift_id=row.id).state not in (State.PROMISED, State.PART):
        raise rules.NotPromised
