"""Billing: each hosted condominium once for each period, each order once; credit notes; what was paid, followed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from koprogo.charges.operations import bills as calls
from koprogo.charges.operations.bills import BillLine
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import books as words
from koprogo.hosting.models import Bill, Client, Instance
from koprogo.hosting.operations import clients
from koprogo.hosting.queries import bills as queries
from koprogo.hosting.queries import overage, prices
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules.bills import Line, LineKind, Priced
from koprogo.hosting.rules.catalogue import Terms
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations.entries import Voucher
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act

RUN_BILLING = "hosting.run_billing"
#: PostgreSQL takes 65 535 parameters in one statement.
ROWS_PER_STATEMENT = 1_000
#: A bill asks a year ahead at most: what is older was compared by the bill before.
MONTHS_BACK = 12
INCOME = {
    LineKind.MONTHS: AccountRole.SUBSCRIPTIONS,
    LineKind.LOWERED: AccountRole.SUBSCRIPTIONS,
    LineKind.DEARER: AccountRole.SUBSCRIPTIONS,
    LineKind.LEFT: AccountRole.SUBSCRIPTIONS,
    LineKind.OUTAGE: AccountRole.SUBSCRIPTIONS,
    LineKind.OVERAGE: AccountRole.OVERAGES,
    LineKind.SERVICE: AccountRole.SERVICES,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client is billed."""

    client: Client
    lines: Sequence[Line]
    instance: Instance | None = None


@act("hosting.billing_asked", needs=Right.KEEP_BOOKS)
def ask_run(access: Access) -> UUID:
    """Ask for the bills of this month and of those before that are not billed, as a job. Returns the job."""
    month = rules.first_of(access.today)
    total = len(queries.waiting(month=month))
    job = jobs.enqueue(access, RUN_BILLING, subject_id=access.org_id, args={"month": month.isoformat()}, total=total)
    audit.record(access, "hosting.billing_asked", access.org_id, month=month, waiting=total)
    return job.id


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A hosted condominium (by itself or by its boundary) that a run could not bill, and why."""

    id: UUID
    refusal: Refused


@act("hosting.bills_held_back", needs=Right.KEEP_BOOKS)
def held_back(access: Access, *, job_id: UUID, refused: Sequence[HeldBack]) -> list[str]:
    """Keep with a run whom it could not bill and why, for the treasurer who reads the page; nothing, where it billed
    everybody. Returns their names."""
    why = {one.id: one.refusal for one in refused}
    rows = Instance.objects.filter(Q(id__in=why) | Q(org_id__in=why)).select_related("org").order_by("since", "id")
    told = [
        {"name": row.org.name, "code": refusal.code, "facts": {name: str(said) for name, said in refusal.facts.items()}}
        for row in rows
        for refusal in [why.get(row.id) or why[row.org_id]]
    ]
    jobs.answer(access, job_id=job_id, held_back=told)
    if told:
        audit.record(access, "hosting.bills_held_back", job_id, clients=[one["name"] for one in told])
    return [str(one["name"]) for one in told]


@act("hosting.bill_made", needs=Right.KEEP_BOOKS)
def bill_instance(access: Access, *, instance_id: UUID) -> Bill | None:
    """Bill one condominium its next period; None where it owes nothing. As ``bill_instances``."""
    return next(iter(bill_instances(access, instance_ids=[instance_id])), None)


@act("hosting.bill_made", needs=Right.KEEP_BOOKS)
def bill_instances(access: Access, *, instance_ids: Collection[UUID]) -> list[Bill]:
    """Bill some condominiums their next period, each once however often it is asked, all or none of them.

    The months at the price that holds on the first day of each, what was lowered since of months billed ahead, and
    the overage of the months before. Who owes nothing has no bill. ``access``: inside the association. The number of
    statements does not grow with the condominiums.
    """
    locked = Instance.objects.select_for_update(no_key=True).filter(id__in=instance_ids).order_by("id")
    found = {row.id: row for row in locked}
    due = queries.waiting(month=rules.first_of(access.today), instance_ids=list(found))
    client_of = queries.clients_of([one.org_id for one in due])
    known = Known(
        prices.every(),
        queries.kept_lines([one.instance_id for one in due]),
        overage.Months(access.today, [one.org_id for one in due]),
    )
    asked = [
        Asked(client, lines, found[one.instance_id])
        for one in due
        if (client := client_of.get(one.org_id)) is not None
        and rules.total(lines := _subscription(access, found[one.instance_id], one, client, known)) > 0
    ]
    return _write_many(access, asked)


@dataclass(frozen=True, slots=True)
class Known:
    """What all bills of a batch are computed from: the price lists, the lines of earlier bills, what was used."""

    lists: list[Terms]
    kept: Mapping[UUID, queries.Kept]
    used: overage.Months


def _subscription(
    access: Access, instance: Instance, due: queries.Waiting, client: Client, known: Known
) -> list[Line]:
    lists, kept = known.lists, known.kept.get(instance.id, [])
    wanted = rules.months(due.first, queries.every_of(client), until=instance.until)

    def price(month: date, plan: str) -> int:
        return catalogue.on(month, lists).of(plan).month_cents

    # What the bill before asked ahead is compared with the lists voted since: months gone by at the plan they were
    # billed for, those to come at the plan of today.
    this = rules.first_of(access.today)
    billed = queries.months_in(kept, since=rules.months_after(this, -MONTHS_BACK))
    now = {
        one.month: price(one.month, instance.plan if one.month >= this else one.plan or instance.plan)
        for one in billed
    }
    return [
        *rules.lines_of([Priced(month, price(month, instance.plan), instance.plan) for month in wanted]),
        *rules.lowered(billed, now),
        *known.used.lines_of(instance.org_id, kept),
    ]


def bill_service(access: Access, *, client: Client, line: Line) -> Bill:
    """The bill of an order that was delivered (part of billing it)."""
    return _write(access, Asked(client, [line]))


def bill_supplement(access: Access, *, instance: Instance, client: Client) -> Bill | None:
    """What a dearer plan adds to the months billed ahead, from the next month on; None where none is (part of
    delivering the plan). Later bills ask the new price by themselves."""
    lists = prices.every()
    billed = queries.billed_months(instance.id, since=rules.months_after(rules.first_of(access.today), 1))
    now = {one.month: catalogue.on(one.month, lists).of(instance.plan).month_cents for one in billed}
    lines = rules.dearer(billed, now, plan=instance.plan)
    return _write(access, Asked(client, lines, instance)) if lines else None


def _write(access: Access, asked: Asked) -> Bill:
    return _write_many(access, [asked])[0]


def _write_many(access: Access, asked: Sequence[Asked]) -> list[Bill]:
    """Send the bills and keep what each said, all or none; what was paid ahead is off them at once."""
    if not asked:
        return []
    known = {one.client.id for one in asked if one.client.party_id is not None}
    party_of = clients.parties_of(access, clients=[one.client for one in asked])
    due_on = access.today + timedelta(days=rules.DUE_DAYS)
    drafts = [
        _draft(one, party_id=party_of[one.client.id], due_on=due_on, first=one.client.id not in known) for one in asked
    ]
    sent = calls.send_bills(access, bills=drafts)
    rows = [
        Bill(
            kind=Bill.Kind.BILL,
            number=done.number,
            client=one.client,
            instance=one.instance,
            client_facts=_facts(one.client),
            lines=[queries.to_json(line) for line in one.lines],
            title=draft.title,
            period_from=draft.period[0] if draft.period else None,
            period_to=draft.period[1] if draft.period else None,
            issued_on=access.today,
            due_on=due_on,
            total_cents=rules.total(one.lines),
            open_cents=rules.total(one.lines),
            followed_at=access.now,
            structured_reference=done.structured_reference,
            call_id=done.call_id,
            notice_id=done.notice_id,
            entry_id=done.entry_id,
        )
        for one, draft, done in zip(asked, drafts, sent, strict=True)
    ]
    Bill.objects.bulk_create(rows, batch_size=ROWS_PER_STATEMENT)
    facts = [(row.id, {"number": row.number, "client": row.client.name, "cents": row.total_cents}) for row in rows]
    audit.record_many(access, "hosting.bill_made", facts)
    again = [row for row in rows if row.client_id in known]
    if again:
        ids = [row.notice_id for row in again if row.notice_id]
        _follow(access, again, receivables(access, notice_ids=ids, still_open=False))
    return rows


def _draft(asked: Asked, *, party_id: UUID, due_on: date, first: bool) -> calls.Asked:
    months = [line for line in asked.lines if line.kind is LineKind.MONTHS]
    from_on, to_on = (months[0].from_on, months[-1].to_on) if months else (None, None)
    with translation.override("fr"):
        booked = [BillLine(words.line_text(line), line.cents, INCOME[line.kind]) for line in asked.lines]
        title = words.bill_title(asked.lines, asked.client.name)
    period = (from_on, to_on) if from_on and to_on else None
    return calls.Asked(party_id, title[:120], due_on, period, booked, first)


def _facts(client: Client) -> dict[str, str]:
    names = ("name", "street", "postcode", "city", "enterprise_number", "email", "language")
    return {name: getattr(client, name) for name in names}


@act("hosting.bill_credited", needs=Right.KEEP_BOOKS)
def credit(access: Access, *, number: str, line: Line) -> Bill:
    """Give back part of a bill by a credit note of one line: an outage, months not hosted any more.

    It goes to what the client owes, else to the next bill. Raises NotFound, CreditTooLarge, NothingToBill.
    """
    first = Bill.objects.select_for_update(no_key=True).filter(number=number, kind=Bill.Kind.BILL).first()
    if first is None or first.call_id is None:
        raise NotFound(what="bill")
    given = list(Bill.objects.filter(corrects=first).values_list("total_cents", flat=True))
    rules.check_credit(line.cents, billed_cents=first.total_cents, credited_cents=sum(given))
    with translation.override("fr"):
        label = words.line_text(line)
    note_id, note_number = uuid7(), f"{first.number}-C{len(given) + 1}"
    main = _income(first)
    entry_id = calls.credit_bill(
        access,
        call_id=first.call_id,
        voucher=Voucher("credit_note", note_id, note_number),
        title=f"{note_number} {first.client_facts['name']}"[:120],
        lines=[BillLine(label[:200], line.cents, main)],
    )
    row = Bill.objects.create(
        id=note_id,
        kind=Bill.Kind.CREDIT,
        number=note_number,
        client_id=first.client_id,
        instance_id=first.instance_id,
        corrects=first,
        client_facts=first.client_facts,
        lines=[queries.to_json(line)],
        title=first.title,
        issued_on=access.today,
        due_on=access.today,
        total_cents=line.cents,
        open_cents=0,
        followed_at=access.now,
        entry_id=entry_id,
    )
    follow(access, only=first.id)
    audit.record(access, "hosting.bill_credited", row.id, number=row.number, cents=line.cents, reason=label)
    return row


def _income(bill: Bill) -> AccountRole:
    """The income most of a bill stands on: what a credit note takes back."""
    biggest = max(queries.lines(bill), key=lambda line: line.cents)
    return INCOME[biggest.kind]


@act("hosting.bills_followed", needs=Right.KEEP_BOOKS)
def follow(access: Access, *, only: UUID | None = None) -> int:
    """Copy what the books say is open of each unpaid bill to where its client reads it. Returns how many changed.

    A payment that was taken back opens its bill again. Three statements, and one more each 1 000 bills that changed.
    """
    found = Bill.objects.filter(kind=Bill.Kind.BILL, notice_id__isnull=False)
    if only:
        rows = found.filter(id=only)
        asked = receivables(
            access, notice_ids=[n for n in rows.values_list("notice_id", flat=True) if n], still_open=False
        )
    else:
        asked = receivables(access)
        rows = found.filter(Q(open_cents__gt=0) | Q(notice_id__in=[notice.notice_id for notice in asked]))
    changed = _follow(access, rows, asked)
    if changed and only is None:
        audit.record(access, "hosting.bills_followed", access.org_id, changed=changed)
    return changed


def _follow(access: Access, rows: Iterable[Bill], asked: Sequence[Receivable]) -> int:
    known = {notice.notice_id: notice.open_cents for notice in asked}
    changed = []
    for row in rows:
        still = known.get(row.notice_id, 0) if row.notice_id else 0
        if still != row.open_cents:
            row.open_cents, row.followed_at = still, access.now
            changed.append(row)
    Bill.objects.bulk_update(changed, ["open_cents", "followed_at"], batch_size=ROWS_PER_STATEMENT)
    return len(changed)
