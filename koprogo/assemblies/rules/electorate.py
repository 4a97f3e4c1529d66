"""Who votes on one item, and with how much: all owners by their shares, or those who pay by their key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from koprogo.assemblies.rules.proxies import Portion
from koprogo.assemblies.rules.subjects import Subject

#: What concerns the syndic's own mission: a syndic who owns a lot does not vote there (CC 3.87 § 9).
SYNDICS_OWN = frozenset(
    {Subject.SYNDIC_APPOINTMENT, Subject.SYNDIC_REVOCATION, Subject.SYNDIC_CONTRACT, Subject.DISCHARGE}
)


@dataclass(frozen=True, slots=True)
class Stake:
    """Votes of one owner in one pair of hands on one item. `weight`: shares or key weight, exact."""

    mandator: str
    holder: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote on an item and is there, and who would have to be for all to be there."""

    stakes: tuple[Stake, ...]
    concerned: Mapping[str, Fraction]
    """Every owner with a vote on this item, absent ones too."""

    @property
    def there(self) -> dict[str, Fraction]:
        """Votes present or represented, by owner, in the order of the concerned."""
        found = dict.fromkeys(self.concerned, Fraction(0))
        for stake in self.stakes:
            found[stake.mandator] += stake.weight
        return {party: weight for party, weight in found.items() if weight}

    @property
    def complete(self) -> bool:
        """Whether every owner concerned is there with all votes."""
        return self.there == dict(self.concerned)


def on_item(
    portions: Sequence[Portion],
    *,
    shares: Mapping[str, int],
    weights: Mapping[str, int] | None = None,
    excluded: Collection[str] = frozenset(),
) -> Electorate:
    """The electorate of one item.

    `weights`: the key of who pays, when only some owners bear the cost: only they vote, by their part in it
    (CC 3.87 § 6); None: everybody by shares. `excluded`: who is paid or mandated for what is decided (§ 9); they
    vote neither in person nor by proxy, and what others gave them to carry cannot be carried on this item. Where
    only some of an owner's shares are there, the key weight follows in proportion, for it is not known by lot.
    """
    whole = shares if weights is None else weights
    concerned = {
        party: Fraction(whole.get(party, 0)) for party in shares if whole.get(party, 0) and party not in excluded
    }
    stakes = tuple(
        Stake(one.mandator, one.holder, concerned[one.mandator] * Fraction(one.shares, shares[one.mandator]))
        for one in portions
        if one.mandator in concerned and one.holder not in excluded
    )
    return Electorate(stakes, concerned)


def conflicted(subject: Subject, *, syndic: str | None, paid: Collection[str] = frozenset()) -> frozenset[str]:
    """Who is excluded from an item: the syndic on the own mission, and those paid or employed for it (CC 3.87 § 9).

    `paid`: the parties that the item's contract or employment goes to. On other items they vote as anybody.
    """
    return frozenset(paid) | ({syndic} if syndic and subject in SYNDICS_OWN else frozenset())
