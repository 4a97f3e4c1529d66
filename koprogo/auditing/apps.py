"""Django's name tag."""

from django.apps import AppConfig


class AuditingConfig(AppConfig):
    name = "koprogo.auditing"
    label = "auditing"
