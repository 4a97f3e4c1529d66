"""Django's name tag."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "koprogo.hosting"
    label = "hosting"
