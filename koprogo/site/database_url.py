"""Addresses of a PostgreSQL of one's own: taking them apart, and the roles that an earlier start made and
saved."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SAVED = "database-roles.json"


@dataclass(frozen=True, kw_only=True)
class Address:
    """One role at one database. ``host`` may be the folder of a Unix socket; ``options`` go to the driver as
    they are."""

    user: str
    database: str
    host: str = ""
    port: str = ""
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    def url(self) -> str:
        """The address as one line, safe for any character in its parts."""
        query = {
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
            **self.options,
        }
        pairs = {key: value for key, value in query.items() if value}
        return f"postgresql:///{quote(self.database, safe='')}?{urlencode(pairs, quote_via=quote)}"


def parse(url: str) -> Address:
    """Take an address apart. Raises ValueError with the end of a sentence whose subject is the variable's
    name."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as problem:
        raise ValueError("has a port that is not a number from 1 to 65535") from problem
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("does not begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    user = query.pop("user", unquote(parts.username or ""))
    database = unquote(parts.path.lstrip("/"))
    if not user:
        raise ValueError("names no role")
    if not database or "/" in database:
        raise ValueError("names no database")
    return Address(
        user=user,
        database=database,
        host=query.pop("host", unquote(parts.hostname or "")),
        port=query.pop("port", port),
        password=query.pop("password", unquote(parts.password or "")),
        options=query,
    )


def _mark(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def saved_roles(home: Path, given: str) -> tuple[str, str] | None:
    """(application, owner) as saved by ``save_roles`` for this very address, None when there are none."""
    try:
        saved = json.loads((home / SAVED).read_text(encoding="utf-8"))
        if saved["for"] != _mark(given):
            return None
        return str(saved["app"]), str(saved["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_roles(home: Path, *, given: str, app: str, owner: str) -> None:
    """Keep the pair beside the data, readable by this user only: it holds the password made for the new
    role."""
    home.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    draft = home / f".{SAVED}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump({"for": _mark(given), "app": app, "owner": owner}, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(home / SAVED)
