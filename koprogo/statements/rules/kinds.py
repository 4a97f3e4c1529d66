"""The statements there are, by the word that names them in addresses."""

from enum import StrEnum


class Statement(StrEnum):
    """One statement, named as in its address."""

    TRIAL_BALANCE = "balance"
    BALANCE_SHEET = "bilan"
    RESULTS = "charges-et-produits"
    FUNDS = "fonds"
    OWNERS = "soldes"
    ARREARS = "arrieres"
    CREDITORS = "fournisseurs"


#: The statements of a day rather than of a period.
OF_A_DAY = frozenset({Statement.BALANCE_SHEET, Statement.OWNERS, Statement.ARREARS, Statement.CREDITORS})
#: Those that name owners: a reader who may not see every account gets their own lines, and no paper of everybody.
BY_NAME = frozenset({Statement.OWNERS, Statement.ARREARS})
