"""The texts that a hosted condominium accepts, as files of docs/legal, with their version and fingerprint."""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from koprogo.kernel.refusals import NotFound

FOLDER = Path(__file__).resolve().parents[3].joinpath("docs", "legal")
#: The terms of use, and the contract of GDPR art. 28 between the building and its processor.
TEXTS = ("terms", "processor")
LANGUAGES = ("fr", "nl", "de", "en")


@dataclass(frozen=True, slots=True)
class Legal:
    """One text in one language. ``blocks``: (kind, words), kind "h2", "li" or "p"."""

    text: str
    language: str
    title: str
    version: str
    sha256: str
    blocks: tuple[tuple[str, str], ...]


@functools.cache
def read(text: str, language: str) -> Legal:
    """One of them. Raises NotFound. The first line is the title, the second one the version."""
    if text not in TEXTS:
        raise NotFound(what="legal text")
    chosen = language if language in LANGUAGES else "fr"
    data = FOLDER.joinpath(chosen, f"{text}.md").read_bytes()
    title, version, *rest = data.decode().split("\n\n")
    return Legal(
        text=text,
        language=chosen,
        title=title.removeprefix("# ").strip(),
        version=version.rsplit(" ", 1)[1].strip(),
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(_blocks(rest)),
    )


def _blocks(parts: list[str]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for part in parts:
        words = part.strip()
        if words.startswith("## "):
            out.append(("h2", words[3:]))
        elif words.startswith("- "):
            out += [("li", " ".join(item.split())) for item in f"\n{words}".split("\n- ")[1:]]
        elif words:
            out.append(("p", " ".join(words.split())))
    return out
