"""Django's name tag."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "koprogo.people"
    label = "people"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from koprogo.people import last_seen

        user_logged_in.connect(last_seen.signed_in, dispatch_uid="koprogo.people.last_seen")
