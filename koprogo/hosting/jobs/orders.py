"""A quote is written and mailed; a delivered order has its plan and its bill. Run again, each finds its work done."""

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.jobs.billing import write_papers
from koprogo.hosting.operations import hosted, orders, quotes
from koprogo.hosting.operations.orders import DELIVER, WRITE_QUOTE
from koprogo.hosting.queries import nonprofit
from koprogo.hosting.queries import orders as queries
from koprogo.hosting.rules.orders import PLANS, Service
from koprogo.platform import boundary, jobs


@jobs.job(WRITE_QUOTE)
def write_quote(run: jobs.Run) -> None:
    """Write one quote, mail it, hand the condominium its copy."""
    assert run.subject_id is not None
    if run.org_id != nonprofit.org().id:
        return  # only the association quotes
    with run.step(done=1, total=1) as access:
        row = queries.quote(quote_id=run.subject_id)
        if row is None:
            return
        pdf = quotes.write(access, quote_id=row.id)
        org_id = row.order.client.org_id
    if org_id is not None:
        with boundary.within(org_id):
            quotes.hand_over(accesses.as_system(org_id=org_id, now=run.clock()), quote_id=row.id, pdf=pdf)


@jobs.job(DELIVER)
def deliver(run: jobs.Run) -> None:
    """Give the condominium the plan it ordered, then bill, then write the papers."""
    assert run.subject_id is not None
    if run.org_id != nonprofit.org().id:
        return
    with run.step():
        order = queries.order(order_id=run.subject_id)
        plan = PLANS.get(Service(order.service))
        org_id = order.instance.org_id if order.instance else None
    if plan is not None and org_id is not None:
        with boundary.within(org_id):
            hosted.change_plan(
                accesses.as_system(org_id=org_id, now=run.clock(), on_behalf_of=run.asked_by_id), plan=plan
            )
    with run.step(done=1, total=1) as access:
        orders.bill(access, order_id=order.id)
    write_papers(run.org_id, run.clock)
