"""The words of the auditor's report: the usual structure to start from, and what stands around it on the paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.auditing.rules.report import Figures, Opinion
from koprogo.platform import formats
from koprogo.platform.spoken import spoken


@spoken
def opening_text(language: str, figures: Figures, opinion: Opinion, year: str) -> str:
    """A text to start from, in paragraphs: task, work done, findings, conclusion. The auditor rewrites it."""
    task = _(
        "Désigné par l’assemblée générale comme commissaire aux comptes (Code civil, art. 3.91), j’ai contrôlé les"
        " comptes de l’exercice %(year)s."
    ) % {"year": year}
    drawn = ngettext(
        "Sur %(population)s écritures, j’en ai examiné %(num)s avec sa pièce, pour %(cents)s.",
        "Sur %(population)s écritures, j’en ai examiné %(num)s avec leurs pièces, pour %(cents)s.",
        figures.sample,
    ) % {"population": figures.population, "num": figures.sample, "cents": formats.money(figures.sample_cents)}
    how = (
        _("Les plus grandes ont été prises toutes, les autres ont été tirées au sort.")
        if figures.large
        else _("Le sort les a désignées.")
    )
    work = _(
        "J’ai aussi comparé les soldes des banques, des copropriétaires, des fournisseurs et des fonds avec le bilan."
    )
    if figures.questions:
        found = ngettext(
            "J’ai posé %(num)s question au syndic.", "J’ai posé %(num)s questions au syndic.", figures.questions
        ) % {"num": figures.questions}
        found += " " + (
            ngettext(
                "%(num)s reste sans réponse satisfaisante.",
                "%(num)s restent sans réponse satisfaisante.",
                figures.open_questions,
            )
            % {"num": figures.open_questions}
            if figures.open_questions
            else _("Les réponses reçues sont satisfaisantes.")
        )
    else:
        found = _("Les écritures examinées concordent avec leurs pièces. Je n’ai pas eu de question à poser.")
    return "\n\n".join([task, f"{drawn} {how} {work}", found, conclusion(language, opinion)])


@spoken
def conclusion(language: str, opinion: Opinion) -> str:
    """What the auditor proposes to the assembly, in a sentence."""
    match opinion:
        case Opinion.FAVOURABLE:
            return _("Je propose à l’assemblée d’approuver les comptes.")
        case Opinion.REMARKS:
            return _("Je propose à l’assemblée d’approuver les comptes, avec les remarques suivantes :")
    return _("Je propose à l’assemblée de ne pas approuver les comptes, pour les raisons suivantes :")


@spoken
def opinion_name(language: str, opinion: Opinion) -> str:
    """The conclusion in two words."""
    return {
        Opinion.FAVOURABLE: _("Favorable"),
        Opinion.REMARKS: _("Favorable avec remarques"),
        Opinion.UNFAVOURABLE: _("Défavorable"),
    }[opinion]


@spoken
def paper(language: str, *, year: str, signer: str, signed_on: str, version: int, seeds: str) -> dict[str, str]:
    """Everything that is printed around the text."""
    return {
        "title": _("Rapport du commissaire aux comptes"),
        "year": _("Exercice %(year)s") % {"year": year}
        + ("" if version == 1 else " · " + _("version %(n)s") % {"n": version}),
        "to": _("À l’assemblée générale des copropriétaires"),
        "opinion": _("Conclusion"),
        "figures": _("Sur quoi ce rapport repose"),
        "what": _("Contrôle"),
        "count": _("Nombre"),
        "sum": _("Montant"),
        "population": _("Écritures de l’exercice"),
        "sample": _("Écritures examinées"),
        "seen": _("En ordre"),
        "questions": _("Questions posées"),
        "open": _("Questions encore ouvertes"),
        "totals": _("Soldes au dernier jour de l’exercice"),
        "banks": _("Banques et caisse"),
        "owners": _("Dû par les copropriétaires"),
        "suppliers": _("Dû aux fournisseurs"),
        "funds": _("Fonds de roulement et de réserve"),
        "result": _("Résultat de l’exercice (produits moins charges)"),
        "sound": _("Le contrôle automatique des livres n’a rien trouvé d’anormal."),
        "unsound": _("Le contrôle automatique des livres signale une anomalie : voir le syndic."),
        "seeds": _("Tirage au sort : graine %(seeds)s. Le tirage peut être refait à l’identique.") % {"seeds": seeds},
        "signed": _("Signé par %(name)s, commissaire aux comptes, le %(day)s.") % {"name": signer, "day": signed_on},
        "act": _("La signature est gardée avec l’empreinte de ce document et ne change plus."),
    }


@spoken
def mail(language: str, *, year: str, building: str, signer: str, link: str) -> tuple[str, str]:
    """(subject, text) of the mail to the syndic."""
    facts = {"year": year, "building": building, "signer": signer, "link": link}
    subject = _("%(building)s : rapport du commissaire aux comptes, exercice %(year)s") % facts
    text = (
        _(
            "%(signer)s a signé son rapport sur les comptes %(year)s de %(building)s. Il est joint à cet e-mail et"
            " gardé dans les documents de l’immeuble :\n\n%(link)s"
        )
        % facts
    )
    return subject, text
