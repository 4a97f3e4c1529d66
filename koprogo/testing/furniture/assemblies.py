"""An assembly in preparation, with an item of each kind and what belongs to it."""

from dataclasses import replace
from datetime import time
from typing import Any

from koprogo.assemblies.operations import items, parts, plan, propose
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.propose import Proposal
from koprogo.assemblies.rules.states import Kind
from koprogo.condominiums.queries import access as accesses
from koprogo.kernel.calendar import add_months
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

PAPER = b"%PDF-1.4\n% a quote\n"


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """One assembly some months ahead; its works have a cost, quotes, a document and an exclusion."""
    held_on = add_months(access.today, 2)
    asked = _proposal(built, access)
    planned = plan.plan(
        access,
        facts=Plan(Kind.ORDINARY, held_on, time(19), "Salle des Tilleuls", remote_text="Lien personnel", consult="Ici"),
    )
    works = items.add(access, number=planned.number, template="works")
    here: dict[str, Any] = {"number": planned.number, "position": works.position}
    facts = ItemFacts(
        works.title,
        "L’assemblée confie la façade.",
        subject=works.subject,
        cost_cents=100_001,
        key_id=built.keys["parts"],
    )
    items.write(access, facts=facts, **here)
    document = parts.attach(access, data=PAPER, name="cahier.pdf", label="Cahier des charges", **here)
    parts.add_quote(access, contractor="Façades SRL", amount_cents=100_001, data=PAPER, name="devis.pdf", **here)
    parts.exclude(access, party_id=built.parties["David"], reason="Son entreprise", **here)
    return {
        "assembly": planned.number,
        "item": works.position,
        "document": document.file_id,
        "agenda_request": asked,
    }


def _proposal(built: Tilleuls, access: Access) -> Any:
    owner = accesses.resolve(person_id=built.persons["Chloé"].id, slug=access.slug, now=access.now)
    assert owner is not None
    return propose.propose(replace(owner, now=access.now), proposal=Proposal("Vélos", "Placer deux arceaux")).id
