"""Django's name tag."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "koprogo.ledger"
    label = "ledger"
