"""Whether somebody may carry a proxy, before the day: said to who gives it, with the reason."""

from collections.abc import Mapping

from koprogo.assemblies.rules.proxies import MOST, within_limit
from koprogo.kernel.refusals import Refused


class ProxyToSyndic(Refused):
    """The syndic never carries a proxy."""

    code = "assemblies.proxy_to_syndic"
    article = "CC 3.87 § 7"


class ProxyTooMany(Refused):
    """Three proxies already, and more than a tenth of all votes with this one. `held`: how many are carried."""

    code = "assemblies.proxy_too_many"
    article = "CC 3.87 § 7"


class ProxyUnnamed(Refused):
    """A proxy names a person: a blank one, or one to an office, is worth nothing."""

    code = "assemblies.proxy_unnamed"
    article = "CC 3.87 § 7"


class ProxyToOneself(Refused):
    """Nobody represents themselves by proxy."""

    code = "assemblies.proxy_to_oneself"


class ProxyToOutsider(Refused):
    """In a non-profit a member is represented by another member."""

    code = "assemblies.proxy_to_outsider"


class ProxyGivenAlready(Refused):
    """These votes are already in somebody's hands. `holder`: whose."""

    code = "assemblies.proxy_given_already"


class NotTheRepresentative(Refused):
    """One of several owners of a lot, where another one was designated in writing (CC 3.87 § 1): ``name``."""

    code = "assemblies.not_the_representative"


class VoteSuspended(Refused):
    """Joint owners without a representative have no vote to give."""

    code = "assemblies.vote_suspended"
    article = "CC 3.87 § 1"


class TooManyShares(Refused):
    """More votes are given than there are. `left`: how many are still free."""

    code = "assemblies.too_many_shares"


def plain(name: str) -> str:
    """A name as one compares it: without case and double spaces."""
    return " ".join(name.casefold().split())


def check_holder(
    *,
    mandator: str,
    holder: str | None,
    holder_name: str,
    syndic: str | None,
    syndic_name: str,
    outsiders: bool = True,
) -> None:
    """Refuse a holder that the law refuses: nobody named, the syndic, oneself (CC 3.87 § 7).

    `holder`: a party of the building, None for somebody from outside, known by name alone.
    `outsiders`: whether somebody who has no vote may carry one. Raises `ProxyUnnamed`, `ProxyToSyndic`,
    `ProxyToOneself`, `ProxyToOutsider`.
    """
    if holder is None and len(plain(holder_name).split()) < 2:
        raise ProxyUnnamed(field="outsider")
    if holder is None and not outsiders:
        raise ProxyToOutsider(field="outsider")
    if (holder is not None and holder == syndic) or (syndic_name and plain(holder_name) == plain(syndic_name)):
        raise ProxyToSyndic(field="holder" if holder else "outsider")
    if holder == mandator:
        raise ProxyToOneself(field="holder")


def check_load(
    *,
    own: int,
    carried: Mapping[str, int],
    mandator: str,
    shares: int,
    total: int,
    name: str,
    most: int | None = MOST,
) -> None:
    """Refuse one proxy too many: three, or more within a tenth of all votes with the holder's own (CC 3.87 § 7).

    `carried`: votes for each mandator so far; a mandator counts once, whatever the number of lots. Raises
    `ProxyTooMany`.
    """
    after = dict(carried)
    after[mandator] = after.get(mandator, 0) + shares
    if not within_limit(own=own, carried=after, total=total, most=most):
        raise ProxyTooMany(field="holder", name=name, held=len(carried), most=most)


def check_free(*, shares: int | None, held: int, given: int, holder: str) -> int:
    """How many votes a proxy moves: all that are free, or as many as it says.

    `held`: the mandator's votes; `given`: those already in other hands, `holder`: whose. Raises `ProxyGivenAlready`,
    `TooManyShares`.
    """
    left = held - given
    if left <= 0 or (shares is None and given):
        raise ProxyGivenAlready(field="holder", holder=holder)
    if shares is not None and shares > left:
        raise TooManyShares(field="shares", left=left)
    return left if shares is None else shares
