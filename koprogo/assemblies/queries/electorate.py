"""Who has votes on a day: owners with the shares of their lots, or members with one vote each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.models import Elector
from koprogo.assemblies.rules import rulesets
from koprogo.assemblies.rules.mandates import NotTheRepresentative
from koprogo.assemblies.rules.rulesets import RuleSet
from koprogo.condominiums.queries import roll, standing
from koprogo.condominiums.queries.periods import holding
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Voter:
    """One party of the electoral roll. ``suspended``: several owners without a representative (CC 3.87 § 1)."""

    party_id: UUID
    name: str
    lots: tuple[str, ...]
    shares: int
    suspended: bool

    @property
    def key(self) -> str:
        """How the rules name this party."""
        return str(self.party_id)


def rules(access: Access) -> RuleSet:
    """By whose law this organisation's assemblies count (no query)."""
    return rulesets.of(access.org_kind)


def voters(access: Access, *, on: date, only: Collection[UUID] | None = None) -> tuple[Voter, ...]:
    """The electoral roll of a day, by name (one query). ``only``: these parties of it, in no order, without lots."""
    if rules(access).by_heads:
        listed = Elector.objects.filter(holding(on), org_id=access.org_id)
        listed = listed if only is None else listed.filter(party_id__in=only)
        rows = listed.order_by("party__sort_name", "party_id")
        members = rows.values_list("party_id", "party__name")
        return tuple(Voter(party_id, name, (), 1, suspended=False) for party_id, name in members)
    held = roll.holders(access, on=on) if only is None else roll.holders_among(access, party_ids=only, on=on)
    return tuple(Voter(one.party_id, one.name, one.lots, one.shares, not one.may_vote) for one in held)


def own(access: Access) -> frozenset[UUID]:
    """The parties that this reader votes for: without those of several owners where another one was designated (one
    query)."""
    return access.party_ids - standing.represented_by_others(access).keys()


def own_on(access: Access, *, on: date) -> list[UUID]:
    """Of the parties that this reader votes for, those on the roll of a day, the weightiest first; all of them where
    none is, so that whoever acts for them is told (two queries)."""
    voting = own(access)
    listed = sorted(voters(access, on=on, only=voting), key=lambda one: (-one.shares, one.key))
    return [one.party_id for one in listed] or sorted(voting, key=str)


def check_own(access: Access, party_id: UUID) -> None:
    """Refuse to act for a party that is not the reader's, or whose vote another one has (one query).

    Raises NotFound, NotTheRepresentative.
    """
    if party_id not in access.party_ids:
        raise NotFound(what="party")
    elsewhere = standing.represented_by_others(access)
    if party_id in elsewhere:
        raise NotTheRepresentative(name=elsewhere[party_id])


def choices(access: Access) -> list[tuple[str, str]]:
    """Whoever has a vote today, for a list to choose from (one query)."""
    return [(one.key, one.name) for one in voters(access, on=access.today)]
