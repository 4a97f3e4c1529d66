"""What a paper of the neighbours is made of, whatever it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.platform.plate import Plate

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines of (what, by whom or when), or what stands there when there is none."""

    heading: str
    rows: Sequence[Row]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet in one language."""

    language: str
    title: str
    intro: Sequence[str] = ()
    sections: Sequence[Section] = ()
    end: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its parts one below the other, or (``apart``) each on its own page; a QR code, and it in words."""

    parts: Sequence[Part]
    link: str = ""
    beside: Sequence[str] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """Where the papers hang: the name neighbours know it by, its plate, the day they are printed."""

    name: str
    plate: Plate | None
    on: date
