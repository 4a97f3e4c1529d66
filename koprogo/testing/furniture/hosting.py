"""What the association that hosts puts into a house of the street: its bill, in its own copy."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice
from koprogo.banking.rules.choices import Kind as Booked
from koprogo.banking.rules.purposes import Purpose
from koprogo.condominiums.operations import nonprofit
from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.models import Instance, Publication
from koprogo.hosting.operations import billing, clients, gifts, orders, papers, publication, quotes
from koprogo.hosting.queries import nonprofit as association
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import bills
from koprogo.hosting.rules.gifts import Kind, Promise
from koprogo.hosting.rules.orders import Service
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.queries import accounts as chart
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, pictures
from koprogo.platform.access import Access
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file
from koprogo.testing.ubl import PDF

IBAN = "BE43068999999501"
SEAT = nonprofit.Seat("KoproGo", "Rue de la Loi", "16", "1000", "Bruxelles", "0843.518.235")


def furnish(house_id: UUID, now: datetime) -> dict[str, Any]:
    """Bill one house, and hand it its copy. Runs outside any boundary, after the association was founded."""
    org = association.org()
    instance, _new = Instance.objects.get_or_create(
        org_id=house_id, defaults={"plan": "cloud", "since": now.date().replace(day=1)}
    )
    with boundary.within(house_id):
        clients.introduce(_of(house_id, now))
        order = orders.ask(_of(house_id, now), service=Service.TRAINING, wishes="Deux syndics.")
    with boundary.within(org.id):
        access = _of(org.id, now)
        nonprofit.describe(access, seat=SEAT)
        published = _publish(access)
        bill = billing.bill_instance(access, instance_id=instance.id)
        assert bill is not None
        papers.write(access, bill_id=bill.id)
        pdf = papers.content(access, bill_id=bill.id)
        quote = orders.quote(
            access,
            number=order.number,
            cents=80_000,
            text="Une journée sur place",
            valid_until=now.date() + timedelta(days=30),
        )
        quoted = quotes.write(access, quote_id=quote.id)
        given = _given(access)
    with boundary.within(house_id):
        papers.hand_over(_of(house_id, now), bill_id=bill.id, pdf=pdf)
        quotes.hand_over(_of(house_id, now), quote_id=quote.id, pdf=quoted)
    return {
        "hosted_bill": bill.number,
        "bill_form": "pdf",
        "hosting_month": published.content["month"],
        "hosting_entry": uuid7(),
        "published_paper": published.content["costs"][0]["vouchers"][0]["name"],
        "hosting.run_billing": org.id,
        "service_order": order.number,
        "service_quote": quote.number,
        "service_code": "training",
        "order_step": "reprendre",
        **given,
        "hosting.write_quote": quote.id,
        "hosting.deliver_order": order.id,
    }


def _given(access: Access) -> dict[str, Any]:
    """A fund, and a grant promised for it by somebody who agreed to be named."""
    fund = gifts.open_fund(access, name="Lisible par tous", purpose="Rendre chaque page lisible par tous.")
    grant = gifts.promise(access, facts=Promise(Kind.GRANT, "Région", 250_000, access.today), fund_id=fund.id)
    drawn = BytesIO()
    Image.new("RGB", (40, 20), "white").save(drawn, "PNG")
    gifts.name_publicly(access, gift_id=grant.id, consent_on=access.today, logo=pictures.plain(drawn.getvalue()))
    return {"promise_id": grant.id, "fund_id": fund.id, "bank_movement": uuid7()}


def _publish(access: Access) -> Publication:
    """The month before this one: a server paid by the bank, its voucher redacted."""
    month = bills.months_after(bills.first_of(access.today), -1)
    last = bills.last_of(month)
    account = accounts.open_account(access, iban=IBAN, purpose=Purpose.CURRENT, label="Compte de l’ASBL")
    paid = CodaMovement(-625, last, text="Serveur du mois", name="HEBERGEUR SA")
    said = CodaStatement(IBAN, 1, 10_000, month, last, (paid,), "KOPROGO ASBL")
    importing.import_file(access, data=coda_file([said]), name="asbl.cod")
    entries.post(
        access,
        journal=JournalKind.OPENING,
        on=month,
        label="Apport",
        lines=[
            entries.Line(cents=10_000, account_id=account.account_id),
            entries.Line(cents=-10_000, role=AccountRole.WORKING_FUND),
        ],
        voucher=entries.Voucher("manual", None, "Apport"),
    )
    server = chart.account(access, code="610").id
    for row in list(pending.waiting(access)):
        confirm.confirm(access, transaction_id=row.id, choice=Choice(Booked.OTHER_ACCOUNT, account_id=server))
    for piece in queries.draft(access, month=month, not_counted="").pieces:
        publication.release(access, month=month, entry_id=piece.entry_id, kind="redacted", redacted=PDF)
    return publication.publish(access, month=month, not_counted="Le temps des bénévoles (environ 60 heures).")


def _of(org_id: UUID, now: datetime) -> Access:
    return accesses.as_system(org_id=org_id, now=now)
