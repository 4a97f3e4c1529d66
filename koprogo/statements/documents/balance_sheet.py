"""The balance sheet on a day: two tables with one total."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.ledger.rules.roles import AccountRole
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.balance_sheet import BalanceSheet, Group, Heading, Item, Side
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period


def sheet(period: Period, found: BalanceSheet, *, banner: str) -> Sheet:
    """Assets, then liabilities; the result that no settlement has carried over stands apart."""
    return Sheet(
        kind=Statement.BALANCE_SHEET,
        title=str(words.TITLES[Statement.BALANCE_SHEET]),
        dated=words.at(period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=(
            _table(period, found, Side.ASSETS, _("Actif"), _("Total de l’actif")),
            _table(period, found, Side.LIABILITIES, _("Passif"), _("Total du passif")),
        ),
        notes=(
            _("Créances et dettes ne se compensent pas : qui a payé d’avance se trouve au passif."),
            _(
                "Le résultat de l’exercice reste à part tant que le décompte ne l’a pas réparti entre les "
                "copropriétaires."
            ),
        ),
    )


def _table(period: Period, found: BalanceSheet, side: Side, title: str, total: str) -> Table:
    columns = (Column(_("Compte"), Form.CODE), Column(_("Rubrique"), Form.WORDS), Column(_("Montant")))
    rows: list[Row] = []
    for group in found.assets if side is Side.ASSETS else found.liabilities:
        rows += _group(period.to_on, group, side)
    rows += _result(period, found, side)
    sums = [row for row in rows if row.kind in (Kind.SUM, Kind.LINE)]
    groups = [cents for row in sums if row.kind is Kind.SUM and isinstance(cents := row.cells[2], int)]
    formula = " + ".join(amount(cents) for cents in groups) + " = " + amount(found.total(side)) if groups else ""
    if rows:
        rows.append(Row(f"{side}-total", ("", total, found.total(side)), Kind.TOTAL, formula=formula))
    return Table(side, title, columns, tuple(rows), _("Rien à cette date."))


def _group(on: date, group: Group, side: Side) -> list[Row]:
    name = str(words.HEADINGS[group.heading])
    lines = [_line(on, item, side) for item in group.items]
    formula = " + ".join(amount(item.cents) for item in group.items) + " = " + amount(group.cents)
    return [
        Row(f"{side}-{group.heading}-0", ("", name, None), Kind.GROUP),
        *lines,
        Row(
            f"{side}-{group.heading}",
            ("", _("Total : %(heading)s") % {"heading": name}, group.cents),
            Kind.SUM,
            formula=formula,
        ),
    ]


def _line(on: date, item: Item, side: Side) -> Row:
    name = item.name
    formula = _("Débit moins crédit du compte %(code)s jusqu’à ce jour.") % {"code": item.code}
    if side is Side.LIABILITIES:
        formula = _("Crédit moins débit du compte %(code)s jusqu’à ce jour.") % {"code": item.code}
    if item.persons:
        persons = ngettext("%(count)s compte individuel", "%(count)s comptes individuels", item.persons)
        name = f"{name} ({persons % {'count': item.persons}})"
        formula = _("Somme des comptes individuels du %(code)s qui sont de ce côté.") % {"code": item.code}
    return Row(
        f"{side}-{item.code}",
        (item.code, name, item.cents),
        formula=formula,
        behind=Selection(codes=(item.code,), to_on=on),
        see=_see(item),
    )


def _see(item: Item) -> str:
    if not item.persons:
        return ""
    return Statement.CREDITORS if item.family == AccountRole.SUPPLIERS else Statement.OWNERS


def _result(period: Period, found: BalanceSheet, side: Side) -> list[Row]:
    current, earlier = found.result_on(side)
    if not current and not earlier:
        return []
    rows = [Row(f"{side}-result-0", ("", str(words.HEADINGS[Heading.RESULT]), None), Kind.GROUP)]
    over = side is Side.LIABILITIES
    formula = _("Produits moins charges") if over else _("Charges moins produits")
    if current:
        name = (
            _("Produits au-delà des charges de l’exercice") if over else _("Charges au-delà des produits de l’exercice")
        )
        rows.append(Row(f"{side}-result-current", ("", name, current), formula=formula))
    if earlier:
        name = _("Résultat d’exercices précédents, pas encore réparti")
        rows.append(Row(f"{side}-result-earlier", ("", name, earlier), formula=formula))
    total = _("Total : %(heading)s") % {"heading": str(words.HEADINGS[Heading.RESULT])}
    rows.append(Row(f"{side}-result", ("", total, current + earlier), Kind.SUM, formula=formula))
    return rows
