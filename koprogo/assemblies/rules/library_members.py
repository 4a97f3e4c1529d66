"""The usual items of a non-profit's assembly (CSA book 9), in the form of the co-owners' library."""

from koprogo.assemblies.rules.library import N_, Template
from koprogo.assemblies.rules.subjects import Subject

TEMPLATES: tuple[Template, ...] = (
    Template(
        "members_officers",
        Subject.OTHER,
        N_("Présidence, secrétariat et scrutateurs"),
        N_("L’assemblée désigne [nom] pour présider la séance et [nom] comme secrétaire."),
        starts=1,
        practice=True,
    ),
    Template(
        "members_accounts",
        Subject.ACCOUNTS,
        N_("Comptes annuels"),
        N_("L’assemblée approuve les comptes annuels de l’exercice [exercice], joints à la convocation."),
        "CSA 9:12",
        starts=2,
        legal=True,
    ),
    Template(
        "members_budget",
        Subject.BUDGET,
        N_("Budget"),
        N_("L’assemblée approuve le budget de l’exercice [exercice], soit [montant], joint à la convocation."),
        "CSA 9:12",
        starts=3,
        legal=True,
    ),
    Template(
        "members_discharge",
        Subject.DISCHARGE,
        N_("Décharge aux administrateurs"),
        N_("L’assemblée donne décharge aux administrateurs pour l’exercice [exercice]."),
        "CSA 9:12",
        starts=4,
        legal=True,
    ),
    Template(
        "members_director",
        Subject.DIRECTOR,
        N_("Élection d’un administrateur"),
        N_("L’assemblée nomme [nom] administrateur du [date] au [date]. Chaque administrateur est élu séparément."),
        "CSA 9:12",
        elects=True,
    ),
    Template(
        "members_director_out",
        Subject.DIRECTOR,
        N_("Révocation d’un administrateur"),
        N_("L’assemblée révoque [nom] de ses fonctions d’administrateur à partir du [date]."),
        "CSA 9:12",
    ),
    Template(
        "members_auditor",
        Subject.AUDITOR,
        N_("Vérificateur aux comptes"),
        N_("L’assemblée désigne [nom] vérificateur aux comptes jusqu’à la prochaine assemblée ordinaire."),
        "CSA 9:12",
        elects=True,
    ),
    Template(
        "members_fee",
        Subject.FUND_CONTRIBUTION,
        N_("Cotisation des membres"),
        N_("L’assemblée fixe la cotisation annuelle des membres à [montant]."),
        "CSA 9:3",
    ),
    Template(
        "members_admission",
        Subject.MEMBERSHIP,
        N_("Admission d’un membre"),
        N_("L’assemblée admet [nom] comme membre à partir du [date]."),
        "CSA 9:3",
    ),
    Template(
        "members_exclusion",
        Subject.EXCLUSION,
        N_("Exclusion d’un membre"),
        N_("Après l’avoir entendu, l’assemblée exclut [nom] pour le motif suivant : [motif]."),
        "CSA 9:23",
    ),
    Template(
        "members_statutes",
        Subject.STATUTES,
        N_("Modification des statuts"),
        N_("L’assemblée remplace l’article [numéro] des statuts par le texte suivant : [texte]."),
        "CSA 9:21",
    ),
    Template(
        "members_purpose",
        Subject.PURPOSE,
        N_("Modification du but ou de l’objet"),
        N_("L’assemblée remplace le but désintéressé ou l’objet de l’association par le texte suivant : [texte]."),
        "CSA 9:21",
    ),
    Template(
        "members_dissolution",
        Subject.DISSOLUTION,
        N_("Dissolution"),
        N_(
            "L’assemblée dissout l’association, nomme [nom] liquidateur et attribue le patrimoine restant à "
            "[association de but désintéressé]."
        ),
        "CSA 2:110",
    ),
    Template(
        "members_other",
        Subject.OTHER,
        N_("Autre décision"),
        N_("L’assemblée décide de [texte]."),
        "CSA 9:12",
        costs=True,
    ),
    Template(
        "members_discussion",
        None,
        N_("Échange sans vote"),
        N_("Questions des membres. Rien ne peut être décidé sous ce point."),
    ),
)
BY_CODE = {template.code: template for template in TEMPLATES}


def starter() -> tuple[Template, ...]:
    """The agenda that the yearly assembly begins with."""
    return tuple(sorted((one for one in TEMPLATES if one.starts is not None), key=lambda one: one.starts or 0))
