"""Addresses of assemblies, inside a building."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
