"""By whose law an assembly counts: the co-ownership of the Civil Code, or the non-profit of the Companies Code.

A rule set is data for the one engine. The condominium's is the default everywhere; the non-profit's (CSA book 9)
counts heads: one member, one vote, no cap, no opening quorum, and a quorum of its own for the decisions that change
what the non-profit is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from koprogo.assemblies.rules import calendar, proxies, quorum, subjects
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.subjects import Period, Subject
from koprogo.kernel.shares import at_least


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What differs between two kinds of assembly. Fractions are (numerator, denominator)."""

    code: str
    subjects: Mapping[Subject, tuple[Period, ...]]
    by_heads: bool
    """One member, one vote; otherwise one vote for each share of the deed."""
    capped: bool
    """Nobody votes for more than all the others together (CC 3.87 § 6)."""
    opening_quorum: bool
    """The assembly opens only with the two conditions of CC 3.87 § 5; otherwise with whoever came."""
    most_proxies: int | None
    """Proxies of one holder, beyond which a tenth of all votes is the limit; None: as many as are given."""
    outsiders: bool
    """Whether somebody from outside may carry a proxy."""
    notice_days: int
    second_days: int
    request: tuple[int, int]
    """The part of the votes (shares, or members) that may ask for an assembly."""
    convene_days: int
    """Days to send the convocation of a requested assembly."""
    hold_days: int | None
    """Days within which a requested assembly is held, where the law says so."""
    item_request: tuple[int, int] | None
    """The part of the votes that may put an item on the agenda; None: anybody with a vote."""

    def heads_for(self, majority: Majority) -> tuple[int, int] | None:
        """The part of all voters that a decision at this majority needs, where only the majority is known.

        The strictest of the subjects that need it: no subject here has the same majority with and without a quorum.
        """
        asked = (periods[-1].heads for periods in self.subjects.values() if periods[-1].majority is majority)
        return next((heads for heads in asked if heads), None)

    def request_carries(self, signed: int, total: int) -> bool:
        """Whether those who signed may ask for an assembly (CC 3.87 § 2; CSA 9:13)."""
        return at_least(signed, total, *self.request)

    def item_carries(self, signed: int, total: int) -> bool:
        """Whether those who signed may put an item on the agenda (CC 3.87 § 3; CSA 9:14)."""
        return signed > 0 and (self.item_request is None or at_least(signed, total, *self.item_request))

    def convened_by(self, received_on: date) -> date:
        """The last day to convene a requested assembly, by the plain count."""
        return received_on + timedelta(days=self.convene_days)

    def held_by(self, received_on: date) -> date | None:
        """The last day to hold a requested assembly, or None where the law sets none."""
        return None if self.hold_days is None else received_on + timedelta(days=self.hold_days)

    def second_from(self, first_on: date) -> date:
        """The first day of a second session on the same agenda."""
        return first_on + timedelta(days=self.second_days)


CONDOMINIUM = RuleSet(
    code="condominium",
    subjects=subjects.TABLE,
    by_heads=False,
    capped=True,
    opening_quorum=True,
    most_proxies=proxies.MOST,
    outsiders=True,
    notice_days=calendar.NOTICE_DAYS,
    second_days=quorum.SECOND_SESSION_DAYS,
    request=(1, 5),
    convene_days=calendar.REQUESTED_ASSEMBLY_DAYS,
    hold_days=None,
    item_request=None,
)
NONPROFIT = RuleSet(
    code="nonprofit",
    subjects=subjects.NONPROFIT,
    by_heads=True,
    capped=False,
    opening_quorum=False,
    most_proxies=None,
    outsiders=False,
    notice_days=15,  # CSA 9:14
    second_days=15,  # CSA 9:21
    request=(1, 5),  # CSA 9:13
    convene_days=21,
    hold_days=40,
    item_request=(1, 20),  # CSA 9:14
)
BY_CODE = {one.code: one for one in (CONDOMINIUM, NONPROFIT)}


def of(kind: str) -> RuleSet:
    """The rule set of a kind of organisation; everything that is no non-profit decides as co-owners do."""
    return BY_CODE.get(kind, CONDOMINIUM)
