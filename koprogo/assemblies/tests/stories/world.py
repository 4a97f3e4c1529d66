"""Les Tilleuls with its house rules: the fortnight begins on 1 June, the clock stands at 20 April 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from koprogo.assemblies.models import Assembly
from koprogo.assemblies.operations import plan
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.rules.states import Kind, State
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import building
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls
from koprogo.testing.tilleuls import Tilleuls

NOW = datetime(2026, 4, 20, 18, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = date(2026, 6, 10)


def build() -> Tilleuls:
    """The building of the law's examples, with an enterprise number and a yearly fortnight."""
    built = tilleuls.build(NOW)
    with boundary.within(built.org.id):
        head = building.condominium(built.syndic_access)
        identity = Identity(
            head.name,
            head.street,
            head.house_number,
            head.postcode,
            head.city,
            enterprise_number="0403170701",
            assembly_from="06-01",
            name_2=head.name_2,
            language_2=head.language_2,
        )
        describe.describe(built.syndic_access, identity=identity)
    return built


def on(access: Access, day: date) -> Access:
    """The same access on another day, in the evening."""
    return replace(access, now=datetime.combine(day, time(18), tzinfo=UTC))


def owner(world: Tilleuls, name: str, day: date = TODAY) -> Access:
    """One owner, on a day."""
    return on(tilleuls.access_of(world, name, now=NOW), day)


def planned(world: Tilleuls, *, day: date = DAY, **facts: Any) -> Assembly:
    """The assembly of the law's examples, planned."""
    kind = facts.pop("kind", Kind.ORDINARY)
    return plan.plan(world.syndic_access, facts=Plan(kind, day, time(19), "Salle des Tilleuls", **facts))


def without_quorum(row: Assembly) -> None:
    """The session was held, and too few had come."""
    row.state, row.quorum = State.ADJOURNED, {"by_heads_and_shares": False, "by_three_quarters": False}
    row.save(update_fields=["state", "quorum"])
