"""What the documents say is there, is there: files, links, settings, and the same pages in four languages."""

import re
from pathlib import Path

import pytest

from koprogo.site.config_values import KNOWN

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LANGUAGES = ("fr", "nl", "de", "en")
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`((?:koprogo|tools|docs|locale|requirements)/[A-Za-z0-9_./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_every_path_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in _LINK.findall(text) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [path for path in _PATH.findall(text) if not (ROOT / path).exists()]
    assert missing == []


def test_every_setting_is_documented_and_no_other() -> None:
    text = (ROOT / "docs/operating/configuration.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(KOPROGO_[A-Z_]+|DATABASE_[A-Z_]+)`", text))
    assert named == KNOWN | {"DATABASE_URL", "DATABASE_OWNER_URL"}


USERS_GUIDE = {
    "assembly.md",
    "association.md",
    "audit.md",
    "bank.md",
    "books.md",
    "budget.md",
    "call.md",
    "closing.md",
    "cloud.md",
    "hosting.md",
    "import.md",
    "invoices.md",
    "lending.md",
    "neighbours-life.md",
    "neighbours-office.md",
    "neighbours.md",
    "owner.md",
    "received.md",
    "session.md",
    "settlement.md",
    "sign-in.md",
    "start.md",
    "statements.md",
}


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_users_guide_says_the_same_in_each_language(language: str) -> None:
    def outline(folder: Path) -> dict[str, list[int]]:
        found = {}
        for page in folder.glob("*.md"):
            lines = page.read_text(encoding="utf-8").splitlines()
            found[page.name] = [len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")]
        return found

    french = outline(ROOT / "docs/user/fr")
    assert set(french) == USERS_GUIDE
    assert outline(ROOT / "docs/user" / language) == french
