"""Django's name tag, and the one hook that builds the walls after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlatformConfig(AppConfig):
    name = "koprogo.platform"
    label = "platform"

    def ready(self) -> None:
        from koprogo.platform import walls

        # Not application logic: no table may exist for one moment of service without its policy,
        # so the walls go up with whatever command migrated the schema.
        post_migrate.connect(walls.after_migrate, dispatch_uid="koprogo.walls")
