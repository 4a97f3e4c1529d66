"""French sentences for the problems of a bank file: msgid and parameters, so that pages can translate."""

from collections.abc import Mapping

from koprogo.banking.rules.coda.statement import Problem


def N_(msgid: str) -> str:
    """Mark a sentence for extraction. The rules know no translation: whoever shows a problem translates it."""
    return msgid


_SENTENCES = {
    "unknown_format": N_(
        "Ce fichier n’est pas un relevé CODA. Téléchargez le relevé au format CODA chez votre banque."
    ),
    "no_statement": N_("Le fichier ne contient aucun relevé. Téléchargez-le à nouveau chez votre banque."),
    "version": N_(
        "La version CODA « %(version)s » n’est pas connue (1 ou 2). Demandez à votre banque un fichier CODA version 2."
    ),
    "line_length": N_(
        "La ligne a %(length)s caractères au lieu de 128 : le fichier est abîmé."
        " Téléchargez-le à nouveau chez votre banque."
    ),
    "record_order": N_(
        "L’enregistrement « %(record)s » n’est pas à sa place : le fichier est abîmé."
        " Téléchargez-le à nouveau chez votre banque."
    ),
    "duplicate_flag": N_("La banque signale que ce fichier est un double d’un envoi précédent."),
    "balance": N_(
        "Solde ancien %(opening)s plus mouvements %(moved)s donnent %(expected)s,"
        " mais le solde nouveau dit %(closing)s. Téléchargez le relevé à nouveau chez votre banque."
    ),
    "account": N_(
        "Le solde ancien est du compte %(opening)s, le solde nouveau du compte %(closing)s."
        " Demandez à votre banque un fichier corrigé."
    ),
    "trailer": N_(
        "Le relevé n’a pas d’enregistrement final : le fichier est incomplet."
        " Téléchargez-le à nouveau chez votre banque."
    ),
    "totals": N_(
        "Les mouvements font %(debit)s au débit et %(credit)s au crédit, mais la banque annonce"
        " %(announced_debit)s et %(announced_credit)s. Téléchargez le relevé à nouveau chez votre banque."
    ),
    "record_count": N_("Le relevé compte %(records)s enregistrements, la banque en annonce %(announced)s."),
    "third_decimal": N_(
        "Le montant %(amount)s a trois décimales : il ne peut pas être compté en centimes."
        " Demandez à votre banque un fichier corrigé."
    ),
}
_BY_FACT = {
    ("missing_balance", "opening"): N_(
        "Le solde ancien du relevé manque. Téléchargez le relevé complet chez votre banque."
    ),
    ("missing_balance", "closing"): N_(
        "Le solde nouveau du relevé manque. Téléchargez le relevé complet chez votre banque."
    ),
    ("unreadable", "amount"): N_(
        "Le montant « %(text)s » n’est pas lisible. Téléchargez le fichier à nouveau chez votre banque."
    ),
    ("unreadable", "date"): N_(
        "La date « %(text)s » n’existe pas. Téléchargez le fichier à nouveau chez votre banque."
    ),
}
_AMOUNT = "_mils"


def sentence(problem: Problem) -> tuple[str, Mapping[str, str]]:
    """The French msgid of a problem, and the parameters to put into it or into its translation."""
    which = problem.facts.get("which") or problem.facts.get("what")
    msgid = _SENTENCES.get(problem.code) or _BY_FACT[problem.code, str(which)]
    params = {
        name.removesuffix(_AMOUNT): _amount(value) if name.endswith(_AMOUNT) else _printable(str(value))
        for name, value in problem.facts.items()
    }
    return msgid, params


def in_french(problem: Problem) -> str:
    """The whole sentence, for the command line."""
    msgid, params = sentence(problem)
    return msgid % params


def euros(cents: int) -> str:
    """Cents as people read them: 1 243,18."""
    return _amount(cents * 10)


def _amount(mils: int | str) -> str:
    """Thousandths as people read them: two decimals, or three when there are three."""
    if isinstance(mils, str):
        return mils
    euros, rest = divmod(abs(mils), 1000)
    decimals = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    return f"{'−' if mils < 0 else ''}{euros:,}".replace(",", "\u00a0") + "," + decimals


def _printable(text: str) -> str:
    """Signs from a hostile file never reach a terminal as control codes."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
