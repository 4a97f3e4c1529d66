"""The source of the program that runs, as one archive: a changed copy gives its change to its users (AGPL-3.0)."""

import functools
import gzip
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
#: Beside the package in a checkout; an installed copy has the package alone.
BESIDE = (
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "Makefile",
    "pyproject.toml",
    "manage.py",
    "conftest.py",
    "requirements",
    "tools",
    "locale",
    "docs",
)
_LEFT_OUT = (".pyc", ".pyo", ".log")


def _paths() -> Iterator[tuple[Path, str]]:
    root = PACKAGE.parent
    checkout = (root / "pyproject.toml").is_file()
    for top in (PACKAGE, *(root / name for name in BESIDE if checkout)):
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix not in _LEFT_OUT:
                yield path, f"koprogo/{path.relative_to(root)}"


@functools.cache
def archive() -> bytes:
    """The source as tar.gz, made once for each process; the same files make the same bytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path, name in _paths():
            entry = tarfile.TarInfo(name)
            content = path.read_bytes()
            entry.size = len(content)
            entry.mode = 0o644
            tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), 6, mtime=0)
