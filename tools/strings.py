"""No text built up inside gettext: no f-string, no ``+``, no ``%``, no ``.format``; no gettext inside an f-string, nor
under a name of one's own.

Why: the extractor reads the source, the catalogue is asked at run time. ``_(f"Il reste {n} lots")`` is extracted as
nothing and looked up as « Il reste 3 lots », which no catalogue has: the page silently stays French for a Dutch reader,
and no test of the French page sees it. Write ``_("Il reste %(n)s lots") % {"n": n}``; in a page ``{% trans n=n %}``.
Word order differs between languages, so sentences are never glued together either.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from house import Problem, main, modules, sources
from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

#: Function -> how many of its first arguments are texts to translate.
TEXTS = {"N_": 1, "gettext": 1, "gettext_noop": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
TEXTS |= {f"{name}_lazy": count for name, count in TEXTS.items() if name not in ("N_", "gettext_noop")}
HIDDEN = "A text to translate inside an f-string is not extracted. Translate it on a line before."
ALIAS = "Under another name than its own or _, gettext is not read by the extractor."
SENTENCE = "A text to translate is one literal. Use %(name)s in it and fill it in after the translation."


def check(root: Path) -> Iterator[Problem]:
    """One problem for each text that the extractor cannot read, in Python and in pages."""
    for path, tree in modules(root):
        names = _names(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and _renamed(node):
                yield Problem(path, node.lineno, ALIAS)
            if isinstance(node, ast.JoinedStr):
                asked = (one for one in ast.walk(node) if isinstance(one, ast.Call))
                if any(_called(one.func, names) in TEXTS for one in asked):
                    yield Problem(path, node.lineno, HIDDEN)
            if isinstance(node, ast.Call):
                count = TEXTS.get(_called(node.func, names), 0)
                if any(_built(text) for text in node.args[:count]):
                    yield Problem(path, node.lineno, SENTENCE)
    for file in sources(root, "*.html"):
        if "sign_in_templates" not in file.parts:
            yield from _in_page(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def _renamed(node: ast.ImportFrom) -> bool:
    asked = [one for one in node.names if one.name in TEXTS] if node.module == "django.utils.translation" else []
    return any(one.asname not in (None, "_", one.name) for one in asked)


def _names(tree: ast.Module) -> dict[str, str]:
    """What the gettext functions are called in this module: ``_`` -> ``gettext``."""
    found = {"N_": "N_"}  # marks a text in the rules, which know no translation
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            found |= {one.asname or one.name: one.name for one in node.names}
    return found


def _called(function: ast.expr, names: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        return names.get(function.id, "")
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "translation" else ""
    return ""


def _built(text: ast.expr) -> bool:
    if isinstance(text, ast.Call):
        return isinstance(text.func, ast.Attribute) and text.func.attr in ("format", "join", "replace")
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def _in_page(path: str, text: str) -> Iterator[Problem]:
    try:
        tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
    except TemplateSyntaxError as problem:
        yield Problem(path, problem.lineno, f"The template cannot be read: {problem.message}.")
        return
    for call in tree.find_all(nodes.Call):
        # {% trans %} itself becomes a call with a literal: it passes.
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        count = 1 if name == "_" else TEXTS.get(name, 0)
        if any(isinstance(text, nodes.Concat | nodes.Add | nodes.Mod) for text in call.args[:count]):
            yield Problem(path, call.lineno, SENTENCE)


if __name__ == "__main__":
    main(check)
