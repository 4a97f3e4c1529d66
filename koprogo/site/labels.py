"""The sentences of what the kernel refuses: numbers and texts that cannot be read, on whichever page."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

Facts = Mapping[str, object]


def _impossible(facts: Facts) -> str:
    """What only a mistake of ours can bring about: said plainly, with nothing to correct by the reader."""
    return _("Ce calcul n’est pas possible avec ces nombres. Rien n’a été enregistré ; signalez-le, s’il vous plaît.")


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "iban.invalid": lambda f: _(
        "Ce numéro de compte n’est pas valable. Recopiez-le en entier, par exemple BE68 5390 0754 7034."
    ),
    "enterprise_number.invalid": lambda f: _(
        "Ce numéro d’entreprise n’est pas valable. Il compte dix chiffres, par exemple 0403.170.701."
    ),
    "money.unreadable_amount": lambda f: _("Ce montant ne se lit pas. Écrivez-le comme 1 243,18."),
    "shares.unreadable": lambda f: _(
        "Ces quotités ne se lisent pas. Écrivez un nombre entier, ou une fraction comme 580/10000."
    ),
    "shares.unusable_fraction": lambda f: _("Cette fraction n’est pas possible. Écrivez-la comme 1/2."),
    "calendar.unusable_term": lambda f: _("Ce délai n’est pas possible. Choisissez une autre date."),
    "epc.unusable_payment": lambda f: _(
        "Aucun code QR n’est possible pour ce paiement. Recopiez le compte et le montant."
    ),
    "identifiers.unusable_moment": _impossible,
    "money.unusable_weights": _impossible,
    "structured_reference.unusable_base": _impossible,
}
