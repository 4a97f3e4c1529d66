"""What an adopted decision becomes elsewhere: a mandate, a budget, a call, a key; derived from its subject."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import lcm

from koprogo.assemblies.rules.subjects import Subject

HOUSE_RULES_DAYS = 30  # practice: the law says "without delay" (CC 3.93)


class Effect(StrEnum):
    """What is left to do once the assembly has decided."""

    SYNDIC = "syndic"
    SYNDIC_ENDS = "syndic_ends"
    COUNCIL = "council"
    AUDITOR = "auditor"
    ACCOUNTS = "accounts"
    BUDGET = "budget"
    WAIVER = "waiver"
    CALL = "call"
    KEY = "key"
    DEED = "deed"
    HOUSE_RULES = "house_rules"


#: Effects that give somebody an office.
OFFICES = frozenset({Effect.SYNDIC, Effect.COUNCIL, Effect.AUDITOR})
#: What is called for, where the item has a cost.
COSTED = frozenset(
    {
        Subject.FUND_CONTRIBUTION,
        Subject.WORKS_COMMON,
        Subject.WORKS_IMPOSED,
        Subject.WORKS_CONSERVATORY,
        Subject.WORKS_PRIVATE,
        Subject.REBUILDING,
    }
)
ALWAYS = {
    Subject.SYNDIC_APPOINTMENT: Effect.SYNDIC,
    Subject.SYNDIC_REVOCATION: Effect.SYNDIC_ENDS,
    Subject.COUNCIL_MEMBER: Effect.COUNCIL,
    Subject.AUDITOR: Effect.AUDITOR,
    Subject.ACCOUNTS: Effect.ACCOUNTS,
    Subject.BUDGET: Effect.BUDGET,
    Subject.NO_RESERVE_FUND: Effect.WAIVER,
    Subject.CHARGE_DISTRIBUTION: Effect.KEY,
    Subject.SHARES_CHANGE: Effect.KEY,
    Subject.STATUTES_ENJOYMENT: Effect.DEED,
    Subject.STATUTES_OTHER: Effect.DEED,
    Subject.PENALTY_CLAUSE: Effect.DEED,
    Subject.LOT_DIVISION: Effect.DEED,
    Subject.ACQUISITION: Effect.DEED,
    Subject.DISPOSAL: Effect.DEED,
    Subject.PARTIAL_ASSOCIATION: Effect.DEED,
    Subject.HOUSE_RULES: Effect.HOUSE_RULES,
    Subject.HOUSE_RULES_ENJOYMENT: Effect.HOUSE_RULES,
}


def of(subject: Subject, *, cost_cents: int | None) -> Effect | None:
    """What a decision becomes, or None where it stands by itself. Works and funds are called when they have a cost."""
    if subject in COSTED:
        return Effect.CALL if cost_cents else None
    return ALWAYS.get(subject)


def of_effect(effect: Effect) -> frozenset[Subject]:
    """The subjects that become this, whatever they cost."""
    return frozenset(subject for subject, one in ALWAYS.items() if one is effect)


def first_day_without(last_on: date | None) -> date | None:
    """The first day without the office, from the last day with it; None where the term is open."""
    return last_on + timedelta(days=1) if last_on else None


def whole(in_favour: Fraction, cast: Fraction) -> tuple[int, int]:
    """Votes for and votes cast as whole numbers in the same proportion: a cap may have left fractions."""
    scale = lcm(in_favour.denominator, cast.denominator)
    return int(in_favour * scale), int(cast * scale)


def house_rules_due(decided_on: date) -> date:
    """Until when the house rules are to be brought up to date."""
    return decided_on + timedelta(days=HOUSE_RULES_DAYS)
