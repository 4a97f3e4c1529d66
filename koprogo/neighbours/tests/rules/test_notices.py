"""How long a notice hangs, and what is read before some of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import notices
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind

TODAY = date(2026, 11, 24)
AT = datetime(2026, 12, 12, 17, tzinfo=UTC)


def event(**changes: object) -> NoticeFacts:
    facts: dict[str, object] = {"starts_at": AT, "ends_at": AT + timedelta(hours=3)}
    return NoticeFacts(NoticeKind.EVENT, "Soupe", "Dans la cour", **(facts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "event_day", "last"),
    [
        (NoticeFacts(NoticeKind.WORD, "a", "b"), None, TODAY + timedelta(days=30)),
        (NoticeFacts(NoticeKind.WORD, "a", "b", expires_on=TODAY), None, TODAY),
        (NoticeFacts(NoticeKind.WORD, "a", "b", expires_on=TODAY - timedelta(days=1)), None, notices.TooLongUp),
        (NoticeFacts(NoticeKind.WORD, "a", "b", expires_on=TODAY + timedelta(days=93)), None, notices.TooLongUp),
        (event(), date(2026, 12, 12), date(2026, 12, 12)),  # an event hangs until it is over
        (event(starts_at=None), None, notices.EventTimes),
        (event(ends_at=AT), date(2026, 12, 12), notices.EventTimes),
        (event(), TODAY - timedelta(days=1), notices.EventTimes),
        (NoticeFacts(NoticeKind.RIDE, "a", "b"), None, notices.CautionUnread),
        (NoticeFacts(NoticeKind.CHILDREN, "a", "b"), None, notices.CautionUnread),
        (NoticeFacts(NoticeKind.RIDE, "a", "b", caution_read=True), None, TODAY + timedelta(days=30)),
        (NoticeFacts(NoticeKind.FOUND, "a", "b"), None, TODAY + timedelta(days=30)),
    ],
)
def test_until_when_it_hangs(facts: NoticeFacts, event_day: date | None, last: date | type[Refused]) -> None:
    if isinstance(last, date):
        assert notices.last_day(facts, today=TODAY, event_day=event_day) == last
    else:
        with pytest.raises(last):
            notices.last_day(facts, today=TODAY, event_day=event_day)
