"""Is everything as it must be? Each building in its own boundary, then what holds for all of them."""

from datetime import UTC, datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from koprogo.charges.queries import soundness as calls
from koprogo.condominiums.queries import soundness as buildings
from koprogo.ledger.queries import self_check as books
from koprogo.platform import boundary, walls
from koprogo.platform.access import Access

#: What a building is asked, in this order.
QUESTIONS = (buildings.problems, books.problems, calls.problems)


def run() -> list[str]:
    """One sentence for each problem, none when all is well. Run as the role that serves pages."""
    found = installation()
    if any(problem.startswith("migration ") for problem in found):
        return found  # the tables of the buildings may not be there to be read
    return found + [problem for access in buildings.everywhere(now=datetime.now(UTC)) for problem in building(access)]


def building(access: Access) -> list[str]:
    """The problems of one building, each named after it."""
    with boundary.within(access.org_id):
        return [f"{access.slug}: {problem}" for ask in QUESTIONS for problem in ask(access)]


def installation() -> list[str]:
    """What must hold for every building at once: tables, walls, the weakness of the serving role."""
    return [*_migrations(), *_walls(), *_role()]


def _migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"migration {migration} is not applied: run koprogo migrate" for migration, _backwards in plan]


def _walls() -> list[str]:
    missing = walls.missing()
    return [f"a wall between buildings is missing, run koprogo migrate: {statement}" for statement in missing]


def _role() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname::text, rolsuper, rolbypassrls, rolcreaterole,"
            " EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind = 'r')"
            " FROM pg_roles r WHERE rolname = current_user"
        )
        name, is_super, bypasses, creates, owns = cursor.fetchone()
    reasons = {
        "is a superuser": is_super,
        "bypasses row-level security": bypasses,
        "may make roles": creates,
        "owns tables": owns,
    }
    return [f"the serving role {name} {reason}: the walls do not hold" for reason, true in reasons.items() if true]
