"""The assembly of the law's own example (belgian-law.md 3.12), convened, with its seven items and who came."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from koprogo.assemblies.models import AgendaItem, Assembly, ItemExclusion, Proxy
from koprogo.assemblies.operations import attend, session, vote
from koprogo.assemblies.rules.agenda import ItemState, Origin
from koprogo.assemblies.rules.states import Kind, State
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.operations import parties
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls
from koprogo.testing.tilleuls import Tilleuls

HELD_ON = date(2026, 6, 10)
OPENS = datetime(2026, 6, 10, 17, 0, tzinfo=UTC)

#: title, text, subject, payers decide, who is excluded
ITEMS = (
    ("Comptes 2025", "L’assemblée approuve les comptes.", Subject.ACCOUNTS, False, ""),
    ("Isolation de la façade", "L’assemblée décide d’isoler la façade.", Subject.WORKS_COMMON, False, ""),
    ("Nouvelle clé", "La clé de chauffage est modifiée.", Subject.CHARGE_DISTRIBUTION, False, ""),
    ("Ascenseur", "L’ascenseur est modernisé.", Subject.WORKS_COMMON, True, ""),
    ("Contrat", "Le contrat va à l’entreprise de David.", Subject.CONTRACT, False, "David"),
    ("Quotités", "Les quotités sont revues.", Subject.SHARES_CHANGE, False, ""),
    ("Divers : râtelier à vélos", "", "", False, ""),
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """The building, its assembly, its items by position, and the syndic who keeps the session."""

    built: Tilleuls
    assembly: Assembly
    items: dict[int, AgendaItem]
    secretary: Access

    def party(self, name: str) -> UUID:
        """One owner by name."""
        return self.built.parties[name]

    def choices(self, **given: str) -> dict[UUID, Choice]:
        """Ballots by first name: choices(Alice="for", Eve="against")."""
        names = {"Eve": "Eve / Frank"}
        return {self.party(names.get(name, name)): Choice(choice) for name, choice in given.items()}


def convened(slug: str = "les-tilleuls") -> Gathering:
    """The assembly as it stands when people begin to arrive: Eve speaks for lot F, Bruno gave Alice his proxy.

    Nobody speaks for lot G: its vote sleeps.
    """
    built = tilleuls.build(slug=slug)
    access = replace(built.syndic_access, now=OPENS)
    with boundary.within(built.org.id):
        parties.name_representative(
            access, party_id=built.parties["Eve / Frank"], representative_id=built.parties["Eve"], note="Lettre"
        )
        assembly = Assembly.objects.create(
            org_id=built.org.id,
            held_on=HELD_ON,
            starts_at=time(19, 0),
            kind=Kind.EXTRAORDINARY,
            state=State.CONVENED,
            place="salle du rez-de-chaussée",
            planned_at=OPENS,
        )
        items = {}
        for position, (title, text, subject, payers, excluded) in enumerate(ITEMS, 1):
            items[position] = AgendaItem.objects.create(
                org_id=built.org.id,
                assembly=assembly,
                position=position,
                title=title,
                text=text,
                subject=subject,
                origin=Origin.SYNDIC,
                state=ItemState.LISTED,
                key_id=built.keys["lift"] if payers else None,
                payers_decide=payers,
            )
            if excluded:
                ItemExclusion.objects.create(
                    org_id=built.org.id, item=items[position], party_id=built.parties[excluded], reason="Contrat"
                )
        give(built, assembly, "Bruno", "Alice")
    return Gathering(built, assembly, items, access)


def give(built: Tilleuls, assembly: Assembly, mandator: str, holder: str) -> Proxy:
    """A general proxy on paper."""
    return Proxy.objects.create(
        org_id=built.org.id,
        assembly=assembly,
        mandator_id=built.parties[mandator],
        holder_id=built.parties[holder],
        holder_name=holder,
        scope=Proxy.Scope.GENERAL,
        channel=Proxy.Channel.PAPER,
        given_on=HELD_ON,
        given_at=OPENS,
    )


def opened(slug: str = "les-tilleuls") -> Gathering:
    """Chloé, Alice, David and Eve are there; Chloé presides."""
    found = convened(slug)
    with boundary.within(found.built.org.id):
        for name in ("Chloé", "Alice", "David", "Eve / Frank"):
            attend.arrive(found.secretary, assembly_id=found.assembly.id, party_id=found.party(name))
        session.open_session(
            found.secretary, assembly_id=found.assembly.id, president_id=found.party("Chloé"), secretary="Nadia Haddad"
        )
        found.assembly.refresh_from_db()
    return found


def voted(found: Gathering, position: int, **given: str) -> object:
    """Open an item, write these ballots down, close it: its result."""
    item = found.items[position]
    session.open_item(found.secretary, item_id=item.id)
    vote.record(found.secretary, item_id=item.id, choices=found.choices(**given))
    return session.close_item(found.secretary, item_id=item.id)
