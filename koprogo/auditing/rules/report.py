"""The auditor's report: what it must rest on before it is signed, and that a signed one stays as it is (CC 3.91)."""

from dataclasses import dataclass
from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Opinion(StrEnum):
    """What the auditor proposes to the assembly."""

    FAVOURABLE = "favourable"
    REMARKS = "remarks"  # favourable, with remarks
    UNFAVOURABLE = "unfavourable"


class State(StrEnum):
    """Where a report stands. SIGNING: the words are fixed, the paper is being written."""

    DRAFT = "draft"
    SIGNING = "signing"
    SIGNED = "signed"


class ReportFixed(Refused):
    """The report is signed or being signed: a further one is a new version."""

    code = "auditing.report_fixed"


class NothingExamined(Refused):
    """A report rests on a sample that was looked at: `left` entries are untouched; 0 of 0: nothing was drawn."""

    code = "auditing.nothing_examined"


class WordsMissing(Refused):
    """A report that is not plainly favourable says why; every report has a text and a name below it."""

    code = "auditing.words_missing"


@dataclass(frozen=True, slots=True)
class Totals:
    """The five control totals on the last day of the year, in cents: what is in the bank, owed by owners (above zero:
    they owe), owed to suppliers, set aside in the funds, and the result (above zero: more income than costs)."""

    banks_cents: int
    owners_cents: int
    suppliers_cents: int
    funds_cents: int
    result_cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report rests on, fixed when it is signed."""

    population: int
    population_cents: int
    sample: int
    sample_cents: int
    seen: int
    asked: int
    answered: int
    questions: int
    seeds: tuple[int, ...]
    totals: Totals
    sound: bool
    large: int = 0  # entries of the sample taken for their size

    @property
    def left(self) -> int:
        """Entries of the sample of which nothing was said."""
        return self.sample - self.seen - self.asked - self.answered

    @property
    def open_questions(self) -> int:
        """Questions without an accepted answer."""
        return self.asked + self.answered


def check_fixed(state: State) -> None:
    """Raises `ReportFixed` unless the words may still be changed."""
    if state is not State.DRAFT:
        raise ReportFixed()


def check_signing(figures: Figures, *, opinion: Opinion, text: str, name: str) -> None:
    """Whether a report may be signed: all of the sample was looked at, and a favourable one leaves no question open.

    Raises `NothingExamined`, `WordsMissing`.
    """
    if not figures.sample or figures.left:
        raise NothingExamined(left=figures.left, sample=figures.sample)
    if not text.strip():
        raise WordsMissing(field="text", reason="text")
    if not name.strip():
        raise WordsMissing(field="name", reason="name")
    if opinion is Opinion.FAVOURABLE and figures.open_questions:
        raise WordsMissing(field="opinion", reason="open_questions", questions=figures.open_questions)
