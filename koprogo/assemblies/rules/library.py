"""The usual items of an agenda, worded so that they can be voted: each with the subject that decides its majority.

Texts are written in the language of the association; what stands in square brackets is filled in by whoever prepares.
"""

import re
from dataclasses import dataclass

from koprogo.assemblies.rules.subjects import Subject


def N_(text: str) -> str:
    """Mark a text for translation; it is translated where it is used."""
    return text


@dataclass(frozen=True, slots=True)
class Template:
    """One item of the library. ``subject`` None: discussed, not decided. ``practice``: custom, not law.

    ``starts``: its place in the starter agenda of an ordinary assembly; None: not in it. ``elects``: one person.
    """

    code: str
    subject: Subject | None
    title: str
    text: str
    article: str = ""
    starts: int | None = None
    legal: bool = False
    practice: bool = False
    elects: bool = False
    costs: bool = False


_BLANK = re.compile(r"\[[^\]]*\]")

TEMPLATES: tuple[Template, ...] = (
    Template(
        "officers",
        Subject.OTHER,
        N_("Présidence, secrétariat et scrutateurs"),
        N_(
            "L’assemblée désigne [nom], copropriétaire, pour présider la séance, [nom] comme secrétaire et [nom] comme "
            "scrutateur."
        ),
        "CC 3.87 § 5",
        starts=1,
        legal=True,
    ),
    Template(
        "accounts",
        Subject.ACCOUNTS,
        N_("Comptes de l’exercice"),
        N_(
            "Après lecture du rapport du commissaire aux comptes, l’assemblée approuve les comptes de l’exercice "
            "[exercice], joints à la convocation."
        ),
        "CC 3.89 § 5, 15°",
        starts=2,
        legal=True,
    ),
    Template(
        "discharge",
        Subject.DISCHARGE,
        N_("Décharge au syndic"),
        N_("L’assemblée donne décharge au syndic pour sa gestion de l’exercice [exercice]."),
        starts=3,
        practice=True,
    ),
    Template(
        "budget_ordinary",
        Subject.BUDGET,
        N_("Budget des dépenses courantes"),
        N_(
            "L’assemblée vote le budget des dépenses courantes de l’exercice [exercice], soit [montant], joint à la "
            "convocation, et charge le syndic d’appeler les provisions par trimestre."
        ),
        "CC 3.89 § 5, 16°",
        starts=4,
        legal=True,
    ),
    Template(
        "budget_extraordinary",
        Subject.BUDGET,
        N_("Budget des dépenses extraordinaires prévisibles"),
        N_("L’assemblée vote le budget des dépenses extraordinaires prévisibles de l’exercice [exercice]."),
        "CC 3.89 § 5, 16°",
        starts=5,
        legal=True,
    ),
    Template(
        "reserve",
        Subject.FUND_CONTRIBUTION,
        N_("Contribution au fonds de réserve"),
        N_(
            "L’assemblée fixe la contribution annuelle au fonds de réserve à [montant], soit cinq pour cent au moins "
            "des charges communes ordinaires de l’exercice précédent."
        ),
        "CC 3.86 § 3",
        starts=6,
        legal=True,
    ),
    Template(
        "auditor",
        Subject.AUDITOR,
        N_("Commissaire aux comptes"),
        N_("L’assemblée désigne [nom] commissaire aux comptes jusqu’à la prochaine assemblée ordinaire."),
        "CC 3.91",
        starts=7,
        legal=True,
        elects=True,
    ),
    Template(
        "contracts_report",
        None,
        N_("Rapport d’évaluation des contrats de fournitures régulières"),
        N_("Le syndic présente son rapport d’évaluation des contrats de fournitures régulières. Sans vote."),
        "CC 3.89 § 5, 12°",
        starts=8,
        legal=True,
    ),
    Template(
        "council_member",
        Subject.COUNCIL_MEMBER,
        N_("Élection d’un membre du conseil de copropriété"),
        N_(
            "L’assemblée élit [nom] membre du conseil de copropriété jusqu’à la prochaine assemblée ordinaire. Chaque "
            "membre est élu par un vote séparé."
        ),
        "CC 3.90",
        starts=9,
        legal=True,
        elects=True,
    ),
    Template(
        "syndic_renewal",
        Subject.SYNDIC_APPOINTMENT,
        N_("Renouvellement du mandat du syndic"),
        N_(
            "L’assemblée renouvelle expressément le mandat du syndic [nom] du [date] au [date], trois ans au plus, aux "
            "conditions du contrat joint."
        ),
        "CC 3.89 § 1",
        elects=True,
    ),
    Template(
        "syndic_appointment",
        Subject.SYNDIC_APPOINTMENT,
        N_("Nomination d’un syndic"),
        N_(
            "L’assemblée nomme [nom] syndic du [date] au [date], trois ans au plus, aux conditions du contrat écrit "
            "joint à la convocation."
        ),
        "CC 3.89 § 1",
        elects=True,
    ),
    Template(
        "syndic_revocation",
        Subject.SYNDIC_REVOCATION,
        N_("Révocation du syndic"),
        N_("L’assemblée révoque le mandat du syndic à la date du [date]."),
        "CC 3.89 § 7",
    ),
    Template(
        "syndic_contract",
        Subject.SYNDIC_CONTRACT,
        N_("Contrat avec le syndic ou ses proches"),
        N_("L’assemblée autorise le contrat entre l’association et [nom] pour [objet], au prix de [montant]."),
        "CC 3.89 § 5, 13°",
        costs=True,
    ),
    Template(
        "council_creation",
        Subject.COUNCIL_CREATION,
        N_("Création d’un conseil de copropriété"),
        N_("L’assemblée crée un conseil de copropriété de [nombre] membres."),
        "CC 3.90",
    ),
    Template(
        "council_delegation",
        Subject.COUNCIL_DELEGATION,
        N_("Mission confiée au conseil de copropriété"),
        N_("L’assemblée confie au conseil de copropriété, pour un an, la mission suivante : [mission]."),
        "CC 3.90",
    ),
    Template(
        "contract",
        Subject.CONTRACT,
        N_("Contrat d’entretien ou de fourniture"),
        N_("L’assemblée confie [objet] à [entreprise] pour [montant] par an, TVA comprise, du [date] au [date]."),
        "CC 3.87 § 8",
        costs=True,
    ),
    Template(
        "works",
        Subject.WORKS_COMMON,
        N_("Travaux aux parties communes"),
        N_(
            "L’assemblée décide les travaux suivants : [description]. Elle les confie à [entreprise] pour [montant], "
            "TVA comprise, payés par [fonds de réserve ou appel]."
        ),
        "CC 3.88 § 1, 1° b)",
        costs=True,
    ),
    Template(
        "works_imposed",
        Subject.WORKS_IMPOSED,
        N_("Travaux imposés par la loi"),
        N_("L’assemblée fait exécuter les travaux que la loi impose : [description], par [entreprise], à [montant]."),
        "CC 3.88 § 1, 1° b)",
        costs=True,
    ),
    Template(
        "works_conservatory",
        Subject.WORKS_CONSERVATORY,
        N_("Travaux conservatoires"),
        N_("L’assemblée approuve les travaux conservatoires suivants : [description], pour [montant]."),
        "CC 3.88 § 1, 1° b)",
        costs=True,
    ),
    Template(
        "works_private",
        Subject.WORKS_PRIVATE,
        N_("Travaux aux parties privatives, menés par l’association"),
        N_(
            "Pour la raison technique ou économique suivante : [motif], l’assemblée fait exécuter par l’association "
            "les travaux [description] aux parties privatives."
        ),
        "CC 3.88 § 1, 1° d)",
        costs=True,
    ),
    Template(
        "competition_threshold",
        Subject.COMPETITION_THRESHOLD,
        N_("Montant à partir duquel plusieurs devis sont demandés"),
        N_("L’assemblée fixe à [montant] le montant des marchés à partir duquel plusieurs devis sont obligatoires."),
        "CC 3.88 § 1, 1° c)",
    ),
    Template(
        "working_fund",
        Subject.FUND_CONTRIBUTION,
        N_("Fonds de roulement"),
        N_("L’assemblée porte le fonds de roulement à [montant], par un appel le [date]."),
        "CC 3.86 § 3",
        costs=True,
    ),
    Template(
        "no_reserve",
        Subject.NO_RESERVE_FUND,
        N_("Ne pas constituer de fonds de réserve"),
        N_("L’assemblée décide de ne pas constituer de fonds de réserve cette année."),
        "CC 3.86 § 3",
    ),
    Template(
        "legal_action",
        Subject.LEGAL_ACTION,
        N_("Action en justice"),
        N_(
            "L’assemblée autorise le syndic à agir en justice contre [partie] pour [objet], avec [avocat] pour conseil."
        ),
        "CC 3.92",
    ),
    Template(
        "house_rules",
        Subject.HOUSE_RULES,
        N_("Règlement d’ordre intérieur"),
        N_("L’assemblée remplace l’article [numéro] du règlement d’ordre intérieur par le texte suivant : [texte]."),
        "CC 3.85 § 3",
    ),
    Template(
        "statutes_use",
        Subject.STATUTES_ENJOYMENT,
        N_("Statuts : usage des parties communes"),
        N_(
            "L’assemblée modifie les statuts, pour la jouissance, l’usage ou l’administration des parties communes, "
            "comme suit : [texte]. L’acte est passé devant notaire."
        ),
        "CC 3.88 § 1, 1° a)",
    ),
    Template(
        "statutes_other",
        Subject.STATUTES_OTHER,
        N_("Statuts : autre modification"),
        N_("L’assemblée modifie les statuts comme suit : [texte]. L’acte est passé devant notaire."),
        "CC 3.88 § 1, 2° a)",
    ),
    Template(
        "charge_key",
        Subject.CHARGE_DISTRIBUTION,
        N_("Répartition des charges"),
        N_(
            "L’assemblée modifie la répartition des charges de [objet] : la clé jointe remplace la clé [clé] le [date]."
        ),
        "CC 3.88 § 1, 2° a)",
    ),
    Template(
        "penalty",
        Subject.PENALTY_CLAUSE,
        N_("Clause pénale en cas de retard de paiement"),
        N_("L’assemblée inscrit dans les statuts la clause suivante : [texte]. L’acte est passé devant notaire."),
        "CC 3.88 § 1, 2° a)",
    ),
    Template(
        "lot_division",
        Subject.LOT_DIVISION,
        N_("Division ou réunion de lots"),
        N_("L’assemblée autorise [la division, la réunion] du lot [numéro] selon le plan joint."),
        "CC 3.88 § 1, 2° g)",
    ),
    Template(
        "acquisition",
        Subject.ACQUISITION,
        N_("Acquisition d’un bien qui devient commun"),
        N_("L’assemblée décide l’acquisition de [bien] pour [montant], afin qu’il devienne commun."),
        "CC 3.88 § 1, 2° d)",
        costs=True,
    ),
    Template(
        "disposal",
        Subject.DISPOSAL,
        N_("Vente ou cession d’un bien commun"),
        N_("L’assemblée décide la cession de [bien] à [nom] pour [montant]."),
        "CC 3.88 § 1, 2° e)",
    ),
    Template(
        "shares_change",
        Subject.SHARES_CHANGE,
        N_("Modification des quotités"),
        N_("L’assemblée remplace les quotités des lots [numéros] selon le rapport joint."),
        "CC 3.88 § 3",
    ),
    Template(
        "other",
        Subject.OTHER,
        N_("Autre décision"),
        N_("L’assemblée décide de [texte]."),
        "CC 3.87 § 8",
        costs=True,
    ),
    Template(
        "discussion",
        None,
        N_("Échange sans vote"),
        N_("Questions des copropriétaires. Rien ne peut être décidé sous ce point."),
        "CC 3.87 § 3",
    ),
)
BY_CODE = {template.code: template for template in TEMPLATES}


def starter(*, council: bool) -> tuple[Template, ...]:
    """The agenda that an ordinary assembly begins with: what the law wants every year, and the discharge of custom.

    ``council``: whether the building has one or must have one (CC 3.90).
    """
    wanted = (one for one in TEMPLATES if one.starts is not None and (council or one.code != "council_member"))
    return tuple(sorted(wanted, key=lambda one: one.starts or 0))


def blanks(text: str) -> int:
    """How many places of a text are still to be filled in."""
    return len(_BLANK.findall(text))
