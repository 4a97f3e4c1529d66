"""The neighbours: everybody who may meet them has a name, and every module is on (see testing/neighbours.py)."""

from datetime import timedelta
from typing import Any

from koprogo.neighbours.models import GuidePage, Paper, Report, Spokesperson, UsefulNumber
from koprogo.neighbours.operations import codes, moderation, office, papers, welcome
from koprogo.neighbours.operations import residents as operations
from koprogo.neighbours.operations.office import HallName
from koprogo.neighbours.queries import residents
from koprogo.neighbours.rules.moderation import Reason
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.office import How, Word
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours
from koprogo.testing.casting import Role
from koprogo.testing.tilleuls import Tilleuls

#: Who of the cast has a name among the neighbours, and which.
NAMES = {"owner": "Chlo", "occupant": "Le rez", "resident": "Marguerite", "animator": "Paulette"}


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house. Runs inside its boundary."""
    neighbours.switch_on(access)
    codes.renew_hall(access)
    codes.write_letters(access, homes="2e gauche\n2e droite")
    return {"module": Module.NOTICES.value}


def cast(built: Tilleuls, access: Access, known: dict[str, Any]) -> dict[str, Any]:
    """The roles that only neighbours know, and a name for each of those who may meet them."""
    slug = built.org.slug
    found = {}
    for role in (Role.RESIDENT, Role.ANIMATOR):
        person = casting.person(f"{role.value}@{slug}.example", f"{role.value.title()} Dehors")
        neighbours.let_in(access, person, role=role)
        found[role.value] = person
    everybody = known | found
    doors = {who: neighbours.named(slug, everybody[who], name, now=access.now) for who, name in NAMES.items()}
    loud = casting.person(f"gaston@{slug}.example", "Gaston Dehors")
    neighbours.let_in(access, loud)
    known_as = residents.me(neighbours.named(slug, loud, "Gaston", now=access.now))
    assert known_as is not None
    moderation.report(doors["owner"], kind="voisin", subject_id=known_as.id, reason=Reason.OTHER, text="Trop de bruit")
    for who in ("occupant", "resident", "animator"):
        operations.change(doors[who], pseudonym=NAMES[who], moderates=True)
    furnished = doors["owner"]
    welcome.write_page(furnished, title="Les poubelles", text="Le local est au -1.")
    welcome.add_number(furnished, label="Ascenseur", number="02 555 00 00")
    word = Word(How.DOOR, access.today)
    hall = office.register(doors["animator"], facts=HallName("Au deuxième", "2e étage"), word=word)
    reader = residents.me(doors["occupant"])
    assert reader is not None
    until_on = access.today + timedelta(days=90)
    sheet = papers.ask(doors["animator"], kind=PaperKind.SHEET)
    papers.write(doors["animator"], paper_id=sheet.id, language="fr")
    office.allow(doors["animator"], neighbour_id=hall.id, speaker_id=reader.id, until_on=until_on, word=word)
    return found


def args(access: Access) -> dict[str, Any]:
    """What fills the addresses that are about a neighbour: whom they are about."""
    row = Report.objects.get(org_id=access.org_id)
    return {"kind": "voisin", "reported": row.subject_id, "neighbour": row.subject_id, "report": row.id} | {
        "hall_neighbour": Spokesperson.objects.get(org_id=access.org_id).neighbour_id,
        "spokesperson": Spokesperson.objects.get(org_id=access.org_id).id,
        "neighbours_paper": Paper.objects.get(org_id=access.org_id).id,
        "neighbours.write_paper": Paper.objects.get(org_id=access.org_id).id,
        "guide": GuidePage.objects.get(org_id=access.org_id).id,
        "useful": UsefulNumber.objects.get(org_id=access.org_id).id,
    }
