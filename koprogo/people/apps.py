"""Django's name tag."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "koprogo.people"
    label = "people"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in

        from koprogo.people import last_seen, sign_in

        authenticator_added.connect(sign_in.second_factor_added, dispatch_uid="koprogo.people.second_factor")
        user_logged_in.connect(last_seen.signed_in, dispatch_uid="koprogo.people.last_seen")
