"""Papers that neighbours print: which there are, and how long one is kept."""

from datetime import timedelta
from enum import StrEnum

#: A paper is printed now; what it says is old next week, and a code on it is not left lying about.
KEPT = timedelta(days=7)


class PaperKind(StrEnum):
    """What is printed."""

    SHEET = "sheet"  # for the hall: what is asked for and offered, and the collections
    POSTER = "poster"  # the hall's code
    LETTERS = "letters"  # a code for each home
    SLIP = "slip"  # for a neighbour without an access: what is in progress for them
