"""Every word of a convocation and of what goes with it, in the language of the paper. The templates hold none."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.states import Kind, Session
from koprogo.platform.formats import amount, article, day_long, hour, money, number
from koprogo.platform.spoken import ngettext, spoken

Content = Mapping[str, Any]


@spoken
def title(language: str, content: Content) -> str:
    """« Convocation à l’assemblée générale ordinaire »."""
    if content["session"] == Session.SECOND:
        return _("Convocation à la deuxième séance de l’assemblée")
    if content["session"] == Session.RETRY:
        return _("Convocation à la nouvelle assemblée pour l’unanimité")
    if content["kind"] == Kind.ORDINARY:
        return _("Convocation à l’assemblée générale ordinaire")
    return _("Convocation à l’assemblée générale extraordinaire")


def _members(content: Content) -> bool:
    """Whether members of a non-profit are convened; what was frozen before that was said is a co-ownership's."""
    return bool(content.get("members"))


def moment(content: Content, language: str) -> str:
    """The day with its weekday, and the hour."""
    on = day_long(date.fromisoformat(content["held_on"]), language, weekday=True)
    return f"{on}, {hour(time.fromisoformat(content['starts_at']), language)}"


@spoken
def summary(language: str, content: Content) -> dict[str, str]:
    """The large day beside the title, the hour and the place."""
    on = date.fromisoformat(content["held_on"])
    return {
        "label": _("Assemblée le"),
        "figure": day_long(on, language),
        "when": f"{hour(time.fromisoformat(content['starts_at']), language)}, {content['place']}",
        "note": _("Participation à distance prévue") if content["remote_text"] or content["remote_link"] else "",
    }


@spoken
def opening(language: str, content: Content, *, party: str, lots: list[str], shares: int, total: int) -> list[str]:
    """Who is convened, for which lots, with how many votes."""
    found = [
        _("Nous convoquons %(party)s à l’assemblée du %(moment)s, %(place)s.")
        % {"party": party, "moment": moment(content, language), "place": content["place"]},
        _("Chaque membre a une voix (CSA).")
        if _members(content)
        else ngettext(
            "Lot %(lots)s : %(shares)s voix sur %(total)s.", "Lots %(lots)s : %(shares)s voix sur %(total)s.", len(lots)
        )
        % {"lots": ", ".join(lots), "shares": number(shares, language), "total": number(total, language)},
    ]
    if content["session"] == Session.SECOND and content["first_on"]:
        found.append(
            _("L’assemblée du %(day)s n’a pas réuni le quorum. Celle-ci délibère quel que soit le nombre de présents.")
            % {"day": day_long(date.fromisoformat(content["first_on"]), language)}
        )
    if content["session"] == Session.RETRY and content["first_on"]:
        found.append(
            _(
                "Le %(day)s, l’unanimité de tous les copropriétaires n’a manqué que par absence. Celle-ci décide des "
                "mêmes points à l’unanimité de ceux qui y sont présents ou représentés (C. civ. art. 3.88 § 4)."
            )
            % {"day": day_long(date.fromisoformat(content["first_on"]), language)}
        )
    if content["urgent_because"]:
        found.append(_("Convocation urgente : %(reason)s") % {"reason": content["urgent_because"]})
    return found


@spoken
def suspended(language: str) -> str:
    """What joint owners without a representative are told (CC 3.87 § 1)."""
    return _(
        "Le lot appartient à plusieurs personnes qui n’ont pas désigné leur représentant : le droit de vote est "
        "suspendu. Désignez une personne par écrit et communiquez-la au syndic ; elle seule votera "
        "(C. civ. art. 3.87 § 1)."
    )


@spoken
def agenda(language: str, content: Content, *, party_id: str) -> list[dict[str, Any]]:
    """The items: number, title, text, how it is decided, what it costs this party."""
    return [_item(one, language, party_id) for one in content["items"]]


def _item(one: Content, language: str, party_id: str) -> dict[str, Any]:
    how = []
    if one["majority"]:
        how.append(f"{labels.majority(one['majority'], one['article'])} ({article(one['article'])})")
        if one["clause"]:
            how.append(_("selon %(clause)s") % {"clause": one["clause"]})
        if one["payers_decide"]:
            how.append(_("seuls votent ceux qui paient, clé « %(key)s »") % {"key": one["key"]})
    else:
        how.append(_("Sans vote"))
    if one["author"]:
        how.append(_("demandé par %(author)s") % {"author": one["author"]})
    mine = one["costs"].get(party_id, 0)
    quotes = ", ".join(f"{quote['contractor']} {money(quote['cents'], language)}" for quote in one["quotes"])
    return {
        "number": str(one["number"]),
        "title": one["title"],
        "text": one["text"],
        "comment": one["comment"],
        "how": ", ".join(how),
        "quotes": _("Devis comparés : %(quotes)s") % {"quotes": quotes} if quotes else "",
        "excluded": [
            _("%(name)s ne vote pas : %(reason)s") % {"name": out["name"], "reason": out["reason"]}
            for out in one["excluded"]
        ],
        "cost": amount(mine, language) if one["costs"] else "",
    }


@spoken
def table(language: str, content: Content) -> dict[str, str]:
    """Headings of the agenda."""
    names = {
        "fr": _("français"),
        "nl": _("néerlandais"),
        "de": _("allemand"),
        "en": _("anglais"),
    }
    other = content["language"] != language
    return {
        "agenda": _("Ordre du jour"),
        "number": _("N°"),
        "item": _("Point et proposition"),
        "cost": "" if _members(content) else _("Pour vous (€)"),
        "written_in": (
            _("Les propositions sont écrites en %(language)s, langue de l’association.")
            if _members(content)
            else _(
                "Les propositions sont écrites en %(language)s, langue de l’association. Une traduction se demande au "
                "syndic."
            )
        )
        % {"language": names.get(content["language"], content["language"])}
        if other
        else "",
        "total": _("Si tout est voté"),
    }


@spoken
def total(language: str, content: Content, *, party_id: str) -> str:
    """What all items together would cost this party; empty where nothing has a cost."""
    priced = [one["costs"] for one in content["items"] if one["costs"]]
    return money(sum(costs.get(party_id, 0) for costs in priced), language) if priced else ""


@spoken
def around(language: str, content: Content, *, link: str, issued_on: date) -> list[dict[str, Any]]:
    """The other sections: documents, remote access, proxy, assistance; no day that had passed when it was sent."""
    held_on = date.fromisoformat(content["held_on"])
    documents = [f"{one['number']}. {kept['label']}" for one in content["items"] for kept in one["documents"]]
    reading = [content["consult"]] if content["consult"] else []
    if link:
        reading.append(
            _("Les documents et ce que chaque point vous coûte se lisent à cette adresse : %(link)s") % {"link": link}
        )
    elif not reading:
        reading.append(
            _("Les documents se consultent au siège de l’association, sur rendez-vous.")
            if _members(content)
            else _("Les documents se consultent chez le syndic, sur rendez-vous.")
        )
    sections = [{"title": _("Lire les documents"), "texts": reading, "rows": documents}]
    if content["remote_text"] or content["remote_link"]:
        texts = [text for text in (content["remote_text"], content["remote_link"]) if text]
        if content["recorded"]:
            texts.append(
                _(
                    "La séance est enregistrée, seulement pour écrire le procès-verbal ; chacun donne ou refuse son "
                    "accord à l’entrée. L’enregistrement est effacé quand le procès-verbal est signé, au plus tard le "
                    "%(day)s."
                )
                % {"day": day_long(calendar.minutes_due(held_on).strict, language)}
            )
        sections.append({"title": _("Participer à distance"), "texts": texts, "rows": []})
    sections.append(
        {"title": _("Si vous ne pouvez pas venir"), "texts": _absent(content, held_on, language, issued_on), "rows": []}
    )
    return sections


def _absent(content: Content, held_on: date, language: str, issued_on: date) -> list[str]:
    """How one is represented, and assisted."""
    if _members(content):
        return [_("Donnez procuration à un autre membre, par écrit. Le formulaire suit cette lettre.")]
    limit = calendar.assistant_limit(held_on)
    found = [
        _(
            "Donnez procuration à une personne de votre choix, copropriétaire ou non, jamais au syndic. Elle "
            "peut en porter trois, ou plus si elle ne réunit pas plus de dix pour cent de toutes les voix. Le "
            "formulaire suit cette lettre (C. civ. art. 3.87 § 7)."
        ),
    ]
    if limit >= issued_on:
        found.append(
            _(
                "Vous pouvez vous faire assister par une personne : prévenez le syndic par recommandé au plus tard "
                "le %(day)s (C. civ. art. 3.87 § 1)."
            )
            % {"day": day_long(limit, language)}
        )
    return found


@spoken
def proxy(language: str, content: Content, *, party: str, lots: list[str]) -> dict[str, Any]:
    """The printable proxy: who, to whom, for which day, and an instruction for each item."""
    return {
        "title": _("Procuration"),
        "mandator": _("Je soussigné, %(party)s, membre,") % {"party": party}
        if _members(content)
        else ngettext(
            "Je soussigné, %(party)s, lot %(lots)s,", "Je soussigné, %(party)s, lots %(lots)s,", len(lots)
        )
        % {"party": party, "lots": ", ".join(lots)},
        "holder": _("donne procuration à (nom et prénom, obligatoires)"),
        "purpose": _("pour me représenter à l’assemblée du %(moment)s.") % {"moment": moment(content, language)},
        "second": _("Elle vaut aussi à la deuxième séance, s’il en faut une faute de quorum. Je ne le veux pas :"),
        "free": _("La personne vote librement, sauf là où je coche ici."),
        "columns": [_("Point"), _("Pour"), _("Contre"), _("Abstention")],
        "rows": [f"{one['number']}. {one['title']}" for one in content["items"] if one["majority"]],
        "place": _("Fait à"),
        "on": _("le"),
        "sign": _("Signature, précédée de « Bon pour procuration »"),
        "warning": _("Une procuration sans nom ne vaut rien. La personne est un membre de l’association.")
        if _members(content)
        else _("Une procuration sans nom, ou au nom du syndic, ne vaut rien."),
    }


@spoken
def hall(language: str, content: Content) -> dict[str, Any]:
    """The notice for the hall: occupants read the day and may write (CC 3.89 § 5, 6°)."""
    return {
        "title": _("Assemblée générale des copropriétaires"),
        "moment": moment(content, language),
        "place": content["place"],
        "agenda": _("Ordre du jour"),
        "items": [f"{one['number']}. {one['title']}" for one in content["items"]],
        "invitation": _(
            "Vous habitez ou travaillez ici sans être propriétaire ? Vos demandes et remarques sur les parties "
            "communes, remises par écrit au syndic avant ce jour, sont communiquées à l’assemblée "
            "(C. civ. art. 3.89 § 5, 6°)."
        ),
    }


@spoken
def counter(language: str, content: Content, *, count: int) -> dict[str, Any]:
    """The list for the registered-mail counter."""
    return {
        "title": _("Envois recommandés"),
        "about": title(language, content),
        "count": ngettext("%(n)s envoi", "%(n)s envois", count) % {"n": count},
        "columns": [_("N°"), _("Destinataire"), _("Adresse"), _("N° du recommandé")],
        "sign": _("Cachet de la poste et date de dépôt"),
    }
