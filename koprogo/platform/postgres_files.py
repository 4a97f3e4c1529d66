"""The files of an embedded cluster: its making, its settings, who may enter, and the ballast against a full
disk.

The settings lie outside the data, in a folder that PostgreSQL's own user cannot write in, and are written
again at each
start; ``postgres.local.conf`` beside them is the operator's and wins.
"""

import os
import pwd
import shutil
from pathlib import Path

from koprogo.platform.postgres_account import Account, PostgresError
from koprogo.platform.postgres_paths import APP, OWNER, SUPERUSER, server_folder

#: Freed when the disk is full, so that PostgreSQL can write the log it needs to start again.
BALLAST_BYTES = 48 * 1024 * 1024

COMMON = """\
listen_addresses = ''
unix_socket_permissions = 0770
max_connections = 60
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] '
jit = off
random_page_cost = 1.1
idle_in_transaction_session_timeout = '5min'
"""
DURABLE = """\
shared_buffers = '256MB'
wal_level = logical
summarize_wal = on
max_wal_size = '1GB'
max_slot_wal_keep_size = '1GB'
"""
#: For tests only: a crash of the machine may lose everything.
FLEETING = """\
shared_buffers = '128MB'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum_naptime = '10min'
"""


def write_settings(home: Path, socket: Path, *, durable: bool) -> Path:
    """Write the settings, the door and the names into ``home``; returns the settings file."""
    files = {name: home / f"postgres.{name}" for name in ("conf", "hba", "ident")}
    places = {
        "data_directory": server_folder(home) / "data",
        "hba_file": files["hba"],
        "ident_file": files["ident"],
        "unix_socket_directories": socket,
    }
    lines = [f"{key} = {_quoted(str(value))}\n" for key, value in places.items()]
    local = _quoted(str(home / "postgres.local.conf"))
    _write(
        files["conf"],
        "".join(lines) + COMMON + (DURABLE if durable else FLEETING) + f"include_if_exists {local}\n",
    )
    _write(files["hba"], "local all all peer map=koprogo\nlocal replication all peer map=koprogo\n")
    me = pwd.getpwuid(os.geteuid()).pw_name
    _write(files["ident"], "".join(f'koprogo "{me}" {role}\n' for role in (SUPERUSER, OWNER, APP)))
    return files["conf"]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.chmod(0o644)
    draft.replace(path)


def make_cluster(home: Path, bin_folder: Path, who: Account, *, durable: bool) -> bool:
    """Make the data once; True when it was made now. An interrupted making is begun anew.

    Raises PostgresError for a folder that was filled before and is empty now (a disk that is not mounted),
    and for data
    of another major version.
    """
    data, draft = server_folder(home) / "data", server_folder(home) / "data.new"
    marker = home / "postgres.initialised"
    if (data / "PG_VERSION").exists():
        _same_major(data, bin_folder, who)
        marker.touch()
        return False
    if marker.exists():
        raise PostgresError(
            f"{data} was filled before and is empty now: is its disk mounted? An empty database is not"
            f" made in its"
            f" place. Mount the disk; or, to begin anew on purpose, delete {marker}."
        )
    if data.exists() and any(data.iterdir()):
        raise PostgresError(f"{data} holds files but no database. Set KOPROGO_HOME to another folder.")
    if draft.exists():
        shutil.rmtree(draft)
    options = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    options += ["--auth=peer", "--data-checksums", "--no-instructions"] + ([] if durable else ["--no-sync"])
    made = who.run(bin_folder / "initdb", "-D", draft, "-U", SUPERUSER, *options)
    if made.returncode != 0:
        raise PostgresError(f"The database cannot be made in {data}: {(made.stderr or made.stdout).strip()[-600:]}")
    draft.rename(data)
    folder = os.open(data.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    marker.touch()
    return True


def _same_major(data: Path, bin_folder: Path, who: Account) -> None:
    have = (data / "PG_VERSION").read_text().strip()
    runs = who.run(bin_folder / "postgres", "--version").stdout.split()[-1].split(".")[0]
    if have != runs:
        raise PostgresError(
            f"{data} was made by PostgreSQL {have} and this KoproGo brings PostgreSQL {runs}. Start the"
            f" KoproGo that made"
            " it, take a backup, and restore that backup into a new KOPROGO_HOME with this one."
        )


def put_ballast(home: Path) -> None:
    """Set aside some room on the data's own disk, once, when the disk has plenty."""
    path = server_folder(home) / "ballast"
    room = os.statvfs(path.parent)
    if path.exists() or room.f_bavail * room.f_frsize < 10 * BALLAST_BYTES:
        return
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        os.posix_fallocate(fd, 0, BALLAST_BYTES)
    finally:
        os.close(fd)


def drop_ballast(home: Path) -> bool:
    """Free the room; True when there was any."""
    try:
        (server_folder(home) / "ballast").unlink()
    except FileNotFoundError:
        return False
    return True
