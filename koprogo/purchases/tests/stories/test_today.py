"""What waits for whom: drafts, approvals of others, what is to pay, accounts nobody has made sure of."""

from datetime import date

import pytest

from koprogo.ledger.queries import today as ledger
from koprogo.platform import boundary, together
from koprogo.purchases.operations import approval
from koprogo.purchases.queries import search
from koprogo.purchases.queries import today as questions
from koprogo.purchases.queries.today import Pile
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.tests import world as worlds
from koprogo.testing import counting

pytestmark = pytest.mark.django_db


def test_what_waits_is_counted_in_one_row_beside_the_others() -> None:
    world = worlds.build()
    with boundary.within(world.org_id):
        assert questions.invoices(world.syndic) == questions.InvoicesToday()
        supplier = world.supplier()
        world.record(supplier, world.line("6105", 100), number="1", due_on=date(2026, 4, 1))
        world.booked(supplier, world.line("6105", 200), number="2", due_on=date(2026, 4, 2), iban="BE62510007547061")
        approval.set_rule(world.syndic, mode=Mode.ALWAYS, decision="AG", decided_on=date(2026, 5, 5))
        world.booked(supplier, world.line("6105", 300), number="3", due_on=date(2026, 4, 3))
        with counting.statements() as ran:
            books, found = together.ask(ledger.question(world.council), questions.question(world.council))
        assert len(ran) == 1 and books == ledger.books(world.council)
        assert found.to_check == Pile(1, 0, date(2026, 4, 1))
        assert found.to_pay == Pile(1, 200, date(2026, 4, 2))
        assert (found.to_approve, found.new_accounts) == (Pile(1, 300, date(2026, 4, 3)), 1)
        assert questions.invoices(world.syndic).to_approve.count == 0, "one's own is for somebody else"


KNOWN = ["2026-001"]
MEANT = [("61-20447", KNOWN), ("684,20", KNOWN), ("kone", KNOWN), ("2026-001", KNOWN), ("7", []), ("Dupont", [])]


@pytest.mark.parametrize(("text", "numbers"), MEANT)
def test_an_invoice_is_found_by_what_people_remember(text: str, numbers: list[str]) -> None:
    world = worlds.build()
    with boundary.within(world.org_id):
        world.booked(world.supplier(), world.line("6101", 68_420, "lift"), number="61-20447")
        assert [row.number for row in search.invoices(world.syndic, text=text)] == numbers
