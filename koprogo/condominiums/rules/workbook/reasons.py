"""Why a cell was refused or only noticed: a code, its sentence in French, and where it stands.

A refusal keeps its row out of the plan (a key whose sum differs stays, to be shown) and stops the import.
A warning never does: what could not be read stays as a note.
The sentences are marked with `N_` for extraction; `labels.py` translates them with the same facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


def _unchanged(message: str) -> str:
    return message


N_ = _unchanged  # marks a sentence for extraction; it is translated where it is shown


REFUSALS: Final[Mapping[str, str]] = {
    "file_too_large": N_("Ce fichier dépasse %(limit)s. Garder les feuilles utiles, puis l’envoyer à nouveau."),
    "file_empty": N_("Ce fichier est vide. Choisir le fichier qui contient la liste des lots."),
    "file_unpacks_too_large": N_(
        "Ce fichier déballé est anormalement grand. L’enregistrer à nouveau au format .xlsx, puis l’envoyer."
    ),
    "file_not_a_table": N_(
        "Ce fichier n’est pas un tableau. Envoyer un fichier .xlsx, .ods ou .csv, ou coller les cellules."
    ),
    "file_old_or_locked": N_("Ce fichier est protégé ou d’un ancien format. L’enregistrer en .xlsx sans mot de passe."),
    "file_damaged": N_("Ce fichier est abîmé. L’ouvrir dans un tableur, l’enregistrer en .xlsx, puis l’envoyer."),
    "file_declares_entities": N_(
        "Ce fichier contient des déclarations interdites. L’enregistrer à nouveau en .xlsx, puis l’envoyer."
    ),
    "cell_too_long": N_("Une cellule dépasse %(limit)s caractères. La raccourcir, puis envoyer le fichier."),
    "too_many_sheets": N_("Ce fichier a plus de %(limit)s feuilles. Garder les feuilles utiles."),
    "too_many_rows": N_("Une feuille a plus de %(limit)s lignes. Garder les lignes utiles."),
    "too_many_columns": N_("Une feuille a plus de %(limit)s colonnes. Garder les colonnes utiles."),
    "nothing_found": N_(
        "Aucun lot n’a été trouvé dans ce fichier. Indiquer quelle colonne donne le lot ; le reste est gardé."
    ),
    "lot_without_identifier": N_("Cette ligne n’a pas de numéro de lot. Ajouter le numéro, ou vider la ligne."),
    "duplicate_lot": N_("Le lot %(lot)s figure déjà en %(first)s. Garder une seule ligne par lot."),
    "duplicate_owner": N_("Le copropriétaire %(owner)s figure déjà en %(first)s. Garder une seule ligne."),
    "duplicate_key": N_("La clé %(key)s figure déjà en %(first)s. Garder une seule ligne par clé."),
    "duplicate_share": N_(
        "Le lot %(lot)s a déjà des quotités dans la clé %(key)s, en %(first)s. Garder une seule ligne."
    ),
    "unreadable_shares": N_("« %(text)s » ne se lit pas comme des quotités. Écrire un nombre, par exemple 150."),
    "unreadable_total": N_("« %(text)s » ne se lit pas comme un total de quotités. Écrire un nombre entier."),
    "denominators_differ": N_(
        "Cette quotité est sur %(total)s, une autre de la même clé sur %(first)s. Prendre un seul total."
    ),
    "sum_differs": N_(
        "Les quotités de la clé %(key)s font %(sum)s, le total annoncé est %(total)s. Corriger l’un des deux."
    ),
    "unknown_lot": N_("Le lot %(lot)s n’est pas dans la liste des lots. L’y ajouter, ou corriger ce numéro."),
    "unknown_owner": N_("Le copropriétaire %(owner)s n’est pas dans la liste. L’y ajouter, ou corriger ce numéro."),
    "unknown_key": N_("La clé %(key)s n’est pas dans la liste des clés. L’y ajouter, ou corriger ce code."),
    "owner_without_identifier": N_("Cette ligne n’a ni code ni nom de copropriétaire. Ajouter l’un des deux."),
    "key_without_identifier": N_("Cette ligne n’a pas de code de clé. Ajouter le code, ou vider la ligne."),
    "dates_reversed": N_("La fin de cette propriété précède son début. Corriger l’une des deux dates."),
    "two_owners": N_(
        "Le lot %(lot)s aurait deux propriétaires le même jour, voir aussi %(first)s. Corriger les dates."
    ),
    "unreadable_date": N_("« %(text)s » ne se lit pas comme une date. Écrire par exemple 01/07/2022."),
    "shares_too_large": N_("Les quotités de la clé %(key)s sont trop grandes. Les écrire en nombres plus courts."),
    "too_many_things": N_(
        "Ce fichier a plus de %(lots)s lots ou %(owners)s copropriétaires. Vérifier que c’est le bon fichier."
    ),
    "holder_differs": N_(
        "Le lot %(lot)s a un autre propriétaire dans l’immeuble. Ajouter la date d’acquisition, ou corriger le fichier."
    ),
    "deed_total_differs": N_(
        "Le total de l’acte est %(known)s dans l’immeuble et %(total)s dans le fichier. Corriger l’un des deux."
    ),
}

WARNINGS: Final[Mapping[str, str]] = {
    "bad_email": N_("« %(text)s » n’est pas une adresse e-mail. Le texte est gardé en note."),
    "bad_iban": N_("« %(text)s » n’est pas un IBAN valable. Le texte est gardé en note."),
    "bad_postcode": N_("« %(text)s » n’est pas un code postal belge. Le texte est gardé en note."),
    "bad_amount": N_("« %(text)s » ne se lit pas comme un montant. Le texte est gardé en note."),
    "bad_date": N_("« %(text)s » ne se lit pas comme une date. Le texte est gardé en note."),
    "bad_part": N_("« %(text)s » ne se lit pas comme une part. Le texte est gardé en note."),
    "bad_enterprise_number": N_("« %(text)s » n’est pas un numéro d’entreprise. Le texte est gardé en note."),
    "shares_scaled": N_(
        "La clé %(key)s a des décimales. Toutes ses quotités et son total sont multipliés par %(factor)s."
    ),
    "kind_doubtful": N_("Le lot %(lot)s est encodé « %(kind)s », son nom dit autre chose. Vérifier sa nature."),
    "kind_unknown": N_("« %(text)s » n’est pas une nature de lot connue. Le lot est classé « autre »."),
    "lone_text": N_("« %(text)s » est seul sur sa ligne. Ce n’est pas pris pour un lot, le texte est gardé en note."),
    "lot_without_owner": N_("Le lot %(lot)s n’a pas de propriétaire. L’ajouter après l’importation."),
    "owner_without_lot": N_("Le copropriétaire %(owner)s n’a aucun lot. Il est repris quand même."),
    "owner_differs": N_("%(owner)s a ici une autre donnée que plus haut. La première compte, l’autre est en note."),
    "balance_repeated": N_(
        "Le même solde figure sur plusieurs lots de %(owner)s. Vérifier s’il est compté plusieurs fois."
    ),
    "no_shares_column": N_("Le fichier n’a pas de colonne « quotités ». L’indiquer ; le reste est gardé."),
    "unknown_primary_lot": N_("Le lot principal %(lot)s n’est pas dans la liste. Il est repris tel quel."),
    "unknown_entrance": N_("L’entrée %(entrance)s n’est pas dans la liste. Elle est reprise telle quelle."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to say about one cell: `cell` is like "C7", empty when it concerns the whole sheet."""

    sheet: str
    cell: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        """Whether the row was kept out of the plan."""
        return self.code in REFUSALS

    @property
    def sentence(self) -> str:
        """The French sentence, with its facts filled in."""
        template = REFUSALS.get(self.code) or WARNINGS[self.code]
        return template % self.facts
