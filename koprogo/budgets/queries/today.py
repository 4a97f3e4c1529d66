"""Until when a budget is there, in one row: what the syndic's home asks."""

from datetime import date

from koprogo.platform.access import Access
from koprogo.platform.together import Question

_TODAY = """
SELECT greatest(
  (SELECT max(ends_on) FROM budgets_votedbudget WHERE org_id = %(org)s),
  (SELECT max(ends_on) FROM budgets_budget WHERE org_id = %(org)s))
"""


def question(access: Access) -> Question[date | None]:
    """The last day that a budget covers, voted or being written; None where there was never one."""
    return Question(_TODAY, {"org": access.org_id}, 1, lambda until: until)
