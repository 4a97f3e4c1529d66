"""The one search box: people, lots, amounts, communications, telephone numbers, and things to do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.banking.queries import search as banking
from koprogo.charges.queries import search as charges
from koprogo.condominiums.queries import search as condominiums
from koprogo.condominiums.rules.parties import sort_key
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.queries import search as ledger
from koprogo.neighbours import labels as neighbour_labels
from koprogo.neighbours.queries import residents
from koprogo.neighbours.queries import search as neighbours
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, part
from koprogo.purchases.queries import search as purchases
from koprogo.site import search_terms
from koprogo.site.navigation import may_open
from koprogo.site.search_terms import Terms

Row = tuple[str, str, str]
Group = tuple[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done, found by its own words and by those others use for it."""

    name: str
    label: str | Promise
    also: str | Promise = ""


ACTIONS = (
    Action("fund_call_new", gettext_lazy("Nouvel appel de fonds"), gettext_lazy("appeler provision trimestre réserve")),
    Action("invoice_new", gettext_lazy("Encoder une facture"), gettext_lazy("nouvelle fournisseur photo achat")),
    Action("invoices_to_pay", gettext_lazy("Factures à payer"), gettext_lazy("payer virement échéance fournisseur")),
    Action("invoices", gettext_lazy("Factures"), gettext_lazy("achats fournisseurs dépenses")),
    Action("suppliers", gettext_lazy("Fournisseurs"), gettext_lazy("entreprise iban compte bancaire")),
    Action("bank_import", gettext_lazy("Importer un relevé de banque"), gettext_lazy("coda csv extrait fichier")),
    Action("bank", gettext_lazy("Rapprocher la banque"), gettext_lazy("mouvements virements confirmer")),
    Action("party_new", gettext_lazy("Ajouter une personne"), gettext_lazy("nouveau copropriétaire locataire société")),
    Action("import_new", gettext_lazy("Importer les lots"), gettext_lazy("excel tableur csv propriétaires fichier")),
    Action("lot_new", gettext_lazy("Ajouter un lot"), gettext_lazy("nouveau garage cave appartement")),
    Action("key_new", gettext_lazy("Nouvelle clé de répartition"), gettext_lazy("ascenseur chauffage quotités")),
    Action("mandate_new", gettext_lazy("Nouveau mandat"), gettext_lazy("syndic conseil commissaire comptable")),
    Action("entry_new", gettext_lazy("Nouvelle écriture"), gettext_lazy("opération diverse débit crédit")),
    Action("opening", gettext_lazy("Reprise des soldes"), gettext_lazy("départ ouverture bilan syndic précédent")),
    Action("my_account", gettext_lazy("Mon compte"), gettext_lazy("solde payer dois")),
    Action("money", gettext_lazy("Argent"), gettext_lazy("soldes dettes qui doit")),
    Action("accounts", gettext_lazy("Comptes"), gettext_lazy("plan comptable pcmn balance grand livre")),
    Action("journals", gettext_lazy("Journaux"), gettext_lazy("écritures achats ventes")),
    Action("statements", gettext_lazy("États et bilan"), gettext_lazy("balance arriérés fonds fournisseurs fec")),
    Action("checks", gettext_lazy("Contrôles"), gettext_lazy("vérifier chaîne empreinte intégrité preuve")),
    Action("simplified", gettext_lazy("Livre simplifié"), gettext_lazy("recettes dépenses trésorerie caisse")),
    Action("accounts_sharing", gettext_lazy("Clés et part de l’occupant par compte"), gettext_lazy("locataire")),
    Action("accounts_offered", gettext_lazy("Ouvrir des comptes usuels"), gettext_lazy("sous-compte plan comptable")),
    Action("chart_import_new", gettext_lazy("Importer un plan comptable"), gettext_lazy("pcmn csv xlsx")),
    Action("fund_calls", gettext_lazy("Appels de fonds"), gettext_lazy("provisions échéances")),
    Action("keys", gettext_lazy("Clés de répartition"), gettext_lazy("qui paie quotités")),
    Action("lots", gettext_lazy("Lots"), gettext_lazy("quotités étages façade")),
    Action("parties", gettext_lazy("Copropriétaires et occupants"), gettext_lazy("personnes voisins liste")),
    Action("building", gettext_lazy("Immeuble"), gettext_lazy("adresse bce numéro entreprise mandats syndic")),
    Action("setup", gettext_lazy("Mise en place"), gettext_lazy("commencer étapes reprendre")),
    Action("settings", gettext_lazy("Réglages"), gettext_lazy("paramètres options")),
)


@door(needs=Right.SEE_LOTS)
def search(request: HttpRequest, access: Access) -> HttpResponse:
    """Results as a page, or as the list under the box when the page's script asks."""
    terms = search_terms.read(request.GET.get("q", ""))
    groups = found(access, terms)
    if request.headers.get("HX-Request"):
        return part(request, "site/search_results.html", groups=groups, asked=bool(terms.text))
    return page(request, "site/search.html", groups=groups, text=terms.text)


def found(access: Access, terms: Terms) -> list[Group]:
    """The groups that hold something, people first (seven statements at most)."""
    if not terms.text:
        return []
    groups = [
        (_("Personnes"), _people(access, terms)),
        (_("Lots"), _lots(access, terms)),
        (_("Appels"), _notices(access, terms)),
        (_("Factures"), _invoices(access, terms)),
        (_("Banque"), _movements(access, terms)),
        (_("Écritures"), _entries(access, terms)),
        (_("Chez les voisins"), _among_neighbours(access, terms)),
        (_("À faire"), actions(access, terms)),
    ]
    return [group for group in groups if group[1]]


def _people(access: Access, terms: Terms) -> list[Row]:
    if not terms.words and not terms.digits:
        return []
    rows = condominiums.people(access, words=terms.words, digits=terms.digits)
    return [
        (row.name, " · ".join(filter(None, (*row.lots, row.phone))), _url(access, "party", party_id=row.party_id))
        for row in rows
    ]


def _lots(access: Access, terms: Terms) -> list[Row]:
    rows = condominiums.lots(access, text=terms.text)
    return [
        (_("Lot %(lot)s") % {"lot": row.number}, row.holder, _url(access, "lot", number=row.number)) for row in rows
    ]


def _notices(access: Access, terms: Terms) -> list[Row]:
    if not terms.reference and terms.cents is None:
        return []
    return [
        (
            f"{formats.money(row.amount_cents)} · {row.party_name}",
            f"{row.title} · {formats.reference(row.structured_reference)}",
            _url(access, "fund_call", number=row.call_number),
        )
        for row in charges.notices(access, reference=terms.reference, cents=terms.cents)
    ]


def _invoices(access: Access, terms: Terms) -> list[Row]:
    if not access.may(Right.SEE_BOOKS):
        return []
    rows = purchases.invoices(access, text=terms.text)
    return [
        (
            f"{row.number} · {row.supplier_name}",
            f"{formats.money(row.cents)} · {formats.day(row.issued_on)}",
            _url(access, "invoice", invoice=row.number),
        )
        for row in rows
    ]


def _movements(access: Access, terms: Terms) -> list[Row]:
    if not terms.reference and terms.cents is None:
        return []
    return [
        (
            f"{formats.money(row.amount_cents)} · {row.counterparty}".rstrip(" ·"),
            formats.day(row.entry_on),
            _url(access, "bank_journal", iban=row.iban),
        )
        for row in banking.movements(access, reference=terms.reference, cents=terms.cents)
    ]


def _entries(access: Access, terms: Terms) -> list[Row]:
    if not access.may(Right.SEE_BOOKS):
        return []
    return [
        (
            f"{row.reference} · {row.label}",
            formats.day(row.entry_on),
            _url(access, "entry", journal=row.journal, year=row.year, number=row.number),
        )
        for row in ledger.entries(access, text=terms.text)
    ]


def _among_neighbours(access: Access, terms: Terms) -> list[Row]:
    """What neighbours share, for who has a name among them: no office finds anything of it."""
    if not terms.words or not access.with_neighbours or not access.may(Right.MEET_NEIGHBOURS):
        return []
    return [
        (
            one.title,
            " · ".join(filter(None, (str(neighbour_labels.MODULES[one.module]), one.who))),
            _url(access, one.page, **({one.key: one.id} if one.key else {})),
        )
        for one in neighbours.find(access, residents.here(access), words=terms.words)
    ]


def actions(access: Access, terms: Terms, *, limit: int = 6) -> list[Row]:
    """What this reader may do whose words begin like what was typed."""
    if not terms.words:
        return []
    meant = (action for action in ACTIONS if _means(action, terms) and may_open(action.name, access))
    return [(str(action.label), "", _url(access, action.name)) for action in meant][:limit]


def _means(action: Action, terms: Terms) -> bool:
    known = sort_key(f"{action.label} {action.also}").split()
    return all(any(word.startswith(typed) for word in known) for typed in terms.words)


def _url(access: Access, name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"slug": access.slug, **kwargs})
