"""What every letter of a condominium carries: plate, legal identity, syndic, and a place for the address."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from koprogo.condominiums.documents import letter_words
from koprogo.condominiums.queries import building
from koprogo.kernel import enterprise_number
from koprogo.kernel.refusals import Refused

Language = Literal["fr", "nl", "de", "en"]

#: The words of the law, not a translation to be made: civil code 3.86 §1 asks for them on every paper.
LEGAL_FORM: dict[Language, str] = {
    "fr": "Association des copropriétaires",
    "nl": "Vereniging van mede-eigenaars",
    "de": "Vereinigung der Miteigentümer",
    "en": "Association of co-owners (ACP / VME)",
}


class LetterRefused(Refused):
    """A letter that does not hold together is not rendered.

    ``reason`` is lines | reserve | to_pay | balance | reference | identity | window; figures are cents.
    """

    code = "condominiums.letter_refused"


@dataclass(frozen=True)
class CondominiumHead:
    """Who writes: civil code 3.86 §1 wants the name, the legal form, the location and the enterprise number.

    ``name`` is the short one; ``streets`` are the names on the plate, the letter's language first, a second
    only where the street has two. ``syndic_contact`` lines print as they are (telephone, mail, address).
    Raises ``InvalidEnterpriseNumber``, and ``LetterRefused`` when a name or the address is empty.
    """

    name: str
    legal_name: str
    streets: tuple[str, ...]
    house_number: str
    locality: str
    enterprise_number: str
    syndic_name: str
    syndic_contact: tuple[str, ...] = ()
    read_more_at: str = ""
    nonprofit: bool = False
    """Members, not co-owners: the form stands in the name, and the board writes instead of a syndic."""
    court: str = ""
    """The enterprise court of a non-profit's seat (CSA 2:20, 5°)."""

    def __post_init__(self) -> None:
        enterprise_number.parse(self.enterprise_number)
        for name in ("name", "legal_name", "streets", "locality", "syndic_name"):
            if not getattr(self, name) and not (self.nonprofit and name == "syndic_name"):
                raise LetterRefused(reason="identity", field=name)

    @property
    def address(self) -> str:
        """Street, number and locality on one line."""
        return f"{self.streets[0]} {self.house_number}, {self.locality}".replace(" ,", ",")


def head_of(head: building.CondominiumHead, language: Language) -> CondominiumHead:
    """Who writes, as every letter of the building shows it."""
    streets = (head.street,) if not head.street_2 else (head.street, head.street_2)
    return CondominiumHead(
        name=head.name_in(language),
        legal_name=head.legal_name(language),
        streets=streets,
        house_number=head.house_number,
        locality=f"{head.postcode} {head.city}",
        enterprise_number=head.enterprise_number,
        syndic_name=head.syndic_name,
        syndic_contact=(head.syndic_contact,) if head.syndic_contact else (),
        nonprofit=head.nonprofit,
        court=head.court,
    )


@dataclass(frozen=True)
class Addressee:
    """Who receives: the party that holds the lot, its representative as ``care_of``, the address in lines."""

    name: str
    lines: tuple[str, ...]
    care_of: str = ""


@dataclass(frozen=True)
class Window:
    """Where the envelope shows the address, in millimetres from the left and top edges of the sheet.

    The window is at the right, as Belgian DL envelopes have it: the sender needs the left half.
    Raises ``LetterRefused`` for another place.
    """

    left_mm: int = 110
    top_mm: int = 50
    width_mm: int = 80

    def __post_init__(self) -> None:
        if self.left_mm < 90 or self.left_mm + self.width_mm > 200 or not 30 <= self.top_mm <= 60:
            raise LetterRefused(reason="window", left_mm=self.left_mm, top_mm=self.top_mm, width_mm=self.width_mm)


RIGHT_DL = Window()


def letterhead(
    language: Language,
    condominium: CondominiumHead,
    addressee: Addressee,
    *,
    title: str,
    issued_on: date,
    window: Window,
) -> dict[str, object]:
    """The part of a template's data that platform/documents/common.typ reads."""
    number = registered(language, condominium.enterprise_number, condominium.court)
    form = LEGAL_FORM[language]
    said = condominium.nonprofit or form.casefold() in condominium.legal_name.casefold()
    care_of = (letter_words.care_of(language, addressee.care_of),) if addressee.care_of else ()
    return {
        "lang": language,
        "title": f"{title} – {condominium.legal_name}",
        "author": condominium.legal_name,
        "date": [issued_on.year, issued_on.month, issued_on.day],
        "plate": {
            "streets": [short(name, 60) for name in condominium.streets],
            "number": condominium.house_number,
        },
        "sender": {
            "name": condominium.legal_name,
            "lines": [*([] if said else [form]), condominium.address, number],
            "syndic": letter_words.board(language)
            if condominium.nonprofit
            else letter_words.syndic(language, condominium.syndic_name),
            "contact": list(condominium.syndic_contact),
        },
        "recipient": [addressee.name, *care_of, *addressee.lines],
        "window": {"left": window.left_mm, "top": window.top_mm, "width": window.width_mm},
        "running": {"left": short(condominium.name, 40), "right": short(title, 40)},
        "foot": {
            "first": short(condominium.legal_name, 70),
            "second": f"{short(condominium.address, 60)} · {number}",
        },
        "page": letter_words.page(language),
    }


def registered(language: str, number: str, court: str) -> str:
    """The enterprise number as letters say it, with the register and court of a non-profit."""
    return letter_words.registered(language, enterprise_number.pretty(number), court)


def short(text: str, longest: int) -> str:
    """At most so many signs, then an ellipsis: margins and plate have no room, page 1 has the full text."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
