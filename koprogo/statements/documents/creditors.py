"""What is owed to suppliers on a day: by supplier, then paper by paper, then what is still to be invoiced."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.creditors import Creditor
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period


def sheet(period: Period, suppliers: Sequence[Creditor], awaited: Sequence[Creditor], *, banner: str) -> Sheet:
    """``suppliers``: the accounts of suppliers (440); ``awaited``: invoices to receive (444)."""
    return Sheet(
        kind=Statement.CREDITORS,
        title=str(words.TITLES[Statement.CREDITORS]),
        dated=words.at(period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=(
            _by_supplier(period, suppliers),
            *((_papers("papers", _("Pièces ouvertes"), suppliers),) if suppliers else ()),
            *((_papers("awaited", _("Factures à recevoir"), awaited),) if awaited else ()),
        ),
        notes=(
            _("Un paiement sans pièce désignée paie la plus ancienne."),
            _("Un montant négatif a été payé sans facture ou en trop."),
        ),
    )


def _name(one: Creditor) -> str:
    return one.name or _("Sans fournisseur nommé")


def _by_supplier(period: Period, suppliers: Sequence[Creditor]) -> Table:
    columns = (
        Column(_("Compte"), Form.CODE),
        Column(_("Fournisseur"), Form.WORDS),
        Column(_("Facturé")),
        Column(_("Payé")),
        Column(_("Dû")),
    )
    rows = []
    for one in suppliers:
        formula = _("%(invoiced)s − %(paid)s = %(owed)s") % {
            "invoiced": amount(one.invoiced_cents),
            "paid": amount(one.paid_cents),
            "owed": amount(one.owed_cents),
        }
        rows.append(
            Row(
                f"{one.code}-{one.party_id or '0'}",
                (one.code, _name(one), one.invoiced_cents, one.paid_cents, one.owed_cents),
                formula=formula,
                behind=Selection((one.code,), to_on=period.to_on, party_id=one.party_id, unnamed=one.party_id is None),
            )
        )
    if rows:
        invoiced, paid = sum(one.invoiced_cents for one in suppliers), sum(one.paid_cents for one in suppliers)
        cells = ("", _("Total"), invoiced, paid, invoiced - paid)
        rows.append(Row("total", cells, Kind.TOTAL, formula=_("Somme des lignes ci-dessus.")))
    return Table("suppliers", _("Par fournisseur"), columns, tuple(rows), _("Rien n’est dû aux fournisseurs."))


def _papers(key: str, title: str, creditors: Sequence[Creditor]) -> Table:
    columns = (
        Column(_("Écriture"), Form.ENTRY),
        Column(_("Date"), Form.DAY),
        Column(_("Fournisseur"), Form.WORDS),
        Column(_("Pièce"), Form.WORDS),
        Column(_("Ouvert")),
    )
    rows = [
        Row(
            f"{key}-{one.code}-{item.reference}",
            (item.reference, item.entry_on, _name(one), item.voucher or item.label, item.cents),
        )
        for one in creditors
        for item in one.items
    ]
    total = sum(one.owed_cents for one in creditors)
    rows.append(
        Row(f"{key}-total", ("", None, _("Total"), "", total), Kind.TOTAL, formula=_("Somme des lignes ci-dessus."))
    )
    return Table(key, title, columns, tuple(rows))
