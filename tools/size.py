"""No Python file above 400 lines, no template above 200.

Why: in five of the eight products read before this one was drawn, what hurt stood in a file of more than 1,400 lines.
None was written at once; each grew by changes too small to stop at. A wall stops them. The way out is to part a file by
subject, never by number. There is no list of exceptions, and none is to be made.
"""

from collections.abc import Iterator
from pathlib import Path

from house import Problem, main, sources

WALLS = {".py": 400, ".html": 200, ".typ": 200, ".txt": 200}


def check(root: Path) -> Iterator[Problem]:
    """One problem for each file that is too long."""
    for path in sources(root, *(f"*{ending}" for ending in WALLS)):
        if path.suffix == ".txt" and "templates" not in path.as_posix():
            continue
        lines = path.read_text(encoding="utf-8").count("\n")
        wall = WALLS[path.suffix]
        if lines > wall:
            name = path.relative_to(root).as_posix()
            yield Problem(name, lines, f"{lines} lines, the wall is {wall}. Part the file by subject.")


if __name__ == "__main__":
    main(check)
