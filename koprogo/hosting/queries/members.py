"""The register of members and the offices, as the board, the members and the public read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Subquery, Value
from django.db.models.functions import JSONObject

from koprogo.hosting.models import DutyDone, Member, MemberChange, OfficeTerm
from koprogo.hosting.rules import obligations
from koprogo.hosting.rules.members import Office, State
from koprogo.hosting.rules.obligations import Done, Due, Duty
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.models import Org


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


def mine_in(access: Access, lines: Sequence[Member]) -> Member | None:
    """The same where the register is at hand (no query)."""
    own = [row for row in lines if row.person_id == access.person_id and row.state == State.MEMBER]
    return min(own, key=lambda row: row.number or 0) if access.person_id and own else None


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
    """What the board owes by law since the founding, the nearest first (one query)."""
    rows = DutyDone.objects.filter(org_id=access.org_id).values_list("duty", "year", "on")
    return _due(access, [Done(Duty(duty), year, on) for duty, year, on in rows])


def _due(access: Access, done: Sequence[Done]) -> list[Due]:
    assert access.org_since is not None, "the doors and the jobs know since when"
    return obligations.shown(access.today, access.org_since, done)


def count_and_duties(access: Access) -> tuple[int, list[Due]]:
    """How many have a vote, and what the board owes (one query)."""
    done = DutyDone.objects.filter(org_id=access.org_id).order_by()
    told = ArraySubquery(done.values(one=JSONObject(duty="duty", year="year", on="on")))
    found = Member.objects.filter(org_id=access.org_id, state=State.MEMBER).order_by()
    number = Subquery(found.annotate(one=Value(1)).values("one").annotate(n=Count("id")).values("n"))
    row = Org.objects.annotate(number=number, told=told).get(id=access.org_id)
    done_of = [Done(Duty(one["duty"]), one["year"], date.fromisoformat(one["on"])) for one in row.told]
    return row.number or 0, _due(access, done_of)
