"""The enamel plate: how a building is recognised at a glance, on every page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plate:
    """The street, the house number, and the street in the building's second language (``lang_2``) where it has one."""

    street: str
    number: str = ""
    street_2: str = ""
    lang_2: str = ""
