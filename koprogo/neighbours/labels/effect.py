"""What the figures of a building are called, and how each of them is made."""

from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules.effect import Figure

#: Figure -> (its name, how it is made).
FIGURES = {
    Figure.HOURS: (
        gettext_lazy("heures de coups de main"),
        gettext_lazy(
            "Les quarts d’heure de tous les échanges confirmés, additionnés, arrondis à l’heure pleine en dessous. Ce"
            " qui a été rendu ne compte pas."
        ),
    ),
    Figure.LOANS: (
        gettext_lazy("objets prêtés"),
        gettext_lazy("Chaque remise d’un objet à un voisin compte une fois, qu’il soit déjà revenu ou non."),
    ),
    Figure.SPARED: (
        gettext_lazy("achats évités, au plus"),
        gettext_lazy(
            "Chaque objet compte une fois par voisin qui l’a emprunté, même s’il l’a emprunté dix fois. « Au plus »,"
            " parce que tous ne l’auraient pas acheté."
        ),
    ),
    Figure.GIFTS: (
        gettext_lazy("objets donnés ou troqués"),
        gettext_lazy("Chaque objet parti chez un voisin compte une fois."),
    ),
}
ACTIONS = {
    "neighbours.effect_renewed": gettext_lazy("Chiffres de l’immeuble recomptés"),
    "neighbours.effect_shared": gettext_lazy("Chiffres de l’immeuble partagés"),
    "neighbours.effect_withdrawn": gettext_lazy("Partage des chiffres arrêté"),
}
