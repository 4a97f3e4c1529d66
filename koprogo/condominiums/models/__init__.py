"""The building: its identity, its lots and their shares, who holds them, who is mandated."""

from koprogo.condominiums.models.condominium import Building, Condominium
from koprogo.condominiums.models.imported import Import
from koprogo.condominiums.models.key import AllocationKey, KeyWeight
from koprogo.condominiums.models.lot import Lot, Occupancy, Ownership
from koprogo.condominiums.models.mandate import Mandate
from koprogo.condominiums.models.party import Party, PartyMember, PartyPerson

__all__ = [
    "AllocationKey",
    "Building",
    "Condominium",
    "Import",
    "KeyWeight",
    "Lot",
    "Mandate",
    "Occupancy",
    "Ownership",
    "Party",
    "PartyMember",
    "PartyPerson",
]
