"""Django's name tag."""

from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    name = "koprogo.purchases"
    label = "purchases"
