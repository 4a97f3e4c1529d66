"""Which shape the tables have: the last migration of each application, as an archive says it and another place asks."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.models import Model


def leaves(models: Iterable[type[Model]]) -> dict[str, str]:
    """The last migration of each application that has one of these tables, read from the program and not the database:
    what it can read does not depend on when somebody last migrated."""
    apps = {model._meta.app_label for model in models}
    return dict(sorted(one for one in _loader().graph.leaf_nodes() if one[0] in apps))


def unknown(told: Mapping[str, Any]) -> bool:
    """Whether one of these migrations is not in this program: whoever wrote it down runs a newer one."""
    known = set(_loader().disk_migrations)
    return any((app, name) not in known for app, name in told.items())


@functools.cache  # what the program is does not change while it runs
def _loader() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)
