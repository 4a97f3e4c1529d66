"""Who is billed, and the bills. Global: a bill is read by its two sides, the association and the condominium, and
neither may look behind the other's wall (SETTLED 2, 3). The money itself is in the association's books only."""

from django.db import models
from django.db.models import F, Q

from koprogo.hosting.models.instance import Instance
from koprogo.hosting.rules.bills import Every
from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class Client(models.Model):
    """Whom a bill is made out to: what a condominium says of itself to be billed, or a visitor who ordered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey(Org, null=True, related_name="+")
    name = models.CharField(max_length=160)
    street = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    enterprise_number = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    every = models.CharField(max_length=5, default=Every.YEAR.value)
    party_id = models.UUIDField(null=True)  # in the association's boundary, once there is a bill
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org"], name="client_org_once", condition=Q(org__isnull=False)),
            models.CheckConstraint(name="client_every", condition=Q(every__in=["year", "month"])),
        ]


class Bill(models.Model):
    """A bill or a credit note as it left: never changed but for what was paid, reminded and filed of it.

    ``lines``: ``rules.bills.Line`` as JSON; ``client_facts``: the client as it was on the day. ``open_cents`` follows
    the association's books. A subscription is billed once for each instance and first month.
    """

    class Kind(models.TextChoices):
        BILL = "bill"
        CREDIT = "credit"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    number = models.CharField(max_length=20)
    client = GlobalKey(Client, related_name="bills")
    instance = GlobalKey(Instance, null=True, related_name="+")
    corrects = GlobalKey("hosting.Bill", null=True, related_name="credits")
    client_facts = models.JSONField()
    lines = models.JSONField()
    title = models.CharField(max_length=120)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # last day
    issued_on = models.DateField()
    due_on = models.DateField()
    total_cents = models.PositiveBigIntegerField()
    open_cents = models.PositiveBigIntegerField()
    followed_at = models.DateTimeField()
    structured_reference = models.CharField(max_length=12, blank=True)
    # In the association's boundary.
    call_id = models.UUIDField(null=True)
    notice_id = models.UUIDField(null=True)
    entry_id = models.UUIDField()
    file_id = models.UUIDField(null=True)
    ubl_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    # In the condominium's: its own copy of the paper.
    copy_id = models.UUIDField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="bill_number_once"),
            models.UniqueConstraint(
                fields=["instance", "period_from"],
                name="bill_period_once",
                condition=Q(kind="bill", instance__isnull=False, period_from__isnull=False),
            ),
            models.CheckConstraint(name="bill_open", condition=Q(open_cents__lte=F("total_cents"))),
            models.CheckConstraint(
                name="bill_kind",
                condition=Q(kind="bill", corrects__isnull=True) | Q(kind="credit", corrects__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["client", "issued_on"], name="bill_client"),
            models.Index(fields=["due_on"], name="bill_open_due", condition=Q(open_cents__gt=0)),
        ]
