"""The import contracts hold something: each planted violation breaks the contract that forbids it."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CONTEXTS = "Contexts only look down"
ROOMS = "Rooms only look down"
PEOPLE = "Rooms of people only look down"
PURE = "Rules and kernel know no framework and no database"
DOORS = "A context is entered by its queries, operations, rules and labels only"
INTERFACES = "Pages, API and jobs never touch a table"

#: (contract, new module, what it imports, how the answer names it)
PLANTED = [
    (CONTEXTS, "ledger/operations/planted_up.py", "koprogo.charges.queries.calls", ""),
    (CONTEXTS, "platform/planted_up.py", "koprogo.people.queries.memberships", ""),
    (CONTEXTS, "kernel/planted_up.py", "koprogo.platform.formats", ""),
    (CONTEXTS, "condominiums/operations/planted_site.py", "koprogo.site.refusals", ""),
    (CONTEXTS, "purchases/rules.py", "koprogo.charges.rules.calls", ""),
    (CONTEXTS, "stray/__init__.py", "", "stray"),
    (ROOMS, "ledger/queries/planted_room.py", "koprogo.ledger.operations.entries", ""),
    (ROOMS, "charges/documents/planted_room.py", "koprogo.charges.pages.forms", ""),
    (ROOMS, "condominiums/models/planted_room.py", "koprogo.condominiums.queries.roll", ""),
    (ROOMS, "banking/utils.py", "", "utils"),
    (PEOPLE, "people/queries/planted_room.py", "koprogo.people.sign_in", ""),
    (PEOPLE, "people/helpers.py", "", "helpers"),
    (PURE, "kernel/planted_django.py", "django.utils.timezone", ""),
    (PURE, "charges/rules/planted_floor.py", "koprogo.platform.formats", ""),
    (PURE, "banking/rules/planted_table.py", "koprogo.ledger.models", ""),
    (DOORS, "charges/operations/planted_table.py", "koprogo.ledger.models", ""),
    (DOORS, "charges/tests/stories/planted_table.py", "koprogo.condominiums.models", ""),
    (DOORS, "banking/operations/planted_letter.py", "koprogo.charges.documents.call_letter", ""),
    (DOORS, "banking/pages/planted_page.py", "koprogo.charges.pages.forms", ""),
    (DOORS, "banking/jobs_of_others/__init__.py", "koprogo.charges.jobs", ""),
    (INTERFACES, "ledger/pages/planted_table.py", "koprogo.ledger.models", ""),
    (INTERFACES, "charges/pages/planted_floor.py", "koprogo.platform.models", ""),
    (INTERFACES, "site/planted_table.py", "koprogo.people.models", ""),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What import-linter says of each contract in a copy of the house with every violation planted."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "koprogo", copy / "koprogo", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / ".importlinter", copy)
    for _, path, imported, _ in PLANTED:
        file = copy / "koprogo" / path
        file.parent.mkdir(exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.write_text(f"import {imported}\n" if imported else "")
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache"], cwd=copy, env={"PYTHONPATH": str(copy)}, capture_output=True, text=True
    )
    assert run.returncode == 1, run.stdout + run.stderr
    broken = run.stdout.split("Broken contracts", 1)[1]
    parts = re.split(r"^(.+)\n-+\n", broken, flags=re.MULTILINE)[1:]
    return {name: re.sub(r"\s+", " ", text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize(("contract", "path", "imported", "named"), PLANTED)
def test_a_planted_violation_is_found(
    answers: dict[str, str], contract: str, path: str, imported: str, named: str
) -> None:
    module = "koprogo." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if imported:
        target = re.escape(imported.split(".")[0] if not imported.startswith("koprogo") else imported)
        assert re.search(rf"{re.escape(module)} -> {target}", answers[contract])
    else:
        assert re.search(rf"\b{named}\b", answers[contract])


def test_every_context_has_rooms_that_are_watched() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    watched = {
        name.removeprefix("koprogo.")
        for section in config.sections()
        if "rooms" in section
        for name in config[section]["containers"].split()
    }
    folders = {path.parent.name for path in (ROOT / "koprogo").glob("*/__init__.py")}
    assert folders - {"kernel", "platform", "site", "testing"} == watched
