"""An empty database gets its tables in a fraction of the time: a new table, index or constraint needs nothing around it
drawn again.

Django draws anew, in memory, every model that is related to the one a migration touches. Here all are related through
the boundary row, so each new table cost all the earlier ones: the first start and every test database waited for it
(docs/decisions/0058-quick-first-migration.md). The statements that reach PostgreSQL are the same.
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class QuickState(ProjectState):
    """What the tables look like between two migrations."""

    def add_model(self, model_state: ModelState) -> None:
        """Add a table. Nothing refers to it yet, so it alone is drawn."""
        key = model_state.app_label, model_state.name_lower
        drawn = self.__dict__.get("apps")
        if drawn is None or key in self.models:
            super().add_model(model_state)
            return
        self.models[key] = model_state
        if self.__dict__["_relations"] is not None:
            self.resolve_model_relations(key)
        drawn.render_multiple([model_state])

    def _append_option(self, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
        self._options(app_label, model_name, option_name, lambda had: [*had, obj])

    def _remove_option(self, app_label: str, model_name: str, option_name: str, obj_name: str) -> None:
        self._options(app_label, model_name, option_name, lambda had: [one for one in had if one.name != obj_name])

    def _alter_option(self, app_label: str, model_name: str, option_name: str, obj_name: str, alt_obj: Any) -> None:
        def changed(had: list[Any]) -> list[Any]:
            return [alt_obj if one.name == obj_name else one for one in had]

        self._options(app_label, model_name, option_name, changed)

    def _options(
        self, app_label: str, model_name: str, option_name: str, change: Callable[[list[Any]], list[Any]]
    ) -> None:
        """Change the indexes or the constraints of a table. No other table sees them, so none is drawn again: the
        drawn one is told."""
        options = self.models[app_label, model_name].options
        options[option_name] = change(options[option_name])
        drawn = self.__dict__.get("apps")
        if drawn is not None:
            about = drawn.get_model(app_label, model_name)._meta
            setattr(about, option_name, list(options[option_name]))
            about.__dict__.pop("total_unique_constraints", None)

    def clone(self) -> "QuickState":
        """The same again, of the same kind."""
        return _quick(super().clone())


class QuickExecutor(MigrationExecutor):
    """Django's own, from such a state."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        # The stubs leave this method out; a test holds it.
        return _quick(super()._create_project_state(with_applied_migrations=with_applied_migrations))  # type: ignore[misc]


def _quick(state: ProjectState) -> QuickState:
    out = QuickState(models=state.models, real_apps=state.real_apps)
    if "apps" in state.__dict__:
        out.apps = state.apps
    out.is_delayed = state.is_delayed
    return out
