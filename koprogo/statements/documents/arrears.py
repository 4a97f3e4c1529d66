"""Who is late with what: by age, then by financial year, for the lien on the lot."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.ageing import Age, OwnerAge, Span
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period


def sheet(period: Period, owners: Sequence[OwnerAge], *, banner: str) -> Sheet:
    """One row for each owner with something open or a balance, in both tables."""
    return Sheet(
        kind=Statement.ARREARS,
        title=str(words.TITLES[Statement.ARREARS]),
        dated=words.at(period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=(_ages(period, owners), _spans(owners)),
        notes=(
            _("Hors appels : un ancien solde repris (positif) ou une avance (négatif)."),
            _(
                "Privilège sur le lot : charges de l’exercice en cours et du précédent (article 27, 7° de la loi "
                "hypothécaire)."
            ),
        ),
        wide=True,
    )


def _name(one: OwnerAge) -> str:
    return one.name if one.party_id else _("Les autres copropriétaires")


def _key(one: OwnerAge) -> str:
    return str(one.party_id) if one.party_id else "autres"


def _ages(period: Period, owners: Sequence[OwnerAge]) -> Table:
    columns = (
        Column(_("Copropriétaire"), Form.WORDS),
        *(Column(str(words.AGES[one])) for one in Age),
        Column(_("Ouvert")),
        Column(_("Hors appels")),
        Column(_("Solde")),
    )
    rows = []
    for one in owners:
        formula = _("Appels ouverts %(open)s + hors appels %(beside)s = solde %(balance)s") % {
            "open": amount(one.open_cents),
            "beside": amount(one.beside_cents),
            "balance": amount(one.balance_cents),
        }
        behind = Selection(roles=OWNER_ROLES, party_id=one.party_id, to_on=period.to_on) if one.party_id else None
        rows.append(
            Row(_key(one), (_name(one), *_age_cells(one)), formula=formula, behind=behind, party_id=one.party_id)
        )
    if rows:
        sums = [sum(column) for column in zip(*(_age_cells(one) for one in owners), strict=True)]
        rows.append(Row("total", (_("Total"), *sums), Kind.TOTAL, formula=_("Somme des lignes ci-dessus.")))
    return Table("ages", _("Par ancienneté"), columns, tuple(rows), _("Chaque compte de copropriétaire est à zéro."))


def _age_cells(one: OwnerAge) -> tuple[int, ...]:
    return (*(one.by_age.get(age, 0) for age in Age), one.open_cents, one.beside_cents, one.balance_cents)


def _spans(owners: Sequence[OwnerAge]) -> Table:
    columns = (
        Column(_("Copropriétaire"), Form.WORDS),
        *(Column(str(words.SPANS[one])) for one in Span),
        Column(_("Couvert par le privilège")),
        Column(_("Ouvert")),
    )
    late = [one for one in owners if one.open_cents]
    rows = []
    for one in late:
        formula = _("%(current)s + %(previous)s = %(covered)s") % {
            "current": amount(one.by_span.get(Span.CURRENT, 0)),
            "previous": amount(one.by_span.get(Span.PREVIOUS, 0)),
            "covered": amount(one.privileged_cents),
        }
        rows.append(
            Row(f"exercice-{_key(one)}", (_name(one), *_span_cells(one)), formula=formula, party_id=one.party_id)
        )
    if rows:
        sums = [sum(column) for column in zip(*(_span_cells(one) for one in late), strict=True)]
        rows.append(Row("exercice-total", (_("Total"), *sums), Kind.TOTAL, formula=_("Somme des lignes ci-dessus.")))
    return Table("spans", _("Par exercice"), columns, tuple(rows), _("Aucun appel n’est ouvert."))


def _span_cells(one: OwnerAge) -> tuple[int, ...]:
    return (*(one.by_span.get(year, 0) for year in Span), one.privileged_cents, one.open_cents)
