"""Django's name tag."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "koprogo.site"
    label = "site"
