"""Reads one kind of value after another from the environment and gathers a sentence for each mistake."""

import difflib
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from koprogo.site.database_url import parse

KNOWN = frozenset(
    {
        "KOPROGO_HOME",
        "KOPROGO_HOST",
        "KOPROGO_PORT",
        "KOPROGO_PUBLIC_URL",
        "KOPROGO_ALLOWED_HOSTS",
        "KOPROGO_SOCKET",
        "KOPROGO_DB_ROLE",
        "KOPROGO_SECRET_FILE",
        "KOPROGO_LANGUAGE",
        "KOPROGO_UPLOAD_LIMIT_MB",
        "KOPROGO_ARCHIVE_LIMIT_MB",
        "KOPROGO_PREPARE",
        "KOPROGO_DEMO",
        "KOPROGO_HOSTING",
        "KOPROGO_WATCH_TOKEN_FILE",
        "KOPROGO_DEBUG",
        "KOPROGO_STATIC_HASHED",
        "KOPROGO_WEB_WORKERS",
        "KOPROGO_WEB_THREADS",
        "KOPROGO_TRUSTED_PROXIES",
        "KOPROGO_MAIL_HOST",
        "KOPROGO_MAIL_PORT",
        "KOPROGO_MAIL_USER",
        "KOPROGO_MAIL_PASSWORD_FILE",
        "KOPROGO_MAIL_TLS",
        "KOPROGO_MAIL_SENDER",
        "KOPROGO_INBOX_HOST",
        "KOPROGO_INBOX_PORT",
        "KOPROGO_INBOX_TLS",
        "KOPROGO_INBOX_USER",
        "KOPROGO_INBOX_PASSWORD_FILE",
        "KOPROGO_INBOX_FOLDER",
        "KOPROGO_INBOX_ADDRESS",
    }
)
ON = ("on", "yes", "true", "1")
OFF = ("off", "no", "false", "0")
SHORTEST_SECRET = 32


class Reader:
    """One pass over the environment. Each method returns a usable value; what was wrong goes to
    ``problems``."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def given(self, name: str) -> bool:
        """True when the variable is there and not empty."""
        return bool(self.environ.get(name, "").strip())

    def text(self, name: str, *, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word for part in self.text(name, default="").split(",") if (word := part.strip()))

    def unknown(self) -> None:
        """A name that is almost a known one is a slip of the hand; other names are not ours to judge."""
        for name in sorted(self.environ):
            if name.startswith("KOPROGO") and name not in KNOWN:
                near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.88)
                if near:
                    self.problems.append(
                        f"{name} is not a setting of KoproGo. Write {near[0]}, or remove it."
                    )

    def integer(self, name: str, *, default: int, low: int, high: int) -> int:
        raw = self.text(name, default=str(default))
        if raw.isascii() and raw.isdigit() and low <= int(raw) <= high:
            return int(raw)
        self.problems.append(
            f"{name}={raw} is not a whole number from {low} to {high}. Write {name}={default}."
        )
        return default

    def choice(self, name: str, choices: Sequence[str], *, default: str) -> str:
        raw = self.text(name, default=default)
        if raw in choices:
            return raw
        self.problems.append(f"{name}={raw} is not known. Write one of: {', '.join(choices)}.")
        return default

    def switch(self, name: str, *, default: bool) -> bool:
        raw = self.text(name, default="on" if default else "off").lower()
        if raw not in ON + OFF:
            self.problems.append(f"{name}={raw} is neither on nor off. Write {name}=on or {name}=off.")
            return default
        return raw in ON

    def folder(self, name: str, *, default: Path) -> Path:
        raw = self.text(name, default=str(default))
        path = Path(raw).expanduser()
        if not path.is_absolute():
            self.problems.append(f"{name}={raw} is not a full path. Write one that begins with /.")
            return default
        try:
            is_file = path.exists() and not path.is_dir()
        except OSError as problem:
            self.problems.append(
                f"{name}={raw} cannot be reached ({problem.strerror})."
                " Write the path of a folder that you may write in."
            )
            return default
        if is_file:
            self.problems.append(f"{name}={raw} is a file, not a folder. Write the path of a folder.")
            return default
        return path

    def web_address(self, name: str, *, default: str) -> str:
        raw = self.text(name, default=default).rstrip("/")
        parts = urlsplit(raw)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.path and not parts.query:
            return raw
        self.problems.append(
            f"{name}={raw} is not an address. Write {name}=https://your.name.example, without a path."
        )
        return default

    def database(self, name: str) -> str | None:
        raw = self.text(name, default="")
        if not raw:
            return None
        try:
            parse(raw)
        except ValueError as problem:
            # The value is never repeated: it holds a password.
            self.problems.append(
                f"{name} {problem}. Write {name}=postgresql://role:password@host:5432/database."
            )
            return None
        return raw

    def secret_text(self, name: str) -> str:
        """The text of a file that a variable names, without the line's end. Empty when it cannot be read."""
        path = Path(self.text(name, default=""))
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) else "not text"
            self.problems.append(
                f"{name}={path} cannot be read ({reason}). Write the path of a readable text file."
            )
            return ""

    def secret(self, name: str, *, default: Path) -> str:
        """The installation's secret: from the named file, or from ``default``, which is made once with mode
        0600."""
        if self.given(name):
            value = self.secret_text(name)
            if value and len(value) < SHORTEST_SECRET:
                self.problems.append(
                    f"{name}={self.text(name, default='')} holds {len(value)} characters, at least"
                    f" {SHORTEST_SECRET}"
                    " are needed. Write a longer random text into it."
                )
            return value
        if self.problems:
            return ""  # nothing is written while the rest of the environment may name the wrong folder
        try:
            return _once(default)
        except OSError as problem:
            self.problems.append(
                f"The secret file {default} can be neither read nor made ({problem.strerror}). Write"
                f" KOPROGO_HOME="
                "a folder that you may write in, or KOPROGO_SECRET_FILE=a file that you may read."
            )
            return ""


def _once(path: Path) -> str:
    """The file's text; when missing, a new random secret. Two processes that start together get the same
    one."""
    if not path.exists():
        path.parent.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64) + "\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)  # fails when another process was first, and never leaves half a file
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    value = path.read_text(encoding="utf-8").strip()
    if len(value) < SHORTEST_SECRET:
        raise OSError(
            0, f"it holds fewer than {SHORTEST_SECRET} characters: restore it from the backup or delete it"
        )
    return value
