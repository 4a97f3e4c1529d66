"""Names and places of the embedded PostgreSQL: known without a database driver, so that settings can ask."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

SUPERUSER = "postgres"
OWNER = "koprogo_owner"
APP = "koprogo_app"
DATABASE = "koprogo"
#: The system user that PostgreSQL runs as when KoproGo is started by root.
ACCOUNT = "koprogo"
SYSTEM_HOME = Path("/var/lib/koprogo")
#: A socket's full name is at most 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" to the folder.
LONGEST_SOCKET_FOLDER_BYTES = 107 - len("/.s.PGSQL.5432.lock")


def default_home(environ: Mapping[str, str]) -> Path:
    """The data folder when KOPROGO_HOME does not name one: the system's for root, the user's own
    otherwise."""
    if os.geteuid() == 0:
        return SYSTEM_HOME
    data = environ.get("XDG_DATA_HOME", "")
    if data.startswith("/"):
        return Path(data) / "koprogo"
    return Path(environ.get("HOME") or os.path.expanduser("~")) / ".local" / "share" / "koprogo"


def server_folder(home: Path) -> Path:
    """The only folder that PostgreSQL's own user writes in."""
    return home / "postgres"


def socket_folder(home: Path) -> Path:
    """Where the Unix socket lies: beside the data, or in a short place when the path is too long for a
    socket."""
    beside = server_folder(home)
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER_BYTES:
        return beside
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    uid = os.geteuid()
    return Path(f"/run/koprogo-{mark}") if uid == 0 else Path(f"/tmp/koprogo-{uid}-{mark}")


def url(socket: Path, role: str, database: str) -> str:
    """The connection address of a role over the Unix socket. No password: the kernel names the caller."""
    return f"postgresql:///{quote(database, safe='')}?" + urlencode({"host": str(socket), "user": role})
