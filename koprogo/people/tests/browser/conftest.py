"""A server in this process and a Chromium before it. Rows are committed, so each test removes what it made."""

from koprogo.testing.browser import browser, page, served

__all__ = ["browser", "page", "served"]
