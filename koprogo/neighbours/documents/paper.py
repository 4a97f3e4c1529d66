"""The papers of the neighbours as PDF: the hall's sheet, its poster, the letters of entry, a neighbour's slip."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from koprogo.neighbours.documents import paper_words as words
from koprogo.neighbours.documents.paper_parts import House, Part, Sheet
from koprogo.neighbours.queries.codes import Code
from koprogo.neighbours.queries.papers import Hall
from koprogo.platform import pdf, qr

TEMPLATE = Path(__file__).with_name("paper.typ")
#: Points: a sheet on a wall is read from a step away, a poster in passing, a slip without glasses.
WALL, POSTER, LARGE = 13, 17, 15
#: Millimetres of the code to scan, beside the plate.
CODE, LARGE_CODE = 34, 50


def hall(house: House, found: Hall, *, languages: Sequence[str], link: str) -> bytes:
    """The sheet for the hall, each language on a page of its own."""
    parts = _in_each(languages, lambda language: words.hall(found, house, language))
    return _write(house, [Sheet(parts, link, [link], apart=True)], languages[0], size=WALL)


def entry(
    house: House,
    codes: Iterable[Code],
    *,
    languages: Sequence[str],
    where: str,
    slug: str,
    link: Callable[[str], str],
) -> bytes:
    """The poster or the letters: a sheet for each code, the languages one below the other."""
    sheets = [
        Sheet(
            _in_each(languages, lambda language, one=code: words.entry(one, language)),  # type: ignore[misc]
            link(code.text),
            [where, f"{slug} · {code.text}"],
        )
        for code in codes
    ]
    return _write(house, sheets, languages[0], size=POSTER, code=LARGE_CODE)


def slip(house: House, part: Part) -> bytes:
    """A neighbour's slip, in large type and their language."""
    return _write(house, [Sheet([part])], part.language, size=LARGE)


def _in_each(languages: Sequence[str], write: Callable[[str], Part]) -> list[Part]:
    parts = []
    for language in languages:
        with override(language):
            parts.append(write(language))
    return parts


def _write(house: House, sheets: Sequence[Sheet], language: str, *, size: int, code: int = CODE) -> bytes:
    with override(language):
        alt = _("Code à scanner : la même adresse est écrite à côté.")
    streets = [one for one in (house.plate.street, house.plate.street_2) if one] if house.plate else []
    plate = {"streets": streets, "number": house.plate.number if house.plate else ""}
    data = {
        "lang": language,
        "title": f"{sheets[0].parts[0].title} – {house.name}",
        "author": house.name,
        "date": [house.on.year, house.on.month, house.on.day],
        "size": size,
        "code": code,
        "window": {"left": 110, "top": 50, "width": 80},  # common.typ measures by it; these papers have no address
        "sheets": [
            {
                "plate": plate,
                "parts": [_part(one) for one in sheet.parts],
                "apart": sheet.apart,
                "qr": qr.svg(sheet.link) if sheet.link else "",
                "alt": alt,
                "beside": list(sheet.beside),
            }
            for sheet in sheets
        ],
    }
    return pdf.render(TEMPLATE, data, standard="ua-1")


def _part(one: Part) -> dict[str, object]:
    return {
        "lang": one.language,
        "title": one.title,
        "intro": list(one.intro),
        "sections": [
            {"heading": section.heading, "rows": [list(row) for row in section.rows], "nothing": section.nothing}
            for section in one.sections
        ],
        "end": list(one.end),
    }
