"""The second belt: row-level security, composite keys and grants, generated from the models.

One statement per string, each safe to run again. Runs after every migration; ``missing()`` is what the start-up check
and the catalog test ask. Why not hand-written migrations: docs/decisions/0004-walls-from-models.md.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from koprogo.platform.boundary import SETTING
from koprogo.platform.models.bounded import Bounded, GlobalKey, OrgKey, TiedKey

#: Inline, never wrapped in a sub-select: the planner then keeps (org_id, x_id) one equivalence class (stack.md 2e).
POLICY = f"org_id = nullif(current_setting('{SETTING}', true), '')::uuid"


def boundary_models() -> list[type[Bounded]]:
    """Every concrete boundary table of the product."""
    return [m for m in apps.get_models() if issubclass(m, Bounded) and not m._meta.proxy]


def _name(table: str, column: str, kind: str) -> str:
    return f"{table}_{column}_{kind}"[:63]


def constraints(model: type[Bounded]) -> Iterator[tuple[str, str]]:
    """(constraint or index name, statement) for one table, keys last so that their targets exist."""
    table = model._meta.db_table
    key = _name(table, "org_id", "uk")
    yield key, f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" UNIQUE (org_id, id)'
    fk = _name(table, "org", "fk")
    yield fk, f'ALTER TABLE "{table}" ADD CONSTRAINT "{fk}" FOREIGN KEY (org_id) REFERENCES platform_org (id)'


def keys(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """(name, statement) of the composite and global foreign keys of one table and of the indexes that serve them."""
    table = model._meta.db_table
    first = "org_id, " if issubclass(model, Bounded) else ""
    for field in model._meta.local_fields:
        if isinstance(field, OrgKey) or not isinstance(field, TiedKey | GlobalKey):
            continue
        column, target = field.column, _table(field.related_model)
        name = _name(table, column, "fk")
        if isinstance(field, TiedKey):
            shape = f'FOREIGN KEY (org_id, "{column}") REFERENCES "{target}" (org_id, id)'
        else:
            shape = f'FOREIGN KEY ("{column}") REFERENCES "{target}" (id)'
        yield name, f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {shape}'
        index = _name(table, column, "ox")
        yield index, f'CREATE INDEX "{index}" ON "{table}" ({first}"{column}")'


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _present(cursor: Any) -> tuple[set[str], set[str], set[str]]:
    cursor.execute(
        "SELECT conname::text FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
        " UNION SELECT relname::text FROM pg_class WHERE relkind = 'i'"
        " AND relnamespace = current_schema()::regnamespace"
    )
    names = {row[0] for row in cursor.fetchall()}
    cursor.execute(
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
        " AND c.relkind = 'r' AND c.relrowsecurity AND c.relforcerowsecurity"
        " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'org_wall')"
    )
    walled = {row[0] for row in cursor.fetchall()}
    cursor.execute(
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    return names, walled, {row[0] for row in cursor.fetchall()}


def missing() -> list[str]:
    """The statements that would still have to run. Empty on a sound database."""
    with connection.cursor() as cursor:
        names, walled, tables = _present(cursor)
    out: list[str] = []
    here = [m for m in boundary_models() if m._meta.db_table in tables]
    out += [sql for model in here for name, sql in constraints(model) if name not in names]
    keyed = [m for m in apps.get_models() if m.__module__.startswith("koprogo.") and m._meta.db_table in tables]
    out += [sql for model in keyed for name, sql in keys(model) if name not in names]
    for model in here:
        table = model._meta.db_table
        if table not in walled:
            out.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            out.append(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
            out.append(f'CREATE POLICY org_wall ON "{table}" USING ({POLICY}) WITH CHECK ({POLICY})')
    return out


def grants(role: str) -> list[str]:
    """What the application may do with each table: everything, or only what the model's class says."""
    out = [f'GRANT USAGE ON SCHEMA public TO "{role}"']
    with connection.cursor() as cursor:
        tables = _present(cursor)[2]
    # A global table may say the same of itself as a boundary table (price lists are added to, never changed).
    limited: dict[str, Any] = {m._meta.db_table: m for m in apps.get_models() if getattr(m, "append_only", False)}
    limited |= {m._meta.db_table: m for m in boundary_models()}
    for table in sorted(tables):
        out.append(f'REVOKE ALL ON "{table}" FROM "{role}"')
        out.append(f'GRANT {_verbs(limited.get(table))} ON "{table}" TO "{role}"')
    out.append(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
    return out


def _verbs(model: type[Bounded] | None) -> str:
    if model is None:
        return "SELECT, INSERT, UPDATE, DELETE"
    if model.append_only:
        return "SELECT, INSERT"
    verbs = ["SELECT", "INSERT"]
    if model.updatable is None:
        verbs.append("UPDATE")
    else:
        columns = ", ".join(f'"{_column(model, name)}"' for name in model.updatable)
        verbs.append(f"UPDATE ({columns})")
    if model.deletable:
        verbs.append("DELETE")
    return ", ".join(verbs)


def _column(model: type[Bounded], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def build() -> int:
    """Put up whatever is missing, then the grants. Returns the number of statements run. Needs the owner role."""
    statements = missing()
    statements += grants(settings.KOPROGO_APP_ROLE)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return len(statements)


def after_migrate(sender: Any, **kwargs: Any) -> None:
    """Django says that one application's migrations are done; the walls go up after the last one."""
    told = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender.name == told[-1].name:
        build()
