"""A party from the fields of a person: kind, names, ways to reach it."""

import re

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.plan import OwnerKind

# Legal forms of BE, FR, NL, LU, DE companies and associations, as whole words in capitals or lower case.
_COMPANY = re.compile(
    r"\b(?:s\.?a\.?r?\.?l?|s\.?r\.?l\.?|s\.?p\.?r\.?l\.?|n\.?v\.?|b\.?v\.?b?\.?a?\.?|s\.?c\.?r?\.?l?"
    r"|c\.?v\.?b?\.?a?|a\.?s\.?b\.?l\.?"
    r"|v\.?z\.?w\.?|s\.?n\.?c\.?|s\.?c\.?i\.?|gmbh|immo\w*|société|maatschap\w*|vennootschap"
    r"|stichting|fondation|commune|gemeente|ville"
    r"|c\.?p\.?a\.?s\.?|o\.?c\.?m\.?w\.?|comm\.?\s?v\.?|ltd|plc)(?![\w.])",
    re.IGNORECASE,
)
# A short form is a company only in capitals: "van de Sa" is a name.
_CAPITALS = re.compile(r"\b(?:S\.?A\.?|N\.?V\.?|B\.?V\.?|S\.?C\.?|C\.?V\.?)(?![\w.])")
_SHORT = re.compile(r"(?:s\.?a\.?|n\.?v\.?|b\.?v\.?|s\.?c\.?|c\.?v\.?)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:et|en|and|und)\s+|\s*[&/+]\s*|\s*\n+\s*", re.IGNORECASE)
_LONGEST_NAME = 300
_TITLES = frozenset(
    {"m", "mr", "mme", "mlle", "mm", "mmes", "monsieur", "madame", "mademoiselle", "messieurs"}
    | {"dhr", "mevr", "mevrouw", "heer", "mw", "mrs", "ms", "herr", "frau"}
)
_KINDS = {
    "in": OwnerKind.PERSON,
    "person": OwnerKind.PERSON,
    "co": OwnerKind.COMPANY,
    "company": OwnerKind.COMPANY,
    "joint": OwnerKind.JOINT,
    "split": OwnerKind.SPLIT,
}


def kind_of_type(text: str) -> OwnerKind | None:
    """The kind a type column states: "IN" a person, "CO" a company; None when it says something else."""
    return _KINDS.get(cells.fold(text))


def is_company(name: str) -> bool:
    """Whether a name carries a legal form or a word only bodies have."""
    found = _COMPANY.search(name)
    if found is None:
        return False
    return not _SHORT.fullmatch(found[0]) or bool(_CAPITALS.search(name))


def members_of(name: str) -> tuple[str, ...]:
    """The people a joint name lists ("Jean Dupont et Marie Durand"), empty for one person or a company.

    "M. et Mme Dupont" is two people of one name: the last part lends its name to bare titles.
    """
    if len(name) > _LONGEST_NAME or is_company(name):
        return ()
    parts = [part.strip(" ,;") for part in _AND.split(name)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return ()
    words = parts[-1].split()
    while words and cells.fold(words[0]) in _TITLES:
        words.pop(0)
    surname = " ".join(words)
    if not surname:
        return ()
    return tuple(f"{part} {surname}" if _is_title(part) else part for part in parts)


def _is_title(part: str) -> bool:
    return all(word in _TITLES for word in cells.fold(part).removeprefix("de ").split())


def kind_of_name(name: str) -> tuple[OwnerKind, tuple[str, ...]]:
    """The kind of party a bare name is, with its members when it is several people."""
    if is_company(name):
        return OwnerKind.COMPANY, ()
    members = members_of(name)
    return (OwnerKind.JOINT, members) if members else (OwnerKind.PERSON, ())
