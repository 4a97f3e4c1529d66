"""What each code and each refusal of auditing is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.auditing.rules.marks import Kind, State
from koprogo.auditing.rules.report import Opinion
from koprogo.auditing.rules.sampling import Reason

Facts = Mapping[str, Any]

STATE = {
    State.TODO: (gettext_lazy("À voir"), ""),
    State.SEEN: (gettext_lazy("Vu"), "ok"),
    State.ASKED: (gettext_lazy("Question posée"), "att"),
    State.ANSWERED: (gettext_lazy("Réponse reçue"), "vif"),
}
SAID = {
    Kind.SEEN: gettext_lazy("Vu"),
    Kind.QUESTION: gettext_lazy("Question"),
    Kind.ANSWER: gettext_lazy("Réponse"),
    Kind.ACCEPTED: gettext_lazy("Réponse acceptée"),
}
REASON = {Reason.LARGE: gettext_lazy("Grand montant"), Reason.DRAWN: gettext_lazy("Tirée au sort")}
OPINION = {
    Opinion.FAVOURABLE: gettext_lazy("Favorable : approuver les comptes"),
    Opinion.REMARKS: gettext_lazy("Favorable avec remarques"),
    Opinion.UNFAVOURABLE: gettext_lazy("Défavorable : ne pas approuver les comptes"),
}
#: Why no paper stands beside an entry.
NO_VOUCHER = {
    "counter_entry": gettext_lazy("Contre-passation : la pièce est celle de l’écriture qu’elle annule."),
    "on_paper": gettext_lazy("La pièce est citée dans l’écriture et n’a pas été déposée : demandez-la au syndic."),
    "own_books": gettext_lazy("Écriture faite par les livres eux-mêmes (clôture, décompte, transfert)."),
    "missing": gettext_lazy("La pièce n’est plus là : posez la question au syndic."),
    "private": gettext_lazy("La pièce concerne le compte d’un autre copropriétaire : le commissaire la voit."),
}

#: What the audit trail calls each act.
ACTIONS = {
    "auditing.answer_accepted": gettext_lazy("Réponse acceptée par le commissaire"),
    "auditing.entry_seen": gettext_lazy("Écriture vue par le commissaire"),
    "auditing.question_answered": gettext_lazy("Réponse donnée au commissaire"),
    "auditing.question_asked": gettext_lazy("Question du commissaire"),
    "auditing.report_begun": gettext_lazy("Rapport du commissaire commencé"),
    "auditing.report_kept": gettext_lazy("Rapport du commissaire gardé"),
    "auditing.report_signed": gettext_lazy("Rapport du commissaire signé"),
    "auditing.report_written": gettext_lazy("Rapport du commissaire changé"),
    "auditing.sample_drawn": gettext_lazy("Échantillon du commissaire tiré"),
}


def _nothing_examined(facts: Facts) -> str:
    if not facts["sample"]:
        return _("Rien n’a encore été tiré pour cet exercice. Tirez d’abord un échantillon.")
    return ngettext(
        "Il reste %(num)s écriture à voir avant de signer.",
        "Il reste %(num)s écritures à voir avant de signer.",
        facts["left"],
    ) % {"num": facts["left"]}


def _words_missing(facts: Facts) -> str:
    if facts["reason"] == "open_questions":
        return ngettext(
            "%(num)s question est encore ouverte : acceptez la réponse, ou concluez avec des remarques.",
            "%(num)s questions sont encore ouvertes : acceptez les réponses, ou concluez avec des remarques.",
            facts["questions"],
        ) % {"num": facts["questions"]}
    if facts["reason"] == "name":
        return _("Écrivez le nom sous lequel vous signez.")
    return _("Le rapport n’a pas de texte. Écrivez-le avant de signer.")


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "auditing.nothing_to_draw": lambda f: _(
        "Toutes les écritures de cet exercice sont déjà dans l’échantillon, ou il n’y en a pas encore."
    ),
    "auditing.size_out_of_range": lambda f: (
        _("Tirez entre %(fewest)s et %(most)s écritures.") % {"fewest": f["fewest"], "most": f["most"]}
    ),
    "auditing.large_below_zero": lambda f: _("Écrivez un montant supérieur à zéro, ou laissez le champ vide."),
    "auditing.wrong_moment": lambda f: (
        _("Cette écriture en est à « %(state)s ». Rien n’a changé : relisez-la d’abord.")
        % {"state": STATE[State(f["state"])][0]}
    ),
    "auditing.nothing_said": lambda f: (
        _("Écrivez votre question.")
        if f["kind"] == Kind.QUESTION.value
        else _("Écrivez une réponse, ou joignez une pièce.")
    ),
    "auditing.report_fixed": lambda f: _(
        "Ce rapport est signé et ne change plus. Un nouveau rapport est une nouvelle version."
    ),
    "auditing.nothing_examined": _nothing_examined,
    "auditing.words_missing": _words_missing,
}
