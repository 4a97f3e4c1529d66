"""The door: strangers learn nothing, a second click changes nothing, a refused form keeps nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import audit, boundary, commands, doors
from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine, Command, Org
from koprogo.testing import casting
from koprogo.testing.casting import Right, Role

pytestmark = pytest.mark.django_db


@doors.door(needs=Right.SETTINGS)
def shout(request: HttpRequest, access: Access) -> HttpResponse:
    if request.method == "POST":
        audit.record(access, "test.shouted")
        if request.POST.get("text"):
            return redirect("/done/")
        return HttpResponse("again", status=200)
    return HttpResponse("form")


def ask(org: Org, role: Role | None, method: str = "get", **data: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)(f"/i/{org.slug}/shout", data)
    if role is None:
        request.user = casting.person("charlie@elsewhere.example")
    else:
        casting.access_as(role, org)
        request.user = casting.person(f"{role.value}@{org.slug}.example")
    return shout(request, slug=org.slug)


@pytest.fixture
def building() -> Org:
    return casting.org()


def lines(org: Org) -> int:
    with boundary.within(org.id):
        return AuditLine.objects.count()


def test_anonymous_is_sent_to_sign_in_and_back(building: Org) -> None:
    request = RequestFactory().get(f"/i/{building.slug}/shout?a=1")
    request.user = AnonymousUser()
    answer = shout(request, slug=building.slug)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?next=%2Fi%2Fles-tilleuls%2Fshout%3Fa%3D1")


def test_stranger_gets_not_found(building: Org) -> None:
    with pytest.raises(Http404):
        ask(building, None)


def test_member_without_the_right_is_refused(building: Org) -> None:
    with pytest.raises(NotAllowed):
        ask(building, Role.OWNER)


def test_syndic_enters(building: Org) -> None:
    assert ask(building, Role.SYNDIC).content == b"form"


def test_a_command_without_key_is_not_carried_out(building: Org) -> None:
    with pytest.raises(doors.MissingKey):
        ask(building, Role.SYNDIC, "post", text="x")
    assert lines(building) == 0


def test_the_same_key_is_carried_out_once(building: Org) -> None:
    answers = [ask(building, Role.SYNDIC, "post", text="x", _key="k1") for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {"/done/"}
    assert lines(building) == 1
    ask(building, Role.SYNDIC, "post", text="x", _key="k2")
    assert lines(building) == 2


def test_a_key_of_somebody_else_or_of_another_act_gives_nothing_away(building: Org) -> None:
    ask(building, Role.SYNDIC, "post", text="x", _key="k1")
    with boundary.within(building.id):
        Command.objects.update(person_id=casting.person("other@les-tilleuls.example").id)
    with pytest.raises(commands.KeyTaken):
        ask(building, Role.SYNDIC, "post", text="x", _key="k1")
    with boundary.within(building.id):
        syndic = casting.person("syndic@les-tilleuls.example")
        Command.objects.update(person_id=syndic.id, path="/i/les-tilleuls/elsewhere")
    with pytest.raises(commands.KeyTaken):
        ask(building, Role.SYNDIC, "post", text="x", _key="k1")
    assert lines(building) == 1


@pytest.mark.parametrize("key", ["a\x00b", "é", "k" * 65, "a\nb"])
def test_what_is_no_key_is_not_one(building: Org, key: str) -> None:
    with pytest.raises(doors.MissingKey):
        ask(building, Role.SYNDIC, "post", text="x", _key=key)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_ways_of_writing_need_a_key_too(building: Org, method: str) -> None:
    with pytest.raises(doors.MissingKey):
        ask(building, Role.SYNDIC, method)


@pytest.mark.parametrize("method", ["head", "options"])
def test_other_ways_of_reading_change_nothing(building: Org, method: str) -> None:
    ask(building, Role.SYNDIC, method)
    assert lines(building) == 0


def test_a_refused_form_leaves_nothing_and_frees_its_key(building: Org) -> None:
    assert ask(building, Role.SYNDIC, "post", _key="k1").content == b"again"
    assert lines(building) == 0
    with boundary.within(building.id):
        assert Command.objects.count() == 0
    ask(building, Role.SYNDIC, "post", text="x", _key="k1")
    assert lines(building) == 1
