"""What a decision is about, which decides the majority: derived from the subject and the date, never chosen.

The table is data. A subject whose rule changed has one line for each period; a change of law is a new line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koprogo.assemblies.rules.majorities import Majority, stricter
from koprogo.kernel.refusals import Refused

L10 = date(2010, 9, 1)  # law of 2 June 2010 in force: the table knows nothing older
CSA = date(2019, 5, 1)  # Companies and Associations Code in force
L18 = date(2019, 1, 1)  # law of 18 June 2018 in force: three quarters became two thirds

_A, _T, _Q = Majority.ABSOLUTE, Majority.TWO_THIRDS, Majority.THREE_QUARTERS
_F, _U = Majority.FOUR_FIFTHS, Majority.UNANIMITY


class Subject(StrEnum):
    """The nature of a decision (table 3.7 of the law sheet)."""

    ACCOUNTS = "accounts"
    BUDGET = "budget"
    DISCHARGE = "discharge"  # practice, not law
    SYNDIC_APPOINTMENT = "syndic_appointment"
    SYNDIC_REVOCATION = "syndic_revocation"
    SYNDIC_CONTRACT = "syndic_contract"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_CREATION = "council_creation"  # below twenty lots
    COUNCIL_DELEGATION = "council_delegation"
    AUDITOR = "auditor"
    CONTRACT = "contract"
    FUND_CONTRIBUTION = "fund_contribution"
    LEGAL_ACTION = "legal_action"
    HOUSE_RULES = "house_rules"
    HOUSE_RULES_ENJOYMENT = "house_rules_enjoyment"
    OTHER = "other"
    WORKS_IMPOSED = "works_imposed"
    WORKS_CONSERVATORY = "works_conservatory"
    WORKS_COMMON = "works_common"
    WORKS_PRIVATE = "works_private"
    STATUTES_ENJOYMENT = "statutes_enjoyment"
    COMPETITION_THRESHOLD = "competition_threshold"
    STATUTES_OTHER = "statutes_other"
    CHARGE_DISTRIBUTION = "charge_distribution"
    PENALTY_CLAUSE = "penalty_clause"
    DESTINATION = "destination"
    REBUILDING = "rebuilding"
    ACQUISITION = "acquisition"
    DISPOSAL = "disposal"
    PARTIAL_ASSOCIATION = "partial_association"
    LOT_DIVISION = "lot_division"
    DEMOLITION_HEALTH = "demolition_health"
    NO_RESERVE_FUND = "no_reserve_fund"
    SHARES_CHANGE = "shares_change"
    DEMOLITION_OTHER = "demolition_other"
    # The non-profit's own
    DIRECTOR = "director"  # appointed or revoked, one by one
    MEMBERSHIP = "membership"
    EXCLUSION = "exclusion"
    STATUTES = "statutes"
    PURPOSE = "purpose"
    DISSOLUTION = "dissolution"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True)
class Period:
    """The majority from a day on, until the next line of the same subject."""

    since_on: date
    majority: Majority
    article: str
    sure: bool = True
    """False where the law sheet says [likely] or [check]: show it as to be verified."""
    heads: tuple[int, int] | None = None
    """The part of all voters that must be there for this decision (numerator, denominator), where there is one."""


def _always(majority: Majority, article: str, *, sure: bool = True) -> tuple[Period, ...]:
    return (Period(L10, majority, article, sure),)


def _eased(article: str, now: Majority = _T, *, sure: bool = True) -> tuple[Period, ...]:
    return Period(L10, _Q, "ex CC 577-7 § 1, 1°", sure), Period(L18, now, article, sure)


#: Where unanimity is that of the owners present or represented: what the first assembly missed by absence alone.
OF_WHO_CAME = "CC 3.88 § 4"

_REST = "CC 3.87 § 8"

TABLE: dict[Subject, tuple[Period, ...]] = {
    Subject.ACCOUNTS: _always(_A, _REST),
    Subject.BUDGET: _always(_A, _REST),
    Subject.DISCHARGE: _always(_A, _REST),
    Subject.SYNDIC_APPOINTMENT: _always(_A, "CC 3.89 § 1"),
    Subject.SYNDIC_REVOCATION: _always(_A, "CC 3.89 § 7"),
    Subject.SYNDIC_CONTRACT: _always(_A, _REST),
    Subject.COUNCIL_MEMBER: _always(_A, "CC 3.90"),
    Subject.COUNCIL_CREATION: _eased(_REST, _A, sure=False),
    Subject.COUNCIL_DELEGATION: _eased("CC 3.90", sure=False),
    Subject.AUDITOR: _always(_A, "CC 3.91"),
    Subject.CONTRACT: _always(_A, _REST),
    Subject.FUND_CONTRIBUTION: _always(_A, _REST),
    Subject.LEGAL_ACTION: _always(_A, _REST),
    Subject.HOUSE_RULES: _always(_A, "CC 3.88", sure=False),
    Subject.HOUSE_RULES_ENJOYMENT: _eased("CC 3.88 § 1, 1° a)", sure=False),
    Subject.OTHER: _always(_A, _REST),
    Subject.WORKS_IMPOSED: _eased("CC 3.88 § 1, 1° b)", _A),
    Subject.WORKS_CONSERVATORY: _always(_A, "CC 3.88 § 1, 1° b)"),
    Subject.WORKS_COMMON: _eased("CC 3.88 § 1, 1° b)"),
    Subject.WORKS_PRIVATE: _eased("CC 3.88 § 1, 1° d)"),
    Subject.STATUTES_ENJOYMENT: _eased("CC 3.88 § 1, 1° a)"),
    Subject.COMPETITION_THRESHOLD: _eased("CC 3.88 § 1, 1° c)"),
    Subject.STATUTES_OTHER: _always(_F, "CC 3.88 § 1, 2° a)"),
    Subject.CHARGE_DISTRIBUTION: _always(_F, "CC 3.88 § 1, 2° a)"),
    # Since 2019 a penalty for late payment stands in the statutes or nowhere (CC 3.85 § 2).
    Subject.PENALTY_CLAUSE: (Period(L18, _F, "CC 3.88 § 1, 2° a)"),),
    Subject.DESTINATION: _always(_F, "CC 3.88 § 1, 2° b)"),
    Subject.REBUILDING: _always(_F, "CC 3.88 § 1, 2° c)"),
    Subject.ACQUISITION: _always(_F, "CC 3.88 § 1, 2° d)"),
    Subject.DISPOSAL: _always(_F, "CC 3.88 § 1, 2° e)"),
    Subject.PARTIAL_ASSOCIATION: _always(_F, "CC 3.88 § 1, 2° f)"),
    Subject.LOT_DIVISION: (Period(L18, _F, "CC 3.88 § 1, 2° g)"),),
    Subject.DEMOLITION_HEALTH: (Period(L18, _F, "CC 3.88 § 1, 2° h)"),),
    Subject.NO_RESERVE_FUND: (Period(L18, _F, "CC 3.86 § 3 al. 4"),),
    Subject.SHARES_CHANGE: _always(_U, "CC 3.88 § 3"),
    Subject.DEMOLITION_OTHER: _always(_U, "CC 3.88 § 3"),
}

_MOST_THERE = (2, 3)  # CSA 9:21: two thirds of the members, present or represented


def _csa(
    majority: Majority, article: str, *, sure: bool = True, heads: tuple[int, int] | None = None
) -> tuple[Period, ...]:
    return (Period(CSA, majority, article, sure, heads),)


#: What a non-profit decides (law sheet § 11). Abstentions count neither for nor against, as everywhere here.
NONPROFIT: dict[Subject, tuple[Period, ...]] = {
    Subject.ACCOUNTS: _csa(_A, "CSA 9:12"),
    Subject.BUDGET: _csa(_A, "CSA 9:12"),
    Subject.DISCHARGE: _csa(_A, "CSA 9:12"),
    Subject.DIRECTOR: _csa(_A, "CSA 9:12"),
    Subject.AUDITOR: _csa(_A, "CSA 9:12"),
    Subject.MEMBERSHIP: _csa(_A, "CSA 9:3", sure=False),
    Subject.CONTRACT: _csa(_A, "CSA 9:12", sure=False),
    Subject.FUND_CONTRIBUTION: _csa(_A, "CSA 9:3", sure=False),
    Subject.LEGAL_ACTION: _csa(_A, "CSA 9:12", sure=False),
    Subject.HOUSE_RULES: _csa(_A, "CSA 2:59", sure=False),
    Subject.OTHER: _csa(_A, "CSA 9:12"),
    # The quorum of a change of statutes is asked for an exclusion as well; the law sheet names the majority alone.
    Subject.EXCLUSION: _csa(_T, "CSA 9:23", sure=False, heads=_MOST_THERE),
    Subject.STATUTES: _csa(_T, "CSA 9:21", heads=_MOST_THERE),
    Subject.PURPOSE: _csa(_F, "CSA 9:21", heads=_MOST_THERE),
    Subject.DISSOLUTION: _csa(_F, "CSA 2:110", heads=_MOST_THERE),
    Subject.CONVERSION: _csa(_F, "CSA 14:37", sure=False, heads=_MOST_THERE),
}

#: Decisions that may carry a change of shares along, at their own majority: works, division, disposal, and
#: partial associations (CC 3.88 § 3 al. 2). Works imposed by law pass with the absolute majority, and so does it.
CARRIES_SHARES = frozenset(
    {
        Subject.WORKS_IMPOSED,
        Subject.WORKS_CONSERVATORY,
        Subject.WORKS_COMMON,
        Subject.WORKS_PRIVATE,
        Subject.REBUILDING,
        Subject.LOT_DIVISION,
        Subject.DISPOSAL,
        Subject.PARTIAL_ASSOCIATION,
    }
)


class SubjectNotCovered(Refused):
    """The table has no rule for this subject on this day; `since_on` is its first day."""

    code = "assemblies.subject_not_covered"


class ClauseMissing(Refused):
    """A majority stricter than the law's is recorded with the clause of the statutes that asks for it."""

    code = "assemblies.clause_missing"


@dataclass(frozen=True, slots=True)
class Required:
    """The majority an item needs, and where that stands."""

    majority: Majority
    article: str
    sure: bool
    clause: str = ""
    """The clause of the statutes, when it is stricter than the law."""
    heads: tuple[int, int] | None = None
    """The part of all voters that must be there for this decision, except at a second session."""


def required(
    subject: Subject,
    *,
    on: date,
    caused_by: Subject | None = None,
    statutes: Majority | None = None,
    clause: str = "",
    table: Mapping[Subject, tuple[Period, ...]] | None = None,
) -> Required:
    """The majority for a decision taken `on` a day (CC 3.87 § 8, 3.88; table 3.7).

    `table`: the subjects of another rule set; None: the co-ownership's.

    `caused_by`: for a change of shares, the decision that makes it necessary. `statutes`, `clause`: a stricter
    majority of the statutes; one that is laxer than the law is left aside, for the chapter is imperative
    (CC 3.100). Raises `SubjectNotCovered`, `ClauseMissing`.
    """
    decisive = subject
    if subject is Subject.SHARES_CHANGE and caused_by in CARRIES_SHARES:
        decisive = caused_by
    period = _period(decisive, on, TABLE if table is None else table)
    article = period.article if decisive is subject else f"CC 3.88 § 3 al. 2 ({period.article})"
    if statutes is None or stricter(statutes, period.majority) is period.majority:
        return Required(period.majority, article, period.sure, heads=period.heads)
    if not clause.strip():
        raise ClauseMissing(field="clause", majority=statutes)
    return Required(statutes, article, period.sure, clause, period.heads)


def _period(subject: Subject, on: date, table: Mapping[Subject, tuple[Period, ...]]) -> Period:
    periods = table.get(subject, ())
    held = [period for period in periods if period.since_on <= on]
    if not held:
        raise SubjectNotCovered(subject=subject, on=on, since_on=periods[0].since_on if periods else None)
    return held[-1]
