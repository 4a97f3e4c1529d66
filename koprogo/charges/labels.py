"""What the codes and refusals of calls are called before a person."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.charges.rules.calls import CallKind, State
from koprogo.platform import formats

KIND = {
    CallKind.PROVISION: gettext_lazy("Charges courantes"),
    CallKind.RESERVE: gettext_lazy("Fonds de réserve"),
    CallKind.WORKING_FUND: gettext_lazy("Fonds de roulement"),
    CallKind.SPECIAL: gettext_lazy("Travaux décidés par l’assemblée"),
    CallKind.SETTLEMENT: gettext_lazy("Solde du décompte"),
    CallKind.PRIVATE: gettext_lazy("Frais privatifs"),
    CallKind.BILL: gettext_lazy("Facture à un client"),
}
STATE = {
    State.DRAFT: gettext_lazy("En préparation"),
    State.SENT: gettext_lazy("Envoyé"),
    State.RECALLED: gettext_lazy("Rappelé"),
    State.CANCELLED: gettext_lazy("Annulé"),
}
QUARTER = (
    gettext_lazy("Appel du 1er trimestre %(year)s"),
    gettext_lazy("Appel du 2e trimestre %(year)s"),
    gettext_lazy("Appel du 3e trimestre %(year)s"),
    gettext_lazy("Appel du 4e trimestre %(year)s"),
)
CHANNEL = {"email": gettext_lazy("E-mail"), "post": gettext_lazy("Poste")}

Facts = Mapping[str, object]


def _key_not_whole(facts: Facts) -> str:
    weighed, total = facts["weighed"], facts["total"]
    assert isinstance(weighed, int) and isinstance(total, int)
    return _("La clé compte %(weighed)s quotités au lieu de %(total)s. Corrigez la clé : l’appel partira ensuite.") % {
        "weighed": formats.number(weighed),
        "total": formats.number(total),
    }


def _without_holder(facts: Facts) -> str:
    lots = facts["lots"]
    assert isinstance(lots, list)
    return ngettext(
        "Le lot %(lots)s n’a pas de propriétaire. Indiquez-le avant d’appeler.",
        "Les lots %(lots)s n’ont pas de propriétaire. Indiquez-les avant d’appeler.",
        len(lots),
    ) % {"lots": ", ".join(map(str, lots))}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "charges.nothing_to_call": lambda f: _("Indiquez un montant à appeler."),
    "charges.lots_without_holder": _without_holder,
    "charges.key_not_whole": _key_not_whole,
    "charges.already_sent": lambda f: _("L’appel %(number)s est déjà parti. Il ne partira pas deux fois.") % f,
    "charges.too_late_to_recall": lambda f: (
        _("L’appel %(number)s est parti depuis plus de dix minutes. Annulez-le par une contre-écriture.") % f
    ),
    "charges.paid_already": lambda f: (
        _("L’appel %(number)s a déjà reçu un paiement : il ne peut plus être rappelé.") % f
    ),
    "charges.due_in_the_past": lambda f: _("Cette date est passée. Choisissez une échéance à venir."),
    "charges.already_cancelled": lambda f: _("L’appel %(number)s n’est pas (ou plus) en cours : rien n’a changé.") % f,
    "charges.books_say_otherwise": lambda f: _(
        "Les montants demandés ne sont pas ceux de l’écriture du décompte : rien n’est parti. Signalez-le, s’il vous "
        "plaît."
    ),
    "charges.booked_elsewhere": lambda f: (
        _("L’appel %(number)s vient d’un décompte : il se corrige avec ce décompte.") % f
    ),
    "charges.step_outside": lambda f: _("Cet appel n’est pas un de ceux de l’année. Rouvrez le plan des appels."),
    "charges.identity_missing": lambda f: _(
        "Il manque le numéro d’entreprise de l’association : la loi le demande sur chaque lettre. Ajoutez-le à "
        "la page Immeuble."
    ),
    "charges.account_missing": lambda f: _(
        "Il manque le compte bancaire de l’association. Ajoutez-le dans Argent, Banque, avant d’appeler."
    ),
}

#: What the nightly check proves, and what it says of each thing that is off.
PROOFS = {
    "charges.notices": gettext_lazy(
        "Chaque appel dit la même chose dans sa lettre, ses lignes, ses paiements et les comptes."
    ),
}
FINDINGS = {
    "charges.notices.lines": gettext_lazy(
        "Appel %(call)s, %(party)s : la lettre demande %(notice_cents)s, ses lignes font %(cents)s."
    ),
    "charges.notices.settled": gettext_lazy(
        "Appel %(call)s, %(party)s : %(cents)s imputés sur un appel de %(notice_cents)s."
    ),
    "charges.notices.booked": gettext_lazy(
        "Appel %(call)s, %(party)s : la lettre demande %(notice_cents)s, les comptes portent %(cents)s."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "charges.accounts_levelled": gettext_lazy("Montants passés entre charges et réserve"),
    "charges.call_cancelled": gettext_lazy("Appel de fonds annulé"),
    "charges.cancel_letter_written": gettext_lazy("Lettre d’annulation écrite"),
    "charges.call_dropped": gettext_lazy("Projet d’appel supprimé"),
    "charges.call_recalled": gettext_lazy("Appel de fonds rappelé"),
    "charges.call_sent": gettext_lazy("Appel de fonds envoyé"),
    "charges.call_written": gettext_lazy("Projet d’appel écrit"),
    "charges.letter_written": gettext_lazy("Lettre écrite"),
    "charges.private_called": gettext_lazy("Frais privatifs appelés"),
    "charges.bill_sent": gettext_lazy("Facture envoyée à un client"),
    "charges.bill_credited": gettext_lazy("Note de crédit d’une facture"),
    "charges.bill_letter_kept": gettext_lazy("Facture gardée en PDF"),
    "charges.settlement_called": gettext_lazy("Soldes du décompte appelés"),
    "charges.settlement_withdrawn": gettext_lazy("Soldes du décompte retirés"),
    "charges.payment_settled": gettext_lazy("Paiement imputé"),
    "charges.payment_unsettled": gettext_lazy("Imputation annulée"),
    "charges.post_batched": gettext_lazy("Lettres à poster réunies"),
    "charges.statement_asked": gettext_lazy("Relevé de compte demandé"),
    "charges.statement_written": gettext_lazy("Relevé de compte écrit"),
}
