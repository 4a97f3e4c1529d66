"""What the building's things are called, and the sentences of its refusals (French is the source)."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from koprogo.condominiums import workbook_labels
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Role
from koprogo.condominiums.rules.setup import State
from koprogo.platform import formats

Facts = Mapping[str, object]

LOT_KINDS = {
    LotKind.APARTMENT: gettext_lazy("Appartement"),
    LotKind.SHOP: gettext_lazy("Commerce"),
    LotKind.OFFICE: gettext_lazy("Bureau"),
    LotKind.HOUSE: gettext_lazy("Maison"),
    LotKind.GARAGE: gettext_lazy("Garage"),
    LotKind.PARKING: gettext_lazy("Parking"),
    LotKind.CELLAR: gettext_lazy("Cave"),
    LotKind.OTHER: gettext_lazy("Autre"),
}
ROLES = {
    Role.SYNDIC: gettext_lazy("Syndic"),
    Role.OWNER: gettext_lazy("Copropriétaire"),
    Role.FORMER_OWNER: gettext_lazy("Ancien copropriétaire"),
    Role.COUNCIL: gettext_lazy("Conseil de copropriété"),
    Role.AUDITOR: gettext_lazy("Commissaire aux comptes"),
    Role.ACCOUNTANT: gettext_lazy("Comptable"),
    Role.OCCUPANT: gettext_lazy("Occupant"),
    Role.SUPPORT: gettext_lazy("Support de l’hébergeur"),
    Role.BOARD: gettext_lazy("Administrateur de l’ASBL"),
    Role.TREASURER: gettext_lazy("Trésorier de l’ASBL"),
    Role.MEMBER: gettext_lazy("Membre de l’ASBL"),
    Role.RESIDENT: gettext_lazy("Habitant"),
    Role.ANIMATOR: gettext_lazy("Animateur des voisins"),
}
PARTY_KINDS = {
    "person": gettext_lazy("Personne"),
    "company": gettext_lazy("Société ou association"),
    "joint": gettext_lazy("Indivision"),
    "split": gettext_lazy("Usufruit et nue-propriété"),
}
MEMBER_RIGHTS = {
    "co_owner": gettext_lazy("Indivisaire"),
    "usufructuary": gettext_lazy("Usufruitier"),
    "bare_owner": gettext_lazy("Nu-propriétaire"),
}
CHANNELS = {"email": gettext_lazy("Par e-mail"), "post": gettext_lazy("Par la poste")}
KEY_KINDS = {
    "shares": gettext_lazy("Quotités de l’acte"),
    "weights": gettext_lazy("Parts propres à la clé"),
    "equal": gettext_lazy("Une part par lot"),
}
LANGUAGE_NAMES = {"fr": "Français", "nl": "Nederlands", "de": "Deutsch", "en": "English"}
STATES = {
    State.TODO: gettext_lazy("À faire"),
    State.STARTED: gettext_lazy("Commencé"),
    State.DONE: gettext_lazy("Fait"),
    State.NOT_SENT: gettext_lazy("Pas encore envoyé"),
}
SETUP_TITLES = {
    "identity": gettext_lazy("L’immeuble : adresse et numéro d’entreprise"),
    "lots": gettext_lazy("Les lots et leurs quotités"),
    "owners": gettext_lazy("Les copropriétaires de chaque lot"),
    "contacts": gettext_lazy("Leurs adresses"),
    "keys": gettext_lazy("Les clés de répartition"),
    "mandates": gettext_lazy("Le mandat du syndic"),
    "invitations": gettext_lazy("Les invitations"),
}


def floor(value: int | None) -> str:
    """A floor as one says it: 2e étage, Rez-de-chaussée, Sous-sol."""
    if value is None:
        return _("Étage non précisé")
    if value == 0:
        return _("Rez-de-chaussée")
    if value == -1:
        return _("Sous-sol")
    if value < -1:
        return _("Sous-sol %(n)s") % {"n": -value}
    return pgettext("floor", "1er étage") if value == 1 else _("%(n)se étage") % {"n": value}


def month(number: int) -> str:
    """The name of a month (1 to 12)."""
    return formats.day_long(date(2026, number, 2)).split()[1]


def _n(value: object) -> str:
    assert isinstance(value, int)
    return formats.number(value)


def _day(value: object) -> str:
    assert isinstance(value, date)
    return formats.day_long(value)


def _key_incomplete(facts: Facts) -> str:
    missing = facts["difference"]
    assert isinstance(missing, int)
    values = {"label": facts["label"], "n": _n(abs(missing)), "total": _n(facts["total"])}
    if missing > 0:
        return (
            _("La clé « %(label)s » n’est pas complète : il manque %(n)s sur %(total)s. Complétez-la.")
            % values
        )
    return _("La clé « %(label)s » dépasse son total : %(n)s de trop pour %(total)s. Corrigez-la.") % values


def _building_has_lots(facts: Facts) -> str:
    count = facts["lots"]
    assert isinstance(count, int)
    text = ngettext(
        "Le bâtiment « %(name)s » contient encore %(lots)s lot. Déplacez-le d’abord.",
        "Le bâtiment « %(name)s » contient encore %(lots)s lots. Déplacez-les d’abord.",
        count,
    )
    return text % {"name": facts["name"], "lots": formats.number(count)}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "condominiums.no_nonprofit": lambda _f: _("Cette identité est celle d’une ASBL, pas d’une copropriété."),
    "condominiums.letter_refused": lambda f: _(
        "Une lettre ne tombe pas juste : rien n’est parti. Signalez-le, s’il vous plaît."
    ),
    "condominiums.syndic_term_too_long": lambda f: (
        _("Le mandat du syndic dure trois ans au plus. Choisissez une fin au plus tard le %(day)s.")
        % {"day": _day(f["latest_on"])}
    ),
    "condominiums.syndic_term_open": lambda f: (
        _("Le mandat du syndic a toujours une fin. Indiquez-la, au plus tard le %(day)s.")
        % {"day": _day(f["latest_on"])}
    ),
    "condominiums.syndic_incompatible": lambda _f: _(
        "Le syndic ne peut être ni membre du conseil ni commissaire aux comptes."
        " Choisissez une autre personne."
    ),
    "condominiums.mandate_ends_too_early": lambda f: (
        _("Choisissez une fin après le début, le %(day)s.") % {"day": _day(f["after_on"])}
    ),
    "condominiums.mandate_already_given": lambda f: (
        _("%(name)s exerce déjà ce mandat à ces dates. Changez les dates, ou corrigez le mandat existant.")
        % {"name": f["name"]}
    ),
    "condominiums.key_incomplete": _key_incomplete,
    "condominiums.key_without_total": lambda _f: _(
        "Indiquez le total de la clé : un nombre entier au-dessus de zéro."
    ),
    "condominiums.key_without_name": lambda _f: _("Donnez un nom à la clé, par exemple « Ascenseur »."),
    "condominiums.key_version_too_early": lambda f: (
        _("Choisissez une date après le %(day)s.") % {"day": _day(f["after_on"])}
    ),
    "condominiums.key_version_old": lambda _f: _(
        "Une version plus récente de cette clé existe. Ouvrez-la pour la changer."
    ),
    "condominiums.deed_key_stays": lambda _f: _(
        "La clé de l’acte ne se ferme pas : les votes en dépendent. Créez une nouvelle version."
    ),
    "condominiums.weight_negative": lambda _f: _("Indiquez un nombre entier, zéro ou plus."),
    "condominiums.lot_number_taken": lambda f: (
        _("Le lot %(number)s existe déjà. Choisissez un autre numéro.") % {"number": f["number"]}
    ),
    "condominiums.lot_number_unusable": lambda _f: _(
        "Choisissez un autre numéro de lot, par exemple 3C ou 12."
    ),
    "condominiums.lot_in_use": lambda f: (
        _(
            "Le lot %(number)s a un propriétaire, un occupant ou des comptes. Il reste dans"
            " l’histoire de l’immeuble."
        )
        % {"number": f["number"]}
    ),
    "condominiums.no_deed_key": lambda _f: _(
        "Aucune clé de quotités n’est en vigueur aujourd’hui. Créez-en une version dans les"
        " clés de répartition."
    ),
    "condominiums.lot_already_held": lambda f: (
        _("Le lot %(number)s appartient déjà à %(holder)s. Utilisez « Changement de propriétaire ».")
        % {"number": f["number"], "holder": f["holder"]}
    ),
    "condominiums.lot_never_held": lambda f: (
        _("Le lot %(number)s n’a pas encore de propriétaire. Indiquez d’abord le premier.")
        % {"number": f["number"]}
    ),
    "condominiums.same_holder": lambda f: (
        _("%(holder)s est déjà propriétaire de ce lot. Choisissez une autre personne.")
        % {"holder": f["holder"]}
    ),
    "condominiums.transfer_too_early": lambda f: (
        _("Choisissez une date après le %(day)s : c’est le dernier changement.")
        % {"day": _day(f["after_on"])}
    ),
    "condominiums.transfer_in_use": lambda _f: _(
        "Des opérations tiennent compte de ce changement. Il ne peut plus être annulé ; notez-en un nouveau."
    ),
    "condominiums.already_occupant": lambda f: (
        _("%(name)s occupe déjà le lot %(number)s à cette date.") % {"name": f["name"], "number": f["number"]}
    ),
    "condominiums.move_out_too_early": lambda f: (
        _("Choisissez une date après l’entrée, le %(day)s.") % {"day": _day(f["after_on"])}
    ),
    "condominiums.party_without_name": lambda _f: _("Indiquez un nom."),
    "condominiums.iban_invalid": lambda f: (
        _(
            "« %(text)s » n’est pas un numéro de compte valable."
        " Recopiez-le d’un relevé : BE68 5390 0754 7034."
        )
        % {"text": f["text"]}
    ),
    "condominiums.enterprise_number_invalid": lambda f: (
        _(
            "« %(text)s » n’est pas un numéro d’entreprise valable. Il a dix chiffres, par"
            " exemple 0403.170.701."
        )
        % {"text": f["text"]}
    ),
    "condominiums.assembly_day_invalid": lambda _f: _(
        "Indiquez un jour et un mois, par exemple 15 décembre."
    ),
    "condominiums.members_missing": lambda _f: _("Choisissez au moins deux personnes."),
    "condominiums.fractions_not_whole": lambda f: (
        _("Les parts font %(sum)s ensemble. Elles doivent faire 1, par exemple 1/2 et 1/2.")
        % {"sum": f["sum"]}
    ),
    "condominiums.member_unusable": lambda _f: _(
        "Choisissez des personnes ou des sociétés, chacune une fois ; une indivision n’en"
        " contient pas une autre."
    ),
    "condominiums.not_several": lambda _f: _(
        "Une seule personne n’a besoin ni de membres ni de représentant. Créez une indivision pour plusieurs."
    ),
    "condominiums.designation_missing": lambda _f: _(
        "Indiquez où se trouve la désignation écrite, par exemple « lettre du 3 mars 2026 »."
    ),
    "condominiums.building_name_taken": lambda f: (
        _("Un bâtiment s’appelle déjà « %(name)s ». Choisissez un autre nom.") % {"name": f["name"]}
    ),
    "condominiums.building_has_lots": _building_has_lots,
    "condominiums.invitation_without_email": lambda f: (
        _("%(name)s n’a pas d’adresse e-mail. Ajoutez-la, puis envoyez l’invitation.") % {"name": f["name"]}
    ),
    "condominiums.last_syndic_person": lambda _f: _(
        "Plus personne ne pourrait gérer l’immeuble. Donnez d’abord le mandat de syndic à quelqu’un d’autre."
    ),
}
REFUSALS |= workbook_labels.REFUSALS
REFUSALS |= {
    "condominiums.already_here": lambda f: (
        _(
            "« %(name)s » est déjà dans cette installation, et rien n’y est écrasé. Demandez au syndic de vous y"
            " inviter, ou à qui gère ce serveur."
        )
        % {"name": f["name"]}
    ),
    "condominiums.place_in_use": lambda f: _(
        "L’immeuble n’était plus vide quand l’archive a été lue. Rien n’a été écrasé ; demandez à qui gère ce serveur."
    ),
}

#: What the nightly check proves, and what it says of each thing that is off.
PROOFS = {
    "condominiums.lots": gettext_lazy("Chaque lot a un propriétaire chaque jour."),
    "condominiums.keys": gettext_lazy("Chaque clé de répartition fait son total."),
}
FINDINGS = {
    "condominiums.lots.unheld": gettext_lazy("Lot %(lot)s : personne ne le détient du %(from_on)s au %(to_on)s."),
    "condominiums.keys.incomplete": gettext_lazy("Clé %(key)s : %(weighed)s quotités sur %(total)s."),
    "condominiums.keys.no_deed": gettext_lazy("Aucune clé de l’acte ne vaut aujourd’hui."),
}

#: What the audit trail calls each act.
ACTIONS = {
    "condominiums.nonprofit_described": gettext_lazy("Identité de l’ASBL notée"),
    "condominiums.archive_handed_in": gettext_lazy("Archive d’une autre installation apportée"),
    "condominiums.building_brought": gettext_lazy("Immeuble repris d’une autre installation"),
    "condominiums.brought_invited": gettext_lazy("Personnes de l’autre installation invitées"),
    "condominiums.building_added": gettext_lazy("Bâtiment ajouté"),
    "condominiums.building_created": gettext_lazy("Immeuble créé"),
    "condominiums.building_described": gettext_lazy("Identité de l’immeuble changée"),
    "condominiums.building_removed": gettext_lazy("Bâtiment retiré"),
    "condominiums.building_renamed": gettext_lazy("Bâtiment renommé"),
    "condominiums.import_columns_chosen": gettext_lazy("Colonnes du tableur choisies"),
    "condominiums.import_done": gettext_lazy("Tableur importé"),
    "condominiums.import_queued": gettext_lazy("Import mis en file"),
    "condominiums.import_read": gettext_lazy("Tableur lu"),
    "condominiums.import_undone": gettext_lazy("Import annulé"),
    "condominiums.invitation_accepted": gettext_lazy("Invitation acceptée"),
    "condominiums.invitation_taken_back": gettext_lazy("Invitation annulée"),
    "condominiums.key_added": gettext_lazy("Clé de répartition ajoutée"),
    "condominiums.key_changed": gettext_lazy("Clé de répartition changée"),
    "condominiums.key_closed": gettext_lazy("Clé de répartition fermée"),
    "condominiums.key_version_added": gettext_lazy("Nouvelle version d’une clé"),
    "condominiums.key_weighed": gettext_lazy("Quotités d’une clé changées"),
    "condominiums.lot_added": gettext_lazy("Lot ajouté"),
    "condominiums.lot_changed": gettext_lazy("Lot changé"),
    "condominiums.lot_given": gettext_lazy("Premier propriétaire indiqué"),
    "condominiums.lot_removed": gettext_lazy("Lot retiré"),
    "condominiums.lot_transferred": gettext_lazy("Changement de propriétaire"),
    "condominiums.mandate_corrected": gettext_lazy("Mandat corrigé"),
    "condominiums.mandate_ended": gettext_lazy("Mandat terminé"),
    "condominiums.mandate_given": gettext_lazy("Mandat donné"),
    "condominiums.members_set": gettext_lazy("Indivision ou démembrement changé"),
    "condominiums.occupant_moved_in": gettext_lazy("Arrivée d’un occupant"),
    "condominiums.occupant_moved_out": gettext_lazy("Départ d’un occupant"),
    "condominiums.party_added": gettext_lazy("Personne ajoutée"),
    "condominiums.party_changed": gettext_lazy("Fiche changée"),
    "condominiums.supplier_added": gettext_lazy("Fiche de fournisseur ajoutée"),
    "condominiums.supplier_changed": gettext_lazy("Fiche de fournisseur changée"),
    "condominiums.party_invited": gettext_lazy("Invitation envoyée"),
    "condominiums.person_linked": gettext_lazy("Accès ouvert"),
    "condominiums.person_unlinked": gettext_lazy("Accès retiré"),
    "condominiums.representative_named": gettext_lazy("Mandataire désigné"),
    "condominiums.transfer_corrected": gettext_lazy("Changement de propriétaire corrigé"),
}
