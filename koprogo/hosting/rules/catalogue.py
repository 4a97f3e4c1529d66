"""What the cloud is sold for: plans, quotas and keys from a day on. Data that the members vote, never a constant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.hosting.rules import prices, surplus
from koprogo.hosting.rules.prices import PriceList
from koprogo.kernel.refusals import Refused

#: A megabyte as storage is sold: economics.md § 3 counts 0,5 GB as 500 MB.
MEGABYTE = 1_000_000


class Plan(StrEnum):
    """How one condominium is hosted."""

    CLOUD = "cloud"
    FREE_FOR_LIFE = "free_for_life"  # early partners
    SPONSOR = "sponsor"  # the condominium sponsor programme, paid by the year
    PREMIUM = "premium"  # answered sooner


class TermsTooLate(Refused):
    """A price list holds from a day that has not begun: nobody's month is made dearer afterwards."""

    code = "hosting.terms_too_late"


class TermsWithoutDecision(Refused):
    """Price, quotas and keys change by a decision of the members only: it is named."""

    code = "hosting.terms_without_decision"


class TermsImpossible(Refused):
    """A price below nothing, a quota of nothing, or a plan without its price."""

    code = "hosting.terms_impossible"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """One plan from a day on. ``month_cents``: a month; ``answer_hours``: promised by the support desk."""

    plan: Plan
    month_cents: int
    answer_hours: int


@dataclass(frozen=True, slots=True)
class Quotas:
    """What one condominium may use in a calendar month without paying more."""

    stored_bytes: int
    users: int
    requests: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that holds from ``valid_from`` on. ``keys``: percent of the surplus; ``infrastructure``: what hosting
    costs to buy, with its ``source``."""

    valid_from: date
    decided_by: str
    decided_url: str
    plans: tuple[PlanTerms, ...]
    quotas: Quotas
    keys: Mapping[str, int]
    infrastructure: PriceList
    source: str

    @property
    def month_cents(self) -> int:
        """The price of the cloud: what the public pages call « the price »."""
        return self.of(Plan.CLOUD).month_cents

    def of(self, plan: Plan | str) -> PlanTerms:
        """One plan."""
        return next(terms for terms in self.plans if terms.plan == plan)


#: The list with which the association begins (economics.md § 1-4), until its members vote another.
FOUNDING = Terms(
    valid_from=date(2025, 1, 1),
    decided_by="",
    decided_url="",
    plans=(
        PlanTerms(Plan.CLOUD, 100, 72),
        PlanTerms(Plan.FREE_FOR_LIFE, 0, 72),
        PlanTerms(Plan.SPONSOR, 100, 24),
        PlanTerms(Plan.PREMIUM, 600, 24),
    ),
    quotas=Quotas(stored_bytes=500 * MEGABYTE, users=50, requests=100_000),
    keys=surplus.KEYS,
    infrastructure=prices.LISTS[0],
    source="Tarif public 2025 de l’hébergeur : VPS Value, Essential, Elite ; stockage objet ; DNS.",
)


def on(day: date, lists: Sequence[Terms]) -> Terms:
    """The terms that hold on a day; the founding ones before the first list of all. Of several lists for one day, in
    the order of their publication, the last."""
    held = sorted((terms for terms in lists if terms.valid_from <= day), key=lambda terms: terms.valid_from)
    return held[-1] if held else FOUNDING


def check(terms: Terms, *, today: date, lists: Sequence[Terms]) -> None:
    """May these terms be published today, after those that were? Raises `TermsTooLate`, `TermsWithoutDecision`,
    `TermsImpossible`, `KeysIncomplete`. The founding list needs no decision: nobody was hosted before it."""
    surplus.check_keys(terms.keys)
    figures = [plan.month_cents for plan in terms.plans]
    least = (terms.quotas.stored_bytes, terms.quotas.users, terms.quotas.requests)
    if {plan.plan for plan in terms.plans} != set(Plan) or min(figures) < 0 or min(least) < 1:
        raise TermsImpossible
    if not lists and terms.valid_from == FOUNDING.valid_from:
        return
    if not terms.decided_by.strip():
        raise TermsWithoutDecision
    newest = max((one.valid_from for one in lists), default=today)
    if terms.valid_from <= today or terms.valid_from < newest:
        raise TermsTooLate(after_on=max(today, newest - timedelta(days=1)))
