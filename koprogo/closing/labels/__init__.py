"""What each code and each refusal of closing is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from koprogo.closing.labels import takeover, year
from koprogo.closing.labels.takeover import DOCUMENTS as DOCUMENTS
from koprogo.closing.labels.takeover import FIVE as FIVE
from koprogo.closing.labels.takeover import GROUPS as GROUPS
from koprogo.closing.labels.takeover import REASONS as REASONS
from koprogo.closing.labels.takeover import problem as problem
from koprogo.closing.labels.year import ANNEXES as ANNEXES
from koprogo.closing.labels.year import FINDINGS as FINDINGS
from koprogo.closing.labels.year import KINDS as KINDS
from koprogo.closing.labels.year import PROOFS as PROOFS
from koprogo.closing.labels.year import RULES as RULES
from koprogo.closing.labels.year import STAGES as STAGES
from koprogo.closing.labels.year import check_sentence as check_sentence
from koprogo.closing.labels.year import check_title as check_title

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {**takeover.REFUSALS, **year.REFUSALS}

#: What the audit trail calls each act.
ACTIONS = {**takeover.ACTIONS, **year.ACTIONS}
