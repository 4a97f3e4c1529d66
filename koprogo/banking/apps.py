"""Django's name tag."""

from django.apps import AppConfig


class BankingConfig(AppConfig):
    name = "koprogo.banking"
    label = "banking"
