"""Addresses of the books, bills, publication, services and sponsors; ``inside`` stand under i/<slug>/."""

from django.urls import URLPattern

inside: list[URLPattern] = []
outside: list[URLPattern] = []
