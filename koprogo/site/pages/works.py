"""Work that stopped on its way: which, why, and one button that takes it up again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, say

#: Kinds of work as people call them.
NAMES = {
    "assemblies.send_convocation": gettext_lazy("Écrire les convocations"),
    "assemblies.send_minutes": gettext_lazy("Envoyer le procès-verbal"),
    "assemblies.send_written": gettext_lazy("Écrire aux copropriétaires pour une décision par écrit"),
    "assemblies.send_receipts": gettext_lazy("Envoyer à chacun ses votes tels qu’ils sont comptés"),
    "auditing.write_report": gettext_lazy("Écrire le rapport du commissaire"),
    "hosting.close_vote": gettext_lazy("Dépouiller un vote des membres"),
    "hosting.deliver_message": gettext_lazy("Remettre une question au support"),
    "hosting.write_quote": gettext_lazy("Écrire un devis"),
    "hosting.deliver_order": gettext_lazy("Facturer un service rendu"),
    "hosting.run_billing": gettext_lazy("Facturer les copropriétés hébergées"),
    "banking.import_file": gettext_lazy("Importer un relevé de banque"),
    "budgets.send_next": gettext_lazy("Envoyer le prochain appel"),
    "budgets.write_calls": gettext_lazy("Préparer les appels du budget"),
    "charges.cancel_letters": gettext_lazy("Écrire les lettres d’annulation d’un appel"),
    "charges.send_call": gettext_lazy("Écrire les lettres d’un appel"),
    "charges.write_statement": gettext_lazy("Écrire un relevé de compte"),
    "closing.write_control_sheet": gettext_lazy("Écrire la feuille de contrôle d’une reprise"),
    "closing.write_dossier": gettext_lazy("Constituer les pièces d’une clôture"),
    "condominiums.import_workbook": gettext_lazy("Importer un classeur"),
    "platform.send_mail": gettext_lazy("Envoyer un e-mail"),
    "purchases.judge_arrival": gettext_lazy("Examiner un document reçu"),
    "purchases.propose_recurring": gettext_lazy("Proposer les factures récurrentes"),
    "settlements.write_letters": gettext_lazy("Écrire les lettres d’un décompte"),
    "site.bring_in": gettext_lazy("Apporter un immeuble d’une autre installation"),
    "site.check_books": gettext_lazy("Contrôler les comptes, la nuit"),
    "site.take_all": gettext_lazy("Préparer l’archive de tout l’immeuble"),
    "site.weekly_digest": gettext_lazy("Écrire les résumés de la semaine"),
    "statements.write_account": gettext_lazy("Écrire un compte en PDF"),
    "statements.write_paper": gettext_lazy("Écrire un état en PDF"),
    "statements.write_year": gettext_lazy("Constituer le dossier d’un exercice"),
    "neighbours.hold_ends": gettext_lazy("Proposer un créneau libéré au suivant"),
    "neighbours.write_paper": gettext_lazy("Écrire un papier des voisins"),
    "neighbours.renew_effect": gettext_lazy("Recompter ce que l’immeuble a fait ensemble"),
    "neighbours.tend_things": gettext_lazy("Rappeler les prêts et les échanges en attente"),
    "site.neighbours_week": gettext_lazy("Écrire le courrier du jeudi entre voisins"),
}


@door(needs=Right.SETTINGS)
def works(request: HttpRequest, access: Access) -> HttpResponse:
    """The list, the newest first."""
    rows = [(row, str(NAMES[row.kind])) for row in jobs.failed(access)]
    return page(request, "site/works.html", rows=rows)


@door(needs=Right.SETTINGS)
def resume(request: HttpRequest, access: Access, job_id: UUID) -> HttpResponse:
    """Put one back into the queue."""
    if jobs.get(access, job_id=job_id) is None:
        raise NotFound(what="job")
    if request.method == "POST":
        jobs.again(access, job_id=job_id)
        say(request, _("Le travail reprend où il en était."))
    return redirect("works", slug=access.slug)
