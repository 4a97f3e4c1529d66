"""Words of documents: said in the language of whoever the paper is for, whoever asked for it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

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
