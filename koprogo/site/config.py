"""What the environment says, read once and checked: one sentence for each mistake. Knows no Django and no
database."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from koprogo.platform import postgres_paths
from koprogo.site.config_inbox import Inbox
from koprogo.site.config_inbox import read as read_inbox
from koprogo.site.config_mail import Mail
from koprogo.site.config_mail import read as read_mail
from koprogo.site.config_values import Reader
from koprogo.site.database_url import Address, parse, saved_roles

Role = Literal["app", "owner"]
LANGUAGES = ("fr", "nl", "de", "en")
#: Names by which a machine reaches only itself.
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class ConfigError(Exception):
    """The environment holds mistakes; ``sentences`` says for each which variable, what is wrong, what to
    write."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, kw_only=True)
class Config:
    """One start's settings. Both addresses None: the embedded PostgreSQL in ``home``."""

    home: Path
    host: str
    port: int
    public_url: str
    allowed_hosts: tuple[str, ...]
    database_url: str | None = field(repr=False)
    database_owner_url: str | None = field(repr=False)
    socket: Path
    role: Role
    secret_key: str = field(repr=False)
    mail: Mail | None
    inbox: Inbox | None
    language: str
    upload_limit_bytes: int
    archive_limit_bytes: int
    prepare: bool
    demo: bool
    hosting: bool
    watch_token: str
    debug: bool
    static_hashed: bool
    web_workers: int
    web_threads: int
    trusted_proxies: int

    @property
    def local(self) -> bool:
        """True when every setting says that only this machine's own browser comes here. Only then is there an
        outbox to read and does the demo world come by itself."""
        return _alone(self.host, self.allowed_hosts, self.trusted_proxies)

    @property
    def embedded(self) -> bool:
        """True when KoproGo runs its own PostgreSQL."""
        return self.database_url is None and self.database_owner_url is None

    @property
    def app_role(self) -> str:
        """The name of the role that serves pages: the one to which migrations grant."""
        return self._address("app").user

    def _address(self, role: Role) -> Address:
        if self.embedded:
            name = postgres_paths.OWNER if role == "owner" else postgres_paths.APP
            return Address(user=name, host=str(self.socket), database=postgres_paths.DATABASE)
        wanted = self.database_owner_url if role == "owner" else self.database_url
        return parse(wanted or self.database_url or self.database_owner_url or "")

    def address(self, role: Role | None = None) -> str:
        """The connection address of a role (this start's own by default), for psycopg."""
        return self._address(role or self.role).url()

    def django_database(self, role: Role | None = None) -> dict[str, Any]:
        """The DATABASES entry of a role (this start's own by default). Doors open the transactions, not
        requests."""
        address = self._address(role or self.role)
        options: dict[str, Any] = {**address.options, "server_side_binding": True}
        options["prepare_threshold"] = 1 if self.prepare else None
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.database,
            "USER": address.user,
            "PASSWORD": address.password,
            "HOST": address.host,
            "PORT": address.port,
            "ATOMIC_REQUESTS": False,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": True,
            "OPTIONS": options,
        }


def read(environ: Mapping[str, str]) -> Config:
    """The settings of this start. Makes the secret file in the data folder when there is none yet.

    Raises ConfigError with every mistake at once.
    """
    r = Reader(environ)
    r.unknown()
    home = r.folder("KOPROGO_HOME", default=postgres_paths.default_home(environ))
    host = r.text("KOPROGO_HOST", default="127.0.0.1")
    port = r.integer("KOPROGO_PORT", default=8000, low=1, high=65535)
    public_url = r.web_address("KOPROGO_PUBLIC_URL", default=f"http://localhost:{port}")
    app_url, owner_url = _database(r, home)
    cores = os.cpu_count() or 1
    hosts = _hosts(r, host, public_url)
    proxies = r.integer("KOPROGO_TRUSTED_PROXIES", default=0, low=0, high=9)
    alone = _alone(host, hosts, proxies)
    debug = r.switch("KOPROGO_DEBUG", default=False)
    if debug and not alone:
        r.problems.append(
            "KOPROGO_DEBUG=on shows settings and data in pages of errors, and the other settings let others reach"
            " this installation. Write KOPROGO_DEBUG=off."
        )
    config = Config(
        home=home,
        host=host,
        port=port,
        public_url=public_url,
        allowed_hosts=hosts,
        database_url=app_url,
        database_owner_url=owner_url,
        socket=r.folder("KOPROGO_SOCKET", default=postgres_paths.socket_folder(home)),
        role="owner" if r.choice("KOPROGO_DB_ROLE", ("app", "owner"), default="app") == "owner" else "app",
        mail=read_mail(r),
        inbox=read_inbox(r),
        language=r.choice("KOPROGO_LANGUAGE", LANGUAGES, default="fr"),
        upload_limit_bytes=r.integer("KOPROGO_UPLOAD_LIMIT_MB", default=20, low=1, high=500) * 1024 * 1024,
        archive_limit_bytes=r.integer("KOPROGO_ARCHIVE_LIMIT_MB", default=500, low=1, high=4000) * 1024 * 1024,
        prepare=r.switch("KOPROGO_PREPARE", default=True),
        # Its passwords are published: it never comes by itself to an installation that others reach.
        demo=r.switch("KOPROGO_DEMO", default=alone and app_url is None and owner_url is None),
        hosting=r.switch("KOPROGO_HOSTING", default=False),
        watch_token=_watch_token(r),
        debug=debug,
        static_hashed=r.switch("KOPROGO_STATIC_HASHED", default=False),
        web_workers=r.integer("KOPROGO_WEB_WORKERS", default=1, low=1, high=64),
        web_threads=r.integer("KOPROGO_WEB_THREADS", default=3 * cores, low=1, high=128),
        trusted_proxies=proxies,
        # Last: nothing is written into a data folder that a mistake elsewhere may have named wrongly.
        secret_key=r.secret("KOPROGO_SECRET_FILE", default=home / "secret"),
    )
    if r.problems:
        raise ConfigError(r.problems)
    return config


def _watch_token(r: Reader) -> str:
    """What a watch on another machine proves itself with; empty where there is none."""
    name = "KOPROGO_WATCH_TOKEN_FILE"
    token = r.secret_text(name) if r.given(name) else ""
    if token and len(token) < 24:
        r.problems.append(f"{name} holds a secret that can be guessed. Write 24 random characters or more into it.")
    return token


def _database(r: Reader, home: Path) -> tuple[str | None, str | None]:
    """(application, owner). With only one given, the other is the one that an earlier start made and
    saved."""
    app_url = r.database("DATABASE_URL")
    owner_url = r.database("DATABASE_OWNER_URL")
    if app_url and owner_url and parse(app_url).user == parse(owner_url).user:
        r.problems.append(
            f"DATABASE_OWNER_URL names the same role as DATABASE_URL ({parse(app_url).user}): pages must"
            f" not be"
            " served by the role that owns the tables. Write two different roles."
        )
    if (app_url is None) != (owner_url is None):
        saved = saved_roles(home, app_url or owner_url or "")
        if saved is not None:
            return saved
    return app_url, owner_url


def _alone(host: str, hosts: tuple[str, ...], proxies: int) -> bool:
    return host in OWN_NAMES and OWN_NAMES.issuperset(hosts) and not proxies


def _hosts(r: Reader, host: str, public_url: str) -> tuple[str, ...]:
    named = r.words("KOPROGO_ALLOWED_HOSTS")
    if host not in OWN_NAMES and not named and not r.given("KOPROGO_PUBLIC_URL"):
        r.problems.append(
            f"KOPROGO_HOST={host} opens KoproGo to the network, but no name is allowed to reach it. Write"
            " KOPROGO_PUBLIC_URL=https://your.name.example (or KOPROGO_ALLOWED_HOSTS, names parted by"
            " commas)."
        )
    name = public_url.split("://", 1)[1].split("/", 1)[0]
    own = name.rsplit(":", 1)[0] if not name.endswith("]") else name
    return tuple(dict.fromkeys([own, "localhost", "127.0.0.1", "[::1]", *named]))
