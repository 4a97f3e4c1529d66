"""Keeps locale/{nl,de,en}/LC_MESSAGES/django.po in step with the texts of the source, which are French.

Without an argument: gathers every text, adds the new ones empty, drops those that are gone, says how many each language
still lacks. With ``--check``: changes nothing and refuses what is not gathered, not translated, or translated wrongly:
other placeholders, other tags, a fuzzy mark. A root other than this tree may be named last. No template (.pot) is kept:
it would be a fourth list of the same texts.
"""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "de", "en")
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: As platform/rendering.py sets up its pages: a blank more or less would make another text.
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
_PLACES = re.compile(r"%%|%\([a-z_]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")
_TAGS = re.compile(r"</?[a-z][^>]*>")
#: Only French puts a space before these signs, and quotes like this.
_FRENCH_SIGNS = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][:;?!]|[«»]")


def django_texts(
    file: IO[bytes], keywords: Any, tags: list[str], options: dict[str, str]
) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """The texts of a template in Django's own language: Django turns it into something that reads like Python."""
    source = templatize(file.read().decode("utf-8"))
    flat = "\n".join(line.strip() for line in source.splitlines())
    yield from extract_python(io.BytesIO(flat.encode()), keywords, tags, {"encoding": "utf-8"})


MAPPING: list[tuple[str, Any]] = [
    ("**/migrations/**", "ignore"),
    ("**/tests/**", "ignore"),
    ("testing/**", "ignore"),
    ("**.py", "python"),
    ("people/sign_in_templates/**.html", django_texts),
    ("people/sign_in_templates/**.txt", django_texts),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
]


def gather(root: Path) -> Catalog:
    """Every text of the source, with the files it stands in."""
    found = Catalog()
    options = {"**/templates/**.html": JINJA}
    package = root / "koprogo"
    for name, _, text, notes, context in extract_from_dir(
        package, MAPPING, options, keywords=KEYWORDS, comment_tags=("i18n:",)
    ):
        found.add(text, None, [(f"koprogo/{name}", 0)], auto_comments=notes, context=context)
    return found


def po_path(root: Path, language: str) -> Path:
    """Where the translations of a language stand."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    """The translations of a language as they are kept, none when there is no file yet."""
    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as text:
        return read_po(text, locale=language)


def written(template: Catalog, kept: Catalog, language: str) -> bytes:
    """The file of a language: the texts of the source, in order of their files, with the translations kept so far."""
    out = io.BytesIO()
    kept.update(template, no_fuzzy_matching=True)
    write_po(out, kept, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    return HEADER.format(language=language).encode() + out.getvalue()


def problems(root: Path) -> Iterator[str]:
    """A sentence for each translation that is missing, stale or wrong."""
    template = gather(root)
    for language in LANGUAGES:
        path = po_path(root, language)
        name = path.relative_to(root).as_posix()
        if not path.exists() or written(template, read(root, language), language) != path.read_bytes():
            yield f"{name}: does not hold the texts of the source. Run: make translations"
            continue
        for message in read(root, language):
            if message.id:
                yield from (f"{name}: {text}: {_ids(message)[0]!r}" for text in _wrong(message))


def _wrong(message: Message) -> Iterator[str]:
    ids, strings = _ids(message), _strings(message)
    if not all(strings) or len(strings) != len(ids):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked fuzzy: read it again and take the mark away"
    allowed = [Counter(_PLACES.findall(one)) for one in ids]
    for string in strings:
        if Counter(_PLACES.findall(string)) not in allowed:
            yield "other placeholders than the French"
        if Counter(_TAGS.findall(string)) not in [Counter(_TAGS.findall(one)) for one in ids]:
            yield "other tags than the French"
        if string[:1].isspace() != ids[0][:1].isspace() or string[-1:].isspace() != ids[0][-1:].isspace():
            yield "blanks at the ends that the French has not, or the other way round"
        if _FRENCH_SIGNS.search(string):
            yield "a space before a sign, or quotation marks, as only French has them"


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def main(arguments: list[str]) -> int:
    """Gather, or check; 1 when something is wrong."""
    check = "--check" in arguments
    named = [one for one in arguments if one != "--check"]
    root = Path(named[0]).resolve() if named else ROOT
    if check:
        found = list(problems(root))
        print("\n".join(found[:50]) or "Every text is translated.")
        if len(found) > 50:
            print(f"... and {len(found) - 50} more.")
        return 1 if found else 0
    template = gather(root)
    for language in LANGUAGES:
        path = po_path(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(template, read(root, language), language))
        texts = [message for message in read(root, language) if message.id]
        missing = sum(1 for message in texts if not all(_strings(message)))
        print(f"{language}: {len(texts)} texts, {missing} to translate in {path.relative_to(root)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
