"""The demo world's take-over: Le Verger as the previous syndic handed it over, and a reserve that its bank confirms."""

from datetime import date, timedelta

from koprogo.banking.models import BankAccount
from koprogo.banking.operations import importing
from koprogo.closing.operations import start, takeover
from koprogo.closing.operations.start import Situation
from koprogo.closing.rules.handover import Document
from koprogo.platform.access import Access
from koprogo.testing.coda import CodaStatement, coda_file

#: What came with the boxes; the rest is still awaited.
RECEIVED = (Document.DEED, Document.MINUTES, Document.OWNERS, Document.ACCOUNTS, Document.BANK, Document.CONTRACTS)


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def taken_over(
    access: Access, current: BankAccount, reserve: BankAccount, *, current_cents: int, reserve_cents: int
) -> None:
    """Read the balance of the previous syndic, agree it with the two banks, and book it."""
    rows = (
        ("Compte", "Libellé", "Débit", "Crédit"),
        ("100000", "Fonds de roulement", "", _euros(current_cents)),
        ("160000", "Fonds de réserve", "", _euros(reserve_cents)),
        ("550000", f"Compte épargne {reserve.iban}", _euros(reserve_cents), ""),
        ("551000", f"Compte à vue {current.iban}", _euros(current_cents), ""),
    )
    handed = Situation(
        access.today - timedelta(days=1), "Gérance Dubois SRL", "Balance et inventaire de remise", access.today
    )
    text = "\n".join("\t".join(row) for row in rows)
    row = start.from_cells(access, situation=handed, text=text, name="balance-gerance-dubois.csv")
    stated = {current.account_id: current_cents, reserve.account_id: reserve_cents}
    start.correct(access, takeover_id=row.id, lines=[], stated=stated)
    takeover.note_handover(access, takeover_id=row.id, received=dict.fromkeys(RECEIVED, (True, "")))
    takeover.book(access, takeover_id=row.id, label="Reprise de la comptabilité du syndic précédent")


def confirmed(access: Access, *, iban: str, cents: int, opening_on: date) -> None:
    """A statement of the reserve without a movement: what the bank holds is what the books say."""
    statement = CodaStatement(iban, 1, cents, opening_on, access.today, ())
    importing.import_file(access, data=coda_file([statement]), name="CODA-reserve.cod")
