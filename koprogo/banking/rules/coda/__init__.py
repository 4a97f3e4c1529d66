"""CODA, the bank statement format of Belgian banks (Febelfin), versions 1 and 2: read exactly or refused."""

from koprogo.banking.rules.coda.continuity import Closing, Continuity, continuity, file_digest, fingerprint
from koprogo.banking.rules.coda.reading import read
from koprogo.banking.rules.coda.statement import Movement, Problem, Reading, Statement

__all__ = [
    "Closing",
    "Continuity",
    "Movement",
    "Problem",
    "Reading",
    "Statement",
    "continuity",
    "file_digest",
    "fingerprint",
    "read",
]
