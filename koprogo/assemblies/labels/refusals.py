"""What a refusal of assemblies says: what happened, what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from koprogo.assemblies.labels.words import STATE
from koprogo.assemblies.rules.states import State
from koprogo.platform import formats

Facts = Mapping[str, Any]


def _not_now(facts: Facts) -> str:
    return _("L’assemblée est dans l’état « %(state)s » : ceci n’est plus possible. Rien n’a changé.") % {
        "state": STATE[State(facts["state"])]
    }


def _not_covered(facts: Facts) -> str:
    if facts["since_on"] is None:
        return _("Cette décision n’est pas de celles que cette assemblée peut prendre. Choisissez un autre sujet.")
    return _("La loi ne règle cette décision que depuis le %(day)s. Choisissez un autre sujet ou une autre date.") % {
        "day": formats.day_long(facts["since_on"])
    }


#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "assemblies.agenda_empty": lambda f: _("L’ordre du jour est vide. Ajoutez un point avant de convoquer."),
    "assemblies.already_convened": lambda f: _("Tous ceux qui ont une voix aujourd’hui ont déjà cette convocation."),
    "assemblies.amount_missing": lambda f: _("Indiquez le montant du devis, TVA comprise."),
    "assemblies.authors_choice": lambda f: (
        _("%(author)s a retiré cette proposition. Demandez-lui de la proposer de nouveau.") % f
    ),
    "assemblies.elector_already": lambda f: _("%(name)s a déjà une voix : un membre, une voix.") % f,
    "assemblies.ends_before_start": lambda f: _("Cette voix a commencé plus tard. Choisissez une autre date."),
    "assemblies.proxy_to_outsider": lambda f: _(
        "Dans une association sans but lucratif, un membre se fait représenter par un autre membre. Choisissez-le dans "
        "la liste."
    ),
    "assemblies.votes_by_shares": lambda f: _("Dans une copropriété, les voix suivent les quotités des lots."),
    "assemblies.bad_tally_file": lambda f: _("Ce fichier de vote ne se lit pas, à l’endroit %(place)s.") % f,
    "assemblies.clause_missing": lambda f: _(
        "Indiquez la clause des statuts qui demande cette majorité plus stricte que la loi."
    ),
    "assemblies.no_retry": lambda f: _(
        "Une nouvelle assemblée se tient une fois, sur ce qui n’a manqué l’unanimité que par absence (CC 3.88 § 4). "
        "Planifiez une assemblée ordinaire ou extraordinaire."
    ),
    "assemblies.same_agenda": lambda f: _(
        "Ce point a déjà été convoqué tel quel : il se décide dans les mêmes mots, ni ajout ni retrait (CC 3.87 § 5, "
        "3.88 § 4). Pour autre chose, planifiez une autre assemblée. Rien n’a changé."
    ),
    "assemblies.spoken_elsewhere": lambda f: (
        _(
            "Les voix de %(party)s sont en plusieurs mains : un seul vote les engage toutes, et c’est %(by)s qui le "
            "donne. Rien n’a changé."
        )
        % f
    ),
    "assemblies.day_passed": lambda f: _("Cette date est passée. Choisissez un jour à venir."),
    "assemblies.email_missing": lambda f: (
        _("%(name)s n’a pas d’adresse e-mail. Ajoutez-la à sa fiche, puis notez l’accord.") % f
    ),
    "assemblies.told_on_another_day": lambda f: (
        _("Le procès-verbal est parti le %(day)s : indiquez un jour depuis lors, au plus tard aujourd’hui.")
        % {"day": formats.day_long(f["sent_on"])}
    ),
    "assemblies.too_early": lambda f: (
        _(
            "Les copropriétaires sont convoqués le %(day)s à %(hour)s : avant, rien ne peut commencer ni se constater. "
            "Rien n’a changé."
        )
        % {"day": formats.day_long(f["held_on"]), "hour": formats.hour(f["starts_at"])}
    ),
    "assemblies.excluded_already": lambda f: _("%(name)s ne vote déjà pas sur ce point.") % f,
    "assemblies.fortnight_unreadable": lambda f: _(
        "La quinzaine annuelle ne se lit pas. Écrivez son premier jour à la page Immeuble, mois et jour."
    ),
    "assemblies.given_later": lambda f: _("Cette procuration ne peut pas être signée après aujourd’hui."),
    "assemblies.identity_missing": lambda f: _(
        "Il manque le numéro d’entreprise de l’association ou le nom du syndic : la loi les demande sur chaque lettre. "
        "Ajoutez-les à la page Immeuble."
    ),
    "assemblies.impossible_attendance": lambda f: _(
        "Plus de voix sont présentes qu’il n’en existe. Vérifiez la liste des présences : rien n’a été compté."
    ),
    "assemblies.key_missing": lambda f: _(
        "Choisissez la clé de ceux qui paient : eux seuls votent, selon leur part de la dépense."
    ),
    "assemblies.needs_deed": lambda f: _(
        "Cette décision demande un acte authentique : elle se prend en assemblée, pas par écrit."
    ),
    "assemblies.negative_votes": lambda f: _("Un nombre de voix ne peut pas être négatif. Rien n’a été compté."),
    "assemblies.no_way_there": lambda f: (
        _("%(name)s n’a pas d’adresse pour ce chemin. Complétez sa fiche ou choisissez-en un autre.") % f
    ),
    "assemblies.nobody_to_convene": lambda f: _(
        "Aucun lot n’a de propriétaire : il n’y a personne à convoquer. Complétez la page Lots."
    ),
    "assemblies.not_enough_shares": lambda f: (
        _("%(signed)s voix sur %(total)s ont signé : il en faut un cinquième. La demande reste ouverte.")
        % {"signed": formats.number(f["signed"]), "total": formats.number(f["total"])}
    ),
    "assemblies.not_now": _not_now,
    "assemblies.not_yours": lambda f: _("Vous ne pouvez agir que pour vos propres lots."),
    "assemblies.nothing_proposed": lambda f: _(
        "Écrivez ce que l’assemblée doit décider : sans texte, rien ne peut être voté."
    ),
    "assemblies.notice_too_short": lambda f: (
        _("Le délai de convocation est de %(least)s jours au moins. Le règlement peut l’allonger, pas le raccourcir.")
        % f
    ),
    "assemblies.owners_item": lambda f: _(
        "Un copropriétaire a demandé ce point dans les délais : il doit être à l’ordre du jour. Seul son auteur "
        "peut le retirer."
    ),
    "assemblies.proof_missing": lambda f: _("Écrivez le numéro du recommandé, ou joignez le récépissé."),
    "assemblies.proxy_given_already": lambda f: (
        _("Ces voix sont déjà confiées à %(holder)s. Retirez d’abord cette procuration.") % f
    ),
    "assemblies.proxy_to_oneself": lambda f: _("Choisissez quelqu’un d’autre : on ne se représente pas soi-même."),
    "assemblies.proxy_to_syndic": lambda f: _(
        "Le syndic ne peut porter aucune procuration. Choisissez une autre personne."
    ),
    "assemblies.proxy_too_many": lambda f: (
        _(
            "%(name)s porte déjà %(held)s procurations et réunirait plus de 10 %% de toutes les voix. Choisissez une "
            "autre personne."
        )
        % f
    ),
    "assemblies.no_second_session": lambda f: _(
        "Une deuxième séance n’est convoquée qu’une fois, après une première sans quorum. Voyez la liste des "
        "assemblées."
    ),
    "assemblies.proxy_unnamed": lambda f: _(
        "Choisissez une personne, ou écrivez son prénom et son nom : une procuration sans nom ne vaut rien."
    ),
    "assemblies.reason_missing": lambda f: _(
        "Écrivez la raison : le point reste visible de tous, et chacun pourra la lire."
    ),
    "assemblies.received_before": lambda f: _(
        "La demande est reçue après avoir été ouverte, et au plus tard aujourd’hui. Corrigez le jour."
    ),
    "assemblies.received_later": lambda f: _("Cette lettre ne peut pas être arrivée après aujourd’hui."),
    "assemblies.request_closed": lambda f: _("La demande « %(title)s » est close : elle ne change plus.") % f,
    "assemblies.session_too_early": lambda f: (
        _("Cette séance ne peut pas se tenir avant le %(day)s.") % {"day": formats.day_long(f["from_on"])}
    ),
    "assemblies.signed_already": lambda f: _("%(name)s a déjà signé cette demande.") % f,
    "assemblies.signed_later": lambda f: _("Ce papier ne peut pas être signé après aujourd’hui."),
    "assemblies.subject_not_covered": _not_covered,
    "assemblies.too_many_shares": lambda f: (
        _("Il ne reste que %(left)s voix à confier.") % {"left": formats.number(f["left"])}
    ),
    "assemblies.too_late_to_take_back": lambda f: _(
        "La convocation est partie depuis plus de dix minutes. Changez la date ou le lieu : une nouvelle convocation "
        "la remplacera."
    ),
    "assemblies.term_too_long": lambda f: (
        _("Le mandat du syndic dure trois ans au plus : jusqu’au %(day)s.") % {"day": formats.day_long(f["last_on"])}
    ),
    "assemblies.not_the_representative": lambda f: (
        _("Ce lot a plusieurs titulaires : %(name)s vote pour tous, par désignation écrite (CC 3.87 § 1).") % f
    ),
    "assemblies.vote_suspended": lambda f: (
        _("Le vote de %(name)s est suspendu tant qu’un représentant n’est pas désigné par écrit.") % f
    ),
}
