"""Django's name tag."""

from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "koprogo.settlements"
    label = "settlements"
