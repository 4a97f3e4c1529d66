"""Django's name tag."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "koprogo.hosting"
    label = "hosting"
    #: What is between a building and its host stays there when the building moves.
    stays = True
