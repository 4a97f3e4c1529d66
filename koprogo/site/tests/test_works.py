"""Work that stopped is named on the home, listed, and taken up again with one button."""

from uuid import uuid4

from koprogo.platform import boundary, jobs
from koprogo.platform.models import Job
from koprogo.site.pages.works import NAMES
from koprogo.site.tests.conftest import Street
from koprogo.site.tests.test_homes import home


def test_every_kind_of_work_has_a_name_for_people() -> None:
    assert set(NAMES) == {kind for kind in jobs.kinds() if not kind.startswith("test.")}


def test_a_stopped_job_is_the_first_task_and_can_be_taken_up(street_of_two: Street) -> None:
    house = street_of_two.house
    with boundary.within(house.built.org.id):
        Job.objects.filter(id=house.args["job_id"]).update(state=Job.State.FAILED, problem="OSError: disque plein")
    assert "Reprendre un travail interrompu" in home(street_of_two, "syndic")
    client = street_of_two.client("syndic")
    url = f"/i/{house.args['slug']}/reglages/travaux"
    assert "Écrire les lettres d’un appel" in client.get(url).content.decode()
    answer = client.post(f"{url}/{house.args['job_id']}/reprendre", {"_key": uuid4().hex})
    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    with boundary.within(house.built.org.id):
        assert Job.objects.get(id=house.args["job_id"]).state == Job.State.QUEUED
    assert "Aucun travail n’est interrompu" in client.get(url).content.decode()
