"""What the page tests share: the reference building, and somebody signed in."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client

from koprogo.condominiums.operations import occupancies, parties
from koprogo.condominiums.operations.invite import link_person
from koprogo.platform import boundary, doors, rendering
from koprogo.testing import casting, tilleuls

Enter = Callable[[str], Client]


class _Noon(doors.datetime):  # type: ignore[name-defined, misc]
    """The clock of the doors, stopped on the day of the tests."""

    @classmethod
    def now(cls, tz: object = None) -> object:
        """The moment of the tests."""
        return casting.NOW


@pytest.fixture(autouse=True)
def frame_and_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame without tabs, which lead to pages of other contexts; the doors' clock stands still."""
    frame = import_module(settings.KOPROGO_NAVIGATION.rpartition(".")[0]).Navigation()
    monkeypatch.setattr(rendering, "_navigation", lambda: lambda request, access: frame)
    monkeypatch.setattr(doors, "datetime", _Noon)


@pytest.fixture
def world() -> tilleuls.Tilleuls:
    """Les Tilleuls, with Yusuf renting lot E."""
    world = tilleuls.build()
    access = world.syndic_access
    with boundary.within(world.org.id):
        yusuf = parties.add_party(access, facts=parties.PartyFacts(first_name="Yusuf", last_name="Bakari"))
        occupancies.move_in(access, lot_id=world.lots["E"], party_id=yusuf.id, on=tilleuls.HELD_SINCE)
        link_person(access, party_id=yusuf.id, person_id=casting.person("yusuf@les-tilleuls.example").id)
    return world


@pytest.fixture
def enter(world: tilleuls.Tilleuls) -> Enter:
    """``enter("nadia")`` signs in the syndic, "alice" an owner, "yusuf" an occupant, others are strangers."""

    def client(name: str) -> Client:
        made = Client()
        made.force_login(casting.person(f"{name}@{world.org.slug}.example"))
        return made

    return client
