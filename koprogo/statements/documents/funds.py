"""What happened to the funds of the owners over a period, and to each key's part of them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from koprogo.ledger.rules.roles import AccountRole
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.funds import Movement, total
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period

#: One kind of fund: its role, its accounts (code, name, movement), its keys (code, label, movement), and what no key is
#: known of.
Fund = tuple[AccountRole, list[tuple[str, str, Movement]], list[tuple[str, str, Movement]], Movement]


def sheet(period: Period, found: Sequence[Fund], *, banner: str) -> Sheet:
    """One table of all funds, then one for each kind of fund that is called by key."""
    tables = [_funds(period, found)]
    tables += [_keys(role, keyed, rest) for role, _accounts, keyed, rest in found if keyed]
    return Sheet(
        kind=Statement.FUNDS,
        title=str(words.TITLES[Statement.FUNDS]),
        dated=words.over(period.from_on, period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=tuple(tables),
        notes=(
            _(
                "Solde = ouverture + appelé + autres apports − utilisé. Appelé : demandé aux copropriétaires, "
                "payé ou non."
            ),
            _("Un fonds appelé par une clé se dépense par la même clé."),
        ),
    )


def _columns(*first: Column) -> tuple[Column, ...]:
    return (
        *first,
        Column(_("Ouverture")),
        Column(_("Appelé")),
        Column(_("Autres apports")),
        Column(_("Utilisé")),
        Column(_("Solde")),
    )


def _cells(one: Movement) -> tuple[int, ...]:
    return (one.opening_cents, one.called_cents, one.other_cents, one.used_cents, one.closing_cents)


def _formula(one: Movement) -> str:
    return _("%(opening)s + %(called)s + %(other)s − %(used)s = %(closing)s") % {
        "opening": amount(one.opening_cents),
        "called": amount(one.called_cents),
        "other": amount(one.other_cents),
        "used": amount(one.used_cents),
        "closing": amount(one.closing_cents),
    }


def _funds(period: Period, found: Sequence[Fund]) -> Table:
    accounts = [account for _role, own, _keyed, _rest in found for account in own]
    rows = [
        Row(
            code,
            (code, name, *_cells(moved)),
            formula=_formula(moved),
            behind=Selection((code,), from_on=period.from_on, to_on=period.to_on),
        )
        for code, name, moved in accounts
    ]
    if rows:
        rows.append(_total("total", [moved for _code, _name, moved in accounts], ""))
    return Table(
        "funds",
        _("Par fonds"),
        _columns(Column(_("Compte"), Form.CODE), Column(_("Fonds"), Form.WORDS)),
        tuple(rows),
        _("Aucun fonds n’est encore constitué."),
    )


def _keys(role: AccountRole, keyed: Sequence[tuple[str, str, Movement]], rest: Movement) -> Table:
    parts = [*keyed, ("0", _("Sans clé connue (reprise, transfert)"), rest)] if rest else list(keyed)
    rows = [Row(f"{role}-{key}", (label, *_cells(moved)), formula=_formula(moved)) for key, label, moved in parts]
    last = _total(f"{role}-total", [moved for _key, _label, moved in parts])
    title = _("%(fund)s, par clé") % {"fund": str(words.FUNDS[role])}
    return Table(role, title, _columns(Column(_("Clé"), Form.WORDS)), (*rows, last))


def _total(key: str, parts: Sequence[Movement], *before: str) -> Row:
    whole = total(parts)
    return Row(key, (*before, _("Total"), *_cells(whole)), Kind.TOTAL, formula=_formula(whole))
