"""What one reader sees of a building today: read once, for the home and for the mail of the week."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.queries import effects as decisions
from koprogo.assemblies.queries import landlord
from koprogo.assemblies.queries import to_answer as written
from koprogo.assemblies.queries import today as sessions
from koprogo.assemblies.queries.landlord import ToTell
from koprogo.assemblies.queries.to_answer import ToAnswer
from koprogo.assemblies.queries.today import Coming
from koprogo.auditing.queries import today as audit
from koprogo.banking.queries import pending
from koprogo.banking.rules.matching import Certainty
from koprogo.budgets.queries import today as budgets
from koprogo.charges.queries import today as charges
from koprogo.charges.queries.today import CallsToday
from koprogo.condominiums.queries import today as condominiums
from koprogo.condominiums.queries.today import BuildingToday
from koprogo.condominiums.rules import mandates, setup
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.condominiums.rules.setup import State
from koprogo.ledger.queries import today as ledger
from koprogo.ledger.queries.today import BooksToday
from koprogo.ledger.rules.regime import regime
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import together
from koprogo.platform.access import Access
from koprogo.purchases.queries import arrivals
from koprogo.purchases.queries import today as purchases
from koprogo.purchases.queries.today import InvoicesToday, Pile
from koprogo.settlements.queries import today as settlements
from koprogo.settlements.queries.today import Unsettled
from koprogo.site import owner_block, today
from koprogo.site.owner_block import Owed

NO_BANK = pending.Pending((), {}, False)
ESSENTIAL = (setup.identity, setup.lots, setup.owners, setup.keys)
OTHERS = (setup.contacts, setup.mandates, setup.invitations)
#: Whom the product asks for a hand.
WORKERS = frozenset({Role.SYNDIC, Role.ACCOUNTANT})

#: Whom it asks for something: the council approves invoices, the auditor goes through the accounts.
ASKED = WORKERS | {Role.COUNCIL, Role.AUDITOR}
#: What is asked of those who do not run the building; the rest they only read.
WATCHED = frozenset({Right.APPROVE_INVOICES, Right.AUDIT_ACCOUNTS})


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is read, five statements at most: the building, its calls, books and invoices, its bank."""

    building: BuildingToday
    calls: CallsToday
    books: BooksToday
    bank: pending.Pending
    invoices: InvoicesToday
    budgeted_to: date | None
    unsettled: Unsettled | None


def building(access: Access) -> BuildingToday | None:
    """The building with the reader's own lots (one statement); None when the boundary is no condominium."""
    also = (audit.SQL, arrivals.TODAY_SQL, decisions.TODAY_SQL, sessions.TODAY_SQL, landlord.TODAY_SQL)
    return condominiums.building(access, own=_own(access), also=(*also, written.TODAY_SQL))


def assemblies(building: BuildingToday) -> tuple[Coming, ...]:
    """The assemblies that are convened or sit."""
    return sessions.coming(building.also[3] if building.also else None)


def to_tell(building: BuildingToday) -> tuple[ToTell, ...]:
    """What this reader, who lets a lot, has still to tell the occupant; nothing for who lets none."""
    return landlord.to_tell(building.also[4]) if building.also and building.own_let else ()


def to_answer(access: Access, building: BuildingToday) -> tuple[ToAnswer, ...]:
    """The decisions in writing that wait for this reader's answer."""
    return written.to_answer(access, building.also[5]) if building.also and access.may(Right.VOTE) else ()


def look(access: Access, building: BuildingToday) -> Seen:
    """The rest, for a reader who may see the books (four statements at most)."""
    own = _own(access)
    calls, books, invoices, budgeted_to, unsettled = together.ask(
        charges.question(access, own=own),
        ledger.question(access, own=own),
        purchases.question(access),
        budgets.question(access),
        settlements.question(access),
    )
    return Seen(
        building,
        calls,
        books,
        pending.recognise(access) if access.may(Right.USE_BANK) else NO_BANK,
        invoices,
        budgeted_to,
        unsettled,
    )


def _own(access: Access) -> Collection[UUID]:
    return access.party_ids if access.may(Right.SEE_OWN_ACCOUNT) else frozenset()


def owed(access: Access, seen: Seen) -> Owed:
    """What the reader's own parties owe, in cents."""
    return owner_block.owed(
        seen.calls.own,
        balance_cents=seen.books.own_cents,
        parties=len(access.party_ids),
        ever_asked=bool(seen.books.own_lines),
        today=access.today,
    )


#: Who may do what a task asks for.
_NEEDS = {
    today.Kind.FAILED_WORK: Right.SETTINGS,
    today.Kind.FAILED_MAIL: Right.SETTINGS,
    today.Kind.SETUP: Right.SETTINGS,
    today.Kind.SETUP_REST: Right.SETTINGS,
    today.Kind.MANDATE: Right.MANAGE_MANDATES,
    today.Kind.DECISIONS: Right.PREPARE_ASSEMBLY,
    today.Kind.HOLES: Right.MANAGE_LOTS,
    today.Kind.KEY: Right.MANAGE_LOTS,
    today.Kind.ENTERPRISE_NUMBER: Right.SETTINGS,
    today.Kind.BANK_ACCOUNT: Right.USE_BANK,
    today.Kind.BANK: Right.USE_BANK,
    today.Kind.CHECKS: Right.KEEP_BOOKS,
    today.Kind.REGIME: Right.SETTINGS,
    today.Kind.SEND_CALL: Right.CALL_FUNDS,
    today.Kind.SUSPENSE: Right.KEEP_BOOKS,
    today.Kind.BUDGET: Right.PLAN_BUDGET,
    today.Kind.SETTLE: Right.SETTLE,
    today.Kind.CLOSE_YEAR: Right.CLOSE_YEAR,
    today.Kind.SIGN_TAKEOVER: Right.KEEP_BOOKS,
    today.Kind.LATE: Right.SEE_ALL_ACCOUNTS,
    today.Kind.NEW_ACCOUNT: Right.CHECK_INVOICES,
    today.Kind.CHECK_INVOICES: Right.CHECK_INVOICES,
    today.Kind.APPROVE_INVOICES: Right.APPROVE_INVOICES,
    today.Kind.PAY_INVOICES: Right.USE_BANK,
    today.Kind.ARRIVALS: Right.RECORD_INVOICES,
    today.Kind.AUDIT_QUESTIONS: Right.KEEP_BOOKS,
    today.Kind.AUDIT_WORK: Right.AUDIT_ACCOUNTS,
}


def tasks(access: Access, seen: Seen) -> tuple[tuple[today.Task, ...], tuple[today.Task, ...]]:
    """What is left to do for this reader: today's tasks and those that can wait; none for who only reads."""
    if not access.roles & ASKED:
        return (), ()
    mine = [task for task in today.found(facts(access, seen)) if access.may(_NEEDS[task.kind])]
    if not access.roles & WORKERS:
        mine = [task for task in mine if _NEEDS[task.kind] in WATCHED]
    return today.ranked(mine, today=access.today)


def _crossed(seen: Seen) -> str:
    """The regime that holds now, when the syndic was last told another one."""
    if seen.books.told is None:
        return ""
    told, chosen = seen.books.told
    now = regime(counted=seen.building.counted_lots, chosen_full=chosen)
    return "" if now is told else now.value


def facts(access: Access, seen: Seen) -> today.Facts:
    """What was read, as the rules of the day want it."""
    building, calls = seen.building, seen.calls
    syndic = building.syndic
    late = [call for call in calls.due if call.due_on < access.today]
    rows = seen.bank.rows
    told = building.also or (None, 0, None)
    found, waiting, decided = audit.read(told[0]), int(told[1]), decisions.waiting(told[2])
    budget_from = today.budget_wanted(seen.budgeted_to, today=access.today) if calls.current else None
    return today.Facts(
        started=calls.current is not None,
        lots=building.setup.lots,
        setup_left=sum(step(building.setup) is not State.DONE for step in ESSENTIAL),
        setup_rest=sum(step(building.setup) is not State.DONE for step in OTHERS),
        has_enterprise_number=bool(building.enterprise_number),
        has_bank_account=bool(seen.books.current_iban),
        incomplete_keys=tuple(label for _code, label, _difference in building.incomplete_keys),
        holes=building.holes,
        mandate_ends_on=syndic.ends_on if syndic else None,
        has_syndic=syndic is not None,
        mandate_soon=syndic is not None and mandates.expires_soon(syndic.ends_on, today=access.today),
        bank_pending=len(rows),
        bank_certain=sum(row.verdict.certainty == Certainty.CERTAIN for row in rows),
        bank_since=min((row.transaction.entry_on for row in rows), default=None),
        drafts=tuple(today.Draft(draft.number, draft.title, draft.due_on) for draft in calls.drafts),
        failed_jobs=len(building.failed_jobs),
        failed_mails=building.failed_mails,
        ended_year=seen.books.ended.code if seen.books.ended else "",
        ended_on=seen.books.ended.ends_on if seen.books.ended else None,
        ended_preclosed=seen.books.ended is not None and seen.books.ended.preclosed,
        unsettled_year=seen.unsettled.code if seen.unsettled else "",
        unsettled_on=seen.unsettled.ends_on if seen.unsettled else None,
        budget_from=budget_from,
        budget_missing=budget_from == access.today,
        takeover_unsigned=seen.books.unsigned_on is not None,
        suspense_cents=seen.books.of(AccountRole.SUSPENSE),
        late_cents=sum(call.open_cents for call in late),
        late_owners=calls.late_owners,
        late_since=late[0].due_on if late else None,
        new_accounts=seen.invoices.new_accounts,
        to_check=_pile(seen.invoices.to_check),
        to_approve=_pile(seen.invoices.to_approve),
        to_pay=_pile(seen.invoices.to_pay),
        off=seen.books.off,
        counted_lots=building.counted_lots,
        crossed_to=_crossed(seen),
        arrivals=waiting,
        decided=decided.count,
        decided_at=decided.assembly,
        decided_due=decided.due_on,
        audit_year=found.year,
        audit_left=found.left,
        audit_asked=found.asked,
        audit_answered=found.answered,
    )


def _pile(found: Pile) -> today.Pile:
    return today.Pile(found.count, found.cents, found.due_on)
