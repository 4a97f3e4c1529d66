"""Is everything as it must be? Each building in its own boundary, then what holds for all of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from koprogo.banking.queries import soundness as bank
from koprogo.charges.queries import soundness as calls
from koprogo.closing.queries import soundness as closed
from koprogo.condominiums.queries import soundness as buildings
from koprogo.kernel.findings import Finding
from koprogo.ledger.queries import self_check as books
from koprogo.platform import boundary, formats, walls
from koprogo.platform.access import Access
from koprogo.settlements.queries import soundness as settlements
from koprogo.site.refusals import CONTEXTS

#: The job that asks a building everything and keeps what it found.
CHECK_BOOKS = "site.check_books"
#: What a building is asked, in this order: the name of a proof, and the query that gives what is off.
PROOFS: dict[str, Callable[[Access], list[Finding]]] = {
    **books.PROOFS,
    **calls.PROOFS,
    **settlements.PROOFS,
    **bank.PROOFS,
    **buildings.PROOFS,
    **closed.PROOFS,
}


def run() -> list[str]:
    """One English sentence for each problem, none when all is well. Run as the role that serves pages."""
    found = installation()
    if any(problem.startswith("migration ") for problem in found):
        return found  # the tables of the buildings may not be there to be read
    return found + [problem for access in buildings.everywhere(now=datetime.now(UTC)) for problem in building(access)]


def building(access: Access) -> list[str]:
    """The problems of one building in English, each named after it."""
    with boundary.within(access.org_id), translation.override("en"):
        return [f"{access.slug}: {sentence(finding)}" for finding in findings(access)]


def findings(access: Access) -> list[Finding]:
    """Everything that is off in one building, inside its boundary."""
    return [finding for prove in PROOFS.values() for finding in prove(access)]


def sentence(finding: Finding) -> str:
    """What is off, in the active language: money for facts in cents, days for those that are days."""
    text = _words("FINDINGS").get(finding.code)
    shown = {name: _shown(name, value) for name, value in finding.facts.items()}
    return str(text) % shown if text is not None else f"{finding.code} {dict(finding.facts)}"


def proved(proof: str) -> str:
    """What holds when a proof finds nothing, in the active language."""
    return str(_words("PROOFS").get(proof, proof))


def _words(table: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for context in CONTEXTS:
        found |= getattr(import_module(f"koprogo.{context}.labels"), table, {})
    return found


def _shown(name: str, value: int | str) -> str:
    if name.endswith("cents") and isinstance(value, int):
        return formats.money(value)
    if name == "day" or name.endswith("_on"):
        return formats.day(datetime.fromisoformat(str(value)).date())
    if name == "iban":
        return formats.iban(str(value))
    return formats.number(value) if isinstance(value, int) else value


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
