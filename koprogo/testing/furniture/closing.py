"""The take-over of a house: the bank as its first statement says it, the rest in the working fund."""

from datetime import date
from typing import Any

from koprogo.closing.operations import accruals, closing, start, takeover
from koprogo.closing.operations.accruals import ByHand
from koprogo.closing.operations.start import Situation
from koprogo.closing.rules.accruals import Kind
from koprogo.ledger.queries import accounts
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

BALANCE = "Compte\tLibellé\tDébit\tCrédit\n551\tBanque compte à vue\t1000,00\t\n100\tFonds de roulement\t\t1000,00"


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Book the opening entry of the first day of the year, look at the year, write one accrual of it."""
    situation = Situation(date(access.today.year - 1, 12, 31), "Gérance Dupuis SRL", "Bilan remis")
    row = start.from_cells(access, situation=situation, text=BALANCE, name="copie")
    takeover.book(access, takeover_id=row.id, label="Reprise", gap_note="Écart à expliquer")
    year = str(access.today.year)
    looked = closing.prove(access, year=year)
    power = accounts.account(access, code="6100").id
    made = accruals.write(access, year=year, facts=ByHand(Kind.ACCRUED_COST, power, 4_200, "Électricité de décembre"))
    return {
        "closing.write_control_sheet": row.id,
        "closing.write_dossier": looked.id,
        "exercise": year,
        "accrual": made.sequence,
    }
