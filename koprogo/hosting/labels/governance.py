"""Words of the non-profit's life: members, offices, proposals, votes, the road map."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.subjects import Required
from koprogo.hosting.rules import proposals
from koprogo.hosting.rules.members import Kind as MemberKind
from koprogo.hosting.rules.members import Office, Standing
from koprogo.hosting.rules.members import State as MemberState
from koprogo.hosting.rules.obligations import Duty
from koprogo.hosting.rules.proposals import Kind, State
from koprogo.platform import formats
from koprogo.platform.access import BRUSSELS

PRICED, PERSONS = proposals.PRICED, proposals.PERSONS

MEMBER_KINDS = {
    MemberKind.NATURAL.value: gettext_lazy("Une personne"),
    MemberKind.LEGAL.value: gettext_lazy("Une personne morale (copropriété, ASBL, société)"),
}
STANDINGS = {
    Standing.CONDOMINIUM.value: gettext_lazy("Copropriété qui utilise KoproGo"),
    Standing.CONTRIBUTOR.value: gettext_lazy("Contributeur au logiciel ou à ses textes"),
    Standing.SPONSOR.value: gettext_lazy("Sponsor"),
    Standing.FRIEND.value: gettext_lazy("Ami du projet"),
}
MEMBER_STATES = {
    MemberState.APPLIED.value: gettext_lazy("Demande reçue"),
    MemberState.MEMBER.value: gettext_lazy("Membre"),
    MemberState.REFUSED.value: gettext_lazy("Demande refusée"),
    MemberState.RESIGNED.value: gettext_lazy("A démissionné"),
    MemberState.EXCLUDED.value: gettext_lazy("Exclu par l’assemblée"),
}
OFFICES = {
    Office.PRESIDENT.value: gettext_lazy("Présidence"),
    Office.SECRETARY.value: gettext_lazy("Secrétariat"),
    Office.TREASURER.value: gettext_lazy("Trésorerie de l’association"),
    Office.DIRECTOR.value: gettext_lazy("Administration"),
}
DUTIES = {
    Duty.ASSEMBLY.value: gettext_lazy("Assemblée annuelle : comptes et budget"),
    Duty.ACCOUNTS.value: gettext_lazy("Dépôt des comptes approuvés"),
    Duty.UBO.value: gettext_lazy("Confirmation au registre UBO"),
}
KINDS = {
    Kind.PRICE.value: gettext_lazy("Prix"),
    Kind.QUOTA.value: gettext_lazy("Quotas"),
    Kind.KEYS.value: gettext_lazy("Répartition de l’excédent"),
    Kind.FEATURE.value: gettext_lazy("Fonctionnalité"),
    Kind.DIRECTOR.value: gettext_lazy("Élection"),
    Kind.EXCLUSION.value: gettext_lazy("Exclusion"),
}
STATES = {
    State.DEBATE.value: gettext_lazy("En débat"),
    State.VOTING.value: gettext_lazy("Au vote"),
    State.LISTED.value: gettext_lazy("À l’ordre du jour"),
    State.ADOPTED.value: gettext_lazy("Adoptée"),
    State.REJECTED.value: gettext_lazy("Rejetée"),
    State.NO_QUORUM.value: gettext_lazy("Trop peu de votants"),
    State.WITHDRAWN.value: gettext_lazy("Retirée"),
    State.AMENDED.value: gettext_lazy("Amendée par l’assemblée"),
}
STAMPS = {
    "adopted": "ok",
    "rejected": "ko",
    "voting": "vif",
    "listed": "vif",
    "no_quorum": "att",
    "amended": "att",
    "debate": "",
    "withdrawn": "",
}
CHOICES = {
    "for": gettext_lazy("Pour"),
    "against": gettext_lazy("Contre"),
    "abstain": gettext_lazy("Abstention"),
}
WISHES = {
    "wished": gettext_lazy("Souhaité"),
    "planned": gettext_lazy("Prévu"),
    "building": gettext_lazy("En cours"),
    "done": gettext_lazy("Livré"),
    "declined": gettext_lazy("Écarté"),
}
VOICES = {"partner": gettext_lazy("Partenaire bêta"), "user": gettext_lazy("Utilisateur")}
_KEYS = {
    "reserve": gettext_lazy("Réserve de sécurité"),
    "development": gettext_lazy("Développement"),
    "infrastructure": gettext_lazy("Infrastructure"),
    "emergency": gettext_lazy("Fonds d’urgence"),
}


def key(name: str) -> str:
    """A key of the surplus by its name; one that the members invented is said as they wrote it."""
    return str(_KEYS.get(name, name))


def majority(need: Required) -> str:
    """What a proposal needs to be adopted, in words."""
    said = {
        Majority.ABSOLUTE: _("Plus de la moitié des voix exprimées, sans compter les abstentions."),
        Majority.TWO_THIRDS: _("Les deux tiers des voix exprimées, sans compter les abstentions."),
    }[need.majority]
    if need.heads:
        return said + " " + _("Les deux tiers des membres doivent y prendre part.")
    return said


def _day(value: Any) -> str:
    return formats.day_long(value)


def _moment(value: Any) -> str:
    return formats.moment(value.astimezone(BRUSSELS)) if value else "…"


REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.application_answered": lambda _f: _("Cette demande a déjà reçu sa réponse. Relisez le registre."),
    "hosting.not_a_member": lambda _f: _(
        "Ceci est réservé aux membres inscrits au registre. Demandez votre adhésion, ou connectez-vous avec l’adresse"
        " du registre."
    ),
    "hosting.member_known": lambda _f: _("Un membre, ou une demande en attente, a déjà cette adresse."),
    "hosting.legal_needs_number": lambda _f: _(
        "Une personne morale s’inscrit avec son numéro d’entreprise et la personne qui la représente."
    ),
    "hosting.too_many_waiting": lambda _f: _(
        "Trop de demandes attendent une réponse. Réessayez dans quelques jours ; rien n’a été enregistré."
    ),
    "hosting.member_decision_missing": lambda _f: _("Indiquez la décision ou la preuve, avec sa date."),
    "hosting.term_impossible": lambda f: (
        _("Une fonction finit après son début, et au plus tard le %(day)s.") % {"day": _day(f["until_on"])}
    ),
    "hosting.proposal_unchanged": lambda _f: _("Cette proposition ne change rien. Écrivez un autre chiffre."),
    "hosting.proposal_loss": lambda f: (
        _("L’association perdrait %(loss)s par mois. Changez le chiffre, ou cochez que vous le savez.")
        % {"loss": formats.money(f["loss_cents"])}
    ),
    "hosting.proposal_not_in_debate": lambda _f: _(
        "Le débat sur cette proposition est fini : elle reste telle qu’elle a été soumise au vote."
    ),
    "hosting.vote_shut": lambda f: (
        _("Ce vote est ouvert du %(from)s au %(until)s. Votre voix n’a pas été comptée.")
        % {"from": _moment(f["opens_at"]), "until": _moment(f["closes_at"])}
    ),
    "hosting.secret_vote_given": lambda _f: _(
        "Vous avez voté. Un bulletin secret ne peut plus être retrouvé, ni changé."
    ),
    "hosting.vote_still_open": lambda f: (
        _("%(missing)s membres n’ont pas encore voté. Le vote finit le %(until)s.")
        % {"missing": f["missing"], "until": _moment(f["closes_at"])}
    ),
    "hosting.vote_too_soon": lambda f: (
        _("Ce vote revient à l’assemblée : il s’annonce quinze jours avant. Choisissez le %(day)s ou plus tard.")
        % {"day": _day(f["earliest_on"])}
    ),
    "hosting.proposal_too_soon": lambda f: (
        _("Un prix vaut pour après le vote. Choisissez un jour après le %(day)s.") % {"day": _day(f["after_on"])}
    ),
    "hosting.assembly_count_impossible": lambda f: (
        _("Il y a %(members)s membres : comptez entre une voix et %(members)s en tout.") % {"members": f["members"]}
    ),
}
ACTIONS: dict[str, Any] = {
    "hosting.member_applied": gettext_lazy("Demande d’adhésion"),
    "hosting.member_admitted": gettext_lazy("Membre admis"),
    "hosting.member_refused": gettext_lazy("Demande refusée"),
    "hosting.member_resigned": gettext_lazy("Démission d’un membre"),
    "hosting.member_resignation_noted": gettext_lazy("Démission notée"),
    "hosting.member_excluded": gettext_lazy("Membre exclu"),
    "hosting.office_given": gettext_lazy("Fonction attribuée"),
    "hosting.office_ended": gettext_lazy("Fonction terminée"),
    "hosting.duty_done": gettext_lazy("Obligation annuelle remplie"),
    "hosting.proposed": gettext_lazy("Proposition d’un membre"),
    "hosting.proposal_commented": gettext_lazy("Avis sur une proposition"),
    "hosting.proposal_withdrawn": gettext_lazy("Proposition retirée"),
    "hosting.vote_opened": gettext_lazy("Vote ouvert"),
    "hosting.voted": gettext_lazy("Vote d’un membre"),
    "hosting.vote_closed": gettext_lazy("Vote compté"),
    "hosting.assembly_vote_recorded": gettext_lazy("Vote de l’assemblée inscrit"),
    "hosting.proposal_listed": gettext_lazy("Proposition mise à l’ordre du jour"),
    "hosting.proposal_unlisted": gettext_lazy("Proposition ôtée de l’ordre du jour"),
    "hosting.yearly_assembly_planned": gettext_lazy("Assemblée annuelle planifiée"),
    "hosting.assembly_decided": gettext_lazy("Décision de l’assemblée reprise"),
    "hosting.second_vote_planned": gettext_lazy("Second vote prévu"),
    "hosting.wish_added": gettext_lazy("Souhait ajouté"),
    "hosting.wish_supported": gettext_lazy("Souhait soutenu"),
    "hosting.wish_moved": gettext_lazy("Souhait avancé"),
    "hosting.voice_added": gettext_lazy("Témoignage ajouté"),
    "hosting.voice_withdrawn": gettext_lazy("Accord d’un témoin retiré"),
    "hosting.voice_hidden": gettext_lazy("Témoignage montré ou caché"),
    "hosting.installation_counted": gettext_lazy("Installation comptée"),
}
