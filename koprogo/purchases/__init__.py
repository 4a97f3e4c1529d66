"""Purchases: suppliers, their invoices and credit notes, who approved them, what is paid."""
