"""A task as a page shows it, and the small words that every task uses."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Words:
    """A task as the page shows it (parts/tasks.html). ``note_kind`` "att": a date that the law or a call sets."""

    title: str
    text: str
    label: str
    url: str
    note: str = ""
    note_kind: str = ""


def duration(minutes: int) -> str:
    """4 minutes."""
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def address(access: Access, name: str, **kwargs: object) -> str:
    """The page of a name in this building."""
    return reverse(name, kwargs={"slug": access.slug, **kwargs})
