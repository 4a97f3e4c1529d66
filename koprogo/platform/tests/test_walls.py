"""The walls, asserted from the database's own catalog (scale.md R1, R3-R6, R9, R19): no list of tables to forget."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from koprogo.platform import walls
from koprogo.platform.models import Bounded

#: The only tables without a boundary. Adding one is a decision (SETTLED 3).
GLOBAL = {
    "platform_org",
    "platform_cache",
    "platform_referenceblock",
    # The non-profit's cloud (SETTLED 2, 3): prices are public, and its console reads nothing behind a wall.
    "hosting_instance",
    "hosting_meterflush",
    "hosting_plan",
    "hosting_pricelist",
    "hosting_quotawarning",
    "hosting_usageday",
    # Bills are read by their two sides; what is published is read by everybody.
    "hosting_bill",
    "hosting_client",
    "hosting_publication",
    "hosting_outagecredit",
    # The service as it is measured, and questions to support: read by everybody, or by their two sides (decision 0068).
    "hosting_servicestretch",
    "hosting_responsecount",
    "hosting_question",
    "hosting_message",
    "hosting_attachment",
    "hosting_supportmail",
    "hosting_outsidegap",
    # Services: prices are public; an order and its quotes are read by their two sides, as bills are.
    "hosting_serviceprice",
    "hosting_serviceorder",
    "hosting_quote",
    "budgets_nextcall",  # the next call of each building, for who is syndic of many (SETTLED 2)
    "neighbours_sharedeffect",  # figures that show nobody, for the public page (decision 0067)
    "people_person",
    "people_membership",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "django_session",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}


def rows(sql: str, *args: Any) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return list(cursor.fetchall())


def tables() -> set[str]:
    found = rows(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','p')"
    )
    return {str(row[0]) for row in found}


@pytest.mark.django_db
def test_every_table_is_walled_or_listed() -> None:
    walled = {m._meta.db_table for m in walls.boundary_models()}
    assert tables() - walled == GLOBAL
    assert walls.missing() == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(m._meta.db_table for m in walls.boundary_models()))
def test_boundary_table(table: str) -> None:
    assert rows(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", f'public."{table}"'
    ) == [(True, True)]
    policies = rows(
        "SELECT polcmd::text, polpermissive, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)"
        " FROM pg_policy WHERE polrelid = %s::regclass",
        table,
    )
    assert len(policies) == 1 and policies[0][0] == "*" and policies[0][2] == policies[0][3]
    assert "current_setting('koprogo.org'" in str(policies[0][2])
    nullable = rows("SELECT attnotnull FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'org_id'", table)
    assert nullable == [(True,)]
    walled = {m._meta.db_table for m in walls.boundary_models()}
    for name, kind, columns, target, deferrable in rows(
        "SELECT conname::text, contype::text, (SELECT array_agg(attname::text) FROM pg_attribute"
        " WHERE attrelid = conrelid AND attnum = ANY(conkey)),"
        " (SELECT relname::text FROM pg_class WHERE oid = confrelid),"
        " condeferrable FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p','u','x','f')",
        table,
    ):
        assert not deferrable, f"{name} is deferrable (R6)"
        assert isinstance(columns, list)
        if kind == "f" and target in walled:
            assert "org_id" in columns, f"{name} crosses the boundary (R4)"
        if kind in ("u", "x"):
            assert "org_id" in columns, f"{name} tells a stranger what exists (R5)"
    for (index,) in rows(
        "SELECT indexrelid::regclass::text FROM pg_index i WHERE indrelid = %s::regclass AND indisunique"
        " AND NOT indisprimary AND NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = indrelid"
        " AND attname = 'org_id' AND attnum = ANY(indkey))",
        table,
    ):
        pytest.fail(f"unique index {index} without org_id (R5)")
    for (trigger,) in rows(
        "SELECT tgname::text FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        " AND (tgdeferrable OR (tgtype & 1) = 0)",
        table,
    ):
        pytest.fail(f"trigger {trigger} is deferred or of the statement kind (R6, R7)")
    assert not rows(
        "SELECT 1 FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'"
        " WHERE d.refobjid = %s::regclass",
        table,
    ), "a sequence on a boundary table (R2)"


@pytest.mark.django_db
def test_application_role_is_weak() -> None:
    role = settings.KOPROGO_APP_ROLE
    assert rows("SELECT current_user::text") == [(role,)], "the suite must run as the application, not as the owner"
    assert rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = %s",
        role,
    ) == [(False,) * 5]
    assert not rows("SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", role)
    assert not rows(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee IN (%s, 'PUBLIC')"
        " AND table_schema = 'public' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')",
        role,
    )


@pytest.mark.django_db
def test_nothing_goes_round_the_walls() -> None:
    views = rows(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v','m')"
    )
    assert views == [], "a view sees with its owner's eyes (R19)"
    definers = rows(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND has_function_privilege(%s, p.oid, 'execute')",
        settings.KOPROGO_APP_ROLE,
    )
    assert definers == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", walls.boundary_models(), ids=lambda m: m._meta.label)
def test_grants_say_what_the_model_says(model: type[Bounded]) -> None:
    table = model._meta.db_table
    may = {
        verb: rows("SELECT has_table_privilege(current_user, %s, %s)", table, verb)[0][0]
        for verb in ("SELECT", "INSERT", "UPDATE", "DELETE")
    }
    assert may["SELECT"] and may["INSERT"]
    assert may["UPDATE"] == (not model.append_only and model.updatable is None)
    assert may["DELETE"] == (model.deletable and not model.append_only)


def test_every_application_of_ours_is_installed() -> None:
    assert apps.is_installed("koprogo.platform") and settings.INSTALLED_APPS[-1] == "koprogo.site"
