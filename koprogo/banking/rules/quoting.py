"""Whether a payer's free text names a person or a lot of the building."""

import re
import unicodedata

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
    wanted = {word for word in words(name) if len(word) > 1 and word not in _EMPTY_WORDS}
    return any(len(word) > 2 for word in wanted) and wanted <= set(said)


def names_lot(said: list[str], lot: str) -> bool:
    """Whether a lot is quoted: after a word like "lot" or "bte", or alone if it mixes letters and digits."""
    code = words(lot)
    while code and code[0] in _LOT_WORDS:
        code = code[1:]
    joined = "".join(code)
    if not joined:
        return False
    mixed = not joined.isdigit() and not joined.isalpha()
    for place in range(len(said)):
        for length in {1, len(code)}:
            announced = place > 0 and said[place - 1] in _LOT_WORDS
            if "".join(said[place : place + length]) == joined and (mixed or announced):
                return True
    return False
