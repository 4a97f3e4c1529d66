"""What codes, refusals and acts of assemblies are called before a person."""

from koprogo.assemblies.labels.actions import ACTIONS as _ACTIONS
from koprogo.assemblies.labels.effects import EFFECT_REFUSALS, MEANS, SEEN_AT, TODO
from koprogo.assemblies.labels.refusals import REFUSALS as _PREPARED
from koprogo.assemblies.labels.session import (
    CHOICE,
    LIGHT,
    MOVE,
    OUTCOME,
    PROXY_REFUSED,
    SESSION_REFUSALS,
    SIGNER,
    WINDOW,
    closed,
    votes,
)
from koprogo.assemblies.labels.words import (
    ASKED,
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
    majority,
)
from koprogo.assemblies.labels.written import ANSWER, ANSWERED_BY, WRITTEN, WRITTEN_ACTIONS, WRITTEN_REFUSALS

#: Code of an act -> its words.
ACTIONS = _ACTIONS | WRITTEN_ACTIONS
#: Code of a refusal -> its sentence, from the facts.
REFUSALS = _PREPARED | SESSION_REFUSALS | EFFECT_REFUSALS | WRITTEN_REFUSALS

__all__ = [
    "ACTIONS",
    "ANSWER",
    "ANSWERED_BY",
    "ASKED",
    "CHANNEL",
    "CHOICE",
    "CLOCK",
    "ITEM_REASON",
    "ITEM_STATE",
    "KIND",
    "LIGHT",
    "MAJORITY",
    "MAJORITY_RULE",
    "MEANS",
    "MOVE",
    "ORIGIN",
    "OUTCOME",
    "PROXY_REFUSED",
    "REFUSALS",
    "REQUEST_STATE",
    "SEEN_AT",
    "SESSION",
    "SIGNER",
    "STATE",
    "SUBJECT",
    "TODO",
    "WARNINGS",
    "WINDOW",
    "WRITTEN",
    "closed",
    "majority",
    "votes",
]
