"""Django's name tag."""

from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    name = "koprogo.assemblies"
    label = "assemblies"
