"""The catalogues that Django reads, compiled from locale/*/LC_MESSAGES/django.po into the data folder when stale.

Nothing compiled is committed and nothing is written beside the source: a fresh clone, a pulled change and an unpacked
archive all speak four languages at their next start, with no step to remember.
"""

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

LANGUAGES = ("nl", "de", "en")
#: The texts in the source are French. Its catalogue says each text as it stands: so 0 takes the singular in French
#: (« 0 lot »), which without a catalogue it would not, and Django's own French never answers in our place.
SOURCE_LANGUAGE = "fr"
_STAMP = "stamp"


def po_path(locale: Path, language: str) -> Path:
    """Where the translations of a language stand."""
    return locale / language / "LC_MESSAGES" / "django.po"


def compiled(locale: Path, into: Path) -> Path:
    """The folder of the compiled catalogues, brought up to date first: what settings name."""
    compile_stale(locale, into)
    return into


def spaced(text: str | Sequence[str]) -> str | tuple[str, ...]:
    """French signs with the no-break space they ask for: a line never begins with « : » or ends with « « »."""
    if not isinstance(text, str):
        return tuple(str(spaced(one)) for one in text)
    return re.sub(r"(?<=«) | (?=[:;?!»])", "\N{NO-BREAK SPACE}", text)


def compile_stale(locale: Path, into: Path) -> bool:
    """Compile every language into a folder unless that was done from these very files; True when it was done now.

    Two processes may do it at once: each file is replaced whole.
    """
    stamp = _stamp(locale)
    done = into / _STAMP
    if done.exists() and done.read_text(encoding="utf-8") == stamp:
        return False
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = Catalog(locale=SOURCE_LANGUAGE)
    for language in LANGUAGES:
        path = po_path(locale, language)
        if not path.exists():
            continue
        with path.open("rb") as text:
            catalog = read_po(text, locale=language)
        for message in catalog:
            if message.id:
                source.add(message.id, string=spaced(message.id), context=message.context)
        _replace(po_path(into, language).with_suffix(".mo"), lambda out, c=catalog: write_mo(out, c))
    _replace(po_path(into, SOURCE_LANGUAGE).with_suffix(".mo"), lambda out: write_mo(out, source))
    _replace(done, lambda out: out.write(stamp.encode()))
    return True


def _stamp(locale: Path) -> str:
    lines = [str(Path(__file__).stat().st_mtime_ns)]
    for language in LANGUAGES:
        path = po_path(locale, language)
        if path.exists():
            lines.append(f"{language} {path.stat().st_size} {path.stat().st_mtime_ns}")
    return "\n".join(lines)


def _replace(path: Path, write: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with draft.open("wb") as out:
        assert callable(write)
        write(out)
    draft.replace(path)
