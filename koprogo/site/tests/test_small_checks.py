"""Each small check of tools/ stops on a planted violation, names file and line, and lets the right way pass."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[3] / "tools"
_ACT = 'from koprogo.platform.access import act\n@act("ledger.noted", needs="x")\n'
_GETTEXT = "from django.utils.translation import gettext as _\n"

PLANTED = [
    ("size", "koprogo/ledger/rules/long.py", "\n" * 401, 401),
    ("size", "koprogo/ledger/pages/templates/ledger/long.html", "\n" * 201, 201),
    ("size", "koprogo/charges/documents/long.typ", "\n" * 201, 201),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_(f"Il reste {n} lots")', 2),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_("Il reste " + n)', 2),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + "f\"{n} {_('lots')}\"", 2),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_("Il reste %s" % n)', 2),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_("Il reste {}".format(n))', 2),
    (
        "strings",
        "koprogo/ledger/labels.py",
        'from django.utils.translation import ngettext\nngettext("un", f"{n}", n)',
        2,
    ),
    ("strings", "koprogo/ledger/labels.py", "\nfrom django.utils.translation import gettext as _now", 2),
    ("strings", "koprogo/ledger/labels.py", 'translation.gettext(f"{n}")', 1),
    ("strings", "koprogo/ledger/rules/texts.py", 'N_(f"{n}")', 1),
    ("strings", "koprogo/ledger/pages/templates/ledger/a.html", '<p>\n{{ _("Lot " ~ n) }}', 2),
    ("strings", "koprogo/ledger/pages/templates/ledger/a.html", "{% if %}", 1),
    ("spacing", "koprogo/ledger/pages/templates/ledger/a.html", "<p>{# : #}\n{{ name }} : {{ value }}</p>", 2),
    ("spacing", "koprogo/ledger/pages/templates/ledger/a.html", "\n{{ a ~ ' : ' ~ b }}", 2),
    ("spacing", "koprogo/ledger/documents/mail.py", 'f"{name} : {value}"', 1),
    ("clock", "koprogo/ledger/rules/years.py", "def f():\n    return datetime.now(UTC)", 2),
    ("clock", "koprogo/ledger/operations/a.py", "today = date.today()", 1),
    ("clock", "koprogo/ledger/models/a.py", "DateTimeField(default=timezone.now)", 1),
    ("clock", "koprogo/ledger/models/a.py", "DateTimeField(auto_now_add=True)", 1),
    ("clock", "koprogo/ledger/pages/a.py", "from django.utils.timezone import now", 1),
    ("clock", "koprogo/ledger/queries/a.py", "import time\nx = time.time()", 2),
    ("floats", "koprogo/kernel/a.py", "rate = 0.05", 1),
    ("floats", "koprogo/ledger/rules/a.py", "def f(x: float) -> None: ...", 1),
    ("floats", "koprogo/ledger/operations/a.py", "x = float(cents)", 1),
    ("floats", "koprogo/ledger/rules/a.py", "x = cents / 100", 1),
    ("floats", "koprogo/ledger/models/a.py", "x = models.FloatField()", 1),
    ("orm_rooms", "koprogo/ledger/pages/a.py", "from koprogo.ledger import models", 1),
    ("orm_rooms", "koprogo/ledger/pages/a.py", "def f():\n    from koprogo.ledger.models import Entry", 2),
    ("orm_rooms", "koprogo/ledger/jobs.py", "import koprogo.ledger.models.entry", 1),
    ("orm_rooms", "koprogo/ledger/pages/a.py", "call.lines.objects.all()", 1),
    ("orm_rooms", "koprogo/site/a.py", "from koprogo.people.models import Person", 1),
    ("orm_rooms", "koprogo/ledger/operations/a.py", _ACT + "def note(access):\n    return 1", 3),
    (
        "orm_rooms",
        "koprogo/ledger/operations/a.py",
        _ACT + 'def note(access):\n    audit.record(access, "ledger.other", 1)',
        3,
    ),
]

RIGHT = [
    ("size", "koprogo/ledger/rules/full.py", "\n" * 400),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_("Il reste %(n)s lots") % {"n": n}'),
    ("strings", "koprogo/ledger/labels.py", _GETTEXT + '_("Deux parties "\n  "d’un même texte")'),
    ("strings", "koprogo/ledger/pages/templates/ledger/a.html", "{% trans n=n %}Il reste {{ n }}{% endtrans %}"),
    ("spacing", "koprogo/ledger/pages/templates/ledger/a.html", '{{ colon() }}{{ _("Un : « %(a)s »", a=1) }}'),
    ("spacing", "koprogo/ledger/documents/mail.py", '"""Un : deux."""\ndays[1 : 2]\n_("Un : deux")\n"a: b"'),
    ("clock", "koprogo/platform/doors.py", "datetime.now(UTC)"),
    ("clock", "koprogo/ledger/jobs.py", "datetime.now(UTC)"),
    ("clock", "koprogo/ledger/tests/rules/test_a.py", "date.today()"),
    ("clock", "koprogo/ledger/rules/a.py", "def f(today: date) -> date:\n    return today"),
    ("floats", "koprogo/ledger/rules/a.py", "x = cents // 100"),
    ("floats", "koprogo/site/a.py", "seconds = 0.5"),
    ("floats", "koprogo/ledger/tests/rules/test_a.py", "x = 0.1"),
    ("orm_rooms", "koprogo/ledger/pages/a.py", "from koprogo.ledger.queries import entries"),
    (
        "orm_rooms",
        "koprogo/ledger/operations/a.py",
        _ACT + "def note(access):\n    _write(access)\n"
        'def _write(access):\n    audit.record(access, "ledger.noted", 1)',
    ),
]


def run(name: str, root: Path, path: str, text: str) -> subprocess.CompletedProcess[str]:
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, str(TOOLS / f"{name}.py"), str(root)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize(("name", "path", "text", "line"), PLANTED)
def test_a_planted_violation_stops_the_check(tmp_path: Path, name: str, path: str, text: str, line: int) -> None:
    answer = run(name, tmp_path, path, text)
    assert answer.returncode == 1, answer.stderr
    assert answer.stdout.startswith(f"{path}:{line}: ")
    assert answer.stdout.count("\n") == 1


@pytest.mark.parametrize(("name", "path", "text"), RIGHT)
def test_the_right_way_passes(tmp_path: Path, name: str, path: str, text: str) -> None:
    answer = run(name, tmp_path, path, text)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_every_check_is_part_of_make_check() -> None:
    makefile = (TOOLS.parent / "Makefile").read_text(encoding="utf-8")
    line = next(line for line in makefile.splitlines() if line.startswith("CHECKS :="))
    checks = {path.stem for path in TOOLS.glob("*.py") if "main(check)" in path.read_text(encoding="utf-8")}
    assert set(line.removeprefix("CHECKS :=").split()) == checks
