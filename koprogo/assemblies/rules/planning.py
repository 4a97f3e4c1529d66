"""What must hold before an assembly is planned or moved, and what is only said about its day."""

from datetime import date

from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.states import Kind, Session
from koprogo.assemblies.rules.unanimity import retry_from
from koprogo.kernel.refusals import Refused


class DayPassed(Refused):
    """An assembly is planned for a day to come."""

    code = "assemblies.day_passed"


class SessionTooEarly(Refused):
    """A second session, or the new assembly for unanimity, waits the days of the law. `from_on`: its first day."""

    code = "assemblies.session_too_early"


class NoSecondSession(Refused):
    """Only a session that was found without quorum has a second one, and one alone (CC 3.87 § 5)."""

    code = "assemblies.no_second_session"


class NoRetry(Refused):
    """Only what missed unanimity by absence alone is decided at a new assembly, and once (CC 3.88 § 4)."""

    code = "assemblies.no_retry"


def check(*, held_on: date, today: date, session: Session, first_on: date | None) -> None:
    """Refuse a day that is behind us, or too near the session it follows (CC 3.87 § 5, 3.88 § 4).

    Raises `DayPassed`, `SessionTooEarly`.
    """
    if held_on < today:
        raise DayPassed(field="held_on", today=today)
    if session is Session.FIRST or first_on is None:
        return
    earliest = second_session_from(first_on) if session is Session.SECOND else retry_from(first_on)
    if held_on < earliest:
        raise SessionTooEarly(field="held_on", from_on=earliest)


def warnings(
    *, held_on: date, today: date, kind: Kind, starts: str, notice_days: int, members: bool = False
) -> tuple[str, ...]:
    """What is odd about a day and does not stop it.

    Codes: `notice_late`, `notice_prudent`, `outside_fortnight`, `no_fortnight`.
    `members`: of a non-profit, which has no yearly fortnight. A decision taken so can be annulled, it is not void
    (CC 3.92 § 3).
    """
    found = []
    notice = calendar.notice(today, held_on, days=notice_days)
    if notice is calendar.Notice.LATE:
        found.append("notice_late")
    elif notice is calendar.Notice.STRICT_ONLY:
        found.append("notice_prudent")
    if kind is Kind.ORDINARY and not members:
        if not starts:
            found.append("no_fortnight")
        elif calendar.fortnight_holding(held_on, starts) is None:
            found.append("outside_fortnight")
    return tuple(found)
