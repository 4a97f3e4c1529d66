"""The ledger of one account as a table of a workbook."""

from django.utils.translation import gettext as _

from koprogo.ledger.documents.tables import Cents, Sheet, Value
from koprogo.ledger.queries.ledger import AccountLedger


def sheet(found: AccountLedger) -> Sheet:
    """Every line in the reader's language, the balance before the first and after the last. Masked as on the page."""
    rows: list[tuple[Value, ...]] = [
        ("", None, _("Solde au début"), "", "", None, None, Cents(found.opening_cents)),
        *(
            (
                row.reference,
                row.entry_on,
                " · ".join(filter(None, (row.label, row.line_label))),
                row.party_name,
                row.lot_number,
                Cents(row.amount_cents) if row.amount_cents > 0 else None,
                Cents(-row.amount_cents) if row.amount_cents < 0 else None,
                Cents(row.running_cents),
            )
            for row in found.rows
        ),
        ("", None, _("Solde à la fin"), "", "", None, None, Cents(found.closing_cents)),
    ]
    header = (
        _("Écriture"),
        _("Date"),
        _("Libellé"),
        _("Copropriétaire"),
        _("Lot"),
        _("Débit"),
        _("Crédit"),
        _("Solde"),
    )
    return Sheet(found.account.code, header, rows)
