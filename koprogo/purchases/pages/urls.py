"""Addresses of purchases, inside a building."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
