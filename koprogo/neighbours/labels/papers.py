"""What the papers of the neighbours are called."""

from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules.papers import PaperKind

PAPERS = {
    PaperKind.SHEET: gettext_lazy("La feuille du hall"),
    PaperKind.POSTER: gettext_lazy("L’affiche d’entrée"),
    PaperKind.LETTERS: gettext_lazy("Les lettres d’entrée"),
    PaperKind.SLIP: gettext_lazy("Le billet d’un voisin"),
}
ACTIONS = {
    "neighbours.paper_asked": gettext_lazy("Papier des voisins demandé"),
    "neighbours.paper_written": gettext_lazy("Papier des voisins écrit"),
}
