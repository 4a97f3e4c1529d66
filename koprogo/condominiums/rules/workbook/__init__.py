"""Reading an old syndic's workbook into a plan, without touching a database.

Bytes become sheets (`reading`), columns get a meaning (`columns`), one of two layouts fills a
draft (`relational`, `flat`), the checks look at the whole (`checks`), and a frozen `ImportPlan`
comes out. `inspection` prints it, `export` writes it back.
"""
