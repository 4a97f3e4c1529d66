"""The association is entered once: its boundary, who runs it, the price list with which it begins."""

from datetime import datetime

from koprogo.condominiums.operations import create
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.models import PriceList
from koprogo.hosting.operations import measuring, prices
from koprogo.hosting.queries import nonprofit
from koprogo.hosting.rules import catalogue
from koprogo.people.operations import memberships, operators
from koprogo.platform import audit, boundary
from koprogo.platform.access import BRUSSELS
from koprogo.platform.models import Org

#: What the first operator is to the association, until its members elect others.
FIRST = (Role.BOARD, Role.TREASURER, Role.MEMBER)


def found(*, name: str, operator_email: str, now: datetime) -> Org:
    """Found the association, once: a second call gives the same one back and adds this operator if they are new.

    Like a new building it opens its boundary itself: nothing exists yet to have an access for.
    """
    org = nonprofit.org_or_none()
    fresh = org is None
    org = org or Org.objects.create(kind=Org.Kind.NONPROFIT, slug=create.free_slug(name), name=name, created_at=now)
    person = operators.name_operator(email=operator_email)
    today = now.astimezone(BRUSSELS).date()
    with boundary.within(org.id):
        access = accesses.as_system(org_id=org.id, now=now, on_behalf_of=person.id, name=str(person))
        for role in FIRST:
            memberships.open_door(org_id=org.id, person_id=person.id, role=role, starts_on=today)
        if not PriceList.objects.exists():
            prices.publish(access, terms=catalogue.FOUNDING)
        if fresh:
            audit.record(access, "hosting.founded", org.id, name=name)
    measuring.entered(now=now)
    return org
