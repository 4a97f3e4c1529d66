"""Invoices and credit notes, their lines, their vouchers, and each step they went."""

from types import MappingProxyType

from django.db import models
from django.db.models import F, Q

from koprogo.platform.models import Bounded, TiedKey
from koprogo.purchases.models.supplier import Supplier, SupplierIban
from koprogo.purchases.rules.states import Kind, Origin, State


class Invoice(Bounded):
    """One invoice or credit note, with its own number of the year. Amounts are as printed, above zero, in cents.

    ``series_from``: the first day of the period for which a recurring invoice proposed it. ``recorded_by_id`` is empty
    where it came in by itself.
    """

    deletable = False
    born_with = MappingProxyType({"series": None})  # a series is patterned on one of its own invoices

    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=[(k.value, k.value) for k in Kind])
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    origin = models.CharField(max_length=6, choices=[(o.value, o.value) for o in Origin], default=Origin.HAND)
    supplier = TiedKey(Supplier, related_name="invoices")
    supplier_number = models.CharField(max_length=60, blank=True)
    supplier_number_key = models.CharField(max_length=60, blank=True)  # what two spellings of a number have in common
    issued_on = models.DateField()
    received_on = models.DateField()
    due_on = models.DateField()
    payment_reference = models.CharField(max_length=140, blank=True)
    structured_reference = models.CharField(max_length=12, blank=True)
    iban = TiedKey(SupplierIban, null=True, related_name="+")
    net_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField()
    gross_cents = models.BigIntegerField()
    reverse_charge = models.BooleanField(default=False)  # "autoliquidation": wrong for an association (law 7.5)
    note = models.CharField(max_length=400, blank=True)
    credits = TiedKey("purchases.Invoice", null=True, related_name="credit_notes")
    series = TiedKey("purchases.RecurringInvoice", null=True, related_name="invoices")
    series_from = models.DateField(null=True)
    entry = TiedKey("ledger.Entry", null=True, related_name="+")
    counter_entry = TiedKey("ledger.Entry", null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)
    checked_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "sequence"], name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["org", "supplier", "supplier_number_key", "kind"],
                name="invoice_of_supplier_once",
                condition=~Q(state="cancelled") & ~Q(supplier_number_key=""),
            ),
            models.UniqueConstraint(
                fields=["org", "series", "series_from"],
                name="invoice_of_series_once",
                condition=Q(series__isnull=False),
            ),
            models.CheckConstraint(name="invoice_gross", condition=Q(gross_cents=F("net_cents") + F("vat_cents"))),
            models.CheckConstraint(name="invoice_positive", condition=Q(gross_cents__gt=0)),
            models.CheckConstraint(
                name="invoice_booked",
                condition=Q(state__in=["draft", "cancelled"]) | Q(entry__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["org", "state", "due_on", "id"], name="invoice_org_state_due"),
            models.Index(fields=["org", "supplier", "issued_on"], name="invoice_org_supplier"),
        ]

    @property
    def number(self) -> str:
        """2026-014."""
        return f"{self.year}-{self.sequence:03d}"


class InvoiceLine(Bounded):
    """One line: an account, an amount, who bears it. ``lot``: that lot's alone."""

    invoice = TiedKey(Invoice, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    account = TiedKey("ledger.Account", related_name="+")
    label = models.CharField(max_length=200, blank=True)
    net_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField()
    gross_cents = models.BigIntegerField()
    vat_bp = models.PositiveSmallIntegerField(null=True)  # the rate in basis points
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    occupant_percent = models.PositiveSmallIntegerField(null=True)
    lot = TiedKey("condominiums.Lot", null=True, related_name="+")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # last day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "invoice", "position"], name="invoice_line_once"),
            models.CheckConstraint(name="invoice_line_gross", condition=Q(gross_cents=F("net_cents") + F("vat_cents"))),
            models.CheckConstraint(name="invoice_line_not_zero", condition=~Q(gross_cents=0)),
            models.CheckConstraint(name="invoice_line_percent", condition=Q(occupant_percent__lte=100)),
            models.CheckConstraint(name="invoice_line_bearer", condition=Q(lot__isnull=True) | Q(key__isnull=True)),
        ]


class InvoiceExemption(Bounded):
    """A party that bears nothing of one line: it won against the association (CC 3.92)."""

    line = TiedKey(InvoiceLine, models.CASCADE, related_name="exemptions")
    party = TiedKey("condominiums.Party", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "line", "party"], name="invoice_exemption_once")]


class InvoiceFile(Bounded):
    """One kept file of an invoice: what was photographed or sent, and what was found inside it."""

    deletable = False
    append_only = True

    class Role(models.TextChoices):
        VOUCHER = "voucher"  # the photo or the PDF
        UBL = "ubl"
        EMBEDDED = "embedded"  # the PDF inside a UBL file

    invoice = TiedKey(Invoice, related_name="files")
    file_id = models.UUIDField()
    role = models.CharField(max_length=8, choices=Role.choices)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "invoice", "file_id"], name="invoice_file_once")]
        indexes = [models.Index(fields=["org", "file_id"], name="invoice_file_org_file")]


class InvoiceStep(Bounded):
    """One step an invoice went: to which state, when, by whom, and what was said with it."""

    append_only = True

    invoice = TiedKey(Invoice, related_name="steps")
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in State])
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "invoice", "at"], name="invoice_step_org_invoice")]
