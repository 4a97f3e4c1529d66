"""Services: their dated prices, what clients ask for, the quotes they are given. Global like bills: an order is read by
its two sides, and neither may look behind the other's wall."""

from django.db import models
from django.db.models import F, Q

from koprogo.hosting.models.billing import Bill, Client
from koprogo.hosting.models.instance import Instance
from koprogo.hosting.rules.orders import Per, Service, State
from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey


def _of(kinds: type[Service] | type[Per] | type[State]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kinds]


class ServicePrice(models.Model):
    """What a service costs from a day on: public, added to, never changed."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=12, choices=_of(Service))
    valid_from = models.DateField()
    least_cents = models.PositiveIntegerField()
    most_cents = models.PositiveIntegerField()
    per = models.CharField(max_length=5, choices=_of(Per))
    decided_by = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "valid_from"], name="service_price_once_a_day"),
            models.CheckConstraint(name="service_price_band", condition=Q(most_cents__gte=F("least_cents"))),
        ]


class ServiceOrder(models.Model):
    """One request, with what became of it. ``wishes``: what the client wrote."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=12)
    client = GlobalKey(Client, related_name="orders")
    instance = GlobalKey(Instance, null=True, related_name="+")
    service = models.CharField(max_length=12, choices=_of(Service))
    wishes = models.TextField(max_length=2_000, blank=True)
    state = models.CharField(max_length=9, choices=_of(State), default=State.ASKED.value)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=160, blank=True)
    delivered_on = models.DateField(null=True)
    bill = GlobalKey(Bill, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="service_order_number_once"),
            models.UniqueConstraint(
                fields=["client", "service"],
                name="service_asked_once",
                condition=Q(state__in=["asked", "quoted", "accepted", "delivered"]),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="service_order_state")]


class Quote(models.Model):
    """What a request would cost, as it left; the newest of an order counts. ``file_id``: in the association;
    ``copy_id``: the condominium's own copy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = GlobalKey(ServiceOrder, related_name="quotes")
    number = models.CharField(max_length=16, unique=True)
    cents = models.PositiveIntegerField()
    per = models.CharField(max_length=5, choices=_of(Per))
    text = models.CharField(max_length=400)
    issued_on = models.DateField()
    valid_until = models.DateField()
    file_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    copy_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="quote_validity", condition=Q(valid_until__gte=F("issued_on"))),
            models.CheckConstraint(name="quote_amount", condition=Q(cents__gt=0)),
        ]
