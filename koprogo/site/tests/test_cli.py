"""The command line: help, exit statuses, and that looking into a file needs no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from koprogo.site.cli.__main__ import main

WORDS = ["serve", "worker", "migrate", "demo", "self-check", "bank", "invoice", "workbook"]


@pytest.mark.parametrize("words", [[], *([w] for w in WORDS), ["bank", "inspect"], ["workbook", "inspect"]])
def test_each_word_has_help_and_status_0(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: koprogo")


@pytest.mark.parametrize("words", [[], ["nonsense"], ["bank"], ["bank", "inspect"], ["serve", "--nonsense"]])
def test_wrong_usage_is_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["bank", "invoice", "workbook"])
def test_a_missing_file_is_status_2_and_named(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "inspect", str(tmp_path / "gone")]) == 2
    assert str(tmp_path / "gone") in capsys.readouterr().err


def test_a_refused_bank_file_is_status_1_and_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no.cod"
    path.write_bytes(b"this is no bank file")
    assert main(["bank", "inspect", str(path), "--json"]) == 1
    out = capsys.readouterr().out
    assert out.count("\n") == 1 and json.loads(out)["format"] is None


def test_a_refused_invoice_is_status_1_and_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no.xml"
    path.write_bytes(b"<a/>")
    assert main(["invoice", "inspect", str(path), "--json"]) == 1
    out = capsys.readouterr().out
    assert out.count("\n") == 1 and json.loads(out)["valid"] is False


def test_looking_into_a_file_loads_no_django_and_no_driver(tmp_path: Path) -> None:
    path = tmp_path / "no.cod"
    path.write_bytes(b"this is no bank file")
    code = (
        "import sys; from koprogo.site.cli.__main__ import main;"
        f"status = main(['bank', 'inspect', {str(path)!r}]);"
        "assert status == 1, status; assert not {'django', 'psycopg'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("word", ["serve", "migrate", "worker", "demo", "self-check"])
def test_mistakes_in_the_environment_are_said_before_anything_starts(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOPROGO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KOPROGO_DB_ROLE", "app")
    monkeypatch.setenv("KOPROGO_PORT", "many")
    assert main([word]) == 2
    assert "KOPROGO_PORT=many" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()
