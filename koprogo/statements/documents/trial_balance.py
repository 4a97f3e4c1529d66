"""The trial balance: every account with what it held, received, gave and holds; the totals prove the books."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from koprogo.ledger.labels import class_name
from koprogo.ledger.queries.sums import AccountSums
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period


def sheet(period: Period, sums: Sequence[AccountSums], *, banner: str) -> Sheet:
    """The statement of a period. Accounts at zero that did not move are left out."""
    shown = [one for one in sums if one.opening_cents or one.debit_cents or one.credit_cents]
    columns = (
        Column(_("Compte"), Form.CODE),
        Column(_("Nom"), Form.WORDS),
        Column(_("Ouverture")),
        Column(_("Débit")),
        Column(_("Crédit")),
        Column(_("Solde débiteur")),
        Column(_("Solde créditeur")),
    )
    table = Table("accounts", "", columns, tuple(_rows(period, shown)), _("Aucun compte n’a bougé à ces dates."))
    return Sheet(
        kind=Statement.TRIAL_BALANCE,
        title=str(words.TITLES[Statement.TRIAL_BALANCE]),
        dated=words.over(period.from_on, period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=(table,),
        notes=(
            _("Ouverture : débit moins crédit avant la période, écritures de reprise comprises."),
            _("Solde = ouverture + débit − crédit, au débit s’il est positif, au crédit s’il est négatif."),
        ),
        wide=True,
    )


def _rows(period: Period, shown: Sequence[AccountSums]) -> list[Row]:
    rows: list[Row] = []
    seen = ""
    for one in shown:
        if one.code[0] != seen:
            seen = one.code[0]
            rows.append(Row(f"classe-{seen}", (seen, class_name(seen), *[None] * 5), Kind.GROUP))
        rows.append(_row(period, one))
    if rows:
        rows.append(_total(shown))
    return rows


def _row(period: Period, one: AccountSums) -> Row:
    closing = one.closing_cents
    formula = _("%(opening)s + %(debit)s − %(credit)s = %(closing)s") % {
        "opening": amount(one.opening_cents),
        "debit": amount(one.debit_cents),
        "credit": amount(one.credit_cents),
        "closing": amount(closing),
    }
    cells = (
        one.code,
        one.name,
        one.opening_cents,
        one.debit_cents,
        one.credit_cents,
        max(closing, 0),
        max(-closing, 0),
    )
    chosen = Selection(codes=(one.code,), from_on=period.from_on, to_on=period.to_on)
    return Row(one.code, cells, formula=formula, behind=chosen)


def _total(shown: Sequence[AccountSums]) -> Row:
    debit, credit = sum(one.debit_cents for one in shown), sum(one.credit_cents for one in shown)
    debtors = sum(max(one.closing_cents, 0) for one in shown)
    creditors = sum(max(-one.closing_cents, 0) for one in shown)
    formula = _(
        "Débits %(debit)s = crédits %(credit)s ; soldes débiteurs %(debtors)s = soldes créditeurs %(creditors)s"
    )
    facts = {
        "debit": amount(debit),
        "credit": amount(credit),
        "debtors": amount(debtors),
        "creditors": amount(creditors),
    }
    cells = ("", _("Total"), sum(one.opening_cents for one in shown), debit, credit, debtors, creditors)
    return Row("total", cells, Kind.TOTAL, formula=formula % facts)
