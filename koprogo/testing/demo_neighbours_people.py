"""The neighbours of Le Verger themselves: their names, the hall's code, the handbook, the collections of the weeks."""

from dataclasses import replace
from datetime import datetime, timedelta

from koprogo.neighbours.operations import codes, residents, welcome
from koprogo.neighbours.queries import residents as known
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import neighbours
from koprogo.testing.verger import Verger

#: Who among those with a log-in lives there, the name they take, where, whether they moderate.
NAMES = {
    "nadia": ("Nadia", "1er étage", False),
    "amina": ("Amina", "3e étage", True),
    "claire": ("Claire du quatrième", "4e étage", True),
    "yusuf": ("Yusuf", "3e étage", False),
}
PAGES = {
    "Les poubelles": "Le local est au -1, porte verte. Les sacs sortent la veille après 18 h.\n\nLe verre va à la bulle"
    " du coin de la rue.",
    "Les colis": "Luc, au cinquième, est là le jour et les prend volontiers. Sonnez, il descend.",
    "La buanderie": "Deux machines. Fermez l’eau en partant et videz le filtre.",
}
NUMBERS = {"Ascenseur en panne": "02 555 12 00", "Chauffagiste": "02 555 34 00"}


def load(built: Verger, today: datetime) -> None:
    """Forty days ago somebody began."""
    slug = built.org.slug
    with boundary.within(built.org.id):
        begin = replace(built.syndic, now=today - timedelta(days=40))
        neighbours.switch_on(begin, Module.WELCOME)
        codes.renew_hall(begin)
        people: dict[str, Access] = {}
        for who, (name, place, moderates) in NAMES.items():
            people[who] = neighbours.access_of(slug, built.persons[who], now=today - timedelta(days=30))
            if known.me(people[who]) is None:
                residents.join(people[who], pseudonym=name, place=place)
            if moderates:
                residents.change(people[who], pseudonym=name, place=place, moderates=True, wants_digest=True)
        for title, text in PAGES.items():
            welcome.write_page(people["claire"], title=title, text=text)
        for label, number in NUMBERS.items():
            welcome.add_number(people["amina"], label=label, number=number)
        welcome.read_calendar(replace(people["nadia"], now=today), data=_calendar(today))


def _calendar(today: datetime) -> bytes:
    """The commune's calendar: paper every other Tuesday, the rest every Friday."""
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7)
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    events = (
        (tuesday, "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=20", "Papier et carton"),
        (friday, "RRULE:FREQ=WEEKLY;COUNT=40", "Sacs blancs et bleus"),
    )
    inner = "".join(
        f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:{on:%Y%m%d}\n{rule}\nSUMMARY:{what}\nEND:VEVENT\n"
        for on, rule, what in events
    )
    return f"BEGIN:VCALENDAR\n{inner}END:VCALENDAR\n".encode()
