"""The running account of an owner as a table of a workbook."""

from django.utils.translation import gettext as _

from koprogo.charges.queries.account import OwnerAccount
from koprogo.ledger.documents.tables import Cents, Sheet, Value


def sheet(found: OwnerAccount) -> Sheet:
    """A year of the account in the reader's language: owed above zero, paid below, and the balance after each line."""
    rows: list[tuple[Value, ...]] = [
        (found.from_on, _("Solde au début de l’année"), "", None, Cents(found.opening_cents)),
        *((row.on, row.label, row.reference, Cents(row.cents), Cents(row.balance_cents)) for row in found.rows),
        (None, _("Solde"), "", None, Cents(found.closing_cents)),
    ]
    header = (_("Date"), _("Opération"), _("Écriture"), _("Montant"), _("Solde"))
    return Sheet(str(found.year), header, rows)
