"""What each code of assemblies is called before a person."""

from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.agenda import ItemState, Origin, RequestState
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.states import Kind, Session, State
from koprogo.assemblies.rules.subjects import OF_WHO_CAME, Subject

KIND = {
    Kind.ORDINARY: gettext_lazy("Assemblée générale ordinaire"),
    Kind.EXTRAORDINARY: gettext_lazy("Assemblée générale extraordinaire"),
    Kind.WRITTEN: gettext_lazy("Décision par écrit"),
}
SESSION = {
    Session.FIRST: gettext_lazy("Première séance"),
    Session.SECOND: gettext_lazy("Deuxième séance"),
    Session.RETRY: gettext_lazy("Nouvelle assemblée pour l’unanimité"),
}
STATE = {
    State.PLANNED: gettext_lazy("En préparation"),
    State.CONVENED: gettext_lazy("Convoquée"),
    State.OPEN: gettext_lazy("En séance"),
    State.CLOSED: gettext_lazy("Séance levée"),
    State.MINUTED: gettext_lazy("Procès-verbal signé"),
    State.ADJOURNED: gettext_lazy("Quorum non atteint"),
    State.CANCELLED: gettext_lazy("Annulée"),
}
MAJORITY = {
    Majority.ABSOLUTE: gettext_lazy("Majorité absolue"),
    Majority.TWO_THIRDS: gettext_lazy("Majorité des deux tiers"),
    Majority.THREE_QUARTERS: gettext_lazy("Majorité des trois quarts"),
    Majority.FOUR_FIFTHS: gettext_lazy("Majorité des quatre cinquièmes"),
    Majority.UNANIMITY: gettext_lazy("Unanimité de tous les copropriétaires"),
}
ORIGIN = {
    Origin.SYNDIC: gettext_lazy("Syndic"),
    Origin.OWNER: gettext_lazy("Copropriétaire"),
    Origin.COUNCIL: gettext_lazy("Conseil de copropriété"),
    Origin.LEGAL: gettext_lazy("Point demandé par la loi"),
}
ITEM_STATE = {
    ItemState.LISTED: gettext_lazy("À l’ordre du jour"),
    ItemState.WITHDRAWN: gettext_lazy("Retiré"),
    ItemState.LATE: gettext_lazy("Prochaine assemblée"),
}
REQUEST_STATE = {
    RequestState.WAITING: gettext_lazy("En attente d’une assemblée"),
    RequestState.LISTED: gettext_lazy("À l’ordre du jour"),
    RequestState.LATE: gettext_lazy("Prochaine assemblée"),
    RequestState.WITHDRAWN: gettext_lazy("Retirée par son auteur"),
}
CHANNEL = {
    Channel.REGISTERED: gettext_lazy("Recommandé"),
    Channel.POST: gettext_lazy("Poste"),
    Channel.EMAIL: gettext_lazy("E-mail"),
    Channel.HAND: gettext_lazy("En main propre"),
}

#: The days of the legal clock, by their code in rules/calendar.py.
CLOCK = {
    "request_limit": gettext_lazy("Dernier jour pour les points des copropriétaires"),
    "notice_limit": gettext_lazy("Dernier jour pour envoyer les convocations"),
    "assistant_limit": gettext_lazy("Dernier jour pour annoncer la personne qui vous assiste"),
    "assembly": gettext_lazy("Assemblée"),
    "second_session_from": gettext_lazy("Deuxième séance, au plus tôt, si le quorum manque"),
    "retry_from": gettext_lazy("Nouvelle assemblée, au plus tôt, si l’unanimité manque par absence"),
    "minutes_due": gettext_lazy("Dernier jour pour envoyer le procès-verbal"),
    "challenge_until": gettext_lazy("Dernier jour pour contester devant le juge de paix"),
}
WARNINGS = {
    "notice_late": gettext_lazy(
        "Le délai de convocation finissait le %(strict)s. Une décision prise ainsi peut être annulée par le juge, "
        "sauf urgence motivée."
    ),
    "notice_prudent": gettext_lazy(
        "Les convocations partent au plus tard le %(strict)s. Par prudence, la dernière date sûre était le %(prudent)s."
    ),
    "outside_fortnight": gettext_lazy(
        "Cette date est hors de la quinzaine annuelle fixée par le règlement d’ordre intérieur. L’assemblée reste "
        "possible, mais un copropriétaire peut s’en plaindre."
    ),
    "no_fortnight": gettext_lazy(
        "La quinzaine annuelle du règlement d’ordre intérieur n’est pas indiquée. Ajoutez-la à la page Immeuble : "
        "elle fixe le dernier jour pour les points des copropriétaires."
    ),
}
ITEM_REASON = {
    "late": gettext_lazy("Reçu trop tard pour cette assemblée : le point va à la suivante."),
    "withdrawn": gettext_lazy("Retiré par son auteur."),
}
SUBJECT = {
    Subject.ACCOUNTS: gettext_lazy("Comptes"),
    Subject.BUDGET: gettext_lazy("Budget"),
    Subject.DISCHARGE: gettext_lazy("Décharge (usage)"),
    Subject.SYNDIC_APPOINTMENT: gettext_lazy("Nomination ou renouvellement du syndic"),
    Subject.SYNDIC_REVOCATION: gettext_lazy("Révocation du syndic"),
    Subject.SYNDIC_CONTRACT: gettext_lazy("Contrat avec le syndic ou ses proches"),
    Subject.COUNCIL_MEMBER: gettext_lazy("Membre du conseil de copropriété"),
    Subject.COUNCIL_CREATION: gettext_lazy("Création d’un conseil de copropriété"),
    Subject.COUNCIL_DELEGATION: gettext_lazy("Mission confiée au conseil"),
    Subject.AUDITOR: gettext_lazy("Commissaire aux comptes"),
    Subject.CONTRACT: gettext_lazy("Contrat"),
    Subject.FUND_CONTRIBUTION: gettext_lazy("Fonds de roulement ou de réserve"),
    Subject.LEGAL_ACTION: gettext_lazy("Action en justice"),
    Subject.HOUSE_RULES: gettext_lazy("Règlement d’ordre intérieur"),
    Subject.HOUSE_RULES_ENJOYMENT: gettext_lazy("Règlement d’ordre intérieur, droits de jouissance"),
    Subject.OTHER: gettext_lazy("Autre décision"),
    Subject.WORKS_IMPOSED: gettext_lazy("Travaux imposés par la loi"),
    Subject.WORKS_CONSERVATORY: gettext_lazy("Travaux conservatoires"),
    Subject.WORKS_COMMON: gettext_lazy("Travaux aux parties communes"),
    Subject.WORKS_PRIVATE: gettext_lazy("Travaux aux parties privatives"),
    Subject.STATUTES_ENJOYMENT: gettext_lazy("Statuts, usage des parties communes"),
    Subject.COMPETITION_THRESHOLD: gettext_lazy("Montant de mise en concurrence"),
    Subject.STATUTES_OTHER: gettext_lazy("Statuts, autre modification"),
    Subject.CHARGE_DISTRIBUTION: gettext_lazy("Répartition des charges"),
    Subject.PENALTY_CLAUSE: gettext_lazy("Clause pénale"),
    Subject.DESTINATION: gettext_lazy("Destination de l’immeuble ou d’un lot"),
    Subject.REBUILDING: gettext_lazy("Reconstruction"),
    Subject.ACQUISITION: gettext_lazy("Acquisition d’un bien commun"),
    Subject.DISPOSAL: gettext_lazy("Vente d’un bien commun"),
    Subject.PARTIAL_ASSOCIATION: gettext_lazy("Association partielle"),
    Subject.LOT_DIVISION: gettext_lazy("Division ou réunion de lots"),
    Subject.DEMOLITION_HEALTH: gettext_lazy("Démolition pour salubrité ou sécurité"),
    Subject.NO_RESERVE_FUND: gettext_lazy("Pas de fonds de réserve"),
    Subject.SHARES_CHANGE: gettext_lazy("Modification des quotités"),
    Subject.DEMOLITION_OTHER: gettext_lazy("Démolition pour une autre raison"),
    Subject.DIRECTOR: gettext_lazy("Administrateur"),
    Subject.MEMBERSHIP: gettext_lazy("Admission d’un membre"),
    Subject.EXCLUSION: gettext_lazy("Exclusion d’un membre"),
    Subject.STATUTES: gettext_lazy("Statuts de l’association"),
    Subject.PURPOSE: gettext_lazy("But ou objet de l’association"),
    Subject.DISSOLUTION: gettext_lazy("Dissolution de l’association"),
    Subject.CONVERSION: gettext_lazy("Transformation de l’association"),
}
#: What a majority asks for, in one sentence.
MAJORITY_RULE = {
    Majority.ABSOLUTE: gettext_lazy("Plus de voix pour que contre. Les abstentions ne comptent pas."),
    Majority.TWO_THIRDS: gettext_lazy("Deux tiers des voix exprimées. Les abstentions ne comptent pas."),
    Majority.THREE_QUARTERS: gettext_lazy("Trois quarts des voix exprimées. Les abstentions ne comptent pas."),
    Majority.FOUR_FIFTHS: gettext_lazy("Quatre cinquièmes des voix exprimées. Les abstentions ne comptent pas."),
    Majority.UNANIMITY: gettext_lazy("Toutes les voix de tous les copropriétaires, présents ou non."),
}
_OF_WHO_CAME = gettext_lazy("Unanimité des copropriétaires présents ou représentés")


def majority(asked: Majority | str, where: str) -> str:
    """A majority by name; unanimity is that of who came where the law says so (``where``: its article)."""
    return str(_OF_WHO_CAME if where == OF_WHO_CAME else MAJORITY[Majority(asked)])


#: What became of a request for an extraordinary assembly.
ASKED = {
    "gathering": gettext_lazy("Ouverte à la signature"),
    "received": gettext_lazy("Reçue par le syndic"),
    "withdrawn": gettext_lazy("Abandonnée"),
}
