"""What each code and each refusal of purchases is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.platform import formats
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.arrivals import Stage
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import Kind, Origin, State

Facts = Mapping[str, Any]

KIND = {Kind.INVOICE: gettext_lazy("Facture"), Kind.CREDIT_NOTE: gettext_lazy("Note de crédit")}
STATE = {
    State.DRAFT: gettext_lazy("Brouillon"),
    State.CHECKED: gettext_lazy("À approuver"),
    State.APPROVED: gettext_lazy("À payer"),
    State.PAID: gettext_lazy("Payée"),
    State.REFUSED: gettext_lazy("Contestée"),
    State.CANCELLED: gettext_lazy("Annulée"),
}
#: A credit note is not paid: it is deducted, or paid back.
CREDIT_STATE = {State.APPROVED: gettext_lazy("À déduire"), State.PAID: gettext_lazy("Déduite ou remboursée")}


def state_of(kind: Kind, state: State) -> str:
    """What the state of a document is called."""
    return str(CREDIT_STATE.get(state, STATE[state]) if kind is Kind.CREDIT_NOTE else STATE[state])


#: What each step of an invoice is called in its history.
STEP = {
    State.DRAFT: gettext_lazy("Encodée"),
    State.CHECKED: gettext_lazy("Contrôlée et comptabilisée"),
    State.APPROVED: gettext_lazy("Approuvée"),
    State.PAID: gettext_lazy("Payée"),
    State.REFUSED: gettext_lazy("Contestée"),
    State.CANCELLED: gettext_lazy("Annulée"),
}
ORIGIN = {
    Origin.HAND: gettext_lazy("Encodée à la main"),
    Origin.FILE: gettext_lazy("Lue dans un fichier"),
    Origin.MAIL: gettext_lazy("Reçue par e-mail"),
    Origin.SERIES: gettext_lazy("Proposée par une facture récurrente"),
}
MODE = {
    Mode.NEVER: gettext_lazy("Jamais : le syndic suffit"),
    Mode.ABOVE: gettext_lazy("Au-dessus d’un montant"),
    Mode.ALWAYS: gettext_lazy("Toujours"),
}
INTERVAL = {
    Interval.MONTHLY: gettext_lazy("Chaque mois"),
    Interval.QUARTERLY: gettext_lazy("Chaque trimestre"),
    Interval.YEARLY: gettext_lazy("Chaque année"),
}


def _amounts(facts: Facts) -> str:
    return _(
        "Ligne %(position)s : %(net)s hors TVA et %(vat)s de TVA ne font pas %(gross)s. Corrigez l’un des trois."
    ) % {
        "position": facts["position"],
        "net": formats.money(facts["net_cents"]),
        "vat": formats.money(facts["vat_cents"]),
        "gross": formats.money(facts["gross_cents"]),
    }


def _total(facts: Facts) -> str:
    return _("Les lignes font %(lines)s et le document %(total)s. Corrigez une ligne ou le total.") % {
        "lines": formats.money(facts["lines_cents"]),
        "total": formats.money(facts["total_cents"]),
    }


def _wrong_state(facts: Facts) -> str:
    return _("La facture %(number)s est déjà à l’état « %(state)s ». Rien n’a changé : relisez-la d’abord.") % {
        "number": facts["number"],
        "state": STATE[State(facts["state"])],
    }


def _key_not_whole(facts: Facts) -> str:
    return _("La clé « %(label)s » compte %(weighed)s parts au lieu de %(total)s : elle ne répartit rien d’ici là.") % {
        "label": facts["label"],
        "weighed": formats.number(facts["weighed"]),
        "total": formats.number(facts["total"]),
    }


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "purchases.already_recorded": lambda f: (
        _("Cette facture du fournisseur est déjà encodée : c’est la %(number)s, du %(day)s. Ouvrez-la plutôt.")
        % {"number": f["number"], "day": formats.day(f["on"])}
    ),
    "purchases.looks_recorded": lambda f: (
        _(
            "Déjà encodée le %(day)s ? La facture %(number)s a le même fournisseur, le même montant et la même date. "
            "Si c’en est une autre, confirmez-le."
        )
        % {"number": f["number"], "day": formats.day(f["on"])}
    ),
    "purchases.amounts_differ": _amounts,
    "purchases.total_differs": _total,
    "purchases.confirmation_missing": lambda f: _(
        "Dites comment vous vous êtes assuré du compte : un appel au numéro habituel, par exemple."
    ),
    "purchases.decision_missing": lambda f: _(
        "Cette règle est celle de l’assemblée : indiquez la décision et sa date."
    ),
    "purchases.ends_before_start": lambda f: _("La dernière date vient avant la première. Corrigez l’une des deux."),
    "purchases.four_eyes": lambda f: _(
        "Vous avez encodé cette facture : la règle de la copropriété demande que quelqu’un d’autre l’approuve. "
        "Le conseil de copropriété la voit dans ses tâches."
    ),
    "purchases.key_not_whole": _key_not_whole,
    "purchases.no_line": lambda f: _("Indiquez au moins une ligne avec son montant."),
    "purchases.no_works": lambda f: _("Cette facture n’est pas pour des travaux : aucune retenue n’est à vérifier."),
    "purchases.nobody_bears": lambda f: _(
        "Plus aucun lot ne supporterait cette ligne. Choisissez une autre clé, ou moins d’exemptés."
    ),
    "purchases.not_a_cost": lambda f: _("Choisissez de quoi il s’agit : un compte de charges de la copropriété."),
    "purchases.nothing_owed": lambda f: _(
        "Le total est nul ou négatif. Si le fournisseur vous rend de l’argent, encodez une note de crédit."
    ),
    "purchases.nothing_to_offset": lambda f: _(
        "Il n’y a plus rien à déduire : la note de crédit ou la facture est déjà soldée, ou n’est pas du même "
        "fournisseur."
    ),
    "purchases.number_missing": lambda f: _(
        "Indiquez le numéro que le fournisseur a donné à sa facture : il évite de la payer deux fois."
    ),
    "purchases.paid_already": lambda f: (
        _("La facture %(number)s est payée, au moins en partie. Annulez d’abord le paiement dans Banque.") % f
    ),
    "purchases.reason_missing": lambda f: _("Dites pourquoi : la raison reste dans l’historique de la facture."),
    "purchases.supplier_known": lambda f: (
        _("Ce numéro d’entreprise est déjà celui de %(name)s. Choisissez ce fournisseur.") % f
    ),
    "purchases.threshold_missing": lambda f: _("Indiquez le montant au-dessus duquel il faut une approbation."),
    "purchases.wrong_state": _wrong_state,
    "purchases.wrong_way": lambda f: _(
        "Un paiement sortant paie une facture, un paiement reçu une note de crédit. Choisissez l’autre."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "purchases.address_renewed": gettext_lazy("Adresse pour les factures créée"),
    "purchases.document_drafted": gettext_lazy("Document reçu : brouillon créé"),
    "purchases.document_judged": gettext_lazy("Facture électronique contrôlée"),
    "purchases.document_received": gettext_lazy("Document reçu"),
    "purchases.document_set_aside": gettext_lazy("Document reçu écarté"),
    "purchases.document_typed": gettext_lazy("Document reçu encodé à la main"),
    "purchases.mail_received": gettext_lazy("E-mail reçu à l’adresse des factures"),
    "purchases.approval_rule_set": gettext_lazy("Règle d’approbation changée"),
    "purchases.credit_offset": gettext_lazy("Note de crédit déduite"),
    "purchases.credit_offset_undone": gettext_lazy("Déduction annulée"),
    "purchases.iban_added": gettext_lazy("Compte de fournisseur ajouté"),
    "purchases.iban_confirmed": gettext_lazy("Compte de fournisseur confirmé"),
    "purchases.iban_ended": gettext_lazy("Compte de fournisseur retiré"),
    "purchases.invoice_amended": gettext_lazy("Brouillon de facture changé"),
    "purchases.invoice_approved": gettext_lazy("Facture approuvée"),
    "purchases.invoice_cancelled": gettext_lazy("Facture annulée"),
    "purchases.invoice_checked": gettext_lazy("Facture contrôlée et comptabilisée"),
    "purchases.invoice_recorded": gettext_lazy("Facture encodée"),
    "purchases.invoice_refused": gettext_lazy("Facture contestée"),
    "purchases.invoice_resubmitted": gettext_lazy("Facture présentée à nouveau"),
    "purchases.payment_settled": gettext_lazy("Paiement de facture imputé"),
    "purchases.payment_unsettled": gettext_lazy("Paiement de facture annulé"),
    "purchases.piece_added": gettext_lazy("Pièce jointe à une facture"),
    "purchases.piece_kept": gettext_lazy("Pièce reçue"),
    "purchases.series_set": gettext_lazy("Facture récurrente créée"),
    "purchases.series_stopped": gettext_lazy("Facture récurrente arrêtée"),
    "purchases.series_proposed": gettext_lazy("Facture récurrente proposée"),
    "purchases.supplier_added": gettext_lazy("Fournisseur ajouté"),
    "purchases.supplier_changed": gettext_lazy("Fournisseur changé"),
    "purchases.withholding_checked": gettext_lazy("Dettes de l’entrepreneur vérifiées"),
}


#: Where a document stands, and the colour of its stamp.
STAGE = {
    Stage.WAITING: (gettext_lazy("Contrôle en cours"), "att"),
    Stage.NEW_SUPPLIER: (gettext_lazy("Nouveau fournisseur"), "att"),
    Stage.INVALID: (gettext_lazy("Règles non respectées"), "ko"),
    Stage.ALIKE: (gettext_lazy("Déjà là ?"), "att"),
    Stage.TO_TYPE: (gettext_lazy("À encoder"), "att"),
    Stage.DRAFTED: (gettext_lazy("Brouillon créé"), "ok"),
    Stage.DUPLICATE: (gettext_lazy("Déjà reçue"), ""),
    Stage.REFUSED: (gettext_lazy("Refusé"), "ko"),
    Stage.SET_ASIDE: (gettext_lazy("Écarté"), ""),
}
#: The official rules that senders break most, in words; the others are shown in the publisher's own.
RULES = {
    "UBL-2.1-XSD": gettext_lazy("Le fichier ne suit pas le schéma UBL 2.1 : un élément manque ou est mal placé."),
    "BR-02": gettext_lazy("Il manque le numéro de la facture."),
    "BR-03": gettext_lazy("Il manque la date de la facture."),
    "BR-05": gettext_lazy("Il manque la monnaie de la facture."),
    "BR-06": gettext_lazy("Il manque le nom du vendeur."),
    "BR-07": gettext_lazy("Il manque le nom de l’acheteur."),
    "BR-16": gettext_lazy("La facture n’a aucune ligne."),
    "BR-CO-10": gettext_lazy("Le total des lignes n’est pas la somme des lignes."),
    "BR-CO-11": gettext_lazy("Le total des remises n’est pas la somme des remises."),
    "BR-CO-12": gettext_lazy("Le total des frais n’est pas la somme des frais."),
    "BR-CO-13": gettext_lazy("Le total hors TVA ne correspond pas aux lignes, aux remises et aux frais."),
    "BR-CO-14": gettext_lazy("Le total de la TVA n’est pas la somme par taux."),
    "BR-CO-15": gettext_lazy("Le total TVA comprise n’est pas le total hors TVA plus la TVA."),
    "BR-CO-16": gettext_lazy("Le montant à payer ne correspond pas au total, à l’acompte et à l’arrondi."),
    "BR-CO-17": gettext_lazy("La TVA d’un taux n’est pas la base multipliée par ce taux."),
    "BR-CO-25": gettext_lazy("Il manque l’échéance ou les conditions de paiement."),
    "BR-CO-26": gettext_lazy("Le vendeur n’a ni numéro d’entreprise ni numéro de TVA."),
    "BR-DEC-23": gettext_lazy("Le montant d’une ligne a plus de deux décimales."),
    "UBL-DT-01": gettext_lazy("Un montant a plus de deux décimales."),
    "BR-CL-22": gettext_lazy("Le code du motif d’exonération de TVA n’est pas de la liste européenne."),
    "PEPPOL-EN16931-R003": gettext_lazy("Il manque la référence de l’acheteur ou du bon de commande."),
    "PEPPOL-EN16931-R004": gettext_lazy("Le fichier ne s’annonce pas comme facture Peppol BIS 3."),
    "PEPPOL-EN16931-R007": gettext_lazy("Le fichier n’annonce pas un échange Peppol connu."),
    "PEPPOL-EN16931-R010": gettext_lazy("Il manque l’adresse électronique de l’acheteur."),
    "PEPPOL-EN16931-R020": gettext_lazy("Il manque l’adresse électronique du vendeur."),
    "PEPPOL-COMMON-R043": gettext_lazy("Un numéro d’entreprise belge est faux."),
}
_REASONS = {
    "amounts_currency": gettext_lazy("La facture n’est pas en euros. Encodez-la avec le montant payé en euros."),
    "amounts_missing": gettext_lazy("Le fichier ne donne pas tous ses montants en centimes. Encodez-la à la main."),
    "amounts_zero": gettext_lazy("Le total de la facture est zéro : il n’y a rien à comptabiliser."),
    "type": gettext_lazy("Ni PDF, ni image, ni facture électronique : le document n’est pas gardé."),
    "file": gettext_lazy("Le même document était déjà là. Rien n’a été ajouté."),
    "number": gettext_lazy("Une facture de ce fournisseur porte déjà ce numéro. Rien n’a été ajouté."),
}


def arrival_reason(stage: Stage, reason: str) -> str:
    """Why a document stands where it stands; empty where the stage says it all."""
    if stage is Stage.ALIKE:
        return _("Une facture du même fournisseur, du même montant et du même jour est déjà là : la %(number)s.") % {
            "number": reason
        }
    return str(_REASONS.get(reason, ""))


def rule_words(rule: str, message: str) -> str:
    """A broken rule in words: ours where there are, else the publisher's (in English)."""
    return str(RULES.get(rule, message))


def _arrival_decided(facts: Facts) -> str:
    return _("Ce document est déjà traité : « %(stage)s ». Rien n’a changé.") % {
        "stage": STAGE[Stage(facts["stage"])][0]
    }


REFUSALS |= {
    "purchases.arrival_decided": _arrival_decided,
    "purchases.ubl_amounts": lambda f: str(_REASONS[f"amounts_{f['reason']}"]),
    "purchases.ubl_unreadable": lambda f: _("Ce fichier n’est pas une facture électronique lisible."),
    "purchases.ubl_rules_missing": lambda f: _(
        "Les règles officielles des factures électroniques ne sont pas installées. L’administrateur relance"
        " l’installation."
    ),
    "purchases.ubl_rules_not_run": lambda f: _("Les règles officielles n’ont pas pu être exécutées. Recommencez."),
}
