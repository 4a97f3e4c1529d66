"""Today, for tests that go through the doors: these read their own clock, and a day begins at midnight in Brussels."""

from datetime import UTC, date, datetime

from koprogo.platform.access import BRUSSELS


def today() -> date:
    """The day that a page opened now would name."""
    return datetime.now(UTC).astimezone(BRUSSELS).date()
