"""What needs somebody today, and in which order: pure rules, no row, no clock, no word."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

#: Nobody does more than three things in an evening; the rest waits (ux.md screen 1).
SHOWN = 3
#: A legal date this near makes a task of what could otherwise wait.
NEAR = timedelta(days=30)
#: The next year's budget is asked for this early: the assembly that votes it is convened fifteen days before.
AHEAD = timedelta(days=90)


class Kind(StrEnum):
    """The things the product can ask a hand for, in the order in which they go first."""

    FAILED_WORK = "failed_work"
    FAILED_MAIL = "failed_mail"
    SETUP = "setup"
    MANDATE = "mandate"
    DECISIONS = "decisions"
    CHECKS = "checks"
    HOLES = "holes"
    KEY = "key"
    ENTERPRISE_NUMBER = "enterprise_number"
    BANK_ACCOUNT = "bank_account"
    NEW_ACCOUNT = "new_account"
    BANK = "bank"
    CHECK_INVOICES = "check_invoices"
    APPROVE_INVOICES = "approve_invoices"
    PAY_INVOICES = "pay_invoices"
    SEND_CALL = "send_call"
    SUSPENSE = "suspense"
    BUDGET = "budget"
    SETTLE = "settle"
    CLOSE_YEAR = "close_year"
    SIGN_TAKEOVER = "sign_takeover"
    ARRIVALS = "arrivals"
    AUDIT_QUESTIONS = "audit_questions"
    AUDIT_WORK = "audit_work"
    LATE = "late"
    REGIME = "regime"
    SETUP_REST = "setup_rest"


#: What stops or falsifies everything else; the others are work of the week.
BLOCKING = frozenset(
    {
        Kind.FAILED_WORK,
        Kind.FAILED_MAIL,
        Kind.SETUP,
        Kind.CHECKS,
        Kind.HOLES,
        Kind.KEY,
        Kind.ENTERPRISE_NUMBER,
        Kind.BANK_ACCOUNT,
    }
)
#: What is worth knowing and never urgent by itself.
PATIENT = frozenset(
    {
        Kind.SUSPENSE,
        Kind.BUDGET,
        Kind.SETTLE,
        Kind.CLOSE_YEAR,
        Kind.SIGN_TAKEOVER,
        Kind.LATE,
        Kind.REGIME,
        Kind.SETUP_REST,
    }
)
ORDER = {kind: position for position, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A call that is written and not sent."""

    number: str
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Pile:
    """Some invoices that wait for the same act; ``due_on``: the nearest due date. Cents."""

    count: int = 0
    cents: int = 0
    due_on: date | None = None


NOTHING = Pile()


@dataclass(frozen=True, slots=True)
class Facts:
    """The state of a building as the rules see it. Cents and counts; ``mandate_ends_on``: first day without syndic.

    ``off``: what the last check of the books found; ``crossed_to``: the regime that the syndic was not told, or empty.
    ``budget_from``: the first day that no budget covers, when it is time to think of it (``budget_wanted``).
    ``unsettled_year``: the oldest year that is over and that no settlement ends.
    ``setup_left``: essential steps of the set-up not done; ``setup_rest``: the others. ``started``: a call has left.
    """

    started: bool = True
    lots: int = 0
    setup_left: int = 0
    setup_rest: int = 0
    has_enterprise_number: bool = True
    has_bank_account: bool = True
    incomplete_keys: tuple[str, ...] = ()
    holes: tuple[str, ...] = ()
    mandate_ends_on: date | None = None
    has_syndic: bool = True
    mandate_soon: bool = False
    bank_pending: int = 0
    bank_certain: int = 0
    bank_since: date | None = None
    drafts: tuple[Draft, ...] = ()
    failed_jobs: int = 0
    failed_mails: int = 0
    suspense_cents: int = 0
    late_cents: int = 0
    late_owners: int = 0
    late_since: date | None = None
    off: int = 0
    counted_lots: int = 0
    crossed_to: str = ""
    ended_year: str = ""
    ended_on: date | None = None
    ended_preclosed: bool = False
    unsettled_year: str = ""
    unsettled_on: date | None = None
    budget_from: date | None = None
    budget_missing: bool = False
    takeover_unsigned: bool = False
    new_accounts: int = 0
    to_check: Pile = NOTHING
    to_approve: Pile = NOTHING
    to_pay: Pile = NOTHING
    arrivals: int = 0
    audit_year: str = ""
    audit_left: int = 0
    audit_asked: int = 0
    audit_answered: int = 0
    decided: int = 0
    decided_at: str = ""
    decided_due: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``minutes``: how long it takes; ``legal_on``: the last day the law or a due date leaves."""

    kind: Kind
    minutes: int
    count: int = 0
    cents: int = 0
    legal_on: date | None = None
    facts: dict[str, object] = field(default_factory=dict)


def bank_minutes(pending: int, certain: int) -> int:
    """One minute for all that is certain, twenty seconds for each movement that asks for a look."""
    return 1 + -(-(pending - certain) // 3)


def budget_wanted(until: date | None, *, today: date) -> date | None:
    """The first day without a budget, once it is near enough to prepare the next one. ``until``: the last day covered.

    An assembly votes the budget of each year (CC 3.89 § 5, 16°); a year without one calls provisional twelfths.
    """
    if until is None or until < today:
        return today
    first = until + timedelta(days=1)
    return first if first <= today + AHEAD else None


def found(facts: Facts) -> list[Task]:
    """Every task that follows from the facts, in the order of the kinds."""
    tasks = []
    if facts.failed_jobs:
        tasks.append(Task(Kind.FAILED_WORK, 2, facts.failed_jobs))
    if facts.failed_mails:
        tasks.append(Task(Kind.FAILED_MAIL, 2, facts.failed_mails))
    tasks += _building(facts)
    tasks += _money(facts)
    tasks += _audit(facts)
    if facts.setup_rest:
        tasks.append(Task(Kind.SETUP_REST, 3 * facts.setup_rest, facts.setup_rest))
    return sorted(tasks, key=lambda task: ORDER[task.kind])


def _building(facts: Facts) -> list[Task]:
    # Until the first call has left, the set-up list says what is missing: one task, not five.
    if not facts.started and facts.setup_left:
        return [Task(Kind.SETUP, 2 * facts.setup_left, facts.setup_left)]
    tasks = []
    if facts.holes:
        tasks.append(Task(Kind.HOLES, 2, len(facts.holes), facts={"lots": facts.holes}))
    if facts.incomplete_keys:
        tasks.append(Task(Kind.KEY, 3, len(facts.incomplete_keys), facts={"keys": facts.incomplete_keys}))
    if not facts.has_enterprise_number:
        tasks.append(Task(Kind.ENTERPRISE_NUMBER, 1))
    if facts.mandate_soon or not facts.has_syndic:
        tasks.append(Task(Kind.MANDATE, 5, legal_on=facts.mandate_ends_on))
    if facts.decided:
        at: dict[str, object] = {"assembly": facts.decided_at}
        tasks.append(Task(Kind.DECISIONS, 2 * facts.decided, facts.decided, legal_on=facts.decided_due, facts=at))
    return tasks


def _money(facts: Facts) -> list[Task]:
    tasks = []
    if facts.off:
        tasks.append(Task(Kind.CHECKS, 5, facts.off))
    if facts.crossed_to:
        tasks.append(Task(Kind.REGIME, 2, facts.counted_lots, facts={"regime": facts.crossed_to}))
    if not facts.has_bank_account and facts.lots:
        tasks.append(Task(Kind.BANK_ACCOUNT, 1))
    if facts.bank_pending:
        minutes = bank_minutes(facts.bank_pending, facts.bank_certain)
        since: dict[str, object] = {"certain": facts.bank_certain, "since": facts.bank_since}
        tasks.append(Task(Kind.BANK, minutes, facts.bank_pending, facts=since))
    if facts.new_accounts:
        tasks.append(Task(Kind.NEW_ACCOUNT, 5, facts.new_accounts))
    for kind, pile, minutes in (
        (Kind.CHECK_INVOICES, facts.to_check, 2),
        (Kind.APPROVE_INVOICES, facts.to_approve, 1),
        (Kind.PAY_INVOICES, facts.to_pay, 1),
    ):
        if pile.count:
            tasks.append(Task(kind, minutes * pile.count, pile.count, pile.cents, facts={"due_on": pile.due_on}))
    for draft in facts.drafts:
        named: dict[str, object] = {"number": draft.number, "title": draft.title}
        tasks.append(Task(Kind.SEND_CALL, 2, legal_on=draft.due_on, facts=named))
    if facts.suspense_cents:
        tasks.append(Task(Kind.SUSPENSE, 5, cents=facts.suspense_cents))
    if facts.budget_from is not None:
        start: dict[str, object] = {"from": facts.budget_from, "missing": facts.budget_missing}
        tasks.append(Task(Kind.BUDGET, 20, facts=start))
    if facts.unsettled_year:
        unsettled: dict[str, object] = {"year": facts.unsettled_year, "on": facts.unsettled_on}
        tasks.append(Task(Kind.SETTLE, 20, facts=unsettled))
    # Its settlement is a step of the closing, and comes before it: one task at a time for one year.
    if facts.ended_year and facts.ended_year != facts.unsettled_year:
        ended: dict[str, object] = {
            "year": facts.ended_year,
            "on": facts.ended_on,
            "preclosed": facts.ended_preclosed,
        }
        tasks.append(Task(Kind.CLOSE_YEAR, 15, facts=ended))
    if facts.takeover_unsigned:
        tasks.append(Task(Kind.SIGN_TAKEOVER, 5))
    if facts.arrivals:
        tasks.append(Task(Kind.ARRIVALS, 1 + facts.arrivals, facts.arrivals))
    if facts.late_cents:
        late: dict[str, object] = {"since": facts.late_since}
        tasks.append(Task(Kind.LATE, 5, facts.late_owners, facts.late_cents, facts=late))
    return tasks


def _audit(facts: Facts) -> list[Task]:
    year: dict[str, object] = {"year": facts.audit_year, "answered": facts.audit_answered}
    tasks = []
    if facts.audit_asked:
        tasks.append(Task(Kind.AUDIT_QUESTIONS, 3 * facts.audit_asked, facts.audit_asked, facts=year))
    if facts.audit_left or facts.audit_answered:
        # Forty seconds for an entry with its voucher (ux.md, the auditor's evening).
        count = facts.audit_left + facts.audit_answered
        tasks.append(Task(Kind.AUDIT_WORK, -(-2 * count // 3), count, facts=year))
    return tasks


def can_wait(task: Task, *, today: date) -> bool:
    """Whether a task is for another day: patient by nature, or a legal date that is still far away."""
    if task.kind in PATIENT:
        return True
    return task.kind is Kind.MANDATE and task.legal_on is not None and task.legal_on > today + NEAR


def ranked(tasks: Sequence[Task], *, today: date) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """The tasks of today, at most three, and those that can wait, each in their order.

    What blocks goes first, then what has a date (the nearest first), then the rest in the order of the kinds.
    """
    now = sorted((task for task in tasks if not can_wait(task, today=today)), key=_urgency)
    later = [task for task in tasks if can_wait(task, today=today)]
    return tuple(now[:SHOWN]), (*now[SHOWN:], *later)


def _urgency(task: Task) -> tuple[bool, date, int]:
    # A draft's due date is a promise not made yet: it ranks by its kind, not before the bank.
    dated = task.legal_on if task.legal_on and task.kind is Kind.MANDATE else date.max
    return task.kind not in BLOCKING, dated, ORDER[task.kind]
