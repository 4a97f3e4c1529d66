"""Whether a payer's free text names a person or a lot."""

import pytest

from koprogo.banking.rules.quoting import names_lot, names_person, words


@pytest.mark.parametrize(
    ("text", "lot", "quoted"),
    [
        ("appartement 3C", "3C", True),
        ("3c juillet", "3C", True),
        ("APPT 3 C", "3 C", True),
        ("lot 12", "12", True),
        ("loyer 12 juillet", "12", False),
        ("bte 12", "Lot 12", True),
        ("charges A", "A", False),
        ("lot A", "A", True),
        ("13C", "3C", False),
        ("lot", "lot", False),
        ("", "3C", False),
    ],
)
def test_lots_quoted(text: str, lot: str, quoted: bool) -> None:
    assert names_lot(words(text), lot) is quoted


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("ELOY DAVID", "David Éloy", True),
        ("DAVID ELOYS", "David Éloy", False),
        ("MARTIN", "Mme Chloé Martin", False),
        ("Lecœur Zoé", "Zoé LECOEUR", True),
        ("ME", "Me", False),
        ("SA", "SA", False),
        ("IMMO PARC BV", "Immo Parc SA", True),
    ],
)
def test_persons_named(text: str, name: str, said: bool) -> None:
    assert names_person(words(text), name) is said
