"""What a proof found to be off: a code and its facts, said in words by whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is off. ``code`` = context.proof.fault; ``facts`` are plain: whole numbers (cents) and texts,
    days as ISO texts, so that they can be kept with the run that found them."""

    code: str
    facts: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def proof(self) -> str:
        """What was being proved: context.proof."""
        return self.code.rpartition(".")[0]
