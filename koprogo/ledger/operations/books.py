"""Opening the books, and shaping them: years, bank accounts, codes and sub-accounts of the building's own."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.models import Account, FiscalYear, Journal
from koprogo.ledger.operations.numbers import hold, next_number
from koprogo.ledger.queries import days
from koprogo.ledger.rules import chart, journals, years
from koprogo.ledger.rules.chain import SERIES
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import BANK_ROLES, AccountRole
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class CodeTaken(Refused):
    """Another account of the building has this code."""

    code = "ledger.code_taken"


class UnusableCode(Refused):
    """A code is one to twelve digits."""

    code = "ledger.unusable_code"


class UnusableBankRole(Refused):
    """A bank account stands under 550, 551 or 552, nowhere else."""

    code = "ledger.unusable_bank_role"


def _open_chart(access: Access) -> None:
    """The chart and the standing journals, where they are missing (at most two statements)."""
    book = chart.of(access.org_kind)
    Account.objects.bulk_create(
        [
            Account(
                org_id=access.org_id,
                code=account.code,
                chart_code=book.mark + account.code,
                nature=account.nature.value,
                role=account.role.value if account.role else None,
                family=book.family(account.code) or "",
                parent_code=book.parent(account.code),
            )
            for account in book.accounts
        ],
        ignore_conflicts=True,
    )
    Journal.objects.bulk_create(
        [Journal(org_id=access.org_id, kind=kind.value, code=kind.value) for kind in journals.STANDING],
        ignore_conflicts=True,
    )


@act("ledger.books_opened", needs=Right.KEEP_BOOKS)
def ensure_books(access: Access, *, on: date) -> FiscalYear:
    """Open the books if they are not: chart, standing journals, and the fiscal year holding ``on``.

    Safe to call again: whatever stands is left as it is. Raises PeriodClosed when ``on`` lies before a closed
    year.
    """
    year = year_of(access, on=on)
    if year is not None:
        return year
    if not Journal.objects.filter(org_id=access.org_id, kind=JournalKind.OPENING).exists():
        _open_chart(access)
    # The counter's row is the lock: two first entries of a year may come at the same moment. It is the chain's, which
    # every posting takes first: two transactions that post and open a year never wait for each other.
    hold(access, key=SERIES)
    standing = list(FiscalYear.objects.filter(org_id=access.org_id).order_by("starts_on"))
    year = next((row for row in standing if row.starts_on <= on <= row.ends_on), None)
    if year is not None:
        return year
    opening = days.opened_on(access)
    if opening is not None and on < opening:
        raise years.BeforeOpening(field="on", on=on, opening_on=opening)
    spans = [years.Span(row.starts_on, row.ends_on, row.state == FiscalYear.State.CLOSED) for row in standing]
    span = years.year_around(on, starts_month=building.year_starts_month(access), taken=spans)
    year = FiscalYear.objects.create(
        org_id=access.org_id,
        code=years.code_for(span, taken=[row.code for row in standing]),
        starts_on=span.starts_on,
        ends_on=span.ends_on,
    )
    audit.record(access, "ledger.books_opened", year.id, code=year.code, starts_on=span.starts_on, ends_on=span.ends_on)
    return year


def ensure_years(access: Access, *, days: Collection[date]) -> dict[date, FiscalYear]:
    """The fiscal year of each day: one statement for all that are open, and what ``ensure_books`` takes for each new
    one. Raises PeriodClosed when a day lies before a closed year."""
    standing: list[FiscalYear] = []
    if days:
        held = FiscalYear.objects.filter(org_id=access.org_id, starts_on__lte=max(days), ends_on__gte=min(days))
        standing += held
    found: dict[date, FiscalYear] = {}
    for on in sorted(days):
        year = next((row for row in standing if row.starts_on <= on <= row.ends_on), None)
        if year is None:
            year = ensure_books(access, on=on)
            standing.append(year)
        found[on] = year
    return found


def year_of(access: Access, *, on: date) -> FiscalYear | None:
    """The fiscal year holding a day, if it was opened."""
    return FiscalYear.objects.filter(org_id=access.org_id, starts_on__lte=on, ends_on__gte=on).first()


@act("ledger.bank_opened", needs=Right.KEEP_BOOKS)
def bank_journal(access: Access, *, iban: str, role: AccountRole, label: str) -> tuple[Account, Journal]:
    """The sub-account and the FIN journal of one IBAN (compact form), made once and found again afterwards.

    ``role`` is the account it stands under: BANK_CURRENT (551), BANK_RESERVE (550: each fund has its own bank
    account, CC 3.86 § 3) or BANK_OTHER (552). Raises UnusableBankRole.
    """
    if role not in BANK_ROLES:
        raise UnusableBankRole(role=role.value)
    ensure_chart(access)
    standing = _bank_rows(access, iban=iban)
    if standing is not None:
        return standing
    hold(access, key=SERIES)  # before the other counter, as every posting does
    number = next_number(access, key="bank")
    standing = _bank_rows(access, iban=iban)  # again: another transaction may have held the counter until now
    if standing is not None:
        return standing
    above = Account.objects.get(org_id=access.org_id, role=role.value)
    taken = set(
        Account.objects.filter(org_id=access.org_id, code__startswith=above.code).values_list("code", flat=True)
    )
    account = Account.objects.create(
        org_id=access.org_id,
        code=next(code for code in (f"{above.code}{index:02d}" for index in range(1, 1000)) if code not in taken),
        label=label,
        nature=above.nature,
        family=role.value,
        parent_code=above.code,
        iban=iban,
    )
    journal = Journal.objects.create(
        org_id=access.org_id, kind=JournalKind.BANK.value, code=f"FIN{number}", label=label, iban=iban
    )
    audit.record(access, "ledger.bank_opened", journal.id, iban=iban, account=account.code, journal=journal.code)
    return account, journal


def ensure_chart(access: Access) -> None:
    if not Journal.objects.filter(org_id=access.org_id, kind=JournalKind.OPENING).exists():
        _open_chart(access)


def _bank_rows(access: Access, *, iban: str) -> tuple[Account, Journal] | None:
    account = Account.objects.filter(org_id=access.org_id, iban=iban).first()
    journal = Journal.objects.filter(org_id=access.org_id, iban=iban).first()
    return (account, journal) if account and journal else None


@act("ledger.code_changed", needs=Right.KEEP_BOOKS)
def set_code(access: Access, *, account_id: UUID, code: str, label: str | None = None) -> Account:
    """Give an account another code, and another name if one is given (empty = the chart's own name again).

    What was posted to it stays on it. Raises UnusableCode, CodeTaken, NotFound.
    """
    account = Account.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=account_id).first()
    if account is None:
        raise NotFound(what="account")
    _check_code(access, code=code, but=account_id)
    before = account.code
    account.code = code
    if label is not None and (label or account.chart_code):
        account.label = label
    account.save(update_fields=["code", "label"])
    if code != before:
        Account.objects.filter(org_id=access.org_id, parent_code=before).update(parent_code=code)
    audit.record(access, "ledger.code_changed", account.id, before=before, after=code, label=account.label)
    return account


@act("ledger.account_added", needs=Right.KEEP_BOOKS)
def add_account(access: Access, *, parent_id: UUID, code: str, label: str) -> Account:
    """Add a sub-account: it has the nature of the account above it, and belongs to the same family of roles.

    Sub-accounts are free as long as the books stay clear (AR 12/7/2012). Raises UnusableCode, CodeTaken,
    NotFound.
    """
    above = Account.objects.filter(org_id=access.org_id, id=parent_id).first()
    if above is None:
        raise NotFound(what="account")
    _check_code(access, code=code)
    account = Account.objects.create(
        org_id=access.org_id,
        code=code,
        label=label,
        nature=above.nature,
        family=above.family,
        parent_code=above.code,
    )
    audit.record(access, "ledger.account_added", account.id, code=code, label=label, above=above.code)
    return account


@act("ledger.account_added", needs=Right.KEEP_BOOKS)
def open_offered(access: Access, *, codes: Collection[str]) -> list[Account]:
    """Open accounts that the chart offers; those that stand already are left as they are (four statements at most).

    Raises NotFound for a code that is not offered.
    """
    ensure_chart(access)
    usual = {account.code: account for account in chart.of(access.org_kind).offered}
    wanted = {code: usual.get(code) for code in sorted(set(codes))}
    held = Account.objects.filter(org_id=access.org_id, code__in=list(wanted)).values_list("code", flat=True)
    standing = set(held)
    rows = []
    for code, account in wanted.items():
        if account is None:
            raise NotFound(what="account")
        if code not in standing:
            rows.append(
                Account(
                    org_id=access.org_id,
                    code=code,
                    chart_code=code,
                    nature=account.nature.value,
                    family=chart.family(code) or "",
                    parent_code=chart.parent(code),
                )
            )
    Account.objects.bulk_create(rows)
    audit.record_many(access, "ledger.account_added", [(row.id, {"code": row.code}) for row in rows])
    return rows


def _check_code(access: Access, *, code: str, but: UUID | None = None) -> None:
    if not (code.isascii() and code.isdigit() and len(code) <= 12):
        raise UnusableCode(field="code", account_code=code)
    same = Account.objects.filter(org_id=access.org_id, code=code).values_list("id", flat=True).first()
    if same is not None and same != but:
        raise CodeTaken(field="code", account_code=code)
