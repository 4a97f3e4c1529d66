"""Money, dates and times as ux.md 9 writes them."""

from datetime import UTC, date, datetime

import pytest

from koprogo.platform import formats as f


def plain(text: str) -> str:
    return text.replace(f.NBSP, " ").replace(f.NARROW, " ")


@pytest.mark.parametrize(
    ("cents", "lang", "text"),
    [
        (124318, "fr", "1 243,18 €"),
        (124318, "nl", "€ 1.243,18"),
        (124318, "de", "1.243,18 €"),
        (124318, "en", "€1,243.18"),
        (-1200, "fr", "−12,00 €"),
        (-1200, "nl", "€ −12,00"),
        (-1200, "en", "−€12.00"),
        (5, "fr", "0,05 €"),
        (0, "xx", "0,00 €"),
        (123456789012, "fr", "1 234 567 890,12 €"),
    ],
)
def test_money(cents: int, lang: str, text: str) -> None:
    assert plain(f.money(cents, lang)) == text


@pytest.mark.parametrize(
    ("lang", "short", "long", "near", "clock"),
    [
        ("fr", "24 nov. 2026", "mardi 24 novembre 2026", "mardi 24 novembre", "19 h 30"),
        ("nl", "24 nov. 2026", "dinsdag 24 november 2026", "dinsdag 24 november", "19.30 uur"),
        ("de", "24. Nov. 2026", "Dienstag, 24. November 2026", "Dienstag, 24. November", "19.30 Uhr"),
        ("en", "24 Nov 2026", "Tuesday 24 November 2026", "Tuesday 24 November", "19:30"),
    ],
)
def test_dates(lang: str, short: str, long: str, near: str, clock: str) -> None:
    value = date(2026, 11, 24)
    assert plain(f.day(value, lang)) == short
    assert f.day_long(value, lang, weekday=True) == long
    assert f.day_near(value, date(2026, 11, 10), lang) == near
    assert plain(f.clock(datetime(2026, 11, 24, 18, 30, tzinfo=UTC), lang)) == clock


def test_below_the_cent_and_percents() -> None:
    assert plain(f.rate(700, "fr")) == "0,007 €"
    assert plain(f.rate(580_000, "nl")) == "€ 5,80"
    assert f.rate(1_705, "en") == "€0.01705"
    assert f.rate(-6_250, "de").startswith("\u22120,0625")
    assert plain(f.percent(9_965, "fr")) == "99,65 %"
    assert f.percent(-2_000, "en", least=0) == "\u221220%"
    assert plain(f.decimal(1_234_567, 3, "fr")) == "1 234,567"
    assert f.decimal(5, 0, "en") == "5"


def test_first_of_the_month_in_french() -> None:
    assert plain(f.day(date(2027, 3, 1), "fr")) == "1er mars 2027"


@pytest.mark.parametrize(("hour", "wanted"), [(22, "30 juin 2026"), (21, "29 juin 2026")])
def test_the_day_of_a_moment_is_that_of_brussels(hour: int, wanted: str) -> None:
    moment = datetime(2026, 6, 29, hour, 30, tzinfo=UTC)
    assert plain(f.day(moment, "fr")) == wanted and plain(f.day_long(moment, "fr")) == wanted
    assert plain(f.day_month(moment, "fr")) + " 2026" == wanted
    assert plain(f.day_near(moment, date(2026, 12, 1), "fr")) == wanted


def test_references_and_accounts() -> None:
    assert f.reference("014300405862") == "+++014/3004/05862+++"
    assert f.iban("BE68539007547034") == "BE68 5390 0754 7034"


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("CC 3.87 § 8", "fr", "CC 3.87 § 8"),
        ("CC 3.87 § 8", "nl", "BW 3.87 § 8"),
        ("CC 3.87 § 8", "de", "ZGB 3.87 § 8"),
        ("CC 3.87 § 8", "en", "CC 3.87 § 8"),
        ("CSA 9:14, statuts art. 3", "nl", "WVV 9:14, statuts art. 3"),
        ("ACC 3", "nl", "ACC 3"),
        ("", "nl", ""),
    ],
)
def test_the_code_has_its_name_in_each_language(text: str, lang: str, said: str) -> None:
    assert f.article(text, lang) == said


@pytest.mark.parametrize(
    ("lang", "line", "words"),
    [
        ("fr", f"Montant{f.NBSP}: 2", f"«{f.NBSP}Bonjour{f.NBSP}»"),
        ("nl", "Montant: 2", "“Bonjour”"),
        ("de", "Montant: 2", "„Bonjour“"),
        ("en", "Montant: 2", "“Bonjour”"),
    ],
)
def test_a_name_and_its_value_and_quoted_words(lang: str, line: str, words: str) -> None:
    assert (f.labelled("Montant", 2, lang), f.quoted("Bonjour", lang)) == (line, words)
