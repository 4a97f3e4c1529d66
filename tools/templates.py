"""What no template may hold: styles, scripts and handlers inside the page, and words that are not translated.

Run alone it prints one line for each fault and ends with 1; the suite calls ``faults``.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "koprogo"
#: Sample words of the style page are for developers.
UNTRANSLATED = ("platform/design/templates/style/", "platform/design/templates/style_page.html")
#: Attributes that are read aloud or shown.
SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
#: Names and signs that are the same in every language.
SAME = re.compile(r"KoproGo|IBAN|EPC|AGPL-3\.0|PDF|CODA|HTML|CSV|BCE|&[a-z]+;|\b[JKZG]\b")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{%-?\s*(trans|blocktrans|blocktranslate)\b.*?%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_CLASS = re.compile(r"\{% block ([a-z_]*class|width) %\}.*?\{% endblock %\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class _Words(HTMLParser):
    """The visible words of a template whose own code was blanked out, and what stands inside the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        names = dict(attributes)
        if "style" in names or tag == "style":
            self.found.append((line, "an inline style"))
        if tag == "script" and "src" not in names and names.get("type") != "application/json":
            self.found.append((line, "an inline script"))
        self.found += [(line, f"an inline handler, {name}") for name in names if name.startswith(("on", "hx-on"))]
        for name in SPOKEN & set(names):
            if _words(names[name] or ""):
                self.found.append((line, f"words that are not translated in {name}: {names[name]}"))
        if tag in ("script", "style"):
            self.silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent and _words(data):
            self.found.append((self.getpos()[0], f"words that are not translated: {' '.join(data.split())[:60]}"))


def _words(text: str) -> bool:
    return bool(_LETTERS.search(SAME.sub(" ", text)))


def _blank(match: re.Match[str]) -> str:
    # Code inside a tag may hold quotes and angle brackets: only its line breaks are kept, so that lines still count.
    return "\n" * match.group().count("\n")


def faults_in(text: str) -> list[tuple[int, str]]:
    """(line, what is wrong) in the text of one template."""
    found = [
        (text.count("\n", 0, match.start()) + 1, "the day of a moment in UTC: hand the moment itself to day()")
        for match in re.finditer(r"\.date\(\)", text)
    ]
    for pattern in (_COMMENT, _TRANSLATED, _CLASS, _CODE):
        text = pattern.sub(_blank, text)
    reader = _Words()
    reader.feed(text)
    reader.close()
    return found + reader.found


def templates() -> Iterator[Path]:
    """Every page, part and mail of the product."""
    yield from sorted(PACKAGE.glob("**/*.html"))


def faults() -> list[str]:
    """One line for each fault of each template."""
    out = []
    for path in templates():
        name = str(path.relative_to(PACKAGE))
        if not name.startswith(UNTRANSLATED):
            out += [f"koprogo/{name}:{line}: {what}" for line, what in faults_in(path.read_text())]
    return out


if __name__ == "__main__":
    found = faults()
    print("\n".join(found))
    sys.exit(1 if found else 0)
