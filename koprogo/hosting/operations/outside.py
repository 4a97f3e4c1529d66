"""What a watch on another machine reports: minutes in which it reached nothing."""

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import OutsideGap
from koprogo.hosting.rules import uptime
from koprogo.hosting.rules.uptime import Seen
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.outside_gap_reported", needs=Right.RUN_HOSTING)
def report(access: Access, *, seen: Seen) -> bool:
    """Count some minutes as down, whatever was measured here; told twice they count once. Returns whether it was new.
    ``access``: the association's own, for whoever knows the watch's secret. Raises ReportImpossible."""
    found = Seen(uptime.minute_of(seen.first), uptime.minute_of(seen.last))
    uptime.check_report(found, now=access.now)
    row, fresh = OutsideGap.objects.get_or_create(
        first_minute=found.first, last_minute=found.last, defaults={"heard_at": access.now}
    )
    if fresh:
        audit.record(access, "hosting.outside_gap_reported", row.id, first=found.first, last=found.last)
    return fresh
