"""Words of documents: said in the language of whoever the paper is for, whoever asked for it."""

from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.utils import translation
from django.utils.translation import override

P = ParamSpec("P")
R = TypeVar("R")


def spoken(words: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
    """Run ``words(language, …)`` with that language active: gettext then answers in it, whoever asks."""

    @wraps(words)
    def inside(language: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with override(language):
            return words(language, *args, **kwargs)

    return inside


def ngettext(singular: str, plural: str, number: int | Fraction) -> str:
    """The words for a number, in the active language; in French nought and one and a half are singular too.

    Django's own asks for a catalogue to know that, and French is the language of the source.
    """
    if (translation.get_language() or "fr").startswith("fr"):
        return singular if number < 2 else plural
    return translation.ngettext(singular, plural, 1 if number == 1 else 2)
