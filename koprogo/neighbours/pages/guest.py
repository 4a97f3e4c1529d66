"""What the private calendar link shows: the events of the house and one's own bookings, to a calendar program."""

from django.http import Http404, HttpRequest, HttpResponse

from koprogo.neighbours.documents import calendar
from koprogo.neighbours.queries import modules, notices
from koprogo.neighbours.rules.modules import Module
from koprogo.people.rules.links import Link, LinkExpired
from koprogo.platform.access import Access


def feed(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """The calendar, as long as the link is its resident's last one and they live here."""
    reader = notices.reader_of(access, link_id=link.subject_id)
    if reader is None:
        raise LinkExpired(kind=link.kind)
    if Module.NOTICES not in modules.on(access):
        raise Http404
    events = notices.feed(access, resident_id=reader)
    return HttpResponse(calendar.write(events, name=access.org_name), content_type=calendar.MEDIA_TYPE)
