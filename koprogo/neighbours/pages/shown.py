"""What one module shows on the neighbours' home."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.platform.together import Question


@dataclass(frozen=True, slots=True)
class Line:
    """One thing asked for or offered: its title, by whom, when, where to read it."""

    title: str
    who: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One module in a few words: ``said`` are whole sentences, ``label`` what its link does."""

    title: str
    said: tuple[str, ...]
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something to begin from the home: « Demander un coup de main »."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What one module shows: its tile, what is asked for, what is offered, what one may begin.

    ``posted``: what else was put up, which its tile counts and the mail of Thursday names.
    """

    tile: Tile | None = None
    asked: tuple[Line, ...] = ()
    offered: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    posted: tuple[Line, ...] = ()


Contributor = tuple[Module | None, Callable[[Access, Me], Question[Shown]]]
