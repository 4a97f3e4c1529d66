"""Django's name tag."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "koprogo.budgets"
    label = "budgets"
