"""Django's name tag."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "koprogo.charges"
    label = "charges"
