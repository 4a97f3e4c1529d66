"""The chart of the building as a table that the import reads back."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from koprogo.ledger.documents.tables import Sheet
from koprogo.ledger.queries.accounts import AccountRow
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.chart_file import Known


def sheet(rows: Iterable[AccountRow], known: Mapping[str, Known], natures: Mapping[Nature, object]) -> Sheet:
    """One line for each account: code, name, parent, key, occupant's part, and what it is for readers."""
    return Sheet(
        _("Plan comptable"),
        (
            _("Code"),
            _("Libellé"),
            _("Parent"),
            _("Clé"),
            _("Part de l’occupant (%)"),
            _("Nature"),
            _("IBAN"),
        ),
        [
            (
                row.code,
                row.name,
                row.parent_code,
                known[row.code].key if known[row.code].is_cost else "",
                known[row.code].percent if known[row.code].is_cost else None,
                str(natures[Nature(row.nature)]),
                row.iban or "",
            )
            for row in rows
        ],
    )
