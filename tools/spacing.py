"""No French spacing and no French quotation marks where every reader passes: before « : » only French puts a space.

A page writes ``{{ colon() }}`` and ``{{ quoted(words) }}``, a document ``formats.labelled(name, value)``. Whole
sentences are translated: tools/translations.py looks at those. Rules know no language, and are left alone.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from house import Problem, main, modules, room, sources
from jinja2 import Environment, nodes

SENTENCE = "Only French puts a space before this sign. Write colon(), quoted() or formats.labelled()."
#: Here the signs of each language are told apart, or French text is mended.
KNOWN = ("koprogo/platform/formats.py", "koprogo/site/catalogues.py")
#: Texts for developers, and French alone.
FRENCH = ("design/templates/style",)
TEXTS = ("N_", "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
_SIGN = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][:;?!»](?=\\s|$)|«")
_CODE = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def check(root: Path) -> Iterator[Problem]:
    """One problem for each line of a page, and each text of a module, that only a Frenchman would write so."""
    for file in sources(root, "*.html"):
        path = file.relative_to(root).as_posix()
        if not any(one in path for one in FRENCH) and "sign_in_templates" not in file.parts:
            yield from _in_page(path, file.read_text(encoding="utf-8"))
    for path, tree in modules(root):
        aside = "/testing/" in path or "/tests/" in path or room(path) == "rules" or path in KNOWN
        if path.startswith("koprogo/") and not aside:
            yield from _in_module(path, tree)


def _in_page(path: str, text: str) -> Iterator[Problem]:
    shown = _CODE.sub(lambda code: "x" + "\n" * code.group().count("\n"), text)
    for number, line in enumerate(shown.split("\n"), 1):
        if _SIGN.search(line):
            yield Problem(path, number, SENTENCE)
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in TEXTS]
    said = {id(one) for call in calls for one in call.find_all(nodes.Const)}
    for one in tree.find_all(nodes.Const):
        if isinstance(one.value, str) and id(one) not in said and _SIGN.search(one.value):
            yield Problem(path, one.lineno, SENTENCE)


def _in_module(path: str, tree: ast.Module) -> Iterator[Problem]:
    said: set[int] = set()  # what is translated, or read by developers alone
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in TEXTS:
            said |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said.add(id(node.value))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in said:
            continue
        if isinstance(node.value, str) and _SIGN.search(node.value):
            yield Problem(path, node.lineno, SENTENCE)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


if __name__ == "__main__":
    main(check)
