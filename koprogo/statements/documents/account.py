"""The lines of one account as a statement: each entry with its day, its words and the balance after it."""

from datetime import date

from django.utils.translation import gettext as _

from koprogo.ledger.queries.ledger import AccountLedger, LedgerRow
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table


def sheet(found: AccountLedger, *, from_on: date, to_on: date, banner: str, whose: str = "") -> Sheet:
    """Every line of the account between two days, with the balance before the first and after the last, in cents.

    ``whose``: names the one owner whose lines these are, so that two owners' equal lines are two papers.
    """
    by_owner = found.account.family in OWNER_ROLES
    columns = (
        Column(_("Écriture"), Form.ENTRY),
        Column(_("Date"), Form.DAY),
        Column(_("Libellé"), Form.WORDS),
        *((Column(_("Copropriétaire"), Form.WORDS), Column(_("Lot"), Form.CODE)) if by_owner else ()),
        Column(_("Débit")),
        Column(_("Crédit")),
        Column(_("Solde")),
    )
    empty = (None,) * (4 if by_owner else 2)
    rows = (
        Row(f"opening-{whose}", ("", None, _("Solde au début"), *empty, found.opening_cents), Kind.GROUP),
        *(_line(place, row, by_owner) for place, row in enumerate(found.rows)),
        Row("total", ("", None, _("Solde à la fin"), *empty, found.closing_cents), Kind.TOTAL),
    )
    return Sheet(
        kind=f"compte-{found.account.code}",
        title=f"{found.account.code} {found.name}",
        dated=words.over(from_on, to_on),
        banner=banner,
        from_on=from_on,
        to_on=to_on,
        tables=(Table("lines", "", columns, rows),),
        wide=by_owner,
    )


def _line(place: int, row: LedgerRow, by_owner: bool) -> Row:
    label = " · ".join(filter(None, (row.label, row.line_label)))
    who = (row.party_name, row.lot_number) if by_owner else ()
    moved = (max(row.amount_cents, 0) or None, max(-row.amount_cents, 0) or None)
    return Row(f"{row.reference}-{place}", (row.reference, row.entry_on, label, *who, *moved, row.running_cents))
