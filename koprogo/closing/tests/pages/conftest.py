"""What the page tests share: Les Tilleuls with its banks, and somebody signed in by role."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client

from koprogo.closing.tests import world as worlds
from koprogo.condominiums.rules.rights import Role
from koprogo.platform import boundary, doors, rendering
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

Enter = Callable[[Role | str], Client]


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
def world() -> Tilleuls:
    """The building with its two bank accounts, and nothing in its books."""
    world = tilleuls.build(linked=False)
    with boundary.within(world.org.id):
        worlds.described(world.syndic_access)
        worlds.banked(world.syndic_access)
    return world


@pytest.fixture
def enter(world: Tilleuls) -> Enter:
    """Somebody in a role, or a stranger by name."""

    def client(who: Role | str) -> Client:
        made = Client()
        if isinstance(who, Role):
            party = world.parties["Alice"] if who is Role.OWNER else None
            casting.access_as(who, world.org, party_id=party)
            made.force_login(casting.person(f"{who.value}@{world.org.slug}.example"))
        else:
            made.force_login(casting.person(f"{who}@elsewhere.example"))
        return made

    return client
