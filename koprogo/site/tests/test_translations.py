"""Four languages: compiled at the start, French plurals as French counts, and a check that finds each mistake."""

import gettext
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from koprogo.site import catalogues

ROOT = Path(__file__).resolve().parents[3]
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
PLURAL = 'msgid "%(n)s lot"\nmsgid_plural "%(n)s lots"\nmsgstr[0] "%(n)s kavel"\nmsgstr[1] "%(n)s kavels"\n\n'
HELLO = 'msgid "Bonjour"\nmsgstr "Goedendag"\n'


def write_po(locale: Path, language: str, text: str) -> Path:
    path = catalogues.po_path(locale, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def spoken(folder: Path, language: str) -> gettext.NullTranslations:
    return gettext.translation("django", str(folder), [language])


def test_catalogues_are_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    locale, into = tmp_path / "locale", tmp_path / "home"
    write_po(locale, "nl", PLURAL + HELLO)
    assert catalogues.compile_stale(locale, into)
    assert not catalogues.compile_stale(locale, into)
    assert spoken(into, "nl").gettext("Bonjour") == "Goedendag"
    write_po(locale, "nl", PLURAL + HELLO.replace("Goedendag", "Goedemorgen"))
    assert catalogues.compile_stale(locale, into)
    assert (into / "nl" / "LC_MESSAGES" / "django.mo").read_bytes().count(b"Goedemorgen") == 1
    assert not list(into.rglob(".*"))


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("fr", 0, "%(n)s lot"),
        ("fr", 1, "%(n)s lot"),
        ("fr", 2, "%(n)s lots"),
        ("nl", 0, "%(n)s kavels"),
        ("nl", 1, "%(n)s kavel"),
    ],
)
def test_french_counts_zero_as_one(tmp_path: Path, language: str, count: int, expected: str) -> None:
    write_po(tmp_path / "locale", "nl", PLURAL)
    catalogues.compile_stale(tmp_path / "locale", tmp_path / "home")
    assert spoken(tmp_path / "home", language).ngettext("%(n)s lot", "%(n)s lots", count) == expected


def test_django_reads_the_compiled_catalogues() -> None:
    folder = settings.KOPROGO_HOME / "locale"
    assert [folder] == settings.LOCALE_PATHS
    assert (folder / "fr" / "LC_MESSAGES" / "django.mo").exists()
    with translation.override("fr"):
        one, many = "Le lot %(lots)s n’a pas de propriétaire. Indiquez-le avant d’appeler.", "autre"
        assert translation.ngettext(one, many, 0) == one


SOURCES = {
    "koprogo/ledger/labels.py": (
        'from django.utils.translation import gettext as _\nA = _("Il reste %(n)s lots")\nB = gettext_lazy("Bonjour")\n'
    ),
    "koprogo/banking/rules/texts.py": 'C = N_("Marqué dans une règle")\n',
    "koprogo/ledger/pages/templates/ledger/a.html": (
        "<p>{% trans n=n %}<b>{{ n }}</b> lot{% pluralize %}<b>{{ n }}</b> lots{% endtrans %}</p>{{ _('Écrire') }}"
    ),
    "koprogo/people/sign_in_templates/account/login.html": (
        '{% load i18n %}<h1>{% translate "Se connecter" %}</h1>'
        "{% blocktranslate count n=n %}{{ n }} code{% plural %}{{ n }} codes{% endblocktranslate %}"
    ),
    "koprogo/ledger/tests/test_a.py": '_("Pas un texte du produit")\n',
}
TEXTS = {
    "Il reste %(n)s lots": "Nog %(n)s kavels",
    "Bonjour": "Goedendag",
    "Marqué dans une règle": "Gemerkt",
    "Écrire": "Schrijven",
    "Se connecter": "Aanmelden",
    "<b>%(n)s</b> lot": ("<b>%(n)s</b> kavel", "<b>%(n)s</b> kavels"),
    "%(n)s code": ("%(n)s kode", "%(n)s kodes"),
}


def tool(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "translations.py"), *words, str(root)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small house whose texts are all translated."""
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert tool(tmp_path).returncode == 0
    for language in catalogues.LANGUAGES:
        path = catalogues.po_path(tmp_path / "locale", language)
        text = path.read_text(encoding="utf-8")
        for french, other in TEXTS.items():
            first, *more = (other,) if isinstance(other, str) else other
            start = text.index(f'msgid "{french}"')
            slot, value = ("msgstr[0] ", first) if more else ("msgstr ", first)
            at = text.index(slot + '""', start)
            text = text[:at] + f'{slot}"{value}"' + text[at + len(slot) + 2 :]
            if more:
                text = text[:at] + text[at:].replace('msgstr[1] ""', f'msgstr[1] "{more[0]}"', 1)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_kind_of_source_is_gathered_and_a_full_translation_passes(tree: Path) -> None:
    answer = tool(tree, "--check")
    assert (answer.returncode, answer.stdout) == (0, "Every text is translated.\n"), answer.stdout
    text = catalogues.po_path(tree / "locale", "de").read_text(encoding="utf-8")
    assert "Pas un texte du produit" not in text
    before = text
    tool(tree)
    assert catalogues.po_path(tree / "locale", "de").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"Goedendag"', '""', "not translated"),
        ('"Nog %(n)s kavels"', '"Nog %(m)s kavels"', "other placeholders"),
        ('"Nog %(n)s kavels"', '"Nog kavels"', "other placeholders"),
        ('"<b>%(n)s</b> kavels"', '"%(n)s kavels"', "other tags"),
        ('"<b>%(n)s</b> kavels"', '"<b>%(n)s kavels"', "other tags"),
        ('"Schrijven"', '"Schrijven "', "blanks at the ends"),
        ('"Schrijven"', '"Schrijven :"', "as only French has them"),
        ('msgid "Bonjour"', '#, fuzzy\nmsgid "Bonjour"', "fuzzy"),
        ('msgid "Bonjour"', 'msgid "Bonsoir"', "does not hold the texts of the source"),
    ],
)
def test_each_mistake_is_refused(tree: Path, old: str, new: str, sentence: str) -> None:
    path = catalogues.po_path(tree / "locale", "nl")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    answer = tool(tree, "--check")
    assert answer.returncode == 1
    assert sentence in answer.stdout and answer.stdout.startswith("locale/nl/")


def test_a_new_text_in_the_source_is_refused_until_it_is_gathered(tree: Path) -> None:
    with (tree / "koprogo/ledger/labels.py").open("a", encoding="utf-8") as out:
        out.write('D = _("Un texte de plus")\n')
    assert tool(tree, "--check").returncode == 1
    assert tool(tree).stdout.startswith("nl: 8 texts, 1 to translate")
    assert "not translated: 'Un texte de plus'" in tool(tree, "--check").stdout


def test_the_product_is_translated() -> None:
    answer = tool(ROOT, "--check")
    assert answer.returncode == 0, answer.stdout
