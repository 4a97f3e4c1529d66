"""Addresses of the simulators, public pages, members and governance; ``inside`` stand under i/<slug>/."""

from django.urls import URLPattern

inside: list[URLPattern] = []
outside: list[URLPattern] = []
