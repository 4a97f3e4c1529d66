"""The words that need no database: an assembly counted from a file, the economic model from its prices."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from koprogo.assemblies.tests.rules.tilleuls import assembly_of_june
from koprogo.site.cli.__main__ import main


def _file(folder: Path, data: Any) -> str:
    path = folder / "assembly.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_an_assembly_is_counted(extra: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assembly", "tally", _file(tmp_path, assembly_of_june()), *extra]) == 0
    out, err = capsys.readouterr()
    assert [row["outcome"] for row in json.loads(out)["items"]] == [
        "adopted",
        "adopted",
        "adopted",
        "adopted",
        "rejected",
        "new_assembly_for_unanimity",
        "not_votable",
    ]
    assert err == ""
    assert (out.count("\n") == 1) is bool(extra)


def test_a_lost_quorum_is_a_result_not_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = assembly_of_june() | {"present": [], "proxies": []}
    assert main(["assembly", "tally", _file(tmp_path, data)]) == 0
    assert json.loads(capsys.readouterr().out)["second_session_from"] == "2026-06-25"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "file"),
        (json.dumps(assembly_of_june() | {"total_shares": 1000.0}), "total_shares"),
        (json.dumps(assembly_of_june() | {"session": 3}), "session"),
        (json.dumps(assembly_of_june() | {"total_shares": 999}), "parties"),
    ],
)
def test_a_bad_file_is_status_2_and_its_place_is_named(
    text: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert main(["assembly", "tally", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"koprogo: {path}: {place}: ")


def test_a_missing_file_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assembly", "tally", str(tmp_path / "gone.json")]) == 2
    assert "gone.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("condominiums", "figures"),
    [
        (100, [625, 6_250, 10_000, 9_375]),
        (500, [1_385, 2_770, 50_000, 48_615]),
        (2_000, [3_410, 1_705, 200_000, 196_590]),
    ],
)
def test_simulated_growth(condominiums: int, figures: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hosting", "simulate", "--condominiums", str(condominiums), "--json"]) == 0
    names = ["cost_cents", "unit_cost_millicents", "revenue_cents", "surplus_cents"]
    assert json.loads(capsys.readouterr().out) == dict(zip(names, figures, strict=True))


def test_an_allocated_surplus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hosting", "allocate", "--surplus-cents", "10590", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found.items()) == [
        ("reserve", 5_295),
        ("development", 3_177),
        ("infrastructure", 1_059),
        ("emergency", 1_059),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["assembly"],
        ["assembly", "tally"],
        ["hosting"],
        ["hosting", "simulate"],
        ["hosting", "simulate", "--condominiums", "0"],
        ["hosting", "simulate", "--condominiums", "-3"],
        ["hosting", "simulate", "--condominiums", "1.5"],
        ["hosting", "simulate", "--condominiums", "1_000"],
        ["hosting", "simulate", "--condominiums", "9" * 19],
        ["hosting", "allocate", "--surplus-cents", "-1"],
        ["hosting", "allocate", "--surplus-cents", "12,50"],
    ],
)
def test_wrong_usage_is_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == "" and err != ""


@pytest.mark.parametrize("words", [["assembly", "tally", "FILE"], ["hosting", "simulate", "--condominiums", "7"]])
def test_rules_are_run_without_django_and_without_driver(words: list[str], tmp_path: Path) -> None:
    path = _file(tmp_path, assembly_of_june())
    code = (
        "import sys; from koprogo.site.cli.__main__ import main;"
        f"assert main({[path if word == 'FILE' else word for word in words]!r}) == 0;"
        "assert not {'django', 'psycopg'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
