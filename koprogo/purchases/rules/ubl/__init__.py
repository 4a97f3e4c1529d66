"""Electronic invoices: UBL 2.1 read by our own reader, judged by the published rules (docs/decisions/0024).

``reading`` opens bytes that nobody vouches for, ``facts`` takes an invoice out of them, ``judging`` asks the official
schemas and rules in a process of its own, ``inspection`` is what `koprogo invoice inspect` prints.
"""
