"""What each context puts into the houses of the street, so that every page is walked with something in it.

One module for each context: ``furnish(built, access)`` works through operations and returns what fills its addresses
(URL parameter -> value) and its jobs (``"context.work": subject``).
"""

from typing import Any

from koprogo.platform.access import Access
from koprogo.testing.furniture import (
    arrivals,
    assemblies,
    auditing,
    budgets,
    closing,
    governance,
    hosted,
    ledger,
    meters,
    neighbours,
    purchases,
    service,
    settlements,
    statements,
)
from koprogo.testing.furniture import (
    neighbours_things as neighbours_things,
)
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house, from the lower contexts up. Runs inside its boundary."""
    found: dict[str, Any] = {}
    found |= budgets.furnish(built, access)
    found |= arrivals.furnish(built, access)
    found |= statements.furnish(built, access)
    found |= purchases.furnish(built, access)
    found |= meters.furnish(built, access)
    found |= settlements.furnish(built, access)
    found |= closing.furnish(built, access)
    found |= assemblies.furnish(built, access)
    found |= ledger.furnish(built, access)
    found |= hosted.furnish(built, access)
    found |= service.furnish(built, access)
    found |= auditing.furnish(built, access)
    found |= governance.furnish(built, access)
    found |= neighbours.furnish(built, access)
    return found
