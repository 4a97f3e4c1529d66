"""The pages that signed links open: one handler for each kind of link, ``handler(request, link, access)``."""

from koprogo.people.pages.links import Handler

HANDLERS: dict[str, Handler] = {}
