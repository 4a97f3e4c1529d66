"""The measured service in the street: a question of each house with what it joined, an incident, some minutes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import heartbeat, hosted, incidents, support
from koprogo.hosting.operations.support import Paper
from koprogo.hosting.rules.incidents import IncidentKind, Words
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import casting
from koprogo.testing.tilleuls import Tilleuls
from koprogo.testing.ubl import PDF


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """A question of the syndic's, with a paper; support has answered and asks to be let in. Runs inside the house."""
    syndic = accesses.as_system(
        org_id=access.org_id, now=access.now, on_behalf_of=built.syndic.id, name=str(built.syndic)
    )
    question = support.ask(
        syndic,
        subject="Relevé illisible",
        text="Le relevé joint ne s’importe pas.",
        language="fr",
        papers=[Paper("releve.pdf", PDF)],
    )
    asked = question.messages.get()
    helper = casting.person(f"sami@{built.org.slug}.example", "Sami Support")
    with hosted.inside(org_id=built.org.id, operator_id=helper.id, now=access.now + timedelta(hours=1)) as inside:
        answered = support.answer(inside, number=question.number, text="Puis-je regarder ?", asks_days=2)
    return {
        "support_question": question.number,
        "support_file": asked.attachments.get().id,
        "support_message": answered.id,
        "hosting.deliver_message": asked.id,
    }


def tell(access: Access) -> dict[str, Any]:
    """What the association has of it: an incident, some heartbeats of yesterday. Runs inside it."""
    yesterday = access.now - timedelta(days=1)
    for minutes in (0, 1, 2, 30, 31):
        heartbeat.answered(at=yesterday + timedelta(minutes=minutes))
    row = incidents.publish(
        access,
        kind=IncidentKind.OUTAGE,
        words=Words("Base de données", "Nous cherchons."),
        others={"nl": Words("Databank", "We zoeken.")},
        starts_at=yesterday,
    )
    return {"incident_id": row.id}


def deliver(house_id: UUID, access: Access, *, message_id: UUID) -> None:
    """Hand over what one house joined, as the job does."""
    with boundary.within(house_id):
        papers = support.papers_of(accesses.as_system(org_id=house_id, now=access.now), message_id=message_id)
    assert papers is not None
    with boundary.within(access.org_id):
        support.receive(access, message_id=message_id, papers=papers)
