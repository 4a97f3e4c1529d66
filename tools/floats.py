"""No float where money or shares pass: no literal, no annotation, no ``float()``, no ``/``, no FloatField.

Why: 0.1 + 0.2 is not 0.3. A predecessor of this product found 221 places with floats in its money by an audit, and its
votes still compare ``>= 2.0/3.0``: an assembly of 3 shares in which 2 say yes must not depend on the last bit.
Cents and shares are integers; a split is `kernel.money.split`; a threshold is a multiplication on both sides;
where a rate needs a fraction, `fractions.Fraction` or a pair of integers.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from house import Problem, main, modules, room

ROOMS = frozenset({"rules", "operations", "queries", "models", "documents"})
#: Spreadsheet programs hand over binary floats; these two turn them into decimal text at once.
EDGES = frozenset(
    {
        "koprogo/condominiums/rules/workbook/cells.py",
        "koprogo/condominiums/rules/workbook/reading.py",
    }
)


def check(root: Path) -> Iterator[Problem]:
    """One problem for each way that a float could come in."""
    for path, tree in modules(root):
        inside = path.startswith("koprogo/kernel/") or room(path) in ROOMS
        if not inside or "/tests/" in path or path in EDGES:
            continue
        for node in ast.walk(tree):
            sentence = _sentence(node)
            if sentence:
                yield Problem(path, getattr(node, "lineno", 1), sentence)


def _sentence(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=float()):
            return "A float literal. Write cents, shares or a Fraction."
        case ast.Name(id="float"):
            return "float has no place here. Money is int cents, shares are int."
        case ast.Name(id="FloatField") | ast.Attribute(attr="FloatField"):
            return "A column of floats. Use an integer column in cents or shares."
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return "`/` makes a float of two integers. Use kernel.money.split, // with a remark, or Fraction(a, b)."
    return ""


if __name__ == "__main__":
    main(check)
