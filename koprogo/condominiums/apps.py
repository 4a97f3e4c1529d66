"""Django's name tag."""

from django.apps import AppConfig


class CondominiumsConfig(AppConfig):
    name = "koprogo.condominiums"
    label = "condominiums"
