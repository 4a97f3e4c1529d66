"""Do closed years still say what they said when they were closed?"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from koprogo.closing.models import ClosedBalance
from koprogo.closing.queries import year as years
from koprogo.closing.rules import closing as rules
from koprogo.closing.rules.closing import Frozen, Stage
from koprogo.kernel.findings import Finding
from koprogo.platform.access import Access


def drifts(access: Access) -> list[tuple[str, str]]:
    """(year, account) whose books no longer give the frozen balance; an empty account: the hash itself (three queries
    for each closed year, and two)."""
    found: list[tuple[str, str]] = []
    for year in years.years(access):
        if year.stage is not Stage.CLOSED or year.row is None:
            continue
        rows = ClosedBalance.objects.filter(org_id=access.org_id, closing=year.row)
        kept = {one.account_id: Frozen(one.code, one.opening_cents, one.debit_cents, one.credit_cents) for one in rows}
        if rules.fingerprint(list(kept.values())) != year.row.fingerprint:
            found.append((year.code, ""))
        now = dict(years.frozen(access, year=year))
        for account in kept.keys() | now.keys():
            then, today = kept.get(account), now.get(account)
            # An account may have got another number since: its balance is what must stand.
            if then is None or today is None or _figures(then) != _figures(today):
                found.append((year.code, (then or today or Frozen("", 0, 0, 0)).code))
    return sorted(found)


def _figures(one: Frozen) -> tuple[int, int, int]:
    return one.opening_cents, one.debit_cents, one.credit_cents


def _closed_years(access: Access) -> list[Finding]:
    return [
        Finding("closing.closed_years.drifted", {"year": year, "account": code})
        if code
        else Finding("closing.closed_years.hash", {"year": year})
        for year, code in drifts(access)
    ]


#: The name of each proof, and what it asks.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType({"closing.closed_years": _closed_years})
