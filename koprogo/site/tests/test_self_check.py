"""The self-check says nothing of a sound installation, and one sentence for each thing that is made wrong."""

import pytest
from django.db import connection

from koprogo.platform import boundary
from koprogo.site import self_check
from koprogo.site.tests.conftest import Street


def test_a_sound_installation_has_nothing_to_say(street_of_two: Street) -> None:
    assert self_check.run() == []


#: What is broken, and a word of the sentence that must name it. Only what the application role may write at all.
BROKEN = (
    (
        "UPDATE condominiums_ownership SET ends_on = current_date - 1 WHERE org_id = %s AND ends_on IS NULL",
        "nobody holds",
    ),
    ("UPDATE condominiums_keyweight SET weight = weight + 1 WHERE org_id = %s", "shares"),
    (
        "INSERT INTO charges_noticesettlement (id, org_id, notice_id, cents, \"on\", source)"
        " SELECT gen_random_uuid(), org_id, id, amount_cents + 1, current_date, 'advance'"
        " FROM charges_callnotice WHERE org_id = %s",
        "settled of",
    ),
)


@pytest.mark.parametrize(("sql", "word"), BROKEN)
def test_each_wound_is_named_with_its_building(street_of_two: Street, sql: str, word: str) -> None:
    org = street_of_two.house.built.org
    with boundary.within(org.id), connection.cursor() as cursor:
        cursor.execute(sql, [org.id])
        assert cursor.rowcount
    problems = self_check.run()
    assert problems
    assert all(problem.startswith(f"{org.slug}: ") for problem in problems)
    assert any(word in problem for problem in problems)
