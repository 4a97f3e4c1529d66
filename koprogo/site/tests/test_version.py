"""The version is the changelog's, and everything that states one states the same."""

import tomllib

import pytest

from koprogo.site import version


def test_the_version_is_the_newest_release_of_the_changelog() -> None:
    project = tomllib.loads((version.CHANGELOG.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert version.current() == project["project"]["version"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("# Changelog\n\n## [0.1.0] - 2026-11-24\n", "0.1.0"),
        ("## [Unreleased]\n\n- x\n\n## [2.10.3] - 2027-01-02\n\n## [2.9.0] - 2026-12-01\n", "2.10.3"),
    ],
)
def test_latest(text: str, number: str) -> None:
    assert version.latest(text) == number


@pytest.mark.parametrize("text", ["", "## [Unreleased]\n", "## 0.1.0\n", "## [0.1] - 2026-11-24\n", "## [1.2.3]\n"])
def test_a_changelog_without_a_release_is_refused(text: str) -> None:
    with pytest.raises(version.VersionMissing, match="names no release"):
        version.latest(text)
