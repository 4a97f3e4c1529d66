"""What the audit trail calls each act of assemblies."""

from django.utils.translation import gettext_lazy

#: Code of an act -> its words.
ACTIONS = {
    "assemblies.assembly_cancelled": gettext_lazy("Assemblée annulée"),
    "assemblies.assembly_changed": gettext_lazy("Assemblée modifiée"),
    "assemblies.assembly_planned": gettext_lazy("Assemblée planifiée"),
    "assemblies.document_attached": gettext_lazy("Document joint à un point"),
    "assemblies.document_detached": gettext_lazy("Document retiré d’un point"),
    "assemblies.item_added": gettext_lazy("Point ajouté à l’ordre du jour"),
    "assemblies.item_listed": gettext_lazy("Point remis à l’ordre du jour"),
    "assemblies.item_moved": gettext_lazy("Point déplacé"),
    "assemblies.item_proposed": gettext_lazy("Point proposé par un copropriétaire"),
    "assemblies.item_withdrawn": gettext_lazy("Point retiré de l’ordre du jour"),
    "assemblies.item_written": gettext_lazy("Point rédigé"),
    "assemblies.owner_excluded": gettext_lazy("Copropriétaire exclu d’un vote"),
    "assemblies.owner_included": gettext_lazy("Exclusion d’un vote levée"),
    "assemblies.proposal_recorded": gettext_lazy("Proposition reçue par lettre"),
    "assemblies.proposal_withdrawn": gettext_lazy("Proposition retirée par son auteur"),
    "assemblies.quote_added": gettext_lazy("Devis ajouté"),
    "assemblies.quote_dropped": gettext_lazy("Devis retiré"),
}
