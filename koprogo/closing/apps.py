"""Django's name tag."""

from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "koprogo.closing"
    label = "closing"
