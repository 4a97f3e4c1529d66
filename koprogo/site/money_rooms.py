"""What stands behind « Argent »: its pages in the order of a month's and then of a year's work."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from koprogo.platform.access import Access
from koprogo.site.navigation import may_open


@dataclass(frozen=True, slots=True)
class Room:
    """One page of the section: the name of its address, what it is called, what one finds there."""

    name: str
    label: str | Promise
    gloss: str | Promise


MONTH = (
    Room("invoices", gettext_lazy("Factures"), gettext_lazy("Fournisseurs, qui paie quoi, à approuver, à payer")),
    Room("bank", gettext_lazy("Banque"), gettext_lazy("Relevés, mouvements, rapprochement")),
    Room("fund_calls", gettext_lazy("Appels de fonds"), gettext_lazy("Ce qui est demandé, ce qui est reçu")),
    Room("arrivals", gettext_lazy("Factures reçues"), gettext_lazy("Déposées ou envoyées par e-mail, à traiter")),
    Room("booking_charges", gettext_lazy("Réservations"), gettext_lazy("Salle, buanderie : à porter en compte, prix")),
)
YEAR: tuple[Room, ...] = (
    Room("budgets", gettext_lazy("Budget"), gettext_lazy("Prévu, voté, dépensé, la réserve et les appels de l’année")),
    Room("statements", gettext_lazy("États et bilan"), gettext_lazy("Bilan, balance, fonds, arriérés, fichiers")),
    Room("closings", gettext_lazy("Clôture"), gettext_lazy("Ce qui manque, l’assemblée, l’exercice suivant")),
    Room("settlements", gettext_lazy("Décomptes"), gettext_lazy("Ce que chaque lot doit, provisions déduites")),
    Room("meters", gettext_lazy("Compteurs"), gettext_lazy("Relevés, consommations, clés selon les compteurs")),
    Room("audits", gettext_lazy("Contrôle des comptes"), gettext_lazy("Échantillon, pièces, questions, rapport")),
)
#: Below twenty lots this one leads; from twenty on it comes after the chart and the journals (CC 3.89 § 5 15°).
SIMPLIFIED = Room(
    "simplified", gettext_lazy("Livre simplifié"), gettext_lazy("Recettes, dépenses, trésorerie, fonds, dettes")
)
BOOKS = (
    Room("accounts", gettext_lazy("Comptes"), gettext_lazy("Plan comptable, soldes, écritures")),
    Room("journals", gettext_lazy("Journaux"), gettext_lazy("Toutes les écritures, dans l’ordre")),
    Room("checks", gettext_lazy("Contrôles"), gettext_lazy("Ce qui est prouvé chaque nuit, ce qui ne tombe pas juste")),
    Room("keys", gettext_lazy("Clés de répartition"), gettext_lazy("Qui paie quelle part de quoi")),
)
#: What a condominium pays for its hosting, where this installation hosts.
HOSTED = Room("my_bills", gettext_lazy("Hébergement"), gettext_lazy("Factures de KoproGo et adresse de facturation"))
#: A non-profit has clients and members, no lots: no call by a key, no settlement, no meter.
OF_NONPROFIT = (
    (
        gettext_lazy("Chaque mois"),
        (
            Room(
                "hosting_bills", gettext_lazy("Factures aux clients"), gettext_lazy("Abonnements, services, à recevoir")
            ),
            Room(
                "asso_gifts",
                gettext_lazy("Soutiens et fonds"),
                gettext_lazy("Sponsors, subsides, dons, fonds affectés"),
            ),
            Room("service_orders", gettext_lazy("Services"), gettext_lazy("Demandes, devis, commandes, catalogue")),
            *(room for room in MONTH if room.name not in ("fund_calls", "booking_charges")),
            Room("hosting_publish", gettext_lazy("Publier le mois"), gettext_lazy("Banque, pièces, comptes publics")),
        ),
    ),
    (gettext_lazy("Chaque année"), tuple(room for room in YEAR if room.name in ("statements", "closings"))),
    (gettext_lazy("La comptabilité"), tuple(room for room in BOOKS if room.name != "keys")),
)
GROUPS = (
    (gettext_lazy("Chaque mois"), MONTH),
    (gettext_lazy("Chaque année"), YEAR),
)


def open_to(access: Access, *, simplified: bool = False) -> list[tuple[str | Promise, list[Room]]]:
    """The groups of pages this reader may open; a group without any is left out. ``simplified``: which books lead."""
    books = (SIMPLIFIED, *BOOKS) if simplified else (*BOOKS, SIMPLIFIED)
    groups: tuple[tuple[str | Promise, tuple[Room, ...]], ...] = (*GROUPS, (gettext_lazy("La comptabilité"), books))
    if access.org_kind == "nonprofit":
        groups = OF_NONPROFIT
    elif settings.KOPROGO_HOSTING:
        groups = (*groups, (gettext_lazy("KoproGo"), (HOSTED,)))
    found = [(title, [room for room in rooms if may_open(room.name, access)]) for title, rooms in groups]
    return [(title, rooms) for title, rooms in found if rooms]
