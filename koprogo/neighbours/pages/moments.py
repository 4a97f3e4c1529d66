"""Moments in forms: a day with its hour, as the browser's own calendar gives it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.platform.access import BRUSSELS, Access

_FORM = "%Y-%m-%dT%H:%M"


def moment(label: Any, *, hint: Any = "") -> forms.DateTimeField:
    """A day and an hour in Brussels."""
    wrong = _("Écrivez un jour et une heure, par exemple 24/11/2026 18:00.")
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        input_formats=[_FORM, "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": wrong, "invalid": wrong},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORM),
    )


def soon(access: Access) -> datetime:
    """Now, rounded up to the next quarter of an hour."""
    local = access.now.astimezone(BRUSSELS).replace(second=0, microsecond=0)
    return local + timedelta(minutes=-local.minute % 15)


def tomorrow_evening(access: Access) -> datetime:
    """Tomorrow at six: when most neighbours are at home."""
    return (access.now.astimezone(BRUSSELS) + timedelta(days=1)).replace(hour=18, minute=0, second=0, microsecond=0)
