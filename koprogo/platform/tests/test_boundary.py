"""Inside one boundary nothing of another exists; outside any, nothing at all."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import IntegrityError

from koprogo.platform import audit, boundary
from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine, Org
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def access(org: Org) -> Access:
    return Access(org_id=org.id, slug=org.slug, org_name=org.name, org_kind=org.kind, now=NOW)


@pytest.fixture
def two() -> tuple[Org, Org]:
    return casting.org("un", "Un"), casting.org("deux", "Deux")


def test_rows_of_another_boundary_do_not_exist(two: tuple[Org, Org]) -> None:
    here, there = two
    with boundary.within(here.id):
        audit.record(access(here), "test.done")
    with boundary.within(there.id):
        assert AuditLine.objects.count() == 0
        assert AuditLine.objects.filter(org_id=here.id).count() == 0
    with boundary.within(here.id):
        assert AuditLine.objects.count() == 1


def test_without_context_nothing_is_seen(two: tuple[Org, Org]) -> None:
    with boundary.within(two[0].id):
        audit.record(access(two[0]), "test.done")
    assert AuditLine.objects.count() == 0


def test_writing_into_another_boundary_is_refused(two: tuple[Org, Org]) -> None:
    here, there = two
    with pytest.raises(ProgrammingError, match="row-level security"), boundary.within(here.id):
        audit.record(access(there), "test.done")


def test_nested_boundaries_are_restored(two: tuple[Org, Org]) -> None:
    here, there = two
    with boundary.within(here.id):
        with boundary.within(there.id):
            audit.record(access(there), "test.there")
        audit.record(access(here), "test.here")
        assert [line.action for line in AuditLine.objects.all()] == ["test.here"]


def test_a_failed_boundary_leaves_no_context(two: tuple[Org, Org]) -> None:
    with pytest.raises(ZeroDivisionError), boundary.within(two[0].id):
        raise ZeroDivisionError
    assert AuditLine.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('koprogo.org', true), '')")
        assert cursor.fetchone()[0] == ""


def test_the_audit_trail_cannot_be_altered(two: tuple[Org, Org]) -> None:
    with boundary.within(two[0].id):
        audit.record(access(two[0]), "test.done")
        for act in (lambda: AuditLine.objects.all().delete(), lambda: AuditLine.objects.update(action="other")):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                act()


def test_an_unknown_boundary_is_refused_by_the_key(two: tuple[Org, Org]) -> None:
    stranger = Access(org_id=casting.person("x@y.example").id, slug="", org_name="", org_kind="", now=NOW)
    with pytest.raises(IntegrityError), boundary.within(stranger.org_id):
        audit.record(stranger, "test.done")
