"""No template holds a style, a script or a handler inside the page, or a word that cannot be translated."""

import importlib.util
from pathlib import Path

import pytest

_FILE = Path(__file__).resolve().parents[3] / "tools" / "templates.py"
_SPEC = importlib.util.spec_from_file_location("tools_templates", _FILE)
assert _SPEC is not None and _SPEC.loader is not None
lint = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(lint)

WRONG = (
    ('<p style="color:red"></p>', "an inline style"),
    ("<style>p{}</style>", "an inline style"),
    ("<script>alert(1)</script>", "an inline script"),
    ('<button onclick="x()"></button>', "an inline handler"),
    ('<a hx-on:click="x()"></a>', "an inline handler"),
    ("<p>Bonjour</p>", "not translated: Bonjour"),
    ('{{ _("Vous devez") }} avant lundi', "not translated: avant lundi"),
    ('<img alt="Une façade">', "not translated in alt"),
    ('<input placeholder="Votre nom">', "not translated in placeholder"),
    ("{{ day(one.at.date()) }}", "the day of a moment in UTC"),
)
RIGHT = (
    '<p class="doux" id="x">{{ _("Bonjour") }}, {{ name }} !</p>',
    "{% trans n=n %}{{ n }} lot{% pluralize n %}{{ n }} lots{% endtrans %}",
    '{# A word for developers #}<script src="{{ static("x.js") }}" defer></script>',
    '<input placeholder="{{ _("Votre nom") }}">',
    "<p>KoproGo, IBAN</p>",
    '<script type="application/json">{"a": "mot"}</script>',
    "{% block body_class %}seul{% endblock %}",
)


@pytest.mark.parametrize(("text", "what"), WRONG)
def test_the_lint_sees(text: str, what: str) -> None:
    assert any(what in found for _line, found in lint.faults_in(text))


@pytest.mark.parametrize("text", RIGHT)
def test_the_lint_lets_pass(text: str) -> None:
    assert lint.faults_in(text) == []


def test_every_template_is_clean() -> None:
    assert len(list(lint.templates())) > 50
    assert not lint.faults(), "\n".join(lint.faults())
