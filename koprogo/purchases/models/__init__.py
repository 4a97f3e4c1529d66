"""Suppliers, their invoices, who approved them, and what has been paid."""

from koprogo.purchases.models.approval import ApprovalRule
from koprogo.purchases.models.invoice import Invoice, InvoiceExemption, InvoiceFile, InvoiceLine, InvoiceStep
from koprogo.purchases.models.payment import InvoicePayment, WithholdingCheck
from koprogo.purchases.models.recurring import RecurringInvoice
from koprogo.purchases.models.supplier import Supplier, SupplierIban

__all__ = [
    "ApprovalRule",
    "Invoice",
    "InvoiceExemption",
    "InvoiceFile",
    "InvoiceLine",
    "InvoicePayment",
    "InvoiceStep",
    "RecurringInvoice",
    "Supplier",
    "SupplierIban",
    "WithholdingCheck",
]
