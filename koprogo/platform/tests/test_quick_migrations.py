"""The quick first migration: a new table is drawn alone, and what refers to it finds it."""

from django.core.management import get_commands, load_command_class
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from koprogo.platform.quick_migrations import QuickExecutor, QuickState

WALL = ModelState("wall", "Wall", [("id", models.AutoField(primary_key=True))])
DOOR = ModelState(
    "wall",
    "Door",
    [("id", models.AutoField(primary_key=True)), ("wall", models.ForeignKey("wall.Wall", models.CASCADE))],
)


def _drawn(state: ProjectState, name: str) -> type[models.Model]:
    return state.apps.get_model("wall", name)


def test_a_new_table_leaves_the_others_as_they_were_drawn() -> None:
    state = QuickState()
    state.add_model(WALL)
    before = _drawn(state, "Wall")
    state.add_model(DOOR)
    assert _drawn(state, "Wall") is before
    assert _drawn(state, "Door")._meta.get_field("wall").remote_field.model is before  # type: ignore[union-attr]
    usual = ProjectState()
    usual.add_model(WALL)
    _drawn(usual, "Wall")
    usual.add_model(DOOR)
    assert state == usual


def test_a_copy_is_quick_too_and_apart() -> None:
    state = QuickState()
    state.add_model(WALL)
    _drawn(state, "Wall")
    copy = state.clone()
    copy.add_model(DOOR)
    assert isinstance(copy, QuickState)
    assert ("wall", "door") not in state.models


def test_every_migration_of_the_product_starts_from_such_a_state(db: None) -> None:
    command = load_command_class(get_commands()["migrate"], "migrate")
    assert type(command).__module__ == "koprogo.platform.management.commands.migrate"
    state = QuickExecutor(connection)._create_project_state(with_applied_migrations=True)
    assert isinstance(state, QuickState)
    assert state == MigrationLoader(connection).project_state()
