"""The service in the open: measured uptime, response times, incidents, promises of support. For anybody, and for
programs."""

import csv
import io
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from koprogo.hosting.labels import books
from koprogo.hosting.labels import service as words
from koprogo.hosting.pages.doors import visited
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.queries import service as queries
from koprogo.hosting.rules import outage, response_times, uptime
from koprogo.hosting.rules.response_times import Between
from koprogo.platform import downloads
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@visited
def status(request: HttpRequest, access: Access) -> HttpResponse:
    """Is it well, and how well was it each month?"""
    return page(
        request,
        "hosting/status.html",
        found=queries.status(access),
        now=access.now,
        words=words,
        month_name=books.month_name,
        scale=outage.SCALE[::-1],
        spared=uptime.ANNOUNCED_MOST,
        days=queries.TIMES_DAYS,
        outside=bool(settings.KOPROGO_WATCH_TOKEN),
        **frame(request, "service_status"),
    )


@visited
def as_json(request: HttpRequest, access: Access) -> HttpResponse:
    """The same as one JSON object: minutes, counts and moments, nothing rounded."""
    found = queries.status(access)
    content = {
        "measured_since": found.since,
        "silent_since": found.silent,
        "months": [
            {
                "month": f"{one.first:%Y-%m}",
                "over": one.whole,
                "minutes": one.found.minutes,
                "down_minutes": one.found.down,
                "announced_minutes": one.found.announced,
                "uptime_hundredths_of_percent": one.found.hundredths,
            }
            for one in found.months
        ],
        "response_times": {
            "days": queries.TIMES_DAYS,
            "answers": found.times.answers,
            "half": _range(found.times.half),
            "nineteen_of_twenty": _range(found.times.most),
            "limits_ms": list(response_times.LIMITS),
        },
        "incidents": [_told(one) for one in (*found.coming, *found.running, *found.past)],
        "support": [
            {
                "promised_hours": one.promised_hours,
                "asked": one.asked,
                "kept": one.kept,
                "broken": one.broken,
                "waiting": one.waiting,
                "half_answered_within_minutes": one.half_minutes,
            }
            for one in found.promises
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())
    return HttpResponse(text.encode(), content_type="application/json")


def _range(found: Between | None) -> dict[str, int | None] | None:
    return None if found is None else {"over_ms": found.over, "at_most_ms": found.most}


def _told(one: Any) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "language": one.language,
        "titles": {one.language: one.title} | one.titles,
        "announced_at": one.announced_at,
        "starts_at": one.starts_at,
        "ends_at": one.ended_at,
        "notes": [
            {"at": note.at, "text": note.text, "texts": {one.language: note.text} | note.texts}
            for note in one.notes.all()
        ],
    }


@visited
def as_csv(request: HttpRequest, access: Access) -> HttpResponse:
    """The months as a table."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(["month", "over", "minutes", "down_minutes", "announced_minutes"])
    for one in queries.status(access).months:
        found = one.found
        lines.writerow([f"{one.first:%Y-%m}", int(one.whole), found.minutes, found.down, found.announced])
    return downloads.content(("\ufeff" + out.getvalue()).encode(), "service.csv", "text/csv")
