"""A new building joins the cloud: its terms are accepted and kept, its plan begins."""

from datetime import datetime
from uuid import UUID

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Instance, TermsAcceptance
from koprogo.hosting.queries import legal
from koprogo.hosting.rules.catalogue import Plan
from koprogo.people.queries import persons
from koprogo.platform import audit, boundary
from koprogo.platform.access import Access, act


def joined(*, org_id: UUID, person_id: UUID, language: str, now: datetime) -> None:
    """What the page of a new building calls in the transaction that creates it (the settings name this function)."""
    person = persons.by_id(person_id=person_id)
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now, on_behalf_of=person_id, name=str(person))
        accept(access, language=language)


@act("hosting.terms_accepted", needs=Right.SETTINGS)
def accept(access: Access, *, language: str) -> None:
    """Keep who accepted which text, in which version; a text accepted in this version is not kept twice."""
    assert access.person_id is not None
    Instance.objects.get_or_create(org_id=access.org_id, defaults={"plan": Plan.CLOUD, "since": access.today})
    for name in legal.TEXTS:
        text = legal.read(name, language)
        kept, fresh = TermsAcceptance.objects.get_or_create(
            org_id=access.org_id,
            person_id=access.person_id,
            text=text.text,
            sha256=text.sha256,
            defaults={
                "person_name": access.person_name,
                "language": text.language,
                "version": text.version,
                "at": access.now,
            },
        )
        if fresh:
            audit.record(
                access,
                "hosting.terms_accepted",
                kept.id,
                text=text.text,
                version=text.version,
                language=text.language,
                sha256=text.sha256,
            )
