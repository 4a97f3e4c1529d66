"""The table behind the cache: sign-in limits must be the same for every process and survive a restart."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE platform_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamp with time zone NOT NULL)",
            "DROP TABLE platform_cache",
        ),
        migrations.RunSQL(
            "CREATE INDEX platform_cache_expires ON platform_cache (expires)", migrations.RunSQL.noop
        ),
    ]
