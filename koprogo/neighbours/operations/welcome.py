"""Writing the handbook and the useful numbers; reading in the waste calendar. Any resident may."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Collection, GuidePage, UsefulNumber
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.rules import ical
from koprogo.neighbours.rules.ical import Found
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.guide_written", needs=Right.MEET_NEIGHBOURS)
def write_page(access: Access, *, title: str, text: str, page_id: UUID | None = None) -> GuidePage:
    """Write a page of the handbook, or write it again. Raises NotResident, ModuleOff, NotFound."""
    me = acting(access, module=Module.WELCOME)
    row = GuidePage(org_id=access.org_id)
    if page_id is not None:
        found = GuidePage.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=page_id).first()
        if found is None:
            raise NotFound(what="page")
        row = found
    row.title, row.text, row.author, row.changed_at = title.strip()[:80], text.strip(), me, access.now
    row.save()
    audit.record(access, "neighbours.guide_written", row.id)
    return row


@act("neighbours.guide_dropped", needs=Right.MEET_NEIGHBOURS)
def drop_page(access: Access, *, page_id: UUID) -> None:
    """Take a page out of the handbook. Raises NotResident, ModuleOff, NotFound."""
    acting(access, module=Module.WELCOME)
    count, _by_table = GuidePage.objects.filter(org_id=access.org_id, id=page_id).delete()
    if not count:
        raise NotFound(what="page")
    audit.record(access, "neighbours.guide_dropped", page_id)


@act("neighbours.number_added", needs=Right.MEET_NEIGHBOURS)
def add_number(access: Access, *, label: str, number: str) -> None:
    """Add a useful number. Raises NotResident, ModuleOff."""
    me = acting(access, module=Module.WELCOME)
    row = UsefulNumber.objects.create(
        org_id=access.org_id, label=label.strip()[:80], number=number.strip()[:40], author=me, at=access.now
    )
    audit.record(access, "neighbours.number_added", row.id)


@act("neighbours.number_dropped", needs=Right.MEET_NEIGHBOURS)
def drop_number(access: Access, *, number_id: UUID) -> None:
    """Take a useful number away. Raises NotResident, ModuleOff, NotFound."""
    acting(access, module=Module.WELCOME)
    count, _by_table = UsefulNumber.objects.filter(org_id=access.org_id, id=number_id).delete()
    if not count:
        raise NotFound(what="number")
    audit.record(access, "neighbours.number_dropped", number_id)


@act("neighbours.collections_read", needs=Right.MEET_NEIGHBOURS)
def read_calendar(access: Access, *, data: bytes) -> Found:
    """Take in the commune's calendar: what was announced from today on is replaced. Raises CalendarRefused."""
    acting(access, module=Module.WELCOME)
    found = ical.read(data, today=access.today)
    Collection.objects.filter(org_id=access.org_id).delete()
    Collection.objects.bulk_create(
        Collection(org_id=access.org_id, collected_on=one.on, what=one.what) for one in found.collections
    )
    audit.record(access, "neighbours.collections_read", count=len(found.collections))
    return found
