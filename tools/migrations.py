"""Refuses when a model has changed and no migration says so. Needs no database."""

import os
import sys
import tempfile
import warnings

with tempfile.TemporaryDirectory() as home:
    os.environ["KOPROGO_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "koprogo.site.settings"
    # The command would compare with the database's history; there is none here, and none is needed.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit as end:
        if end.code:
            print("A migration is missing. Run: .venv/bin/python manage.py makemigrations")
        sys.exit(end.code)
