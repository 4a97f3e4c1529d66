"""What the small checks share: the files they look at, and how they say what they found.

Each check is one file beside this one. It prints ``path:line: sentence`` for each problem and ends with status 1 when
there is one, so that an editor can jump there and `make check` stops. A tree other than this one can be named as the
only argument: the tests plant violations in a copy.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One line of code that breaks the rule, and what to do instead."""

    path: str
    line: int
    sentence: str


Check = Callable[[Path], Iterable[Problem]]


def sources(root: Path, *patterns: str) -> Iterator[Path]:
    """Every file of ``koprogo`` and ``tools`` whose name fits a pattern; generated migrations are nobody's writing."""
    for folder in ("koprogo", "tools"):
        for path in sorted((root / folder).rglob("*")):
            skipped = "migrations" in path.parts or "__pycache__" in path.parts
            if path.is_file() and not skipped and any(fnmatch(path.name, one) for one in patterns):
                yield path


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file as (path from the root, syntax tree). A file that is no Python ends the check."""
    for path in sources(root, "*.py"):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"), str(path))


def room(path: str) -> str:
    """The room that a file of a context stands in (``rules``, ``pages``, ``tests`` ...), empty outside the contexts."""
    parts = path.removesuffix(".py").split("/")
    return parts[2] if len(parts) > 2 and parts[0] == "koprogo" else ""


def main(check: Check) -> None:
    """Run a check on the named tree, or on this one; say what it found; end with its status."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    problems = sorted(check(root))
    for problem in problems:
        print(f"{problem.path}:{problem.line}: {problem.sentence}")
    sys.exit(1 if problems else 0)
