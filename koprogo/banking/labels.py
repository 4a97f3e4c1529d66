"""What the codes, refusals and reasons of the bank are called before a person."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.banking.rules.choices import Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.ledger.labels import account_name
from koprogo.ledger.rules import chart
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import formats

Facts = Mapping[str, object]

PURPOSE = {
    Purpose.CURRENT: gettext_lazy("Compte courant (fonds de roulement)"),
    Purpose.RESERVE: gettext_lazy("Compte de réserve"),
    Purpose.OTHER: gettext_lazy("Autre compte"),
}
KIND = {
    Kind.NOTICE: gettext_lazy("Paiement d’un appel"),
    Kind.PARTY: gettext_lazy("Compte d’un copropriétaire"),
    Kind.INVOICE: gettext_lazy("Facture d’un fournisseur"),
    Kind.SUSPENSE: gettext_lazy("En attente (499)"),
    Kind.TRANSFER: gettext_lazy("Virement interne (58)"),
    Kind.OTHER_ACCOUNT: gettext_lazy("Autre compte du plan"),
}
#: The same of a non-profit: it bills clients, and its members owe it nothing by lots.
CLIENT_KIND = {
    **KIND,
    Kind.NOTICE: gettext_lazy("Paiement d’une facture à un client"),
    Kind.PARTY: gettext_lazy("Compte d’un client"),
}

#: Why a movement stands where it stands: one sentence for each code of ``matching.REASONS`` and of ``sorting``.
REASON = {
    "reference_exact": gettext_lazy("Communication structurée exacte, montant exact"),
    "reference_as_asked": gettext_lazy("Communication structurée exacte, montant demandé par la lettre"),
    "reference_party_total": gettext_lazy("Communication structurée exacte, montant égal à tout ce qui est dû"),
    "reference_amount_differs": gettext_lazy("Communication structurée exacte, montant différent"),
    "reference_already_paid": gettext_lazy("Communication structurée d’un appel déjà payé"),
    "reference_shared": gettext_lazy("Communication structurée de plusieurs copropriétaires"),
    "reference_unknown": gettext_lazy("Communication structurée inconnue de cet immeuble"),
    "reference_in_text": gettext_lazy("Communication structurée recopiée dans le texte libre"),
    "account_and_amount": gettext_lazy("Même montant, compte bancaire connu, pas de communication structurée"),
    "account_and_total": gettext_lazy("Compte bancaire connu, montant égal à tout ce qui est dû"),
    "account_shared": gettext_lazy("Compte bancaire de plusieurs copropriétaires"),
    "account_only": gettext_lazy("Compte bancaire connu, mais aucun appel de ce montant"),
    "lot_and_amount": gettext_lazy("Même montant, lot cité, pas de communication structurée"),
    "lot_and_total": gettext_lazy("Lot cité, montant égal à tout ce qui est dû"),
    "lot_shared": gettext_lazy("Plusieurs copropriétaires possibles d’après le lot cité"),
    "lot_only": gettext_lazy("Lot cité, mais aucun appel de ce montant"),
    "name_and_amount": gettext_lazy("Même montant, nom reconnu, pas de communication structurée"),
    "name_and_total": gettext_lazy("Nom reconnu, montant égal à tout ce qui est dû"),
    "name_shared": gettext_lazy("Plusieurs copropriétaires possibles d’après le nom"),
    "name_only": gettext_lazy("Nom reconnu, mais aucun appel de ce montant"),
    "nothing_matches": gettext_lazy("Aucun montant appelé ne correspond au compte, au nom ni au lot"),
    "not_a_receipt": gettext_lazy("Sortie d’argent : dites à quoi elle a servi"),
    "invoice_reference_exact": gettext_lazy("Communication d’une facture approuvée, montant exact"),
    "invoice_reference_not_approved": gettext_lazy("Communication d’une facture que personne n’a encore approuvée"),
    "invoice_reference_amount_differs": gettext_lazy("Communication d’une facture, montant différent"),
    "invoice_reference_already_paid": gettext_lazy("Communication d’une facture déjà payée"),
    "invoice_number_and_amount": gettext_lazy("Numéro de la facture cité, même montant"),
    "invoice_account_and_amount": gettext_lazy("Compte connu du fournisseur, même montant qu’une facture"),
    "invoice_account_only": gettext_lazy("Compte connu du fournisseur, mais aucune facture de ce montant"),
    "invoice_name_and_amount": gettext_lazy("Nom du fournisseur, même montant qu’une facture"),
    "invoice_shared": gettext_lazy("Plusieurs fournisseurs possibles pour ce montant"),
    "own_account": gettext_lazy("L’autre compte est un compte de l’immeuble"),
}
#: Reasons that ask for attention even where a movement is proposed.
WARN = frozenset(
    {
        "reference_amount_differs",
        "reference_already_paid",
        "invoice_reference_amount_differs",
        "invoice_reference_already_paid",
        "invoice_reference_not_approved",
    }
)

#: What a reader without the right to see every account is told in place of a payer (SETTLED 12).
MASKED = gettext_lazy("Un copropriétaire")


#: Why a movement of a non-profit stands where it stands, where the words differ.
CLIENT_REASON = {
    **REASON,
    "reference_unknown": gettext_lazy(
        "Communication structurée d’aucune facture : un soutien promis se reçoit à la page « Soutiens et fonds »"
    ),
    "reference_already_paid": gettext_lazy("Communication structurée d’une facture déjà payée"),
    "reference_shared": gettext_lazy("Communication structurée de plusieurs clients"),
    "account_shared": gettext_lazy("Compte bancaire de plusieurs clients"),
    "account_only": gettext_lazy("Compte bancaire connu, mais aucune facture de ce montant"),
    "name_shared": gettext_lazy("Plusieurs clients possibles d’après le nom"),
    "name_only": gettext_lazy("Nom reconnu, mais aucune facture de ce montant"),
    "nothing_matches": gettext_lazy("Ni le compte, ni le nom ne correspondent"),
}


def usual_account(role: AccountRole) -> str:
    """The name of the chart's account of a role, with its usual code."""
    found = next(account for account in chart.CHART if account.role is role)
    return f"{found.code} {account_name('', found.code)}"


#: Servers, storage, names, services, insurance, costs of the association, the bank, its fees, gifts, interest.
ASSOCIATION = ("610", "611", "612", "613", "614", "615", "650", "730", "732", "750", "642")


def usual_of_association() -> list[tuple[str, str]]:
    """The accounts of a non-profit that bank movements usually go to: (code, its name); suppliers by their role."""
    named = [(code, f"{code} {account_name('', chart.OF_NONPROFIT + code)}") for code in ASSOCIATION]
    return [*named, (AccountRole.SUPPLIERS.value, usual_account(AccountRole.SUPPLIERS))]


def problem(told: Mapping[str, object]) -> str:
    """The sentence of one problem of a file, with its line, in the reader's language."""
    params = told["params"]
    assert isinstance(params, dict)
    text = _(str(told["msgid"])) % params
    return _("Ligne %(line)s : %(text)s") % {"line": told["line"], "text": text} if told.get("line") else text


def gap(code: str, *, number: str, expected: str, difference_cents: int) -> str:
    """A break in the chain of statements, as the list of statements names it."""
    if code == "number_gap":
        return _("Il manque au moins le relevé n° %(expected)s, avant le n° %(number)s.") % {
            "expected": expected,
            "number": number,
        }
    return _("Le relevé n° %(number)s commence avec %(money)s d’écart sur la fin du précédent.") % {
        "number": number,
        "money": formats.money(difference_cents),
    }


_IBAN = {
    "belgian_check": gettext_lazy("Le numéro de compte belge n’est pas valable : vérifiez les deux derniers chiffres."),
    "check_digits": gettext_lazy("Cet IBAN n’est pas valable : vérifiez chaque chiffre."),
    "format": gettext_lazy("Un IBAN commence par deux lettres et deux chiffres, par exemple BE68 5390 0754 7034."),
}


def _refund(facts: Facts) -> str:
    ahead = facts["ahead_cents"]
    assert isinstance(ahead, int)
    return _("Ce copropriétaire a %(ahead)s d’avance : on ne peut pas lui rendre davantage.") % {
        "ahead": formats.money(ahead)
    }


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "banking.choice_incomplete": lambda f: _("Dites ce que ce mouvement paie."),
    "banking.already_confirmed": lambda f: _("Ce mouvement vient d’être confirmé. Rien n’est compté deux fois."),
    "banking.not_a_receipt": lambda f: _("Une sortie d’argent ne paie pas un appel. Choisissez un autre compte."),
    "banking.refund_too_large": _refund,
    "banking.unusable_iban": lambda f: str(_IBAN.get(str(f["reason"]), _IBAN["format"])),
    "banking.account_known": lambda f: (
        _("Le compte %(iban)s existe déjà dans cet immeuble.") % {"iban": formats.iban(str(f["iban"]))}
    ),
}

#: What the nightly check proves, and what it says of each thing that is off.
PROOFS = {
    "banking.balances": gettext_lazy(
        "Chaque compte bancaire a le solde de son dernier relevé, mouvements à confirmer déduits."
    ),
}
FINDINGS = {
    "banking.balances.differs": gettext_lazy(
        "Compte %(iban)s : %(books_cents)s dans les comptes, %(bank_cents)s selon le relevé du %(day)s."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "banking.account_opened": gettext_lazy("Compte bancaire ajouté"),
    "banking.batch_undone": gettext_lazy("Confirmations annulées"),
    "banking.certain_confirmed": gettext_lazy("Mouvements certains confirmés"),
    "banking.file_imported": gettext_lazy("Relevé importé"),
    "banking.file_queued": gettext_lazy("Relevé reçu"),
    "banking.movement_confirmed": gettext_lazy("Mouvement confirmé"),
    "banking.movement_undone": gettext_lazy("Confirmation annulée"),
}
