"""Long work: with the transaction or not at all, once, with progress, again after a failure."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from koprogo.platform import audit, boundary, jobs, mail
from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine, Job, Mailing
from koprogo.testing import casting
from koprogo.testing.casting import Role

pytestmark = pytest.mark.django_db
_fail: list[bool] = []


@jobs.job("test.three_steps")
def three_steps(run: jobs.Run) -> None:
    for number in range(1, 4):
        with run.step(done=number, total=3) as access:
            if AuditLine.objects.filter(action=f"test.step_{number}").exists():
                continue
            if number == 3 and _fail:
                raise RuntimeError("paper jam")
            audit.record(access, f"test.step_{number}")


@pytest.fixture
def access() -> Access:
    _fail.clear()
    return casting.access_as(Role.SYNDIC, casting.org())


def ask(access: Access) -> UUID:
    with boundary.within(access.org_id):
        return jobs.enqueue(access, "test.three_steps", total=3).id


def job(access: Access, job_id: UUID) -> Job:
    with boundary.within(access.org_id):
        found = jobs.get(access, job_id=job_id)
        assert found is not None
        return found


def actions(access: Access) -> list[str]:
    with boundary.within(access.org_id):
        return sorted(AuditLine.objects.values_list("action", flat=True))


def test_work_is_done_in_steps_and_once(access: Access) -> None:
    job_id = ask(access)
    assert jobs.run_waiting() == 1
    done = job(access, job_id)
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    jobs.perform(access.org_id, job_id)
    assert actions(access) == ["test.step_1", "test.step_2", "test.step_3"]


def test_no_transaction_no_job(access: Access) -> None:
    def change_of_mind() -> None:
        with boundary.within(access.org_id):
            jobs.enqueue(access, "test.three_steps")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_of_mind()
    assert jobs.run_waiting() == 0


def test_a_failure_keeps_what_was_done_and_can_be_retried(access: Access) -> None:
    _fail.append(True)
    job_id = ask(access)
    with pytest.raises(RuntimeError):
        jobs.run_waiting()
    failed = job(access, job_id)
    assert (failed.state, failed.done, failed.problem) == ("failed", 2, "RuntimeError: paper jam")
    _fail.clear()
    with boundary.within(access.org_id):
        jobs.again(access, job_id=job_id)
    jobs.run_waiting()
    assert job(access, job_id).state == "done"
    assert actions(access) == ["test.step_1", "test.step_2", "test.step_3"]


def test_a_mail_waits_ten_minutes_leaves_once_and_is_proven(access: Access, mailoutbox: list[object]) -> None:
    with boundary.within(access.org_id):
        letter = mail.Letter("amina@example.org", "435,00 € avant le 30 novembre", "Bonjour", "<p>Bonjour</p>")
        row = mail.post(access, letter, purpose="test", subject_id=access.org_id)
    clock = lambda: access.now + timedelta(minutes=11)  # noqa: E731
    assert jobs.run_waiting(until=access.now + timedelta(minutes=9)) == 0
    assert jobs.run_waiting(until=access.now + timedelta(minutes=11), clock=clock) == 1
    assert len(mailoutbox) == 1
    with boundary.within(access.org_id):
        sent = Mailing.objects.get(id=row.id)
        assert sent.state == "sent" and sent.message_id and sent.sent_at is not None
        assert mail.recall(access, subject_id=access.org_id) == 0


def test_a_recalled_mail_never_leaves(access: Access, mailoutbox: list[object]) -> None:
    with boundary.within(access.org_id):
        mail.post(access, mail.Letter("a@b.example", "s", "t", "h"), purpose="test", subject_id=access.org_id)
        assert mail.recall(access, subject_id=access.org_id) == 1
    jobs.run_waiting(until=access.now + timedelta(hours=1))
    assert mailoutbox == []


def test_another_building_sees_no_job(access: Access) -> None:
    job_id = ask(access)
    other = casting.org("autre", "Autre")
    with boundary.within(other.id), transaction.atomic():
        assert not Job.objects.filter(id=job_id).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert all("cents" not in row[0] for row in cursor.fetchall())
