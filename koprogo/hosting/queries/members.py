"""The register of members and the offices, as the board, the members and the public read them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from koprogo.hosting.models import DutyDone, Member, MemberChange, OfficeTerm
from koprogo.hosting.rules import obligations
from koprogo.hosting.rules.members import Office, State
from koprogo.hosting.rules.obligations import Done, Due, Duty
from koprogo.kernel.refusals import NotFound
from koprogo.people.queries import memberships
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Card:
    """One member with what happened to them."""

    member: Member
    changes: list[MemberChange]
    offices: list[OfficeTerm]


def register(access: Access) -> list[Member]:
    """Every line: members first, then who waits, then who left; by name (one query)."""
    order = {State.APPLIED: 0, State.MEMBER: 1}
    rows = Member.objects.filter(org_id=access.org_id).order_by("name", "id")
    return sorted(rows, key=lambda row: order.get(State(row.state), 2))


def members(access: Access) -> list[Member]:
    """Who has a vote today (one query)."""
    return list(Member.objects.filter(org_id=access.org_id, state=State.MEMBER).order_by("name", "id"))


def count(access: Access) -> int:
    """How many have a vote (one query)."""
    return Member.objects.filter(org_id=access.org_id, state=State.MEMBER).count()


def waiting(access: Access) -> int:
    """How many applications have no answer (one query)."""
    return Member.objects.filter(org_id=access.org_id, state=State.APPLIED).count()


def mine(access: Access) -> Member | None:
    """The member this reader is, or None (one query)."""
    if access.person_id is None:
        return None
    found = Member.objects.filter(org_id=access.org_id, person_id=access.person_id, state=State.MEMBER)
    return found.order_by("number").first()


def card(access: Access, *, member_id: UUID) -> Card:
    """One line with its journal (three queries). Raises NotFound."""
    row = Member.objects.filter(org_id=access.org_id, id=member_id).first()
    if row is None:
        raise NotFound(what="member")
    changes = MemberChange.objects.filter(org_id=access.org_id, member=row).order_by("id")
    offices = OfficeTerm.objects.filter(org_id=access.org_id, member=row).order_by("-starts_on", "-id")
    return Card(row, list(changes), list(offices))


def known(access: Access, *, email: str) -> bool:
    """Whether somebody with this address is a member or waits (one query)."""
    alive = (State.APPLIED, State.MEMBER)
    return Member.objects.filter(org_id=access.org_id, email__iexact=email, state__in=alive).exists()


def next_number(access: Access) -> int:
    """The next number of the register; those of who left are not given again (one query)."""
    top = Member.objects.filter(org_id=access.org_id).aggregate(top=Max("number"))["top"]
    return (top or 0) + 1


def board(access: Access, *, on: date) -> list[OfficeTerm]:
    """Who holds which office on a day, president first (one query)."""
    order = list(Office)
    held = OfficeTerm.objects.filter(org_id=access.org_id, starts_on__lte=on, ends_on__gt=on)
    return sorted(held.select_related("member"), key=lambda row: (order.index(Office(row.office)), row.member.name))


def duties(access: Access) -> list[Due]:
    """What the board owes by law since the founding, the nearest first (two queries)."""
    rows = DutyDone.objects.filter(org_id=access.org_id)
    done = [Done(Duty(row.duty), row.year, row.on) for row in rows]
    return obligations.shown(access.today, memberships.org(org_id=access.org_id).created_at.date(), done)
