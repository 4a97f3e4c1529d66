"""The keys of a plan by the codes of the building: which one is the deed's, and whole weights a database can hold."""

import re
from collections.abc import Iterable, Mapping

from koprogo.condominiums.rules.keys import DEED_CODE
from koprogo.condominiums.rules.workbook import cells, vocabulary
from koprogo.condominiums.rules.workbook.plan import KeyRow
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.kernel.identifiers import slug

LARGEST_SHARES = 10**15
_RESERVED = frozenset({"nouvelle"})
_DEED = re.compile(r"\b(?:acte(?: de base)?|basisakte|statuts?|statuten|stat|basisurkunde|deed|quotites?|aandelen)\b")


def settle_keys(
    keys: Iterable[KeyRow], numbers: Mapping[str, str]
) -> tuple[tuple[KeyRow, ...], str, tuple[Problem, ...]]:
    """The keys with weights by lot number, the file's name of the deed's key, and what no database can hold.

    A key without any share is left out: it would share nothing.
    """
    rows = [key for key in keys if key.total > 0]
    deed = _deed(rows)
    taken = {DEED_CODE}
    found: list[KeyRow] = []
    refused: list[Problem] = []
    for key in rows:
        if key.total > LARGEST_SHARES or any(weight > LARGEST_SHARES for weight in key.weights.values()):
            refused.append(Problem("", "", "shares_too_large", {"key": key.label}))
            continue
        weights = {numbers[lot]: weight for lot, weight in key.weights.items() if weight and lot in numbers}
        if key is deed:
            # The building calls its deed's key itself; only a name that people gave it comes back from an export.
            label = key.label if key.name == DEED_CODE != key.label else ""
            found.insert(0, KeyRow(DEED_CODE, label[:120], key.total, weights))
        else:
            found.append(KeyRow(_code(key.name, taken), " ".join(key.label.split())[:120], key.total, weights))
    return tuple(found), deed.label if deed else "", tuple(refused)


def _deed(rows: list[KeyRow]) -> KeyRow | None:
    """The key that is the deed's: named so, else the first that is not the key of one cost."""
    for key in rows:
        if key.name == DEED_CODE:
            return key
    general = [key for key in rows if not vocabulary.names_a_key(key.label) and not vocabulary.names_a_key(key.name)]
    named = [key for key in general if _DEED.search(cells.fold(f"{key.name} {key.label}"[:200]))]
    return next(iter(named or general), None)


def _code(name: str, taken: set[str]) -> str:
    wanted = slug(name, longest=36) or "cle"
    code, number = wanted, 1
    while code in taken or code in _RESERVED:
        number += 1
        code = f"{wanted}-{number}"
    taken.add(code)
    return code
