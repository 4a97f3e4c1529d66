"""The meters: what is counted, what arrives, and what a killed web process loses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread
from typing import IO

import pytest
from django.db import connection
from django.test import Client, override_settings

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.models import UsageDay
from koprogo.hosting.operations import metering
from koprogo.hosting.operations.metering import Counter
from koprogo.hosting.pages import metering as middleware
from koprogo.platform import postgres_paths
from koprogo.platform.models import Org
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.casting import TODAY


@pytest.fixture
def org(db: None) -> Org:
    return casting.org()


def row(org: Org) -> UsageDay:
    return UsageDay.objects.get(org=org, day=TODAY)


def test_packets_add_up_over_processes(org: Org) -> None:
    first, second = Counter(), Counter()
    for counter in (first, second):
        for _request in range(3):
            counter.add(org.id, TODAY, 1_000, 1_600_000)
        assert counter.hand_in() == 3
    first.add(org.id, TODAY, 500, 200_000)
    assert first.hand_in() == 1
    found = row(org)
    # 3 × 1,6 ms are 4,8: four arrive, the rest waits until it makes a whole one.
    assert (found.requests, found.bytes_out, found.cpu_ms) == (7, 6_500, 9)
    assert first.hand_in() == 0, "nothing new, no packet"


def test_a_packet_that_comes_twice_is_counted_once(org: Org) -> None:
    counter = Counter()
    counter.add(org.id, TODAY, 10, 0)
    packet = counter._next()
    assert packet is not None and counter._next() is packet, "the same packet is tried again until it arrived"
    metering.hand_in(packet)
    metering.hand_in(packet)
    assert row(org).requests == 1
    counter.add(org.id, TODAY, 10, 0)
    counter.hand_in()
    assert row(org).requests == 2


def test_a_packet_is_one_statement_whatever_it_holds(org: Org) -> None:
    counter = Counter()
    for n in range(40):
        counter.add(org.id, TODAY - timedelta(days=n), 1, 1)
    with counting.statements() as ran:
        counter.hand_in()
    assert len(ran) == 1
    assert UsageDay.objects.filter(org=org).count() == 40


def test_what_the_night_measures_is_replaced_and_touches_no_count(org: Org) -> None:
    counter = Counter()
    counter.add(org.id, TODAY, 10, 0)
    counter.hand_in()
    for users in (4, 5):
        metering.measured([(org.id, users, 1_000)], day=TODAY)
    found = row(org)
    assert (found.requests, found.users, found.stored_bytes) == (1, 5, 1_000)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    fresh = Counter()
    monkeypatch.setattr(middleware, "counter", fresh)
    with override_settings(KOPROGO_HOSTING=True):
        yield fresh


def test_a_page_is_counted_without_a_write_and_a_stranger_is_not(org: Org, counted: Counter) -> None:
    built = tilleuls.build(slug="compte")
    client = Client()
    client.force_login(built.syndic)
    client.get("/i/compte/immeuble/")  # the session's own first write
    with counting.statements() as ran:
        answer = client.get("/i/compte/immeuble/", headers={"Accept-Encoding": "gzip"})
    assert not [sql for sql in ran if sql.startswith(("INSERT", "UPDATE"))]
    stranger = Client()
    stranger.force_login(casting.person("stranger@dehors.example"))
    assert stranger.get("/i/compte/immeuble/").status_code == 404
    Client().get("/i/compte/immeuble/")
    packet = counted._next()
    assert packet is not None
    (count,) = packet.counts
    assert (count.org_id, count.requests) == (built.org.id, 2)
    assert answer.headers["Content-Encoding"] == "gzip" and count.bytes_out > len(answer.content)
    assert count.cpu_ms > 0


def test_a_program_gone_mad_waits_a_minute_and_its_neighbours_do_not(
    org: Org, counted: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "ABUSE_A_MINUTE", 3)
    now = [1_000_000.0 - 1_000_000 % 60]
    monkeypatch.setattr("koprogo.hosting.pages.metering.time.monotonic", lambda: now[0])
    built = tilleuls.build(slug="emballe")
    casting.access_as(Role.SYNDIC, org, who=built.syndic)
    client, stranger = Client(), Client()
    client.force_login(built.syndic)
    stranger.force_login(casting.person("stranger@dehors.example"))
    for _try in range(5):
        assert stranger.get("/i/emballe/immeuble/").status_code == 404  # no stranger brakes a building
    assert [client.get("/i/emballe/immeuble/").status_code for _try in range(5)] == [200, 200, 200, 429, 429]
    answer = client.get("/i/emballe/immeuble/")
    assert answer.headers["Retry-After"] == "60" and "Rien n’est perdu" in answer.content.decode()
    assert client.get("/immeubles/?tous").status_code == 200
    now[0] += 60
    assert client.get("/i/emballe/immeuble/").status_code == 200


def test_without_hosting_nothing_is_counted(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Counter()
    monkeypatch.setattr(middleware, "counter", fresh)
    built = tilleuls.build(slug="chez-soi")
    client = Client()
    client.force_login(built.syndic)
    assert client.get("/i/chez-soi/immeuble/").status_code == 200
    assert fresh._next() is None


class Served:
    """A web process under load, and how many pages it says it has served."""

    def __init__(self, session: str, slug: str) -> None:
        database = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "koprogo.hosting.tests.metered_process", database, session, slug, "1"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ))
        self.pages: list[float] = []
        assert self.process.stdout is not None
        self.reader = Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def _read(self, out: IO[bytes]) -> None:
        for _line in out:
            self.pages.append(time.monotonic())

    def wait_for(self, pages: int) -> None:
        until = time.monotonic() + 60
        while len(self.pages) < pages and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.pages) >= pages, "the process serves nothing"


def _as(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


@pytest.fixture
def built(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[tilleuls.Tilleuls]:
    """A building that other processes see too; everything is emptied afterwards, by the owner of the tables."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield tilleuls.build(slug="sous-charge")
        _as(postgres_paths.OWNER)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE platform_org, people_person, django_session CASCADE")
        _as(postgres_paths.APP)


def test_a_killed_process_loses_less_than_its_interval_and_one_that_ends_loses_nothing(
    built: tilleuls.Tilleuls,
) -> None:
    """Both are metered at once, into the same row; packets go each second here, each half minute in earnest."""
    client = Client()
    client.force_login(built.syndic)
    session = client.cookies["sessionid"].value
    killed, ended = Served(session, "sous-charge"), Served(session, "sous-charge")
    killed.wait_for(1)
    ended.wait_for(1)
    time.sleep(3.5)
    killed.process.send_signal(signal.SIGKILL)
    death = time.monotonic()
    killed.process.wait()
    killed.reader.join(5)
    assert ended.process.communicate(b"end", timeout=30) and ended.process.returncode == 0
    ended.reader.join(5)
    counted = sum(UsageDay.objects.filter(org=built.org).values_list("requests", flat=True))
    safe = sum(1 for at in killed.pages if at < death - 2)  # one interval, and one for a machine that is busy
    assert safe > 0, "the process was killed before anything had to be safe"
    assert len(ended.pages) + safe <= counted <= len(ended.pages) + len(killed.pages) + 1
