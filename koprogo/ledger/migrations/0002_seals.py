"""What the database itself refuses: row-level, immediate, one statement each, rows of the same boundary only.

SQLSTATE KG001 closed year or day outside it, KG002 unbalanced, KG003 fewer than two postings, KG004 sealed.
The year is read FOR SHARE, so that closing it and posting into it wait for each other.
"""

from django.db import migrations

ENTRY_BORN = """
CREATE OR REPLACE FUNCTION ledger_entry_born() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held boolean;
BEGIN
    IF NEW.sealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'an entry is sealed after its postings' USING ERRCODE = 'KG004';
    END IF;
    SELECT y.state = 'open' AND NEW.entry_on BETWEEN y.starts_on AND y.ends_on INTO held
      FROM ledger_fiscalyear y
     WHERE y.org_id = NEW.org_id AND y.id = NEW.fiscal_year_id
       FOR SHARE;
    IF NOT coalesce(held, false) THEN
        RAISE EXCEPTION 'closed year, or a day outside it' USING ERRCODE = 'KG001';
    END IF;
    RETURN NEW;
END $$
"""

ENTRY_SEALED = """
CREATE OR REPLACE FUNCTION ledger_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held boolean;
    lines bigint;
    total numeric;
BEGIN
    IF OLD.sealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a sealed entry never changes' USING ERRCODE = 'KG004';
    END IF;
    IF to_jsonb(NEW) - 'sealed_at' IS DISTINCT FROM to_jsonb(OLD) - 'sealed_at' THEN
        RAISE EXCEPTION 'only the seal of an entry may be set' USING ERRCODE = 'KG004';
    END IF;
    IF NEW.sealed_at IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT y.state = 'open' AND NEW.entry_on BETWEEN y.starts_on AND y.ends_on INTO held
      FROM ledger_fiscalyear y
     WHERE y.org_id = NEW.org_id AND y.id = NEW.fiscal_year_id
       FOR SHARE;
    IF NOT coalesce(held, false) THEN
        RAISE EXCEPTION 'closed year, or a day outside it' USING ERRCODE = 'KG001';
    END IF;
    SELECT count(*), coalesce(sum(p.amount_cents), 0) INTO lines, total
      FROM ledger_posting p
     WHERE p.org_id = NEW.org_id AND p.entry_id = NEW.id;
    IF lines < 2 THEN
        RAISE EXCEPTION 'an entry has at least two postings, not %', lines USING ERRCODE = 'KG003';
    END IF;
    IF total <> 0 THEN
        RAISE EXCEPTION 'debits and credits differ by % cents', total USING ERRCODE = 'KG002';
    END IF;
    RETURN NEW;
END $$
"""

POSTING_BORN = """
CREATE OR REPLACE FUNCTION ledger_posting_born() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed timestamptz;
BEGIN
    SELECT e.sealed_at INTO sealed
      FROM ledger_entry e
     WHERE e.org_id = NEW.org_id AND e.id = NEW.entry_id
       FOR SHARE;
    IF sealed IS NOT NULL THEN
        RAISE EXCEPTION 'a sealed entry takes no further posting' USING ERRCODE = 'KG004';
    END IF;
    RETURN NEW;
END $$
"""

POSTING_KEPT = """
CREATE OR REPLACE FUNCTION ledger_posting_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a posting is never changed' USING ERRCODE = 'KG004';
END $$
"""

YEAR_KEPT = """
CREATE OR REPLACE FUNCTION ledger_year_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'closed' AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a closed year is never opened again' USING ERRCODE = 'KG001';
    END IF;
    RETURN NEW;
END $$
"""

TRIGGERS = (
    ("ledger_entry_born", "BEFORE INSERT", "ledger_entry"),
    ("ledger_entry_sealed", "BEFORE UPDATE", "ledger_entry"),
    ("ledger_posting_born", "BEFORE INSERT", "ledger_posting"),
    ("ledger_posting_kept", "BEFORE UPDATE", "ledger_posting"),
    ("ledger_year_kept", "BEFORE UPDATE", "ledger_fiscalyear"),
)


def trigger(name: str, moment: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        f"DROP TRIGGER {name} ON {table}",
    )


def function(text: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(text, f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        function(ENTRY_BORN, "ledger_entry_born"),
        function(ENTRY_SEALED, "ledger_entry_sealed"),
        function(POSTING_BORN, "ledger_posting_born"),
        function(POSTING_KEPT, "ledger_posting_kept"),
        function(YEAR_KEPT, "ledger_year_kept"),
        *(trigger(*parts) for parts in TRIGGERS),
    ]
