"""The attendance list and the tally sheet as PDF: to print before the session, to keep after it."""

from datetime import date
from pathlib import Path

from koprogo.assemblies.documents import attendance_words as words
from koprogo.assemblies.documents.convocation_letter import NOBODY
from koprogo.assemblies.queries.attendance import AttendanceList
from koprogo.condominiums.documents.letterhead import RIGHT_DL, CondominiumHead, Language, letterhead
from koprogo.platform.pdf import render

HERE = Path(__file__).parent
#: The frame of letters reads these even where a paper shows none of them.
_FRAME = {"dated": "", "summary": {"label": "", "figure": "", "when": "", "note": ""}}
#: So many columns of items are wide enough to write in.
COLUMNS = 8


def render_attendance(language: Language, head: CondominiumHead, listed: AttendanceList, *, on: date) -> bytes:
    """The list with places to sign, as PDF/UA-1. Raises ``PdfFailed``."""
    title = words.title(language, listed)
    paper = letterhead(language, head, NOBODY, title=title, issued_on=on, window=RIGHT_DL) | _FRAME
    data = paper | {"heading": title, "list": words.page(language, listed)}
    return render(HERE.joinpath("attendance.typ"), data, standard="ua-1")


def render_tally(
    language: Language, head: CondominiumHead, listed: AttendanceList, items: list[tuple[int, str]], *, on: date
) -> bytes:
    """The sheet to count on by hand, eight items beside each other, as PDF/UA-1. Raises ``PdfFailed``."""
    title = words.tally_title(language, listed)
    paper = letterhead(language, head, NOBODY, title=title, issued_on=on, window=RIGHT_DL) | _FRAME
    sheet = words.tally(language, listed, items)
    sheet["sheets"] = [sheet["items"][start : start + COLUMNS] for start in range(0, len(items), COLUMNS)]
    return render(HERE.joinpath("tally.typ"), paper | {"heading": title, "sheet": sheet}, standard="ua-1")
