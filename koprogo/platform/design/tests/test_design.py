"""The built files are fresh and light, and the templates keep to the walls of the design."""

import gzip
import re
from pathlib import Path

import pytest

from koprogo.platform.design import build

TEMPLATES = sorted((build.HERE / "templates").rglob("*.html"))
FONTS = build.STATIC / "fonts"


def _weight(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_built_files_come_from_their_sources() -> None:
    assert build.stale_files() == [], "run python -m koprogo.platform.design.build"


@pytest.mark.parametrize(
    ("name", "limit"),
    [("koprogo.css", 15 * 1024), ("koprogo.js", 20 * 1024), ("icons.svg", 4 * 1024)],
)
def test_built_files_are_light(name: str, limit: int) -> None:
    assert _weight(build.STATIC / name) <= limit


def test_a_page_of_a_session_pays_for_both_scripts_within_the_budget() -> None:
    assert _weight(build.STATIC / "koprogo.js", build.STATIC / "seance.js") <= 20_000


def test_own_script_is_light() -> None:
    own = (build.HERE / "js" / build.SCRIPT_SOURCE).read_text(encoding="utf-8")
    assert len(gzip.compress(build.lighten_script(own).encode(), 9)) <= 3 * 1024


def test_a_page_in_western_letters_pays_for_two_fonts() -> None:
    assert sum((FONTS / name).stat().st_size for name in ("texte.woff2", "titre.woff2")) <= 36 * 1024


def test_fonts_of_the_letters_are_light() -> None:
    assert sum(font.stat().st_size for font in (build.HERE / "fonts_pdf").glob("*.ttf")) <= 600 * 1024


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_suit_a_strict_policy(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert len(text.splitlines()) < 200


def test_every_icon_named_by_a_template_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', (build.STATIC / "icons.svg").read_text(encoding="utf-8")))
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'icon\("([a-z0-9-]+)"', template.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= drawn


def test_every_file_named_by_the_sheet_exists() -> None:
    named = re.findall(r"url\(([^)]+)\)", build.built_style())
    assert named
    assert all((build.STATIC / name).is_file() for name in named)


@pytest.mark.parametrize(
    ("source", "light"),
    [
        ("a { color : red; }", "a{color :red}\n"),
        ('b::before { content: "a  ;  b" }', 'b::before{content:"a  ;  b"}\n'),
        ("/* one */\n.x  .y > .z { margin: calc(1px + 2px) }", ".x .y>.z{margin:calc(1px + 2px)}\n"),
    ],
)
def test_a_lighter_sheet_says_the_same(source: str, light: str) -> None:
    assert build.lighten_style(source) == light
