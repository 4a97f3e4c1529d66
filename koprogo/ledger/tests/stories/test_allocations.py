"""A cost says who bears it: kept beside its line, read with the account's own rule, mirrored when it is undone."""

from datetime import date

import pytest

from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import allocations, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, costs
from koprogo.ledger.rules.allocation import Allocation, UnusableAllocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.testing import tilleuls

pytestmark = pytest.mark.django_db
VOUCHER = Voucher("manual", None, "Facture 12")


def test_a_line_says_who_bears_it_and_its_mirror_takes_it_back() -> None:
    built = tilleuls.build()
    access = built.syndic_access
    with boundary.within(built.org.id):
        entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label="Procès perdu",
            lines=[Line(cents=1, role=AccountRole.BANK_CHARGES), Line(cents=-1, role=AccountRole.SUPPLIERS)],
            voucher=VOUCHER,
        )
        lawyer = accounts.account(access, code="6130")
        shared = Allocation(
            key_id=built.keys["lift"],
            occupant_percent=10,
            period_from=date(2026, 1, 1),
            period_to=date(2026, 3, 31),
            exempt=frozenset({built.parties["David"], built.parties["Ines"]}),
        )
        written = entries.post(
            access,
            journal=JournalKind.PURCHASES,
            on=access.today,
            label="Avocat",
            lines=[
                Line(cents=500_000, account_id=lawyer.id, allocation=shared),
                Line(cents=-500_000, role=AccountRole.SUPPLIERS),
            ],
            voucher=VOUCHER,
        )
        entries.reverse(access, entry_id=written.id, on=access.today, label="Annulé")
        found = costs.lines(access, from_on=access.today, to_on=access.today)
    first, mirror = (line for line in found if line.account_code == "6130")
    assert (first.cents, mirror.cents) == (500_000, -500_000)
    for line in (first, mirror):
        assert (line.key_id, line.occupant_percent, line.exempt) == (shared.key_id, 10, shared.exempt)
        assert (line.period_from, line.period_to) == (shared.period_from, shared.period_to)
    (bank,) = (line for line in found if line.account_code == "650")
    assert (bank.key_id, bank.key_code, bank.occupant_percent) == (None, "", 0)


def test_an_account_says_it_for_lines_that_say_nothing() -> None:
    built = tilleuls.build()
    access = built.syndic_access
    with boundary.within(built.org.id):
        entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label="Frais",
            lines=[Line(cents=1, role=AccountRole.BANK_CHARGES), Line(cents=-1, role=AccountRole.SUPPLIERS)],
            voucher=VOUCHER,
        )
        bank = accounts.account_of(access, role=AccountRole.BANK_CHARGES)
        allocations.set_account(access, account_id=bank.id, key_code="ascenseur", occupant_percent=25)
        (line,) = costs.lines(access, from_on=access.today, to_on=access.today)
        assert (line.key_code, line.occupant_percent) == ("ascenseur", 25)
        with pytest.raises(NotFound):
            allocations.set_account(access, account_id=bank.id, key_code="nulle-part", occupant_percent=25)
        with pytest.raises(UnusableAllocation):
            allocations.set_account(access, account_id=bank.id, key_code="", occupant_percent=101)
