"""Asks the published schemas and rules, in a process of its own that is ended when it takes too long."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from koprogo.kernel.refusals import Refused
from koprogo.purchases.rules.ubl import rulebook
from koprogo.purchases.rules.ubl.findings import Finding

#: Starting the processor and compiling the rules takes 2 s, an invoice 20 ms, one of 5 000 lines 7 s.
SECONDS = 60
_ROOT = Path(__file__).resolve().parents[4]


class RulesNotRun(Refused):
    """The rules could not be asked: `reason` is time | memory. Nothing is known of the document then."""

    code = "purchases.ubl_rules_not_run"


def judged(documents: Sequence[bytes], *, seconds: int = SECONDS) -> list[tuple[Finding, ...]]:
    """What the rules find in each document, which `reading.opened` must let in. One process for the whole batch.

    Raises `RulesNotRun` when it takes longer than ``seconds`` or more memory than it may, `RulesMissing` when the
    rules are not installed.
    """
    if not documents:
        return []
    for name in ("en16931", "peppol"):
        rulebook.path(name)
    command = [sys.executable, "-m", "koprogo.purchases.rules.ubl.child"]
    batch = b"".join(len(data).to_bytes(8, "big") + data for data in documents)
    try:
        ended = subprocess.run(
            command, input=batch, capture_output=True, timeout=seconds, cwd=_ROOT, env={"PATH": "/usr/bin:/bin"}
        )
    except subprocess.TimeoutExpired as error:
        raise RulesNotRun(reason="time", seconds=seconds) from error
    lines = ended.stdout.decode().splitlines()
    if ended.returncode != 0 or len(lines) != len(documents):
        raise RulesNotRun(reason="memory", detail=ended.stderr.decode(errors="replace")[-500:])
    return [tuple(Finding(rule, message, severity) for rule, severity, message in json.loads(line)) for line in lines]
