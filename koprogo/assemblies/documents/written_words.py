"""Every word of a decision in writing: its letter with the place to sign, its mails, its minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.assemblies.rules.written import AnswerChannel
from koprogo.platform import formats
from koprogo.platform.formats import day_long, money, number
from koprogo.platform.spoken import spoken

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One owner's agreement as the minutes tell it. ``drawing``: an SVG image, or empty."""

    name: str
    signer: str
    channel: str
    signed_on: date
    answered_at: datetime
    drawing: str = ""


def _day(text: str) -> str:
    return day_long(date.fromisoformat(text))


@spoken
def title(language: str) -> str:
    """The title of the letter."""
    return _("Décision par écrit, sans assemblée")


@spoken
def letter(
    language: str, content: Content, *, party: str, party_id: str, lots: Sequence[str], shares: int
) -> dict[str, Any]:
    """What the letter says to one owner, and the sheet to sign."""
    until = _day(content["until_on"])
    cost = content["costs"].get(party_id) if content["costs"] else None
    return {
        "summary": {
            "label": _("Réponse au plus tard le"),
            "figure": until,
            "when": _("par écrit, à la main ou en ligne"),
            "note": "",
        },
        "opening": [
            _("Nous demandons à %(party)s son accord écrit sur la décision ci-dessous, sans réunir d’assemblée.")
            % {"party": party},
            ngettext(
                "Lot %(lots)s : %(shares)s quotités sur %(total)s.",
                "Lots %(lots)s : %(shares)s quotités sur %(total)s.",
                len(lots),
            )
            % {"lots": ", ".join(lots), "shares": number(shares), "total": number(content["total"])},
            _(
                "Elle n’est prise que si tous les copropriétaires donnent leur accord (C. civ. art. 3.87 § 11). Un "
                "seul refus, ou un silence après le %(day)s, et rien n’est décidé. Vous êtes libre de refuser."
            )
            % {"day": until},
        ],
        "decision": _("La décision"),
        "subject": content["title"],
        "text": content["text"],
        "facts": facts(language, content)
        + ([_("Pour vos lots : %(amount)s.") % {"amount": money(cost)}] if cost is not None else []),
        "how": _("Comment répondre"),
        "ways": [
            _("En ligne, par le lien de l’e-mail si vous en recevez un, ou à la page Assemblées de votre immeuble."),
            _("Sur papier : complétez la feuille suivante, signez-la et rendez-la au syndic."),
        ],
        "sheet": {
            "title": _("Réponse : décision par écrit n° %(n)s") % {"n": content["number"]},
            "owner": _("%(party)s, lots %(lots)s, %(shares)s quotités")
            % {"party": party, "lots": ", ".join(lots), "shares": number(shares)},
            "subject": content["title"],
            "agree": _("J’ai lu le texte et je donne mon accord."),
            "refuse": _("Je refuse : rien n’est décidé."),
            "name": _("Nom, en lettres lisibles"),
            "on": _("Date"),
            "sign": _("Signature"),
            "back": _("À rendre au syndic au plus tard le %(day)s.") % {"day": until},
        },
    }


@spoken
def facts(language: str, content: Content) -> list[str]:
    """What belongs to the text: cost, who is named, until when, the document."""
    found = []
    if content["cost_cents"]:
        said = {"amount": money(content["cost_cents"]), "key": content["key"]}
        found.append(
            _("Coût : %(amount)s, TVA comprise, selon la clé « %(key)s ».") % said
            if content["key"]
            else _("Coût : %(amount)s, TVA comprise.") % said
        )
    if content["candidate"]:
        found.append(_("Personne désignée : %(name)s.") % {"name": content["candidate"]})
    if content["term_from"] and content["term_to"]:
        days = {"start": _day(content["term_from"]), "end": _day(content["term_to"])}
        found.append(_("Mandat du %(start)s au %(end)s.") % days)
    if content["document"]:
        found.append(
            _("Document joint en ligne, ou chez le syndic : %(name)s.") % {"name": content["document"]["name"]}
        )
    return found


@spoken
def opening(language: str, *, sent_on: date, taken_on: date, heads: int, shares: int) -> list[str]:
    """How the minutes of a decision in writing begin."""
    return [
        _(
            "Sans réunion, la décision ci-dessous a été soumise par écrit à tous les copropriétaires le %(sent)s "
            "(CC 3.87 § 11)."
        )
        % {"sent": day_long(sent_on)},
        _(
            "Tous les copropriétaires, au nombre de %(heads)s, qui détiennent ensemble %(shares)s quotités, ont donné "
            "leur accord par écrit, le dernier le %(day)s."
        )
        % {"heads": number(heads), "shares": number(shares), "day": day_long(taken_on)},
    ]


@spoken
def how(language: str, one: Agreed) -> str:
    """How one owner agreed, in the list of the minutes."""
    if one.channel == AnswerChannel.PAPER:
        return _("accord sur papier, signé le %(day)s") % {"day": formats.day(one.signed_on)}
    said = {"day": formats.moment(one.answered_at), "name": one.signer}
    if one.signer != one.name:
        return _("accord en ligne le %(day)s, signé %(name)s") % said
    return _("accord en ligne le %(day)s") % said


@spoken
def item(language: str) -> str:
    """What the minutes say of the decision itself."""
    return _("La décision est prise à l’unanimité de tous les copropriétaires, par écrit (CC 3.87 § 11).")


@spoken
def closing(language: str, *, sha256: str) -> str:
    """How they end: the syndic writes them."""
    return _(
        "Le syndic dresse le présent procès-verbal (CC 3.87 § 11). Empreinte du texte soumis (SHA-256) : %(sha)s."
    ) % {"sha": sha256}


@spoken
def drawn(language: str, one: Agreed) -> dict[str, str]:
    """One signature on glass, as the paper shows it."""
    return {
        "name": one.name,
        "told": how(language, one),
        "drawing": one.drawing,
        "alt": _("Signature de %(name)s") % {"name": one.signer},
    }


@spoken
def answers(language: str) -> str:
    """The heading above the list of agreements."""
    return _("Accords donnés")
