"""What every paper of the two ends of a year carries: the building's letterhead, without the window of an envelope."""

from datetime import date

from koprogo.condominiums.documents.letterhead import RIGHT_DL, Addressee, Language, head_of, letterhead
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.kernel.refusals import Refused

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}


class IdentityMissing(Refused):
    """A paper of the association carries its enterprise number and its syndic; the building lacks one of them."""

    code = "closing.identity_missing"
    article = "CC 3.86 § 1"


def frame(head: CondominiumHead, *, language: str, title: str, issued_on: date) -> dict[str, object]:
    """The part of a paper's data that platform/documents/common.typ reads. Raises IdentityMissing."""
    if not head.enterprise_number or not head.syndic_name:
        raise IdentityMissing()
    spoken = LANGUAGES.get(language, "fr")
    made = letterhead(
        spoken, head_of(head, spoken), Addressee("", ()), title=title, issued_on=issued_on, window=RIGHT_DL
    )
    return made | {"heading": title}
