"""Suppliers, their invoices, who approved them, and what has been paid."""

from koprogo.purchases.models.approval import ApprovalRule
from koprogo.purchases.models.arrival import Arrival, IncomingMail, MailAddress
from koprogo.purchases.models.invoice import Invoice, InvoiceExemption, InvoiceFile, InvoiceLine, InvoiceStep
from koprogo.purchases.models.payment import InvoicePayment, WithholdingCheck
from koprogo.purchases.models.recurring import RecurringInvoice
from koprogo.purchases.models.supplier import Supplier, SupplierIban

__all__ = [
    "ApprovalRule",
    "Arrival",
    "IncomingMail",
    "Invoice",
    "InvoiceExemption",
    "InvoiceFile",
    "InvoiceLine",
    "InvoicePayment",
    "InvoiceStep",
    "MailAddress",
    "RecurringInvoice",
    "Supplier",
    "SupplierIban",
    "WithholdingCheck",
]
