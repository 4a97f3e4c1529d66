"""Electronic invoices: reading, judging, what becomes of them."""
