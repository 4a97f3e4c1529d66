"""The usual sub-accounts of costs and incomes: offered, not opened. A building opens those it needs.

The decree leaves sub-accounts free. These are common practice, numbered as syndics number them, and worth having where
the owner's and the occupant's part differ: the contract of a lift is the occupant's, its repair the owner's (law 4.4).
"""

from koprogo.ledger.rules.chart_account import ChartAccount, Nature
from koprogo.ledger.rules.chart_details_others import OTHERS
from koprogo.ledger.rules.chart_details_services import SERVICES
from koprogo.ledger.rules.chart_details_upkeep import UPKEEP

_ROWS = UPKEEP + SERVICES + OTHERS

DETAILS: tuple[ChartAccount, ...] = tuple(
    ChartAccount(
        code,
        {"fr": fr, "nl": nl, "de": de, "en": en},
        Nature.INCOME if code[0] == "7" else Nature.COST,
        None,
        extension=True,
    )
    for code, fr, nl, de, en, _percent in _ROWS
)
#: The usual part of the occupant in each, in percents.
OCCUPANT_PERCENT: dict[str, int] = {row[0]: row[5] for row in _ROWS}
