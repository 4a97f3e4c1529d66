"""What the page tests share: the story's building, and somebody signed in."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client

from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import World
from koprogo.condominiums.rules.rights import Role
from koprogo.platform import doors, rendering
from koprogo.testing import casting

Enter = Callable[[str], Client]


class _Evening(doors.datetime):  # type: ignore[name-defined, misc]
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
    monkeypatch.setattr(doors, "datetime", _Evening)


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def enter(world: World) -> Enter:
    """``enter("nadia")`` signs in the syndic, "alice" an owner, a role's name somebody in it, others are strangers."""

    def client(name: str) -> Client:
        if name in set(Role) - {"syndic", "owner"}:
            casting.access_as(Role(name), world.house.org)
        made = Client()
        made.force_login(casting.person(f"{name}@{world.house.org.slug}.example"))
        return made

    return client
