"""The demo world loads, holds together, and leaves this month's bank to be sorted."""

import json
from collections import Counter
from pathlib import Path

import pytest
from pytest_django import Settings

from koprogo.banking.queries import pending
from koprogo.charges.queries import calls, dues
from koprogo.condominiums.queries import access as accesses
from koprogo.ledger.queries import self_check
from koprogo.platform import boundary
from koprogo.platform.models import Org
from koprogo.testing import casting, demo, verger


@pytest.mark.django_db
def test_the_demo_world_holds_together(settings: Settings, tmp_path: Path) -> None:
    settings.KOPROGO_HOME = tmp_path
    settings.KOPROGO_FILES = tmp_path / "files"
    demo.load(casting.NOW)
    demo.load(casting.NOW)
    org = Org.objects.get()
    nadia = casting.person("nadia@verger.example")
    access = accesses.resolve(person_id=nadia.id, slug=org.slug, now=casting.NOW)
    assert access is not None and access.roles == {"syndic", "owner"}
    with boundary.within(org.id):
        assert self_check.problems(access) == []
        rows = calls.listing(access)
        assert [row.asked_cents for row in rows] == [750_000] * demo.QUARTERS
        assert [row.open_cents for row in rows] == [750_000, 0, 0, 0]
        counts = Counter(row.verdict.certainty for row in pending.recognise(access).rows)
        assert counts == {"certain": len(demo.PAID_NOW), "probable": len(demo.NAMED_NOW) + 1, "to_decide": 2}
        assert len(dues.open_notices(access)) == 17
    assert len(json.loads((tmp_path / "demo-logins.json").read_text())) == len(verger.PEOPLE) == 6
