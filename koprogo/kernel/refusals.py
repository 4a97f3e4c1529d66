"""Refusals: what the application says no to, as a code and facts.

The sentence a person reads lives in the `labels.py` of the context that refuses; here is only
what a program needs to choose and fill that sentence.
"""

from collections.abc import Mapping
from typing import ClassVar


class Refused(Exception):
    """An act that a rule does not allow, or an input that cannot be used.

    Subclasses set `code` ("ledger.period_closed") and, where the law speaks, `article` ("CC 3.87 § 5").
    `facts` holds the values the sentence needs; `field` names the form field to point at.
    """

    code: ClassVar[str] = "refused"
    article: ClassVar[str | None] = None

    field: str | None
    facts: dict[str, object]

    def __init__(self, *, field: str | None = None, **facts: object) -> None:
        super().__init__()
        self.field = field
        self.facts = facts

    @classmethod
    def of(cls, code: str, facts: Mapping[str, object]) -> "Refused":
        """A refusal that was kept as its code and its facts, for whoever says it later."""
        kept = cls(**facts)  # type: ignore[arg-type]
        kept.code = code  # type: ignore[misc]
        return kept

    def __str__(self) -> str:
        """The code and its facts, for logs: never shown to a person."""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class NotFound(Refused):
    """What was asked for does not exist, or not for this reader."""

    code = "not_found"


class NotAllowed(Refused):
    """The reader is known, and has no right to this act."""

    code = "not_allowed"
