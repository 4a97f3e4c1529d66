"""Every problem has a French sentence, with its figures readable and nothing hostile in it."""

from koprogo.banking.rules import coda
from koprogo.banking.rules.coda.sentences import in_french, sentence
from koprogo.banking.rules.coda.statement import Problem
from koprogo.banking.tests.rules.coda_lines import as_bytes, closing, movement, statement


def test_sentences_in_french() -> None:
    lines = statement(movement(270_000), moved=270_000, credit=270_000)
    lines[3] = closing(-1_234_567_890)
    reading = coda.read(as_bytes(lines))
    (problem,) = [found for found in reading.all_problems() if found.code == "balance"]
    assert in_french(problem) == (
        "Solde ancien 100,00 plus mouvements 270,00 donnent 370,00, mais le solde nouveau dit"
        " −1\u00a0234\u00a0567,89. Téléchargez le relevé à nouveau chez votre banque."
    )
    msgid, params = sentence(Problem("line_length", 3, {"length": 7}))
    assert "%(length)s" in msgid
    assert params == {"length": "7"}
    assert "\x1b" not in in_french(Problem("version", 1, {"version": "\x1b"}))
    assert "0,005" in in_french(Problem("third_decimal", 1, {"amount_mils": 5}))
