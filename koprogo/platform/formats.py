"""Money, dates and numbers as people of four languages write them (ux.md 9). Text only: nothing here computes."""

import re
from datetime import date, datetime, time

from django.utils.translation import get_language

from koprogo.kernel import iban as ibans
from koprogo.kernel import structured_reference
from koprogo.platform.access import BRUSSELS

NBSP = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"
_GROUP = {"fr": NARROW, "nl": ".", "de": ".", "en": ","}
_POINT = {"fr": ",", "nl": ",", "de": ",", "en": "."}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
_SHORT = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "nl": "jan. feb. mrt. apr. mei juni juli aug. sept. okt. nov. dec.",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def _lang(lang: str | None) -> str:
    code = (lang or get_language() or "fr")[:2]
    return code if code in _GROUP else "fr"


def number(value: int, lang: str | None = None) -> str:
    """A whole number with thousands apart: 10 000."""
    code = _lang(lang)
    sign = MINUS if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", _GROUP[code])


def amount(cents: int, lang: str | None = None) -> str:
    """Cents as euros without the sign of the currency: 1 243,18."""
    code = _lang(lang)
    sign = MINUS if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{number(euros, code)}{_POINT[code]}{rest:02d}"


def money(cents: int, lang: str | None = None) -> str:
    """Cents as euros: 1 243,18 € (fr, de), € 1.243,18 (nl), €1,243.18 (en)."""
    code = _lang(lang)
    if code == "en":
        return (MINUS if cents < 0 else "") + "€" + amount(abs(cents), code)
    if code == "nl":
        return f"€{NBSP}{amount(cents, code)}"
    return f"{amount(cents, code)}{NBSP}€"


def decimal(value: int, places: int, lang: str | None = None, *, least: int | None = None) -> str:
    """A whole number of tenths, hundredths, … with its point: 9965 with 2 places is 99,65.

    ``least``: zeros at the end are dropped down to so many places (all are kept without it).
    """
    code = _lang(lang)
    whole, rest = divmod(abs(value), 10**places)
    digits = f"{rest:0{places}d}" if places else ""
    if least is not None:
        digits = digits[:least] + digits[least:].rstrip("0")
    sign = MINUS if value < 0 else ""
    return sign + number(whole, code) + (_POINT[code] + digits if digits else "")


def rate(millicents: int, lang: str | None = None) -> str:
    """A price below the cent, in thousandths of one: 700 is 0,007 €, 580 000 is 5,80 €."""
    code = _lang(lang)
    text = decimal(abs(millicents), 5, code, least=2)
    sign = MINUS if millicents < 0 else ""
    return {"en": f"{sign}€{text}", "nl": f"€{NBSP}{sign}{text}"}.get(code, f"{sign}{text}{NBSP}€")


def percent(hundredths: int, lang: str | None = None, *, least: int = 2) -> str:
    """Hundredths of a percent: 9965 is 99,65 % (nl and en without the space)."""
    code = _lang(lang)
    return decimal(hundredths, 2, code, least=least) + ("%" if code in ("nl", "en") else f"{NBSP}%")


def _there(value: date) -> date:
    """The day in Brussels: a moment is kept in UTC, where the day changes an hour or two later."""
    return value.astimezone(BRUSSELS).date() if isinstance(value, datetime) else value


def day(value: date, lang: str | None = None) -> str:
    """24 nov. 2026. A moment is said by its day in Brussels, here and below."""
    code, value = _lang(lang), _there(value)
    return f"{_ordinal(value.day, code)}{NBSP}{_SHORT[code].split()[value.month - 1]}{NBSP}{value.year}"


def day_month(value: date, lang: str | None = None) -> str:
    """24 nov."""
    code, value = _lang(lang), _there(value)
    return f"{_ordinal(value.day, code)}{NBSP}{_SHORT[code].split()[value.month - 1]}"


#: Between the weekday and the day, where it is more than a space.
_COMMA = {"de": ", "}


def day_long(value: date, lang: str | None = None, *, weekday: bool = False) -> str:
    """30 novembre 2026, with its weekday if asked: lundi 30 novembre 2026."""
    code, value = _lang(lang), _there(value)
    text = f"{_ordinal(value.day, code)} {_MONTHS[code].split()[value.month - 1]} {value.year}"
    return _DAYS[code].split()[value.weekday()] + _COMMA.get(code, " ") + text if weekday else text


def _ordinal(value: int, code: str) -> str:
    if code == "fr" and value == 1:
        return "1er"
    return f"{value}." if code == "de" else str(value)


def day_near(value: date, today: date, lang: str | None = None) -> str:
    """A date as one says it: with the weekday and without the year within three weeks, else in full."""
    code, value = _lang(lang), _there(value)
    if abs((value - today).days) <= 21:
        month = _MONTHS[code].split()[value.month - 1]
        return f"{_DAYS[code].split()[value.weekday()]}{_COMMA.get(code, ' ')}{_ordinal(value.day, code)} {month}"
    return day_long(value, code)


def clock(value: datetime, lang: str | None = None) -> str:
    """19 h 30 (fr), 19.30 uur (nl), 19.30 Uhr (de), 19:30 (en), in Brussels."""
    local = value.astimezone(BRUSSELS)
    return _hour(local.hour, local.minute, _lang(lang))


def hour(value: time, lang: str | None = None) -> str:
    """An hour of the day as people write it: 19 h 00 (fr), 19.00 uur (nl), 19.00 Uhr (de), 19:00 (en)."""
    return _hour(value.hour, value.minute, _lang(lang))


def _hour(hours: int, minutes: int, code: str) -> str:
    if code == "fr":
        return f"{hours}{NBSP}h{NBSP}{minutes:02d}"
    if code == "en":
        return f"{hours}:{minutes:02d}"
    return f"{hours}.{minutes:02d}{NBSP}" + ("uur" if code == "nl" else "Uhr")


def moment(value: datetime, lang: str | None = None) -> str:
    """Day and time in Brussels."""
    return f"{day(value.astimezone(BRUSSELS).date(), lang)}, {clock(value, lang)}"


#: How the codes are called in the reader's language; the others keep their French name.
_CODES = {
    "nl": {"CC": "BW", "CSA": "WVV", "CDE": "WER", "AR": "KB", "al.": "lid"},
    "de": {"CC": "ZGB", "CSA": "GGV", "CDE": "WGB", "AR": "KE", "al.": "Abs."},
    "en": {"al.": "para."},
}
_CODE = re.compile(r"\b(?:(?:CC|CSA|CDE|AR)(?=\W\d)|al\.(?= \d))")


def article(text: str, lang: str | None = None) -> str:
    """CC 3.87 § 8; BW 3.87 § 8 in Dutch, ZGB 3.87 § 8 in German; al. 4 is lid 4, Abs. 4, para. 4."""
    names = _CODES.get(_lang(lang), {})
    return _CODE.sub(lambda found: names.get(found[0], found[0]), text)


def colon(lang: str | None = None) -> str:
    """What stands between a name and its value: French alone puts a space before it, one that does not break."""
    return f"{NBSP}: " if _lang(lang) == "fr" else ": "


def labelled(name: object, value: object, lang: str | None = None) -> str:
    """A name and its value on one line: Montant : 12,00 €."""
    return f"{name}{colon(lang)}{value}"


_QUOTES = {"fr": (f"«{NBSP}", f"{NBSP}»"), "nl": ("“", "”"), "de": ("„", "“"), "en": ("“", "”")}


def quoted(text: object, lang: str | None = None) -> str:
    """Somebody's words between the marks of the reader's language."""
    before, after = _QUOTES[_lang(lang)]
    return f"{before}{text}{after}"


def iban(text: str) -> str:
    """BE68 5390 0754 7034."""
    return ibans.pretty(text)


def reference(digits: str) -> str:
    """+++014/3004/05862+++."""
    return structured_reference.pretty(digits)
