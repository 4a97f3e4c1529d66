"""The nature of a lot from the words people use, in three languages."""

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.draft import Draft, Place

_WORDS = {
    LotKind.APARTMENT: "apartment appartement appartements app appart appt apt flat studio duplex "
    "triplex penthouse logement entresol appartment kot",
    LotKind.SHOP: "shop commerce commercial magasin winkel handel handelsruimte handelspand retail store horeca",
    LotKind.OFFICE: "office bureau bureaux kantoor kantoren cabinet praktijk",
    LotKind.HOUSE: "house maison huis villa woning eengezinswoning",
    LotKind.GARAGE: "garage garages garagebox box gar autobox",
    LotKind.PARKING: "parking parkings emplacement parkeerplaats parkeerplaatsen standplaats "
    "staanplaats autostaanplaats carport park parkeren",
    LotKind.CELLAR: "cellar cave caves kelder kelders basement berging bergruimte storage debarras grenier zolder",
    LotKind.OTHER: "other autre autres andere ander divers",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# Short forms that are also names people give to lots ("Park 3", "Box"); enough for a nature, not for a doubt.
_WEAK = frozenset({"app", "apt", "park", "cabinet", "store", "handel", "kot"})


def kind_of(text: str) -> LotKind | None:
    """The kind a text names by its first known word ("Garage fermé", "appartement 2 ch."), else None."""
    for word in cells.fold(text).split():
        kind = _KINDS.get(word) or _KINDS.get(word.rstrip("0123456789"))
        if kind is not None:
            return kind
    return None


def kind_of_name(label: str) -> LotKind | None:
    """The kind a lot's own name betrays ("Cave 1A", "GAR1-2"), else None."""
    for word in cells.fold(label).split():
        stem = word.rstrip("0123456789")
        if stem in _KINDS and stem not in _WEAK and len(stem) > 2:
            return _KINDS[stem]
    return None


def contradicts(named: LotKind | None, stated: LotKind) -> bool:
    """Whether a lot's name and its stated kind differ in what the law counts (art. 3.90 §1)."""
    accessory = {LotKind.CELLAR, LotKind.GARAGE, LotKind.PARKING}
    return named is not None and (named in accessory) != (stated in accessory)


def stated(draft: Draft, place: Place, text: str, label: str) -> tuple[LotKind, str]:
    """The kind of a lot, and the word its file uses when that says more than the kind.

    The cell decides, then the lot's own name; a name that says otherwise is only warned about,
    because what counts for the council depends on it.
    """
    named = kind_of_name(label)
    if not text:
        return named or LotKind.OTHER, ""
    kind = kind_of(text)
    if kind is None:
        draft.warn(place, "kind_unknown", text=text)
        return LotKind.OTHER, text
    if contradicts(named, kind):
        draft.warn(place, "kind_doubtful", lot=label, kind=text)
    return kind, "" if cells.fold(text) == kind.value else text
