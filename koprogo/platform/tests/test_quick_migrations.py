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


def test_an_index_and_a_constraint_are_told_to_their_table_and_to_no_other() -> None:
    """Added, changed and taken away again: as Django's own state has it, with the same classes as before."""
    wide = models.CheckConstraint(name="wide", condition=models.Q(id__gt=0))
    wider = models.CheckConstraint(name="wide", condition=models.Q(id__gt=10))
    by_wall = models.Index(fields=["wall"], name="by_wall")
    states: tuple[ProjectState, ...] = (QuickState(), ProjectState())
    for state in states:
        state.add_model(WALL.clone())
        state.add_model(DOOR.clone())
        drawn = _drawn(state, "Wall"), _drawn(state, "Door")
        state.add_constraint("wall", "wall", wide)
        state.add_index("wall", "door", by_wall)
        assert [one.name for one in _drawn(state, "Wall")._meta.constraints] == ["wide"]
        assert [one.name for one in _drawn(state, "Door")._meta.indexes] == ["by_wall"]
        state.alter_constraint("wall", "wall", "wide", wider)
        assert _drawn(state, "Wall")._meta.constraints == [wider]
        state.remove_index("wall", "door", "by_wall")
        assert _drawn(state, "Door")._meta.indexes == []
        same = drawn == (_drawn(state, "Wall"), _drawn(state, "Door"))
        assert same is isinstance(state, QuickState)
    assert states[0] == states[1]


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
