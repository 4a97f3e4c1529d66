"""Builds the files a browser fetches: one style sheet, one script, and the script of sessions.

The style sheet is every file of `css/` in the order below, the script is the copy of htmx 4 that
comes with django-htmx followed by `js/koprogo.js`; `js/seance.js` is for the pages of a session
alone. All are written to `static/koprogo/`, which is what the pages load; the result depends on the
sources alone, so a test compares it with the disk.

Run `python -m koprogo.platform.design.build` after any change of a source or of django-htmx.
"""

import re
import sys
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static" / "koprogo"

# The order of the cascade layers; inside a layer the later file wins.
STYLE_SOURCES = (
    "tokens.css",
    "base.css",
    "parts-frame.css",
    "parts-ledger.css",
    "parts-figures.css",
    "parts-forms.css",
    "pages-home.css",
    "pages-bank.css",
    "pages-assembly.css",
    "pages-bookings.css",
    "pages-public.css",
    "print.css",
)
SCRIPT_SOURCE = "koprogo.js"
SESSION_SOURCE = "seance.js"

_STYLE_NOTICE = "/* KoproGo, AGPL-3.0-or-later. Built from koprogo/platform/design/css. */\n"
_SESSION_NOTICE = "/* KoproGo, AGPL-3.0-or-later: sessions of assemblies. */\n"
_SCRIPT_NOTICE = "/* htmx 4 (0BSD, bigskysoftware/htmx), then KoproGo (AGPL-3.0-or-later). */\n"


def lighten_style(source: str) -> str:
    """Returns the sheet without comments and needless white space; strings are kept as they are."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(match.group())
        return f"\x00{len(strings) - 1}\x00"

    text = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    text = re.sub(r'"[^"\n]*"', keep, text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r":\s+", ":", text)
    text = text.replace(";}", "}")
    text = re.sub(r"}(?=@|[^}]{0,200}\{)", "}\n", text)
    return re.sub(r"\x00(\d+)\x00", lambda match: strings[int(match.group(1))], text).strip() + "\n"


def lighten_script(source: str) -> str:
    """Returns the script without its block comments, comment lines and indentation."""
    text = re.sub(r"^\s*/\*.*?\*/", "", source, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def built_style() -> str:
    """Returns the text `static/koprogo/koprogo.css` must have."""
    sources = ((HERE / "css" / name).read_text(encoding="utf-8") for name in STYLE_SOURCES)
    return _STYLE_NOTICE + lighten_style("\n".join(sources))


def built_script() -> str:
    """Returns the text `static/koprogo/koprogo.js` must have.

    Raises `FileNotFoundError` when the installed django-htmx no longer carries htmx 4.
    """
    htmx = files("django_htmx") / "static" / "django_htmx" / "htmx-4.min.js"
    own = (HERE / "js" / SCRIPT_SOURCE).read_text(encoding="utf-8")
    return _SCRIPT_NOTICE + htmx.read_text(encoding="utf-8").strip() + "\n" + lighten_script(own)


def built_session() -> str:
    """Returns the text `static/koprogo/seance.js` must have."""
    return _SESSION_NOTICE + lighten_script((HERE / "js" / SESSION_SOURCE).read_text(encoding="utf-8"))


def contents() -> dict[str, str]:
    """Returns what each built file must hold, by its name."""
    return {"koprogo.css": built_style(), "koprogo.js": built_script(), "seance.js": built_session()}


def stale_files() -> list[str]:
    """Returns the names of built files that differ from what their sources give; empty when fresh."""
    return [
        name
        for name, text in contents().items()
        if not (STATIC / name).is_file() or (STATIC / name).read_text(encoding="utf-8") != text
    ]


def write_files() -> None:
    """Writes all built files."""
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, text in contents().items():
        (STATIC / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Builds the files, or with `--check` only says which are stale. Returns the exit code."""
    if arguments == ["--check"]:
        stale = stale_files()
        for name in stale:
            sys.stdout.write(f"{name} is stale: run python -m koprogo.platform.design.build\n")
        return 1 if stale else 0
    write_files()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
