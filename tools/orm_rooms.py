"""Pages, API and jobs touch no table; every operation leaves its line in the audit trail.

Why: a table reached from a page is a question without an access and a write without a trail. In a predecessor the check
of who may see what was typed anew in 192 handlers, absent from one, and let through in another when a look-up failed.
Here a view asks a query or calls an operation. And since no trigger writes the trail, an operation that forgets
`audit.record` would leave no trace: this check is what remembers.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from house import Problem, main, modules, room

INTERFACES = frozenset({"pages", "api", "jobs"})
TABLE = "A page, route or job touches a table. Ask a query or call an operation."
TRAIL = "The operation {name} writes no audit line. Call audit.record(access, {verb!r}, ...) before it returns."
VERB = "The operation {name} is {verb!r} but records {found}. Record the verb that @act names."


def check(root: Path) -> Iterator[Problem]:
    """One problem for each table in an interface and each operation without its own audit line."""
    for path, tree in modules(root):
        place = room(path)
        site = path.startswith("koprogo/site/")
        if "/tests/" not in path and path != "koprogo/platform/jobs.py" and (site or place in INTERFACES):
            yield from (Problem(path, line, TABLE) for line in _tables(tree))
        if place == "operations":
            yield from _untraced(path, tree)


def _tables(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("koprogo."):
                inside = "models" in module.split(".")
                if inside or any(one.name == "models" for one in names):
                    yield node.lineno
            case ast.Import(names=names):
                if any(one.name.startswith("koprogo.") and "models" in one.name.split(".") for one in names):
                    yield node.lineno
            case ast.Attribute(attr="objects"):
                yield node.lineno


def _untraced(path: str, tree: ast.Module) -> Iterator[Problem]:
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for function in functions.values():
        verb = _verb(function)
        if verb is None:
            continue
        found = _recorded(function, functions, set())
        if not found:
            yield Problem(path, function.lineno, TRAIL.format(name=function.name, verb=verb))
        elif verb not in found and "" not in found:
            text = VERB.format(name=function.name, verb=verb, found=", ".join(sorted(map(repr, found))))
            yield Problem(path, function.lineno, text)


def _verb(function: ast.FunctionDef) -> str | None:
    """The verb that ``@act`` gives to a function, None when it is no operation."""
    for one in function.decorator_list:
        match one:
            case ast.Call(func=ast.Name(id="act"), args=[ast.Constant(value=str(verb)), *_]):
                return verb
    return None


def _recorded(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """The verbs recorded by a function or by those of its module that it calls; "" for one that is not a literal."""
    seen.add(function.name)
    found: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="audit"), attr="record" | "record_many"), args=[_, verb, *_]
            ):
                found.add(verb.value if isinstance(verb, ast.Constant) and isinstance(verb.value, str) else "")
            case ast.Call(func=ast.Name(id=name)) if name in functions and name not in seen:
                found |= _recorded(functions[name], functions, seen)
    return found


if __name__ == "__main__":
    main(check)
