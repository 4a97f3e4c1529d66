"""Django's name tag."""

from django.apps import AppConfig


class MetersConfig(AppConfig):
    name = "koprogo.meters"
    label = "meters"
