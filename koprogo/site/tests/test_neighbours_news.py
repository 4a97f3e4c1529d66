"""The neighbours' Thursday: who asked for it, once a week, in their language, only when there is something new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from koprogo.neighbours.operations import modules, notices, residents
from koprogo.neighbours.pages import life_tiles, tiles
from koprogo.neighbours.pages.tiles import Line, Shown
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.platform import boundary, jobs
from koprogo.platform.models import Mailing
from koprogo.platform.together import Question
from koprogo.site import jobs as planned
from koprogo.testing import neighbours
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
WEEK = "2026-W48"


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch) -> Street:
    """Marc asked for the mail, in Dutch; a module shows one request of this week and an old offer."""
    found = neighbours.group(now=THURSDAY - timedelta(days=30))
    marc = found.persons["marc"]
    marc.language = "nl"
    marc.save(update_fields=["language"])
    with boundary.within(found.org.id):
        residents.change(found.access["marc"], pseudonym="Marc", wants_digest=True)

    def shown(count: int) -> Shown:
        new = Line("Une échelle", "Yasmine", THURSDAY - timedelta(days=2), "/i/les-tisserands/voisins/x")
        old = Line("Du jardinage", "Paulette", THURSDAY - timedelta(days=20), "/i/les-tisserands/voisins/y")
        own = Line("Ma tondeuse", "Marc", THURSDAY - timedelta(days=1), "/i/les-tisserands/voisins/z")
        return Shown(asked=(new,), offered=(old, own))

    def question(access: Any, me: Any) -> Question[Shown]:
        return Question("SELECT 1", {}, 1, shown)

    monkeypatch.setattr(tiles, "TILES", [(Module.LENDING, question)])
    return found


def _run(street: Street) -> list[Mailing]:
    jobs.run_waiting(until=THURSDAY + timedelta(minutes=1), clock=lambda: THURSDAY)
    with boundary.within(street.org.id):
        return list(Mailing.objects.filter(purpose=planned.NEIGHBOURS))


def test_who_asked_gets_one_mail_a_week_in_their_language(street: Street) -> None:
    assert planned.ask_neighbours(org_id=street.org.id, week=WEEK, now=THURSDAY)
    assert not planned.ask_neighbours(org_id=street.org.id, week=WEEK, now=THURSDAY)
    (row,) = _run(street)
    assert row.recipient == "marc@les-tisserands.example"
    assert row.subject.endswith("Les Tisserands")
    assert "Une échelle" in row.text
    assert "Gevraagd" in row.html
    assert "Du jardinage" not in row.html  # three weeks old
    assert "Aangeboden" not in row.html  # what the reader put up is no news to them
    assert "€" not in row.text


def test_a_job_that_runs_twice_writes_once(street: Street) -> None:
    with boundary.within(street.org.id):
        for _time in range(2):
            jobs.enqueue(street.access["paulette"], planned.NEIGHBOURS_WEEK, args={"week": WEEK})
    assert len(_run(street)) == 1


def test_a_quiet_week_and_a_closed_block_send_nothing(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    with boundary.within(street.org.id):
        modules.switch_off(street.access["paulette"], module=Module.LENDING)
    assert planned.ask_neighbours(org_id=street.org.id, week=WEEK, now=THURSDAY)
    assert _run(street) == []


def test_a_week_of_notices_alone_is_worth_a_mail(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    with boundary.within(street.org.id):
        paulette = street.access["paulette"]
        notices.hang(
            replace(paulette, now=THURSDAY - timedelta(days=1)),
            facts=NoticeFacts(NoticeKind.WORD, "Un vélo bleu trouvé", "Dans le hall"),
        )
    monkeypatch.setattr(tiles, "TILES", [(Module.NOTICES, life_tiles.notices)])
    assert planned.ask_neighbours(org_id=street.org.id, week=WEEK, now=THURSDAY)
    (row,) = _run(street)
    assert row.subject == "1 nieuwtje onder buren, Les Tisserands"
    assert "Aan het prikbord" in row.html and "Un vélo bleu trouvé" in row.text and "Er hangt 1 bericht." in row.text


def test_only_thursday_evening_in_brussels(street: Street) -> None:
    planned.neighbours_week(timestamp=int((THURSDAY - timedelta(hours=2)).timestamp()))
    assert _run(street) == []
    planned.neighbours_week(timestamp=int(THURSDAY.timestamp()))
    assert len(_run(street)) == 1
