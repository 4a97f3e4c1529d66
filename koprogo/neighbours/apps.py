"""Django's name tag."""

from django.apps import AppConfig


class NeighboursConfig(AppConfig):
    name = "koprogo.neighbours"
    label = "neighbours"
