"""Django's name tag."""

from django.apps import AppConfig


class NeighboursConfig(AppConfig):
    name = "koprogo.neighbours"
    label = "neighbours"
    #: Its tables belong to those who live there: who runs a condominium does not take them along.
    of_residents = True
