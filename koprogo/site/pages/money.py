"""The front page of the money: what the building has, what it owes itself, who still has to pay."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.charges.queries import dues
from koprogo.condominiums.queries import roll
from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.queries import sums
from koprogo.ledger.queries import today as ledger
from koprogo.ledger.queries.today import BooksToday
from koprogo.ledger.rules.regime import Regime, regime
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page
from koprogo.site import money_rooms
from koprogo.statements.labels import banner

ROWS = 100


@dataclass(frozen=True, slots=True)
class Debtor:
    """One owner whose account is not at zero: cents owed (+) or paid in advance (−)."""

    party_id: UUID
    name: str
    lots: str
    cents: int


@door(needs=Right.SEE_BOOKS)
def money(request: HttpRequest, access: Access) -> HttpResponse:
    """Balances for everybody who reads the books; the owners by name only for those who see every account."""
    books = ledger.books(access)
    counted = lots.counted(LotKind(kind) for kind in roll.kinds(access))
    simplified = regime(counted=counted, chosen_full=bool(books.told and books.told[1])) is Regime.SIMPLIFIED
    debtors = _debtors(access) if access.may(Right.SEE_ALL_ACCOUNTS) else []
    return page(
        request,
        "site/money.html",
        books=books,
        banner=banner(up_to_date(access)),
        total_cents=sum(bank.cents for bank in books.banks),
        funds=_funds(books, clients=access.org_kind == "nonprofit"),
        debtors=debtors[:ROWS],
        more=max(0, len(debtors) - ROWS),
        owed_cents=sum(one.cents for one in debtors if one.cents > 0),
        ahead_cents=-sum(one.cents for one in debtors if one.cents < 0),
        by_name=access.may(Right.SEE_ALL_ACCOUNTS),
        may_bank=access.may(Right.USE_BANK),
        may_call=access.may(Right.CALL_FUNDS),
        rooms=money_rooms.open_to(access, simplified=simplified),
        counted=counted,
        simplified=simplified,
    )


def _funds(books: BooksToday, *, clients: bool) -> list[tuple[str, int]]:
    # Funds stand on the credit side: what the association holds for its owners reads as a positive sum.
    owners = books.of(AccountRole.OWNERS_CHARGES) + books.of(AccountRole.OWNERS_RESERVE)
    rows = [
        (_("Fonds de l’association") if clients else _("Fonds de roulement"), -books.of(AccountRole.WORKING_FUND)),
        (_("Fonds de réserve"), -books.of(AccountRole.RESERVE_FUND)),
        (_("À recevoir des clients") if clients else _("À recevoir des copropriétaires"), owners),
        (_("À payer aux fournisseurs"), -books.of(AccountRole.SUPPLIERS)),
        (_("En attente d’une décision (compte 499)"), books.of(AccountRole.SUSPENSE)),
    ]
    return [(label, cents) for label, cents in rows if cents]


def _debtors(access: Access) -> list[Debtor]:
    lots = roll.lots_by_holder(access, on=access.today)
    rows = [
        Debtor(one.party_id, one.name, ", ".join(lots.get(one.party_id, ())), cents)
        for one in sums.owners(access, on=access.today)
        if one.party_id and (cents := sum(one.by_role.get(role, 0) for role in dues.OWED))
    ]
    return sorted(rows, key=lambda row: -row.cents)
