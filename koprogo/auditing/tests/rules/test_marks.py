"""Who may say what when, and what a report needs before it is signed (CC 3.91)."""

from dataclasses import replace

import pytest

from koprogo.auditing import labels
from koprogo.auditing.documents.words import opening_text
from koprogo.auditing.rules import marks, report
from koprogo.auditing.rules.marks import Kind, NothingSaid, State, WrongMoment
from koprogo.auditing.rules.report import Figures, NothingExamined, Opinion, ReportFixed, Totals, WordsMissing


@pytest.mark.parametrize(
    ("kind", "state", "allowed"),
    [
        (Kind.SEEN, State.TODO, True),
        (Kind.SEEN, State.SEEN, True),
        (Kind.SEEN, State.ASKED, False),
        (Kind.SEEN, State.ANSWERED, False),
        (Kind.QUESTION, State.TODO, True),
        (Kind.QUESTION, State.SEEN, True),
        (Kind.QUESTION, State.ASKED, True),
        (Kind.QUESTION, State.ANSWERED, True),
        (Kind.ANSWER, State.TODO, False),
        (Kind.ANSWER, State.SEEN, False),
        (Kind.ANSWER, State.ASKED, True),
        (Kind.ANSWER, State.ANSWERED, True),
        (Kind.ACCEPTED, State.TODO, False),
        (Kind.ACCEPTED, State.ASKED, False),
        (Kind.ACCEPTED, State.ANSWERED, True),
        (Kind.ACCEPTED, State.SEEN, False),
    ],
)
def test_what_may_follow_what(kind: Kind, state: State, allowed: bool) -> None:
    if allowed:
        marks.check(kind, state=state, text="mot")
    else:
        with pytest.raises(WrongMoment):
            marks.check(kind, state=state, text="mot")


def test_the_latest_word_counts() -> None:
    assert [marks.state_after(kind) for kind in (None, *Kind)] == [
        State.TODO,
        State.SEEN,
        State.ASKED,
        State.ANSWERED,
        State.SEEN,
    ]


def test_a_question_needs_words_and_an_answer_words_or_a_file() -> None:
    for kind, state in ((Kind.QUESTION, State.TODO), (Kind.ANSWER, State.ASKED)):
        with pytest.raises(NothingSaid):
            marks.check(kind, state=state, text="  ")
    marks.check(Kind.ANSWER, state=State.ASKED, text="", has_file=True)
    with pytest.raises(NothingSaid):
        marks.check(Kind.QUESTION, state=State.TODO, text="", has_file=True)


def figures(sample: int = 20, seen: int = 20, asked: int = 0, answered: int = 0) -> Figures:
    return Figures(100, 1, sample, 1, seen, asked, answered, asked + answered, (1,), Totals(0, 0, 0, 0, 0), True)


@pytest.mark.parametrize(
    ("found", "opinion", "text", "name", "refused"),
    [
        (figures(), Opinion.FAVOURABLE, "texte", "Hugo", None),
        (figures(sample=0, seen=0), Opinion.FAVOURABLE, "texte", "Hugo", NothingExamined),
        (figures(seen=19), Opinion.FAVOURABLE, "texte", "Hugo", NothingExamined),
        (figures(seen=19, asked=1), Opinion.FAVOURABLE, "texte", "Hugo", WordsMissing),
        (figures(seen=19, answered=1), Opinion.FAVOURABLE, "texte", "Hugo", WordsMissing),
        (figures(seen=19, asked=1), Opinion.REMARKS, "texte", "Hugo", None),
        (figures(seen=19, asked=1), Opinion.UNFAVOURABLE, "texte", "Hugo", None),
        (figures(), Opinion.FAVOURABLE, " ", "Hugo", WordsMissing),
        (figures(), Opinion.FAVOURABLE, "texte", " ", WordsMissing),
    ],
)
def test_what_a_report_needs_before_it_is_signed(
    found: Figures, opinion: Opinion, text: str, name: str, refused: type[Exception] | None
) -> None:
    if refused is None:
        report.check_signing(found, opinion=opinion, text=text, name=name)
        return
    with pytest.raises(refused) as caught:
        report.check_signing(found, opinion=opinion, text=text, name=name)
    assert labels.REFUSALS[caught.value.code](caught.value.facts)  # type: ignore[attr-defined]


@pytest.mark.parametrize("state", [report.State.SIGNING, report.State.SIGNED])
def test_a_signed_report_stays_as_it_is(state: report.State) -> None:
    with pytest.raises(ReportFixed):
        report.check_fixed(state)
    report.check_fixed(report.State.DRAFT)


def test_the_text_says_how_the_entries_came_into_the_sample() -> None:
    both = opening_text("fr", replace(figures(), large=3), Opinion.FAVOURABLE, "2026")
    assert "Les plus grandes ont été prises toutes" in both
    drawn = opening_text("fr", figures(), Opinion.FAVOURABLE, "2026")
    assert "Le sort les a désignées." in drawn and "plus grandes" not in drawn
