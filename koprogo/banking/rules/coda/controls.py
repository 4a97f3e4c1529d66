"""The checks a whole statement must pass: balances, account, totals. Details are never in the sums."""

from koprogo.banking.rules.coda.draft import StatementDraft


def control(draft: StatementDraft) -> None:
    """Note on the draft every control that fails. What was already unreadable is not reported twice."""
    amounts = [movement.amount_mils or 0 for movement in draft.movements]
    _balances(draft, sum(amounts))
    _account(draft)
    _trailer(
        draft,
        debit_mils=-sum(amount for amount in amounts if amount < 0),
        credit_mils=sum(amount for amount in amounts if amount > 0),
    )


def _balances(draft: StatementDraft, moved_mils: int) -> None:
    if draft.opening_mils is None or draft.closing_mils is None:
        for which, mils in (("opening", draft.opening_mils), ("closing", draft.closing_mils)):
            if mils is None:
                draft.problem("missing_balance", draft.line, which=which)
        return
    expected = draft.opening_mils + moved_mils
    if expected != draft.closing_mils:
        draft.problem(
            "balance",
            draft.line,
            opening_mils=draft.opening_mils,
            moved_mils=moved_mils,
            expected_mils=expected,
            closing_mils=draft.closing_mils,
        )


def _account(draft: StatementDraft) -> None:
    """Record 8 names the account again: it must be the one of record 1, in the same currency."""
    if draft.closing_account is None:
        return
    currencies = {draft.currency, draft.closing_currency} - {None}
    if draft.closing_account != draft.account or len(currencies) > 1:
        draft.problem(
            "account",
            draft.line,
            opening=f"{draft.account or '?'} {draft.currency or ''}".strip(),
            closing=f"{draft.closing_account} {draft.closing_currency or ''}".strip(),
        )


def _trailer(draft: StatementDraft, *, debit_mils: int, credit_mils: int) -> None:
    trailer = draft.trailer
    if trailer is None:
        draft.problem("trailer", draft.line)
        return
    if (trailer.debit_mils, trailer.credit_mils) != (debit_mils, credit_mils):
        draft.problem(
            "totals",
            trailer.line,
            debit_mils=debit_mils,
            credit_mils=credit_mils,
            announced_debit_mils="?" if trailer.debit_mils is None else trailer.debit_mils,
            announced_credit_mils="?" if trailer.credit_mils is None else trailer.credit_mils,
        )
    if trailer.records != draft.records:
        announced = "?" if trailer.records is None else trailer.records
        draft.problem("record_count", trailer.line, records=draft.records, announced=announced)
