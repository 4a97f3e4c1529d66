"""Django's name tag."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "koprogo.statements"
    label = "statements"
