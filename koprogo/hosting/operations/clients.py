"""Whom a bill is made out to: said by the condominium itself, from inside its own walls."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.describe import checked_number
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.hosting.models import Client
from koprogo.hosting.rules.bills import Every
from koprogo.people.queries import memberships
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class Address:
    """To whom, where, in which language, how often. ``enterprise_number`` may be typed with points, or be empty."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    enterprise_number: str = ""
    email: str = ""
    language: str = "fr"
    every: str = Every.YEAR.value


@act("hosting.client_introduced", needs=Right.SETTINGS)
def introduce(access: Access) -> Client:
    """Say who this condominium is to be billed, once: its legal name and seat, its syndic's address.

    ``access``: inside the condominium. Whatever the syndic said before stays.
    """
    known = Client.objects.filter(org_id=access.org_id).first()
    if known is not None:
        return known
    head = building.head(access)
    syndics = memberships.holders(org_id=access.org_id, role=Role.SYNDIC, on=access.today)
    row = Client.objects.create(
        org_id=access.org_id,
        name=head.legal_name(head.language)[:160],
        street=f"{head.street} {head.house_number}".strip(),
        postcode=head.postcode,
        city=head.city,
        enterprise_number=head.enterprise_number,
        email=syndics[0].email if syndics else "",
        language=head.language,
        changed_at=access.now,
    )
    audit.record(access, "hosting.client_introduced", row.id, name=row.name)
    return row


@act("hosting.client_changed", needs=Right.SETTINGS)
def change(access: Access, *, address: Address) -> Client:
    """Change to whom, where and how often the next bills go. Raises EnterpriseNumberInvalid."""
    introduce(access)
    row = Client.objects.select_for_update(no_key=True).get(org_id=access.org_id)
    _fill(row, address)
    row.changed_at = access.now
    row.save()
    audit.record(access, "hosting.client_changed", row.id, name=row.name, every=row.every)
    return row


def visitor(access: Access, *, address: Address) -> Client:
    """Whom a bill to somebody from outside is made out to; the same address and name are the same client.

    Part of asking for a service. ``access``: inside the association. Raises EnterpriseNumberInvalid.
    """
    known = Client.objects.filter(org__isnull=True, email__iexact=address.email.strip(), name=address.name.strip())
    row = known.order_by("changed_at").first() or Client()
    _fill(row, address)
    row.changed_at = access.now
    row.save()
    return row


def _fill(row: Client, address: Address) -> None:
    for name, value in asdict(address).items():
        setattr(row, name, value.strip())
    row.enterprise_number = checked_number(address.enterprise_number)
    row.every = Every(address.every).value


def parties_of(access: Access, *, clients: Sequence[Client]) -> dict[UUID, UUID]:
    """Each client among the parties of the association, made with its first bill and found again afterwards (three
    statements)."""
    new = [client for client in clients if client.party_id is None]
    if new:
        made = parties.add_parties(access, facts=[_facts(client) for client in new])
        for client, row in zip(new, made, strict=True):
            client.party_id = row.id
        Client.objects.bulk_update(new, ["party_id"], batch_size=1_000)
    return {client.id: client.party_id for client in clients if client.party_id is not None}


def _facts(client: Client) -> PartyFacts:
    return PartyFacts(
        kind="company",
        name=client.name,
        enterprise_number=client.enterprise_number,
        email=client.email,
        street=client.street,
        postcode=client.postcode,
        city=client.city,
        language=client.language,
        channel="email" if client.email else "post",
    )
