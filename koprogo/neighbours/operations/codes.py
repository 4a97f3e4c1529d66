"""The hall's code and the letters' codes: made, renewed, ended."""

import secrets

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.models import EntryCode, Resident
from koprogo.neighbours.rules import codes as rules
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.hall_code_renewed", needs=Right.ANIMATE_NEIGHBOURS)
def renew_hall(access: Access) -> EntryCode:
    """Make a new code for the hall: the one before no longer lets anybody in."""
    running = EntryCode.objects.select_for_update(no_key=True).filter(org_id=access.org_id, home="")
    running.filter(ended_at__isnull=True).update(ended_at=access.now)
    row = made(access)
    audit.record(access, "neighbours.hall_code_renewed", row.id)
    return row


@act("neighbours.hall_code_ended", needs=Right.ANIMATE_NEIGHBOURS)
def end_hall(access: Access) -> None:
    """End the hall's code: nobody else registers by it. Who did stays."""
    running = EntryCode.objects.filter(org_id=access.org_id, home="", ended_at__isnull=True)
    running.update(ended_at=access.now)
    audit.record(access, "neighbours.hall_code_ended")


@act("neighbours.letters_written", needs=Right.ANIMATE_NEIGHBOURS)
def write_letters(access: Access, *, homes: str) -> int:
    """A code of its own for each home, one a line; a home that has one gets a new one. Returns how many.

    Raises NoHome, TooManyHomes.
    """
    wanted = rules.homes(homes)
    letters = EntryCode.objects.filter(org_id=access.org_id, resident__isnull=True, ended_at__isnull=True)
    before = letters.filter(home__in=wanted)
    before.update(ended_at=access.now)
    EntryCode.objects.bulk_create(_row(access, home) for home in wanted)
    audit.record(access, "neighbours.letters_written", count=len(wanted))
    return len(wanted)


def made(access: Access, *, home: str = "", resident: Resident | None = None) -> EntryCode:
    """A new code: the hall's, a home's, or the one by which a neighbour takes their own place."""
    row = _row(access, home, resident)
    row.save(force_insert=True)
    return row


def _row(access: Access, home: str, resident: Resident | None = None) -> EntryCode:
    length, lasts = (rules.LETTER, rules.LETTER_LASTS) if home else (rules.HALL, rules.HALL_LASTS)
    return EntryCode(
        org_id=access.org_id,
        code=rules.drawn(length, secrets.choice),
        home=home,
        resident=resident,
        made_at=access.now,
        made_by_id=access.person_id,
        expires_at=access.now + lasts,
    )
