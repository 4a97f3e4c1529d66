"""Closing a year: proved, pre-closed with the rest of its result carried, approved by the assembly, closed for ever."""

from datetime import date

from koprogo.charges.queries import soundness as calls
from koprogo.closing.models import ClosedBalance, YearClosing
from koprogo.closing.queries import soundness
from koprogo.closing.queries import year as queries
from koprogo.closing.queries.year import DOSSIER, Year
from koprogo.closing.rules import closing as rules
from koprogo.closing.rules.closing import Check, Item, Left, ResultRule
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations import years as ledger
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.operations.years import WrongState
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.ledger.rules.years import CLOSING_VOUCHER
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job

#: What is proved before a year is closed: the chain and every entry, the calls, and the years closed before.
PROVED = (*self_check.PROOFS.values(), *calls.PROOFS.values(), *soundness.PROOFS.values())
#: « Valeurs à reporter »: what is carried as a value passes through it (AR/KB 12/7/2012).
CARRIED_COST = "693"


@act("closing.year_proved", needs=Right.CLOSE_YEAR)
def prove(access: Access, *, year: str) -> YearClosing:
    """Prove the books anew, and look at what takes longer to find: what the page then shows. Raises NotFound."""
    found, row = _held(access, year)
    _look(access, found, row)
    audit.record(access, "closing.year_proved", row.id, code=year, faults=row.faults)
    return row


def _held(access: Access, code: str) -> tuple[Year, YearClosing]:
    """A year with its closing, both held until the end of the act, and read once they are. Raises NotFound."""
    year_id = queries.plain(access, code=code).id
    ledger.locked(access, year_id=year_id)
    made, _new = YearClosing.objects.get_or_create(org_id=access.org_id, fiscal_year_id=year_id)
    row = YearClosing.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=made.id)
    return queries.year(access, code=code), row


def _look(access: Access, year: Year, row: YearClosing) -> list[Item]:
    """Everything the checklist asks, found now and kept with the row."""
    held = queries.books(access, on=year.ends_on)
    looked = queries.look(access, year=year)
    faults = [finding for prove in PROVED for finding in prove(access)]
    row.proved_at, row.faults, row.seen = access.now, len(faults), looked.kept()
    row.save(update_fields=["proved_at", "faults", "seen"])
    now = Year(year.id, year.code, year.starts_on, year.ends_on, year.state, row, year.earlier_open)
    return rules.checklist(queries.facts(access, year=now, held=held, looked=looked))


@act("closing.year_preclosed", needs=Right.CLOSE_YEAR)
def pre_close(access: Access, *, year: str, rule: ResultRule, label: str) -> YearClosing:
    """Pre-close an open year: every check again, what the settlement left carried by the rule, its paper asked for.

    Nothing else is written in it from now on; it can be opened again. Raises YearNotReady, WrongState, NotFound.
    """
    found, row = _held(access, year)
    if found.state != "open":
        raise WrongState(state=found.state, year=found.code)
    _refuse(_look(access, found, row))
    ledger.hold(access, year_id=found.id)
    left = queries.books(access, on=found.ends_on).left
    row.result_cents, row.result_rule, row.preclosed_at = -sum(one.cents for one in left), rule, access.now
    row.carry_entry = None
    if left:
        row.carry_entry = entries.post(
            access,
            journal=JournalKind.SETTLEMENTS,
            on=found.ends_on,
            label=label,
            lines=_carried(access, found, left, rule),
            voucher=Voucher(CLOSING_VOUCHER, row.id, found.code),
        )
    row.save(update_fields=["result_cents", "result_rule", "preclosed_at", "carry_entry"])
    jobs.enqueue(access, DOSSIER, subject_id=row.id, total=1)
    audit.record(access, "closing.year_preclosed", row.id, code=year, result=row.result_cents, rule=rule.value)
    return row


def _carried(access: Access, year: Year, left: list[Left], rule: ResultRule) -> list[Line]:
    """Empty classes 6 and 7: on 14, or on 489 through 693, which the decree has for values to carry over."""
    total = sum(one.cents for one in left)
    lines = [Line(-one.cents, account_id=one.account_id) for one in left]
    if rule is ResultRule.RESULT:
        return [*lines, Line(total, role=AccountRole.RESULT)]
    through = next((row for row in queries.books(access, on=year.ends_on).rows if row.code == CARRIED_COST), None)
    if through is not None:
        lines += [Line(-total, account_id=through.id), Line(total, account_id=through.id)]
    return [*lines, Line(total, role=AccountRole.CARRIED_VALUES)]


def _refuse(items: list[Item]) -> None:
    blocking = [item.check for item in items if item.blocks]
    if blocking:
        raise rules.YearNotReady(codes=tuple(str(check) for check in blocking))


@act("closing.year_reopened", needs=Right.CLOSE_YEAR)
def reopen(access: Access, *, year: str, label: str) -> YearClosing:
    """Open a pre-closed year again: its result is taken back, and an approval falls. Raises WrongState, NotFound."""
    found, row = _held(access, year)
    ledger.reopen(access, year_id=found.id)
    if row.carry_entry_id is not None:
        entries.reverse(access, entry_id=row.carry_entry_id, on=found.ends_on, label=label)
    row.preclosed_at, row.carry_entry, row.approved_on, row.decision = None, None, None, ""
    row.result_cents, row.result_rule, row.proved_at = 0, "", None
    row.save()
    audit.record(access, "closing.year_reopened", row.id, code=year)
    return row


@act("closing.year_approved", needs=Right.CLOSE_YEAR)
def approve(access: Access, *, year: str, on: date, decision: str) -> YearClosing:
    """Note that the assembly approved the accounts: its day, the item. The settlement of each owner stays contestable
    on errors. Raises ApprovedTooEarly, WrongState, NotFound."""
    found, row = _held(access, year)
    if found.state != "preclosed":
        raise WrongState(state=found.state, year=found.code)
    if not found.ends_on < on <= access.today:
        raise rules.ApprovedTooEarly(field="on", ends_on=found.ends_on)
    row.approved_on, row.decision = on, decision.strip()[:200]
    row.save(update_fields=["approved_on", "decision"])
    audit.record(access, "closing.year_approved", row.id, code=year, on=on, decision=row.decision)
    return row


@act("closing.year_closed", needs=Right.CLOSE_YEAR)
def close(access: Access, *, year: str) -> YearClosing:
    """Close an approved year for ever: every check once more, its balances frozen under their hash, its paper written.

    Raises NotApproved, YearNotReady, WrongState, NotFound.
    """
    found, row = _held(access, year)
    if found.state != "preclosed":
        raise WrongState(state=found.state, year=found.code)
    if row.approved_on is None or not row.decision:
        raise rules.NotApproved()
    # The banks, invoices and proposals are of the year that was pre-closed: it has taken nothing since.
    _refuse([item for item in _look(access, found, row) if item.check in (Check.EARLIER_YEAR, Check.BOOKS)])
    balances = queries.frozen(access, year=found)
    ClosedBalance.objects.bulk_create(
        ClosedBalance(
            org_id=access.org_id,
            closing=row,
            account_id=account,
            code=one.code,
            opening_cents=one.opening_cents,
            debit_cents=one.debit_cents,
            credit_cents=one.credit_cents,
            closing_cents=one.closing_cents,
        )
        for account, one in balances
    )
    row.closed_at, row.closed_by_id = access.now, access.person_id
    row.fingerprint = rules.fingerprint([one for _account, one in balances])
    row.save(update_fields=["closed_at", "closed_by_id", "fingerprint"])
    ledger.close(access, year_id=found.id)
    jobs.enqueue(access, DOSSIER, subject_id=row.id, total=1)
    audit.record(access, "closing.year_closed", row.id, code=year, fingerprint=row.fingerprint, accounts=len(balances))
    return row


@act("closing.dossier_asked", needs=Right.CLOSE_YEAR)
def ask_dossier(access: Access, *, year: str) -> Job:
    """Write the papers of a pre-closed or closed year anew. Raises NotFound."""
    found = queries.year(access, code=year)
    if found.row is None or found.row.preclosed_at is None:
        raise NotFound(what="year_closing")
    job = jobs.enqueue(access, DOSSIER, subject_id=found.row.id, total=1)
    audit.record(access, "closing.dossier_asked", found.row.id, code=year)
    return job
