"""Django's name tag."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "koprogo.people"
    label = "people"
