"""The environment: what it means, and one sentence for each mistake."""

import stat
from pathlib import Path

import pytest

from koprogo.site import config, database_url
from koprogo.site.config import ConfigError

APP = "postgresql://web:p%40ss@db.example:5433/kopro?sslmode=require"
OWNER = "postgresql://boss:word@db.example:5433/kopro"


def _mistakes(home: Path, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config.read({"KOPROGO_HOME": str(home), **environ})
    return caught.value.sentences


def test_an_empty_environment_is_the_embedded_database_on_port_8000(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path)})
    assert (read.port, read.host, read.language, read.role) == (8000, "127.0.0.1", "fr", "app")
    assert read.embedded and read.demo and read.mail is None and not read.debug
    entry = read.django_database()
    assert (entry["USER"], entry["NAME"], entry["HOST"]) == ("koprogo_app", "koprogo", str(read.socket))
    assert entry["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 1}
    assert read.django_database("owner")["USER"] == "koprogo_owner"


@pytest.mark.parametrize(
    "opened",
    [
        {"KOPROGO_PUBLIC_URL": "https://koprogo.example"},
        {"KOPROGO_PUBLIC_URL": "http://192.168.1.4:8000"},
        {"KOPROGO_ALLOWED_HOSTS": "koprogo.example"},
        {"KOPROGO_HOST": "0.0.0.0", "KOPROGO_PUBLIC_URL": "http://localhost:8000"},
        {"KOPROGO_TRUSTED_PROXIES": "1"},
    ],
)
def test_where_others_come_the_demo_world_does_not_come_by_itself(tmp_path: Path, opened: dict[str, str]) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path), **opened})
    assert not read.local and not read.demo
    asked = config.read({"KOPROGO_HOME": str(tmp_path), "KOPROGO_DEMO": "on", **opened})
    assert not asked.local and asked.demo


def test_pages_of_errors_tell_nothing_where_others_come(tmp_path: Path) -> None:
    assert config.read({"KOPROGO_HOME": str(tmp_path / "a"), "KOPROGO_DEBUG": "on"}).debug
    (sentence,) = _mistakes(tmp_path / "b", KOPROGO_DEBUG="on", KOPROGO_PUBLIC_URL="https://koprogo.example")
    assert "KOPROGO_DEBUG=off" in sentence
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("value", ["", "off", "on"])
def test_hosting_others_is_asked_for(tmp_path: Path, value: str) -> None:
    assert config.read({"KOPROGO_HOME": str(tmp_path), "KOPROGO_HOSTING": value}).hosting == (value == "on")


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1:9", "http://[::1]:8000"])
def test_a_machine_alone_is_local(tmp_path: Path, url: str) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path), "KOPROGO_PUBLIC_URL": url})
    assert read.local and read.demo


def test_the_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = config.read({"KOPROGO_HOME": str(tmp_path / "new" / "home")})
    again = config.read({"KOPROGO_HOME": str(tmp_path / "new" / "home")})
    assert len(first.secret_key) > 60 and first.secret_key == again.secret_key
    assert stat.S_IMODE((first.home / "secret").stat().st_mode) == 0o600
    assert [p.name for p in first.home.iterdir()] == ["secret"]


def test_no_secret_shows_when_the_settings_are_printed(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path), "DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER})
    assert "p%40ss" not in repr(read) and "word@" not in repr(read) and read.secret_key not in repr(read)


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("KOPROGO_PORT", "eighty", "KOPROGO_PORT=8000"),
        ("KOPROGO_PORT", "0", "from 1 to 65535"),
        ("KOPROGO_PORT", "٣", "whole number"),
        ("KOPROGO_LANGUAGE", "it", "fr, nl, de, en"),
        ("KOPROGO_DEMO", "maybe", "KOPROGO_DEMO=off"),
        ("KOPROGO_DB_ROLE", "postgres", "app, owner"),
        ("KOPROGO_PUBLIC_URL", "koprogo.example", "https://"),
        ("KOPROGO_HOST", "0.0.0.0", "KOPROGO_PUBLIC_URL="),
        ("KOPROGO_SECRET_FILE", "/nowhere/secret", "readable text file"),
        ("KOPROGO_SOCKET", "relative", "begins with /"),
        ("KOPROGO_SOCKET", "/" + "x" * 300, "cannot be reached"),
        ("KOPROGO_PROT", "8000", "Write KOPROGO_PORT"),
        ("DATABASE_URL", "mysql://a:secret@b/c", "postgresql://role"),
        ("DATABASE_URL", "postgresql://a:secret@b:port/c", "number"),
        ("DATABASE_URL", "postgresql://a:secret@b/", "names no database"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_it_and_the_way_out(
    tmp_path: Path, name: str, value: str, fix: str
) -> None:
    (sentence,) = _mistakes(tmp_path, **{name: value})
    assert name in sentence and fix in sentence and "secret@" not in sentence
    assert not (tmp_path / "secret").exists()


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    assert len(_mistakes(tmp_path, KOPROGO_PORT="x", KOPROGO_LANGUAGE="x", KOPROGO_DEMO="x")) == 3


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("abc\n")
    (sentence,) = _mistakes(tmp_path, KOPROGO_SECRET_FILE=str(tmp_path / "short"))
    assert "3 characters" in sentence


def test_mail_needs_its_parts(tmp_path: Path) -> None:
    assert len(_mistakes(tmp_path, KOPROGO_MAIL_USER="u", KOPROGO_MAIL_TLS="off")) == 4
    password = tmp_path / "password"
    password.write_text("word\n")
    mail = config.read(
        {
            "KOPROGO_HOME": str(tmp_path),
            "KOPROGO_MAIL_HOST": "smtp.example",
            "KOPROGO_MAIL_TLS": "tls",
            "KOPROGO_MAIL_USER": "u",
            "KOPROGO_MAIL_PASSWORD_FILE": str(password),
            "KOPROGO_MAIL_SENDER": "syndic@acp.example",
        }
    ).mail
    assert mail is not None and (mail.port, mail.tls, mail.starttls, mail.password) == (
        465,
        True,
        False,
        "word",
    )


def test_an_external_database_has_two_roles_and_no_demo(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path), "DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER})
    entry = read.django_database()
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == (
        "web",
        "p@ss",
        "db.example",
        "5433",
    )
    assert entry["OPTIONS"]["sslmode"] == "require" and read.app_role == "web" and not read.demo
    assert read.django_database("owner")["USER"] == "boss"
    same = _mistakes(tmp_path, DATABASE_URL=APP, DATABASE_OWNER_URL=APP)
    assert "same role" in same[0]


def test_the_role_that_a_start_made_is_found_again_for_that_address_only(tmp_path: Path) -> None:
    database_url.save_roles(tmp_path, given=OWNER, app=APP, owner=OWNER)
    read = config.read({"KOPROGO_HOME": str(tmp_path), "DATABASE_OWNER_URL": OWNER})
    assert (read.database_url, read.database_owner_url) == (APP, OWNER)
    other = config.read({"KOPROGO_HOME": str(tmp_path), "DATABASE_OWNER_URL": OWNER + "2"})
    assert other.database_url is None
    assert stat.S_IMODE((tmp_path / database_url.SAVED).stat().st_mode) == 0o600


def test_prepared_statements_can_be_switched_off_for_a_pooler(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path), "KOPROGO_PREPARE": "off"})
    assert read.django_database()["OPTIONS"]["prepare_threshold"] is None


@pytest.mark.parametrize("password", ["a@b:c/d?e#f", "%41", "é ’"])
def test_any_password_survives_being_written_as_an_address(password: str) -> None:
    address = database_url.Address(user="u r", database="d%b", host="/a folder", password=password)
    assert database_url.parse(address.url()) == address


INBOX = {
    "KOPROGO_INBOX_HOST": "imap.example.be",
    "KOPROGO_INBOX_USER": "factures",
    "KOPROGO_INBOX_ADDRESS": "Factures@example.be",
}


def test_the_mailbox_of_invoices_is_off_until_it_is_named(tmp_path: Path) -> None:
    assert config.read({"KOPROGO_HOME": str(tmp_path)}).inbox is None
    word = tmp_path / "word"
    word.write_text("geheim\n")
    inbox = config.read({"KOPROGO_HOME": str(tmp_path), "KOPROGO_INBOX_PASSWORD_FILE": str(word), **INBOX}).inbox
    assert inbox is not None
    assert (inbox.port, inbox.tls, inbox.folder, inbox.address) == (993, "tls", "INBOX", "factures@example.be")
    assert inbox.password == "geheim" and "geheim" not in repr(inbox)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"KOPROGO_INBOX_HOST": ""}, "KOPROGO_INBOX_HOST"),
        ({"KOPROGO_INBOX_ADDRESS": "factures+x@example.be"}, "plus sign"),
        ({"KOPROGO_INBOX_TLS": "off"}, "readable by all"),
        ({"KOPROGO_INBOX_PASSWORD_FILE": ""}, "KOPROGO_INBOX_PASSWORD_FILE"),
    ],
)
def test_a_mailbox_half_named_says_what_is_missing(tmp_path: Path, changed: dict[str, str], named: str) -> None:
    word = tmp_path / "word"
    word.write_text("geheim")
    found = _mistakes(tmp_path, **{**INBOX, "KOPROGO_INBOX_PASSWORD_FILE": str(word), **changed})
    assert len(found) == 1 and named in found[0]
