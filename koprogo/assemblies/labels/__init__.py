"""What codes, refusals and acts of assemblies are called before a person."""

from koprogo.assemblies.labels.actions import ACTIONS
from koprogo.assemblies.labels.refusals import REFUSALS
from koprogo.assemblies.labels.words import (
    CHANNEL,
    CLOCK,
    ITEM_REASON,
    ITEM_STATE,
    KIND,
    MAJORITY,
    MAJORITY_RULE,
    ORIGIN,
    REQUEST_STATE,
    SESSION,
    STATE,
    SUBJECT,
    WARNINGS,
)

__all__ = [
    "ACTIONS",
    "CHANNEL",
    "CLOCK",
    "ITEM_REASON",
    "ITEM_STATE",
    "KIND",
    "MAJORITY",
    "MAJORITY_RULE",
    "ORIGIN",
    "REFUSALS",
    "REQUEST_STATE",
    "SESSION",
    "STATE",
    "SUBJECT",
    "WARNINGS",
]
