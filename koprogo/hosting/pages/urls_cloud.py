"""Addresses of the cloud itself: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern

inside: list[URLPattern] = []
outside: list[URLPattern] = []
