"""A small reader of beancount text, strict on what it knows: accounts opened, entries at zero, balances as asserted."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

_DATED = re.compile(r"(\d{4}-\d\d-\d\d) (\S+) ?(.*)")
#: An account as beancount takes it: a known root, then parts that begin with a capital or a digit.
_ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+")
_POSTING = re.compile(r"  (\S+)  (-?\d+\.\d\d) EUR")
_META = re.compile(r'  {1,3} ?[a-z]+: "(?:[^"\\]|\\.)*"')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_OPTION = re.compile(r'option "[a-z_]+" "(?:[^"\\]|\\.)*"')


def check(text: str) -> dict[str, Decimal]:
    """The balance of every account, once the whole text has been proved; AssertionError where it does not hold."""
    opened: dict[str, date] = {}
    entries: list[tuple[date, list[tuple[str, Decimal]]]] = []
    asserted: list[tuple[date, str, Decimal]] = []
    inside = False
    for line in text.split("\n"):
        dated = _DATED.fullmatch(line)
        posting = _POSTING.fullmatch(line)
        if not line:
            inside = False
        elif dated and dated[2] == "open":
            name, currency = dated[3].split()
            assert _ACCOUNT.fullmatch(name) and currency == "EUR" and name not in opened, line
            opened[name] = date.fromisoformat(dated[1])
        elif dated and dated[2] == "*":
            assert _QUOTED.fullmatch(dated[3]), line
            entries.append((date.fromisoformat(dated[1]), []))
            inside = True
        elif dated and dated[2] == "balance":
            name, cents, currency = dated[3].split()
            assert currency == "EUR" and name in opened, line
            asserted.append((date.fromisoformat(dated[1]), name, Decimal(cents)))
        elif posting and inside:
            entries[-1][1].append((posting[1], Decimal(posting[2])))
        else:
            assert _META.fullmatch(line) or _OPTION.fullmatch(line), line
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for on, postings in entries:
        assert len(postings) > 1
        assert sum(amount for _name, amount in postings) == 0, on
        for name, amount in postings:
            assert opened[name] <= on
            sums[name] += amount
    last = max((on for on, _postings in entries), default=date.min)
    for on, name, amount in asserted:
        assert on > last
        whole = sum(held for other, held in sums.items() if other == name or other.startswith(f"{name}:"))
        assert whole == amount, name
    assert {name for _on, name, _amount in asserted} == set(opened)
    return dict(sums)
