"""What notices, polls and bookings call things, their refusals, and their acts in the audit trail."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.neighbours.rules.facilities import FacilityKind, Unit
from koprogo.neighbours.rules.notices import NoticeKind
from koprogo.neighbours.rules.polls import PollKind
from koprogo.platform import formats

Facts = Mapping[str, Any]

FACILITIES = {
    FacilityKind.ROOM: gettext_lazy("Salle"),
    FacilityKind.LAUNDRY: gettext_lazy("Buanderie"),
    FacilityKind.GUEST_FLAT: gettext_lazy("Studio d’amis"),
    FacilityKind.CARGO_BIKE: gettext_lazy("Vélo cargo"),
    FacilityKind.PARKING: gettext_lazy("Place de parking"),
    FacilityKind.OTHER: gettext_lazy("Autre"),
}
UNITS = {
    Unit.SLOT: gettext_lazy("Par créneaux dans la journée"),
    Unit.DAY: gettext_lazy("Par jours ou par nuits"),
}
WEEKDAYS = (
    gettext_lazy("lundi"),
    gettext_lazy("mardi"),
    gettext_lazy("mercredi"),
    gettext_lazy("jeudi"),
    gettext_lazy("vendredi"),
    gettext_lazy("samedi"),
    gettext_lazy("dimanche"),
)
NOTICES = {
    NoticeKind.WORD: gettext_lazy("Un mot aux voisins"),
    NoticeKind.EVENT: gettext_lazy("Un rendez-vous"),
    NoticeKind.RIDE: gettext_lazy("Un trajet à partager"),
    NoticeKind.CHILDREN: gettext_lazy("Garder les enfants"),
    NoticeKind.FOUND: gettext_lazy("Perdu, trouvé"),
}
#: What is read before a notice of some kinds hangs, and beside it afterwards (law 10).
CAUTIONS = {
    NoticeKind.RIDE: gettext_lazy(
        "Entre voisins qui se connaissent, on partage une place, et au plus les frais de route. Transporter des"
        " personnes contre paiement est un métier réglementé : cela n’a pas sa place ici. Vérifiez que votre assurance"
        " couvre vos passagers."
    ),
    NoticeKind.CHILDREN: gettext_lazy(
        "Entre parents qui se connaissent, on se rend service, sans rien payer. La garde d’enfants rémunérée est un"
        " métier réglementé : cela n’a pas sa place ici. Faites connaissance avant, et convenez d’un numéro à appeler."
    ),
}
POLLS = {
    PollKind.YES_NO: gettext_lazy("Oui ou non"),
    PollKind.ONE: gettext_lazy("Un choix"),
    PollKind.SEVERAL: gettext_lazy("Plusieurs choix"),
    PollKind.RANKING: gettext_lazy("Un classement"),
    PollKind.SCALE: gettext_lazy("Une note de 1 à 5"),
}


def _slot_taken(facts: Facts) -> str:
    if facts["next_at"] is None:
        return _("Ces heures sont déjà prises, et rien d’autre n’est libre. Inscrivez-vous à la liste d’attente.")
    return _("Ces heures sont déjà prises. Le prochain créneau libre : %(next)s.") % {
        "next": formats.moment(facts["next_at"])
    }


ACTIONS = {
    "neighbours.booked": gettext_lazy("Réservation faite"),
    "neighbours.booking_cancelled": gettext_lazy("Réservation rendue"),
    "neighbours.bookings_charged": gettext_lazy("Réservations portées en compte"),
    "neighbours.calendar_linked": gettext_lazy("Lien d’agenda créé"),
    "neighbours.deposit_given_back": gettext_lazy("Retenue sur une caution reprise"),
    "neighbours.deposit_retained": gettext_lazy("Caution retenue"),
    "neighbours.coming_said": gettext_lazy("Présence annoncée à un rendez-vous"),
    "neighbours.facility_added": gettext_lazy("Lieu ou objet à réserver ajouté"),
    "neighbours.facility_changed": gettext_lazy("Règles de réservation modifiées"),
    "neighbours.facility_closed": gettext_lazy("Réservations ouvertes ou fermées"),
    "neighbours.facility_priced": gettext_lazy("Prix ou caution d’une réservation fixés"),
    "neighbours.hold_ended": gettext_lazy("Place d’attente non reprise"),
    "neighbours.line_joined": gettext_lazy("Inscription à une liste d’attente"),
    "neighbours.line_left": gettext_lazy("Liste d’attente quittée"),
    "neighbours.notice_answered": gettext_lazy("Réponse à une annonce"),
    "neighbours.notice_changed": gettext_lazy("Annonce modifiée"),
    "neighbours.notice_hung": gettext_lazy("Annonce affichée"),
    "neighbours.notice_pinned": gettext_lazy("Annonce épinglée ou détachée"),
    "neighbours.notice_taken_down": gettext_lazy("Annonce retirée"),
    "neighbours.offer_accepted": gettext_lazy("Place d’attente reprise"),
    "neighbours.poll_answered": gettext_lazy("Réponse à un sondage"),
    "neighbours.poll_asked": gettext_lazy("Sondage lancé"),
    "neighbours.poll_closed": gettext_lazy("Sondage clos"),
}

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.price_by_oneself": lambda f: (
        _("« %(name)s » a un prix ou une caution, sur un lot : seule la personne qui en répond peut réserver.") % f
    ),
    "neighbours.answered_already": lambda f: _(
        "Vous avez déjà répondu à ce sondage. Une réponse anonyme ne se retrouve pas : elle ne peut plus changer."
    ),
    "neighbours.booking_too_long": lambda f: _("Réservez %(most)s créneaux à la fois au plus.") % f,
    "neighbours.caution_unread": lambda f: _("Lisez l’avertissement et cochez la case : l’annonce part ensuite."),
    "neighbours.deposit_not_retained": lambda f: _("Cette retenue est déjà reprise : rien n’est écrit deux fois."),
    "neighbours.deposit_not_the_time": lambda f: (
        _("Une caution se retient après l’usage, dans les %(days)s jours. Rien n’est écrit.") % f
    ),
    "neighbours.deposit_reason": lambda f: (
        _("Écrivez la raison, de %(least)s à %(most)s caractères : la personne la lira.") % f
    ),
    "neighbours.deposit_retained_already": lambda f: _(
        "Sur cette caution, une retenue est déjà écrite. Reprenez-la d’abord si elle est à corriger."
    ),
    "neighbours.event_times": lambda f: _(
        "Un rendez-vous a un jour à venir, dans l’année, et une fin après son début. Vérifiez les heures."
    ),
    "neighbours.facility_closed": lambda f: _("« %(name)s » ne se réserve pas en ce moment.") % f,
    "neighbours.facility_name_taken": lambda f: _("« %(name)s » existe déjà. Choisissez un autre nom.") % f,
    "neighbours.free_already": lambda f: _("Ces heures sont libres, ou déjà à vous : il n’y a pas d’attente."),
    "neighbours.lot_unknown": lambda f: (
        _(
            "« %(name)s » a un prix ou une caution, sur un lot, et votre lot n’est pas connu. Demandez au syndic de"
            " vous inscrire comme occupant. Rien n’est réservé."
        )
        % f
    ),
    "neighbours.more_than_deposit": lambda f: (
        _("Retenez de %(least)s à %(most)s : la caution de cette réservation.")
        % {"least": formats.money(1), "most": formats.money(f["most"])}
    ),
    "neighbours.no_deposit": lambda f: _("Cette réservation n’a pas de caution, ou n’a pas eu lieu."),
    "neighbours.no_price_here": lambda f: _(
        "Un groupe d’habitants ne tient pas de comptes : il n’y a ni prix ni caution."
    ),
    "neighbours.not_a_slot": lambda f: _("Ces heures ne se réservent pas. Choisissez un créneau du calendrier."),
    "neighbours.not_offered": lambda f: _("Cette place ne vous est pas (ou plus) gardée : elle est passée au suivant."),
    "neighbours.not_your_notice": lambda f: _("Cette annonce est d’un autre voisin : rien n’a changé."),
    "neighbours.not_your_poll": lambda f: _("Ce sondage est d’un autre voisin : rien n’a changé."),
    "neighbours.nothing_free": lambda f: _("Aucune de ces semaines n’est libre. Choisissez une autre heure."),
    "neighbours.nothing_to_book": lambda f: _("Ce mois est déjà porté en compte : rien n’est écrit deux fois."),
    "neighbours.notice_down": lambda f: _("Cette annonce est retirée ou passée : rien n’a changé."),
    "neighbours.notice_end": lambda f: _("Une annonce reste au plus %(most)s jours. Choisissez une date à venir.") % f,
    "neighbours.own_notice": lambda f: _("C’est votre annonce : répondez à un voisin qui vous a écrit."),
    "neighbours.poll_over": lambda f: _("Ce sondage est clos : votre réponse n’a pas été prise."),
    "neighbours.slot_past": lambda f: _("Ces heures sont passées. Choisissez un créneau à venir."),
    "neighbours.slot_taken": _slot_taken,
    "neighbours.some_taken": lambda f: (
        _("Pas libre le %(days)s. Cochez la case pour réserver les autres semaines, ou choisissez une autre heure.")
        % {"days": ", ".join(formats.day(day) for day in f["taken"])}
    ),
    "neighbours.too_far_ahead": lambda f: (
        _("On réserve jusqu’au %(last)s, pas plus loin.") % {"last": formats.day_long(f["last"])}
    ),
    "neighbours.too_late_to_cancel": lambda f: (
        ngettext(
            "On rend une réservation jusqu’à %(hours)s heure avant. Elle reste à vous.",
            "On rend une réservation jusqu’à %(hours)s heures avant. Elle reste à vous.",
            f["hours"],
        )
        % f
    ),
    "neighbours.too_many_pinned": lambda f: _("%(most)s annonces sont déjà épinglées. Détachez-en une d’abord.") % f,
    "neighbours.too_many_times": lambda f: _("Réservez %(most)s semaines de suite au plus.") % f,
    "neighbours.unusable_answer": lambda f: _("Choisissez une réponse. Dans un classement, chaque rang sert une fois."),
    "neighbours.unusable_plan": lambda f: _("Ces heures ou cette limite ne donnent aucun créneau. Corrigez ce champ."),
    "neighbours.unusable_poll": lambda f: (
        _("Un sondage a de %(least)s à %(most)s choix et une date de fin à venir, dans l’année.") % f
    ),
    "neighbours.week_used": lambda f: (
        ngettext(
            "Vous avez déjà %(most)s réservation cette semaine-là : la règle en laisse aux voisins.",
            "Vous avez déjà %(most)s réservations cette semaine-là : la règle en laisse aux voisins.",
            f["most"],
        )
        % f
    ),
}
