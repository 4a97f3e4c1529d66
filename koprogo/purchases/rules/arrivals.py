"""What became of a document that came in: uploaded, or sent to the building's address."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Kind(StrEnum):
    """What a document is, by its content."""

    UBL = "ubl"
    PDF = "pdf"
    IMAGE = "image"
    OTHER = "other"


class Stage(StrEnum):
    """Where a document stands."""

    WAITING = "waiting"  # the rules are being asked
    NEW_SUPPLIER = "new_supplier"  # good, from somebody who is no supplier yet
    INVALID = "invalid"  # an electronic invoice that breaks a rule
    ALIKE = "alike"  # an invoice of the same amount and day is there
    TO_TYPE = "to_type"  # a PDF or a photo: somebody reads it
    DRAFTED = "drafted"  # an invoice was made of it
    DUPLICATE = "duplicate"  # the same document was there already
    REFUSED = "refused"  # nothing that an invoice could be; not kept
    SET_ASIDE = "set_aside"  # somebody decided that it is no invoice


#: Somebody still has to decide.
OPEN = frozenset({Stage.NEW_SUPPLIER, Stage.INVALID, Stage.ALIKE, Stage.TO_TYPE})
#: A draft may be made of what the file itself says.
READABLE = frozenset({Stage.NEW_SUPPLIER, Stage.INVALID, Stage.ALIKE})
MEDIA = {
    "application/xml": Kind.UBL,
    "application/pdf": Kind.PDF,
    "image/png": Kind.IMAGE,
    "image/jpeg": Kind.IMAGE,
    "image/webp": Kind.IMAGE,
}


class DecidedAlready(Refused):
    """The document is not waiting for anybody: `stage` says what became of it."""

    code = "purchases.arrival_decided"


def kind_of(media_type: str, *, is_ubl: bool) -> Kind:
    """What a document is; an XML file that is no UBL invoice is something else."""
    kind = MEDIA.get(media_type, Kind.OTHER)
    return Kind.OTHER if kind is Kind.UBL and not is_ubl else kind


def check_open(stage: Stage, *, readable: bool = False) -> None:
    """Raises DecidedAlready unless somebody may decide about it (``readable``: make a draft of what it says)."""
    if stage not in (READABLE if readable else OPEN):
        raise DecidedAlready(stage=stage.value)
