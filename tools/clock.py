"""The clock is read at the doors, by jobs and on the command line; everywhere else the moment is a parameter.

Why: a legal deadline must be tested on the last day of February, in the hour that summer time skips, three years after
a mandate began. A rule that reads the clock can only be tested today, and an operation that reads it twice can
disagree with itself around midnight. `Access.now` carries the one moment of a request; rules take ``on`` or ``today``.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from house import Problem, main, modules

#: Where the moment comes from. Tests and the demo's cast name their own.
CLOCKS = (
    "koprogo/platform/doors.py",
    "koprogo/platform/jobs.py",
    "koprogo/*/jobs.py",
    "koprogo/hosting/pages/doors.py",  # the door of the association's public pages
    "koprogo/site/cli/*",
    "koprogo/site/self_check.py",  # what one word of the command line does
    "koprogo/people/last_seen.py",  # a middleware is a door
    "koprogo/people/sign_in.py",  # the sign-in library asks it in the middle of a request, without a moment of ours
    "koprogo/people/pages/links.py",  # so is the page that reads a signed link
    "koprogo/people/models/person.py",  # made by the sign-in library, which carries no moment of ours
    "koprogo/kernel/identifiers.py",  # an identifier sorts by time and says nothing about it
    "koprogo/testing/*",
    "*/tests/*",
    "tools/*",
)
READS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timezone": {"now", "localdate", "localtime"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
SENTENCE = "The clock is read at the door only. Take `now` or `today` as a parameter (access.now, access.today)."


def check(root: Path) -> Iterator[Problem]:
    """One problem for each reading of a clock below the doors, called or handed over (``default=timezone.now``)."""
    for path, tree in modules(root):
        if any(fnmatch(path, one) for one in CLOCKS):
            continue
        for node in ast.walk(tree):
            if _reads(node):
                yield Problem(path, getattr(node, "lineno", 1), SENTENCE)


def _reads(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return name in READS.get(owner, ())
        case ast.ImportFrom(module="django.utils.timezone", names=names):
            return any(one.name in READS["timezone"] for one in names)
        case ast.ImportFrom(module="time", names=names):
            return any(one.name in READS["time"] for one in names)
        case ast.keyword(arg="auto_now" | "auto_now_add"):
            return True
    return False


if __name__ == "__main__":
    main(check)
