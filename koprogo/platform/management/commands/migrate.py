"""migrate, as Django's, with quick_migrations' executor: the test databases and the first start take it by its name."""

from typing import Any

from django.core.management.commands import migrate

from koprogo.platform.quick_migrations import QuickExecutor


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        """Run Django's command; it looks the executor up in its own module."""
        vars(migrate)["MigrationExecutor"] = QuickExecutor
        return super().handle(*args, **options)
