"""The chain of published months: each row carries the hash of the one before it, so that none can be rewritten alone.

Canonical JSON: keys sorted, no spaces, UTF-8, integers only (cents). docs/verifier_comptes.py does the same with the
standard library alone.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

#: What the first row names as the one before it.
START = "0" * 64


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way to write a content down: what is hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content, which names the row before it under ``previous``."""
    assert "previous" in content
    return hashlib.sha256(canonical(content)).hexdigest()


def broken(rows: Sequence[tuple[Mapping[str, Any], str]]) -> int | None:
    """The place of the first row (content, hash) that does not follow from those before it; None when all do."""
    before = START
    for place, (content, said) in enumerate(rows):
        if content.get("previous") != before or digest(content) != said:
            return place
        before = said
    return None
