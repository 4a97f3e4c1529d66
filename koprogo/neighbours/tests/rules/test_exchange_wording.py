"""The local exchange speaks as neighbours do: no word of trade in any of the four languages (belgian-law 10).

The exchange, what is written in it for a neighbour who never signs in, and the figures made of it (SETTLED 13):
elsewhere a booking may have a price and a loan a deposit.
"""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from koprogo.neighbours.labels import exchange as labels

ROOT = Path(__file__).resolve().parents[4]
LANGUAGES = ("nl", "de", "en")
#: The list of the law chapter: « salaire, prix, €, facture, client, travail, paiement » and its equals.
FORBIDDEN = {
    "fr": r"salaires?|prix|€|euros?|factur\w+|clients?|travail\w*|paie\w*|pay[eéa]\w*|rémunér\w+",
    "nl": r"lo(?:on|nen)|salaris\w*|prijs|prijzen|€|euro'?s?|factu\w+|klant\w*|werk(?:en|t)?|betal\w+|vergoeding\w*",
    "de": r"Lohn|Löhne|Gehalt|Gehälter|Preise?n?|€|Euros?|Rechnung\w*|Kunden?|Kundin\w*|Arbeit\w*|(?:be)?zahl\w*",
    "en": r"wages?|salar\w+|prices?|€|euros?|invoic\w+|clients?|customers?|work(?:s|ed|ing)?|pay\w*|paid|fees?",
}
#: Trades that the law keeps for those who hold a title, each named in the text that is accepted.
TRADES = {
    "fr": ("gaz", "électrique", "ascenseur", "médicaux", "garde d’enfants", "transport de personnes", "juridique"),
    "nl": ("gas", "elektrische", "lift", "medische", "kinderopvang", "personenvervoer", "juridisch"),
    "de": ("Gas", "Elektro", "Aufzug", "medizinische", "Kinderbetreuung", "Personenbeförderung", "Rechtsberatung"),
    "en": ("gas", "electrical", "lift", "medical", "childcare", "passengers", "legal"),
}


def _flat(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def texts(language: str) -> list[str]:
    """Every text of the exchange in one language: what its own files say, by the places noted in the catalogue."""
    catalogue = "nl" if language == "fr" else language
    with (ROOT / "locale" / catalogue / "LC_MESSAGES" / "django.po").open("rb") as file:
        found = read_po(file, locale=catalogue)
    out: list[str] = []
    for message in found:
        places = [path for path, _line in message.locations]
        if any(re.search(r"koprogo/neighbours/.*(exchange|office|effect|told|figures)", path) for path in places):
            out += _flat((message.id if language == "fr" else message.string) or "")
    return out


@pytest.mark.parametrize("language", ["fr", *LANGUAGES])
def test_no_word_of_trade(language: str) -> None:
    found = texts(language)
    assert len(found) > 220, "the places in the catalogue are where the texts of the exchange are found"
    pattern = re.compile(rf"(?<!\w)(?:{FORBIDDEN[language]})(?!\w)", re.IGNORECASE)
    assert [text for text in found if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le prix est de 10 €"),
        ("fr", "un travail payé"),
        ("nl", "betaling per factuur"),
        ("nl", "hoeveel werk is het"),
        ("de", "gegen Bezahlung"),
        ("de", "Arbeit und Lohn"),
        ("en", "what you get paid"),
        ("en", "an invoice to a customer"),
    ],
)
def test_the_words_would_be_found(language: str, text: str) -> None:
    assert re.search(rf"(?<!\w)(?:{FORBIDDEN[language]})(?!\w)", text, re.IGNORECASE)


@pytest.mark.parametrize("language", ["fr", *LANGUAGES])
def test_the_text_that_is_accepted_is_the_law_s_sample_and_names_the_trades(language: str) -> None:
    with translation.override("fr"):
        # French pages have a narrow no-break space before the colon, the source has an ordinary one.
        sources = {str(one).replace("\u202f", " ").replace("\xa0", " ") for one in labels.DISCLAIMERS}
    said = " ".join(text for text in texts(language) if language != "fr" or text in sources)
    assert [trade for trade in TRADES[language] if trade not in said] == []
    sample = {
        "fr": "Les échanges sont des coups de main bénévoles et occasionnels entre membres.",
        "nl": "De eenheid is een rekeneenheid zonder geldwaarde, niet inwisselbaar.",
        "de": "ohne Geldwert",
        "en": "without monetary value",
    }
    assert sample[language] in said
