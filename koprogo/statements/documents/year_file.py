"""The file of a whole year: every statement in three forms, the books as text, the vouchers, and an index of them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from koprogo.ledger.queries.export import BookLine
from koprogo.platform.formats import day_long
from koprogo.statements.documents.delimited import neutral

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same books give the same bytes
#: What is packed already gains nothing by being packed again.
_PACKED = (".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".zip", ".webp")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    name: str
    data: bytes


def pack(out: IO[bytes], members: Iterable[Member]) -> None:
    """Write the members one after the other: only one of them is in memory at a time."""
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            info = zipfile.ZipInfo(member.name, _FIRST_DAY)
            stored = member.name.lower().endswith(_PACKED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, member.data)


def index(lines: Sequence[BookLine], names: dict[str, list[str]]) -> Member:
    """pieces.csv: each entry, its voucher, and the files of it. ``names``: entry -> files in the archive."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_("Écriture"), _("Date"), _("Libellé"), _("Pièce"), _("Fichiers")])
    for line in _entries(lines):
        cells = (line.number, line.entry_on.isoformat(), line.entry_label, line.voucher_label)
        writer.writerow([*(neutral(cell) for cell in cells), " | ".join(names.get(line.number, []))])
    return Member("pieces.csv", text.getvalue().encode("utf-8-sig"))


def _entries(lines: Sequence[BookLine]) -> Iterator[BookLine]:
    seen: set[str] = set()
    for line in lines:
        if line.number not in seen:
            seen.add(line.number)
            yield line


def read_me(*, owner: str, from_on: date, to_on: date, banner: str, written_on: date) -> Member:
    """What is in the archive and how to read it, in the language that is set."""
    dated = _("Exercice du %(first)s au %(last)s, établi le %(day)s.") % {
        "first": day_long(from_on),
        "last": day_long(to_on),
        "day": day_long(written_on),
    }
    said = [
        owner,
        dated,
        banner,
        "",
        _("etats : chaque état en PDF, en xlsx et en CSV (point-virgule, UTF-8)."),
        _("livres : toutes les écritures, en fichier plat (18 colonnes du FEC français) et en texte beancount."),
        _("pieces : les pièces conservées ; pieces.csv dit à quelle écriture chacune appartient."),
        "",
        _("Les soldes d’avant l’exercice sont repris en une écriture d’ouverture du journal AN dans les deux livres."),
    ]
    return Member("LISEZMOI.txt", "\r\n".join(said).encode("utf-8-sig"))
