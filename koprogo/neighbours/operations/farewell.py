"""What a neighbour who leaves takes along: their announcements, their things, their balance, and each picture."""

from koprogo.neighbours.models import Gift, Loan, Picture, Resident, Skill, Thing, Wanted
from koprogo.neighbours.operations import hours
from koprogo.neighbours.rules import gifts, lending
from koprogo.platform.access import Access


def clear(access: Access, resident: Resident) -> None:
    """Take down all that a resident put up, before they are forgotten. What is out on loan stays, to be given back."""
    hours.close_account(access, resident)
    loans = Loan.objects.filter(org_id=access.org_id)
    pending = [lending.State.REQUESTED, lending.State.ACCEPTED, lending.State.KEPT]
    cancelled = {"state": lending.State.CANCELLED, "decided_at": access.now}
    loans.filter(thing__resident=resident, state__in=pending).update(**cancelled)
    loans.filter(borrower=resident, state__in=pending).update(**cancelled)
    mine = Thing.objects.filter(org_id=access.org_id, resident=resident)
    mine.filter(withdrawn_at__isnull=True).update(withdrawn_at=access.now)
    mine.update(picture=None)
    looked_for = Wanted.objects.filter(org_id=access.org_id, resident=resident, state=lending.WantedState.OPEN)
    looked_for.update(state=lending.WantedState.CLOSED, ended_at=access.now)
    given = Gift.objects.filter(org_id=access.org_id, resident=resident)
    given.exclude(state=gifts.State.COLLECTED).update(state=gifts.State.WITHDRAWN, ended_at=access.now)
    given.update(picture=None)
    held = Gift.objects.filter(org_id=access.org_id, reserved_by=resident, state=gifts.State.RESERVED)
    held.update(state=gifts.State.OPEN, reserved_by=None, reserved_at=None, offered="")
    Skill.objects.filter(org_id=access.org_id, resident=resident).delete()
    Picture.objects.filter(org_id=access.org_id, resident=resident).delete()
