"""An empty database gets its tables in half the time: a table that is new needs nothing around it drawn again.

Django draws anew, in memory, every model that is related to the one a migration creates. Here all are related through
the boundary row, so each new table cost all the earlier ones: the first start and every test database waited for it
(docs/decisions/0058-quick-first-migration.md). The statements that reach PostgreSQL are the same.
"""

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
