"""Which year a page of accounts is about."""

from datetime import date

from django.http import HttpRequest


def asked_year(request: HttpRequest, today: date) -> int:
    """The year of the address (?annee=2025), or this one."""
    wanted = request.GET.get("annee", "")
    written = wanted.isascii() and wanted.isdigit()
    return int(wanted) if written and 1990 <= int(wanted) <= today.year + 1 else today.year
