"""The version of the program, read from CHANGELOG.md: written once, by who writes what has changed."""

import re
from functools import cache
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent.parent / "CHANGELOG.md"
_RELEASE = re.compile(r"^## \[(?P<number>[0-9]+\.[0-9]+\.[0-9]+)\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$", re.MULTILINE)


class VersionMissing(Exception):
    """The changelog is not there, or names no release."""


def latest(text: str) -> str:
    """The number of the newest release in a changelog; what is "Unreleased" has none. Raises VersionMissing."""
    found = _RELEASE.search(text)
    if found is None:
        raise VersionMissing("CHANGELOG.md names no release. Write a line such as: ## [1.2.3] - 2026-11-24")
    return found["number"]


@cache
def current() -> str:
    """The version of this program. Raises VersionMissing."""
    try:
        return latest(CHANGELOG.read_text(encoding="utf-8"))
    except OSError as problem:
        raise VersionMissing(f"{CHANGELOG} cannot be read ({problem.strerror}). Put it back beside koprogo/.") from None
