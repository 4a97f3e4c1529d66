"""Costs and incomes of a period by account, beside the budget and the period before (law 4.8)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from koprogo.ledger.queries.sums import ResultSums
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount, day
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table, Value
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period


def sheet(
    period: Period, sums: Sequence[ResultSums], *, banner: str, budget: Mapping[str, tuple[str, int]] | None = None
) -> Sheet:
    """``budget``: account code -> its name and what was planned for the financial year, in cents; None without one."""
    found = {one.code: one for one in sums}
    planned = budget or {}
    for code, (name, _cents) in planned.items():
        found.setdefault(code, ResultSums(code, name, _nature(code), 0, 0))
    rows = [found[code] for code in sorted(found)]
    columns = (
        Column(_("Compte"), Form.CODE),
        Column(_("Nom"), Form.WORDS),
        Column(_("Période")),
        *((Column(_("Budget")), Column(_("Écart"))) if budget is not None else ()),
        Column(_("Un an avant")),
    )
    note = _("Un an avant : du %(first)s au %(last)s.") % {
        "first": day(period.before_from),
        "last": day(period.before_to),
    }
    costs = [one for one in rows if one.nature == Nature.COST]
    incomes = [one for one in rows if one.nature == Nature.INCOME]
    made = _Maker(period, planned if budget is not None else None)
    tables = [
        Table("costs", _("Charges"), columns, tuple(made.rows(costs, 1, "costs", _("Total des charges")))),
        Table("incomes", _("Produits"), columns, tuple(made.rows(incomes, -1, "incomes", _("Total des produits")))),
    ]
    if rows:
        tables.append(Table("result", _("Résultat"), columns, (made.result(costs, incomes),)))
    return Sheet(
        kind=Statement.RESULTS,
        title=str(words.TITLES[Statement.RESULTS]),
        dated=words.over(period.from_on, period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=tuple(table for table in tables if table.rows) or (_nothing(columns),),
        notes=(
            note,
            _("Sans les écritures du décompte, qui reportent les charges sur les copropriétaires."),
            *((_("Budget : celui de l’exercice entier. Écart = budget − période."),) if budget is not None else ()),
        ),
    )


def _nothing(columns: tuple[Column, ...]) -> Table:
    return Table("costs", _("Charges"), columns, (), _("Aucune charge ni produit à ces dates."))


def _nature(code: str) -> str:
    return Nature.INCOME.value if code.startswith("7") else Nature.COST.value


class _Maker:
    """The rows of both halves, with the same columns."""

    def __init__(self, period: Period, planned: Mapping[str, tuple[str, int]] | None) -> None:
        self.period = period
        self.planned = planned

    def _plan(self, cents: int, of: int) -> tuple[Value, ...]:
        return () if self.planned is None else (of, of - cents)

    def _of(self, code: str) -> int:
        return (self.planned or {}).get(code, ("", 0))[1]

    def rows(self, accounts: Sequence[ResultSums], sign: int, key: str, total: str) -> list[Row]:
        """One row for each account, then their sum. ``sign``: on which side the amounts read as positive."""
        if not accounts:
            return []
        made = []
        for one in accounts:
            cents = sign * one.cents
            cells = (one.code, one.name, cents, *self._plan(cents, self._of(one.code)), sign * one.before_cents)
            formula = _("Débit moins crédit du compte %(code)s sur la période.") % {"code": one.code}
            if sign < 0:
                formula = _("Crédit moins débit du compte %(code)s sur la période.") % {"code": one.code}
            made.append(Row(one.code, cells, formula=formula, behind=self._behind(one.code)))
        now, before = sign * sum(one.cents for one in accounts), sign * sum(one.before_cents for one in accounts)
        plan = self._plan(now, sum(self._of(one.code) for one in accounts))
        formula = _("Somme des %(count)s comptes ci-dessus.") % {"count": len(accounts)}
        made.append(Row(f"{key}-total", ("", total, now, *plan, before), Kind.TOTAL, formula=formula))
        return made

    def _behind(self, code: str) -> Selection:
        without = (JournalKind.SETTLEMENTS,)
        return Selection((code,), from_on=self.period.from_on, to_on=self.period.to_on, without=without)

    def result(self, costs: Sequence[ResultSums], incomes: Sequence[ResultSums]) -> Row:
        """Incomes minus costs."""
        now = -sum(one.cents for one in [*costs, *incomes])
        before = -sum(one.before_cents for one in [*costs, *incomes])
        planned = sum(self._of(one.code) for one in incomes) - sum(self._of(one.code) for one in costs)
        plan: tuple[Value, ...] = () if self.planned is None else (planned, None)
        formula = _("%(incomes)s − %(costs)s = %(result)s") % {
            "incomes": amount(-sum(one.cents for one in incomes)),
            "costs": amount(sum(one.cents for one in costs)),
            "result": amount(now),
        }
        return Row("result", ("", _("Produits moins charges"), now, *plan, before), Kind.TOTAL, formula=formula)
