"""Countries, languages and floors as files write them, in the few signs the building keeps."""

import re

from koprogo.condominiums.rules.workbook import cells

_COUNTRIES = {
    "BE": "be bel belgique belgie belgium belgien",
    "FR": "fr fra france frankrijk frankreich",
    "NL": "nl nld nederland netherlands pays bas niederlande",
    "LU": "lu lux luxembourg luxemburg",
    "DE": "de deu allemagne duitsland germany deutschland",
    "GB": "gb gbr uk royaume uni verenigd koninkrijk united kingdom",
    "CH": "ch che suisse zwitserland switzerland schweiz",
    "ES": "es esp espagne spanje spain spanien",
    "IT": "it ita italie italy italien",
    "PT": "pt prt portugal",
}
_PHRASES = {"pays bas": "NL", "royaume uni": "GB", "verenigd koninkrijk": "GB", "united kingdom": "GB"}
_BY_WORD = _PHRASES | {
    word: code
    for code, words in _COUNTRIES.items()
    for word in words.split()
    if word not in ("pays", "bas", "royaume", "uni", "verenigd", "koninkrijk", "united", "kingdom")
}
_LANGUAGES = {
    "fr": "f fr fra fre francais french frans franzosisch",
    "nl": "n nl nld dut nederlands neerlandais dutch niederlandisch vlaams",
    "de": "d de deu ger allemand duits german deutsch",
    "en": "e en eng anglais engels english englisch",
}
_BY_LANGUAGE = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_GROUND = frozenset({"0", "rc", "rdc", "rez", "rez de chaussee", "gelijkvloers", "gv", "glv", "ground", "ground floor"})
_BELOW = frozenset({"sous sol", "s sol", "ss", "kelder", "kelderverdieping", "basement", "cave", "caves"})
_FLOOR = re.compile(
    r"(-?\d{1,2})\s*(?:e|er|eme|ieme|me|de|ste|th|st|nd|rd|te)?\s*(?:etage|verdieping|verd|floor|stock|niveau)?",
    re.ASCII,
)


def country_of(text: str) -> str:
    """The two letters of a country, "" when it is blank or not known here."""
    folded = cells.fold(text)
    return _BY_WORD.get(folded) or (text.strip() if re.fullmatch(r"[A-Z]{2}", text.strip()) else "")


def language_of(text: str) -> str:
    """fr, nl, de or en; "" when it is blank or another language."""
    folded = cells.fold(text)
    return _BY_LANGUAGE.get(folded) or _BY_LANGUAGE.get(folded[:2] if re.match(r"\w\w[-_ ]\w\w$", folded) else "", "")


def floor_of(text: str) -> int | None:
    """A floor as a number, 0 for the ground floor; None when the text says something else."""
    folded = cells.fold(text)
    if folded in _GROUND:
        return 0
    if folded in _BELOW:
        return -1
    plain = ("-" if text.strip().startswith(("-", "−")) else "") + folded
    found = _FLOOR.fullmatch(plain)
    return int(found[1]) if found else None
