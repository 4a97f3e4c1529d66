"""The words of a session: choices, outcomes, comings and goings, and the refusals that belong to it."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.proxies import Reason
from koprogo.assemblies.rules.session import Move, SignerRole
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.platform import formats

CHOICE = {
    Choice.FOR: gettext_lazy("Pour"),
    Choice.AGAINST: gettext_lazy("Contre"),
    Choice.ABSTAIN: gettext_lazy("Abstention"),
}
OUTCOME = {
    Outcome.ADOPTED: gettext_lazy("Adopté"),
    Outcome.REJECTED: gettext_lazy("Rejeté"),
    Outcome.NEW_ASSEMBLY: gettext_lazy("Nouvelle assemblée nécessaire"),
    Outcome.NOT_VOTABLE: gettext_lazy("Ne peut être voté"),
    Outcome.NO_QUORUM: gettext_lazy("Quorum du point non atteint"),
}
MOVE = {
    Move.ARRIVED: gettext_lazy("Arrivée"),
    Move.LEFT: gettext_lazy("Départ"),
    Move.UNDONE: gettext_lazy("Ligne annulée"),
}
SIGNER = {
    SignerRole.PRESIDENT: gettext_lazy("préside"),
    SignerRole.SECRETARY: gettext_lazy("secrétariat"),
    SignerRole.OWNER: gettext_lazy("copropriétaire"),
    SignerRole.HOLDER: gettext_lazy("mandataire"),
}
#: How an owner is there, in words (queries.room.Room.light), and how the façade shows it.
LIGHT = {
    "present": gettext_lazy("présent"),
    "remote": gettext_lazy("à distance"),
    "proxy": gettext_lazy("représenté"),
    "absent": gettext_lazy("absent"),
    "suspended": gettext_lazy("vote suspendu, sans représentant"),
}
WINDOW = {"present": "oui", "remote": "oui", "proxy": "mi", "absent": "non", "suspended": "non"}
PROXY_REFUSED = {
    Reason.UNNAMED: gettext_lazy("sans nom : elle ne vaut pas"),
    Reason.SYNDIC: gettext_lazy("le syndic ne peut porter aucune procuration"),
    Reason.NO_LONGER_OWNER: gettext_lazy("le mandant n’est plus propriétaire"),
    Reason.ABSENT_HOLDER: gettext_lazy("le mandataire n’est pas là"),
    Reason.NOT_A_MEMBER: gettext_lazy("le mandataire n’est pas membre"),
    Reason.TOO_MANY: gettext_lazy("plus de trois procurations, et plus de 10 % des voix"),
}


def votes(number: Fraction) -> str:
    """Votes as a screen and the minutes show them: whole, or exact to the fraction."""
    whole, rest = divmod(number.numerator, number.denominator)
    if not rest:
        return formats.number(whole)
    return f"{formats.number(whole)} {rest}/{number.denominator}" if whole else f"{rest}/{number.denominator}"


def closed(title: str, outcome: str) -> str:
    """What is said when a vote closes."""
    return _("« %(title)s » : %(outcome)s.") % {"title": title, "outcome": str(OUTCOME[Outcome(outcome)]).lower()}


Facts = Mapping[str, Any]

SESSION_REFUSALS: dict[str, Callable[[Facts], str]] = {
    "assemblies.not_on_the_roll": lambda f: _(
        "Cette personne ne détient aucun lot ce jour-là. Inscrivez-la par son nom, comme mandataire."
    ),
    "assemblies.no_remote_access": lambda f: _(
        "La convocation ne prévoit pas de participation à distance : la présence se note dans la salle."
    ),
    "assemblies.unnamed_guest": lambda f: _("Indiquez le nom de la personne qui entre."),
    "assemblies.quorum_missing": lambda f: _(
        "Le quorum n’est pas atteint : il faut plus de la moitié des copropriétaires et la moitié des quotités, "
        "ou plus de trois quarts des quotités. Attendez d’autres arrivées, ou constatez l’absence de quorum."
    ),
    "assemblies.president_not_owner": lambda f: _(
        "La personne qui préside est un copropriétaire inscrit comme présent. Choisissez-en un autre."
    ),
    "assemblies.another_open": lambda f: (
        _("Le vote sur « %(title)s » est encore ouvert. Clôturez-le d’abord : un point se vote à la fois.") % f
    ),
    "assemblies.vote_not_open": lambda f: _(
        "Le vote sur ce point n’est pas ouvert. Rien n’a été enregistré de plus que ce qui l’était."
    ),
    "assemblies.items_left": lambda f: (
        _("Il reste des points à voter ou à reporter : %(titles)s.") % {"titles": ", ".join(f["titles"])}
    ),
    "assemblies.not_there": lambda f: _(
        "Ces voix ne sont pas dans la salle : ni présence sur la liste, ni procuration valable. Passez au bureau."
    ),
    "assemblies.not_concerned": lambda f: _(
        "Ce copropriétaire ne vote pas sur ce point : il est exclu, ou ne participe pas à cette dépense."
    ),
    "assemblies.voted_since": lambda f: (
        _("%(party)s a voté depuis, à %(hour)s : %(choice)s. Ce vote plus récent est gardé.")
        % {"party": f["party"], "hour": formats.clock(f["at"]), "choice": str(CHOICE[Choice(f["choice"])]).lower()}
    ),
    "assemblies.noted_not_readable": lambda f: _(
        "Les actes gardés par cette page ne se lisent pas. Rien n’a été enregistré : refaites-les d’après la feuille "
        "de vote."
    ),
    "assemblies.minutes_signed_already": lambda f: _(
        "Le procès-verbal est signé : son texte ne change plus. Une rectification se décide à la prochaine assemblée."
    ),
    "assemblies.minutes_sent_already": lambda f: _(
        "Ce procès-verbal a été envoyé : le fichier signé ne change plus. Rien n’a été enregistré."
    ),
    "assemblies.no_pdf_to_sign": lambda f: _(
        "Le procès-verbal signé est gardé comme une image : une carte d’identité signe un PDF. Scannez-le en PDF."
    ),
    "assemblies.signing_mixed": lambda f: _(
        "Les signatures de ce procès-verbal ont commencé d’une autre façon : terminez-les de la même. Corriger le "
        "texte permet de tout recommencer."
    ),
    "assemblies.signature_unreadable": lambda f: _(
        "La signature ne se lit pas. Effacez-la et signez en une ou plusieurs lignes, ou laissez le cadre vide."
    ),
    "assemblies.signature_not_agreed": lambda f: _(
        "Cochez la case : on signe le procès-verbal après l’avoir lu ou entendu lire."
    ),
    "assemblies.signatures_missing": lambda f: (
        _("Il manque la signature de %(names)s : le procès-verbal ne tient pas sans elle (CC 3.87 § 10).")
        % {"names": ", ".join(f["names"])}
        if f["names"]
        else _("Personne n’a encore signé.")
    ),
    "assemblies.scan_missing": lambda f: _("Ajoutez le scan du procès-verbal signé : il en est la preuve."),
    "assemblies.signer_unnamed": lambda f: _("Indiquez au moins un nom par signature."),
}
