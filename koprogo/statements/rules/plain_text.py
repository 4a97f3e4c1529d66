"""The books as beancount text: a free program then proves that every entry balances and every balance holds."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from koprogo.ledger.rules.chart_account import Nature
from koprogo.statements.rules.flat_file import BookLine, Held, auxiliary, clean

_ROOTS = {
    Nature.ASSET: "Assets",
    Nature.LIABILITY: "Liabilities",
    Nature.COST: "Expenses",
    Nature.INCOME: "Income",
}


def account(code: str, nature: str) -> str:
    """The name of an account: its root by nature, funds of the owners under Equity (10 to 16), then its code."""
    if nature == Nature.LIABILITY and code.startswith("1") and not code.startswith("17"):
        return f"Equity:{code}"
    return f"{_ROOTS[Nature(nature)]}:{code}"


def _leaf(one: BookLine | Held) -> str:
    name = account(one.account_code, one.nature)
    return f"{name}:P{auxiliary(one.party_id)}" if one.party_id else name


def _quoted(text: str) -> str:
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def decimal(cents: int) -> str:
    """Signed cents as euros with a point: -1243.18."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def plain_text(
    lines: Iterable[BookLine], held: Sequence[Held], *, title: str, from_on: date, to_on: date, carried: str
) -> str:
    """Options, the accounts, the balances carried into the period as one entry, every entry, then every balance."""
    kept = list(lines)
    return "\n".join(
        [
            f"option {_quoted('title')} {_quoted(title)}",
            'option "operating_currency" "EUR"',
            "",
            *_opened(kept, held, from_on),
            "",
            *_entry(from_on, carried, "", [(_leaf(one), one.cents, one.party_name) for one in held]),
            *(text for group in _entries(kept) for text in group),
            *_balances(kept, held, to_on),
            "",
        ]
    )


def _opened(lines: Sequence[BookLine], held: Sequence[Held], from_on: date) -> list[str]:
    names: dict[str, tuple[str, str]] = {}
    for one in [*held, *lines]:
        names.setdefault(_leaf(one), (one.account_name, one.party_name))
    out = []
    for name, (words, party) in sorted(names.items()):
        out.append(f"{from_on} open {name} EUR")
        out.append(f"  name: {_quoted(words)}")
        if party:
            out.append(f"  party: {_quoted(party)}")
    return out


def _entries(lines: Sequence[BookLine]) -> Iterable[list[str]]:
    for number, group in groupby(lines, key=lambda one: one.number):
        own = list(group)
        first = own[0]
        postings = [(_leaf(one), one.cents, one.label) for one in own]
        yield _entry(first.entry_on, first.entry_label, number, postings, voucher=first.voucher_label)


def _entry(
    on: date, words: str, number: str, postings: Sequence[tuple[str, int, str]], *, voucher: str = ""
) -> list[str]:
    if not postings:
        return []
    out = [f"{on} * {_quoted(words)}"]
    if number:
        out.append(f"  reference: {_quoted(number)}")
    if voucher:
        out.append(f"  voucher: {_quoted(voucher)}")
    for name, cents, label in postings:
        out.append(f"  {name}  {decimal(cents)} EUR")
        if label:
            out.append(f"    label: {_quoted(label)}")
    return [*out, ""]


def _balances(lines: Sequence[BookLine], held: Sequence[Held], to_on: date) -> list[str]:
    sums: dict[str, int] = {}
    for one in [*held, *lines]:
        sums[_leaf(one)] = sums.get(_leaf(one), 0) + one.cents
    # An assertion holds at the beginning of its day, sub-accounts included: those of parties are asserted one by one,
    # and an account that has lines of its own beside them with everything below it.
    day = to_on + timedelta(days=1)
    out = []
    for name in sorted(sums):
        whole = sum(cents for other, cents in sums.items() if other == name or other.startswith(f"{name}:"))
        out.append(f"{day} balance {name}  {decimal(whole)} EUR")
    return out
