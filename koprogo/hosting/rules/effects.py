"""What a proposal would do to a month of the non-profit, computed before anybody votes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from koprogo.hosting.rules import growth, surplus
from koprogo.hosting.rules.catalogue import MEGABYTE, Plan, Quotas, Terms
from koprogo.hosting.rules.growth import Figures
from koprogo.hosting.rules.scenario import SIZES


@dataclass(frozen=True, slots=True)
class Change:
    """What is proposed; None leaves it as it is. `cost_cents`: what a feature would cost a month, by its author."""

    month_cents: int | None = None
    quotas: Quotas | None = None
    keys: Mapping[str, int] | None = None
    cost_cents: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """A month under some terms, all quotas used in full: the dearest case."""

    month_cents: int
    storage_megabytes: int
    figures: Figures
    parts: Mapping[str, int]
    """The surplus by its keys; empty for a loss."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after, at the size of today. `assumed`: nobody is hosted yet, so a size was chosen."""

    condominiums: int
    paying: int
    assumed: bool
    before: Side
    after: Side

    @property
    def change_cents(self) -> int:
        """What a month's surplus gains or loses."""
        return self.after.figures["surplus_cents"] - self.before.figures["surplus_cents"]

    @property
    def is_loss(self) -> bool:
        """Whether the non-profit would lose money every month."""
        return self.after.figures["surplus_cents"] < 0


def changed(terms: Terms, change: Change) -> Terms:
    """The terms as they would be. Who sponsors or pays for support keeps the distance to the price of the cloud."""
    month = terms.month_cents if change.month_cents is None else change.month_cents
    step = month - terms.month_cents
    plans = tuple(
        plan if plan.plan == Plan.FREE_FOR_LIFE else replace(plan, month_cents=max(0, plan.month_cents + step))
        for plan in terms.plans
    )
    return replace(terms, plans=plans, quotas=change.quotas or terms.quotas, keys=dict(change.keys or terms.keys))


def of(terms: Terms, change: Change, *, condominiums: int, paying: int) -> Effect:
    """The row of the simulator before and after, with the real number of condominiums."""
    assumed = condominiums < 1
    hosted, paid = (SIZES[0], SIZES[0]) if assumed else (condominiums, paying)
    return Effect(
        condominiums=hosted,
        paying=paid,
        assumed=assumed,
        before=_side(terms, hosted, paid, 0),
        after=_side(changed(terms, change), hosted, paid, change.cost_cents),
    )


def _side(terms: Terms, hosted: int, paying: int, extra_cents: int) -> Side:
    megabytes = -(-terms.quotas.stored_bytes // MEGABYTE)
    month = growth.simulate(
        hosted, storage_megabytes=megabytes, price_cents=terms.month_cents, prices=terms.infrastructure
    )
    shown = growth.figures(month)
    cost, revenue = shown["cost_cents"] + extra_cents, paying * terms.month_cents
    figures = Figures(
        cost_cents=cost,
        unit_cost_millicents=cost * 1_000 // hosted,
        revenue_cents=revenue,
        surplus_cents=revenue - cost,
    )
    left = figures["surplus_cents"]
    return Side(terms.month_cents, megabytes, figures, surplus.allocate(left, terms.keys) if left >= 0 else {})
