"""Whether a payer's free text names a person or a lot of the building."""

import re
import unicodedata
from functools import lru_cache

# Words before a lot number, in the languages of the country.
_LOT_WORDS = frozenset(
    {"lot", "lots", "app", "appt", "apt", "appart", "appartement", "flat", "studio", "kavel", "wohnung"}
    | {"bte", "bus", "boite", "parking", "garage", "cave", "kelder", "box"}
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o"})
# Titles and forms name nobody.
_EMPTY_WORDS = frozenset(
    {
        "m",
        "mr",
        "mme",
        "mlle",
        "madame",
        "monsieur",
        "mevr",
        "mevrouw",
        "dhr",
        "heer",
        "herr",
        "frau",
        "et",
        "en",
    }
    | {"und", "of", "ou", "sa", "nv", "srl", "bv", "sprl", "bvba", "asbl", "vzw", "indivision", "epoux"}
)


def words(text: str) -> list[str]:
    """The words of a text in lower-case letters without accents, so that banks' capitals compare."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def names_person(said: list[str], name: str) -> bool:
    """Whether every word of a name is said, in any order: banks write the surname first or last.

    Initials and titles do not count; a name must leave at least one word of three letters.
    """
    wanted = _telling(name)
    return bool(wanted) and wanted.issubset(said)


def names_lot(said: list[str], lot: str) -> bool:
    """Whether a lot is quoted: after a word like "lot" or "bte", or alone if it mixes letters and digits."""
    joined, size = _code(lot)
    if not joined:
        return False
    mixed = not joined.isdigit() and not joined.isalpha()
    for place in range(len(said)):
        for length in {1, size}:
            announced = place > 0 and said[place - 1] in _LOT_WORDS
            if "".join(said[place : place + length]) == joined and (mixed or announced):
                return True
    return False


# A page compares hundreds of movements with the same few hundred names and lots.
@lru_cache(maxsize=4_096)
def _telling(name: str) -> frozenset[str]:
    """The words of a name that tell who it is; none when they are all too short."""
    wanted = frozenset(word for word in words(name) if len(word) > 1 and word not in _EMPTY_WORDS)
    return wanted if any(len(word) > 2 for word in wanted) else frozenset()


@lru_cache(maxsize=4_096)
def _code(lot: str) -> tuple[str, int]:
    """A lot without the words before it, joined, and of how many words it was made."""
    code = words(lot)
    while code and code[0] in _LOT_WORDS:
        code = code[1:]
    return "".join(code), len(code)
