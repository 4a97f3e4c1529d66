"""A year may be pre-closed: it takes nothing but what the closing itself writes, and may be opened again.

SQLSTATE KG005: the year is pre-closed. The functions of 0002 are replaced, their triggers stay.
"""

from django.db import migrations, models
from django.db.models import Q

# Which entry a year takes, in the words of both triggers.
HELD = """
    SELECT y.state, NEW.entry_on BETWEEN y.starts_on AND y.ends_on INTO state, inside
      FROM ledger_fiscalyear y
     WHERE y.org_id = NEW.org_id AND y.id = NEW.fiscal_year_id
       FOR SHARE;
    IF NOT coalesce(inside, false) OR state = 'closed' THEN
        RAISE EXCEPTION 'closed year, or a day outside it' USING ERRCODE = 'KG001';
    END IF;
    IF state <> 'open' AND NEW.voucher_kind <> 'closing' THEN
        RAISE EXCEPTION 'a pre-closed year takes only its closing' USING ERRCODE = 'KG005';
    END IF;
"""

ENTRY_BORN = """
CREATE OR REPLACE FUNCTION ledger_entry_born() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
    inside boolean;
BEGIN
    IF NEW.sealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'an entry is sealed after its postings' USING ERRCODE = 'KG004';
    END IF;
-- HELD
    RETURN NEW;
END $$
"""

ENTRY_SEALED = """
CREATE OR REPLACE FUNCTION ledger_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
    inside boolean;
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
-- HELD
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


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_allocations")]

    operations = [
        migrations.AlterField(
            model_name="fiscalyear",
            name="state",
            field=models.CharField(
                choices=[("open", "Open"), ("preclosed", "Preclosed"), ("closed", "Closed")],
                default="open",
                max_length=9,
            ),
        ),
        migrations.RemoveConstraint(model_name="fiscalyear", name="fiscal_year_state"),
        migrations.AddConstraint(
            model_name="fiscalyear",
            constraint=models.CheckConstraint(
                name="fiscal_year_state", condition=Q(state__in=["open", "preclosed", "closed"])
            ),
        ),
        migrations.RunSQL(ENTRY_BORN.replace("-- HELD", HELD), migrations.RunSQL.noop),
        migrations.RunSQL(ENTRY_SEALED.replace("-- HELD", HELD), migrations.RunSQL.noop),
    ]
