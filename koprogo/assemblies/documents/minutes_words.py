"""The words of the minutes around the items: who opened, who was there, how it ended (CC 3.87 § 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.documents.item_words import Said, listed
from koprogo.assemblies.rules.session import SignerRole
from koprogo.assemblies.rules.states import Kind, Session
from koprogo.platform import formats
from koprogo.platform.spoken import ngettext, spoken


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first paragraph tells."""

    kind: Kind
    session: Session
    held_on: date
    place: str
    opened_at: datetime
    president: str
    secretary: str
    tellers: tuple[str, ...]
    heads: tuple[int, int]
    shares: tuple[int, int]
    by_three_quarters: bool
    by_heads: bool = False
    """Members of a non-profit: one vote each, no quorum at the opening."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature given on glass. ``drawing``: an SVG image, or empty where the name was typed."""

    name: str
    role: str
    at: datetime
    drawing: str


@spoken
def heading(language: str, kind: Kind, held_on: date) -> str:
    """The title of the minutes."""
    return _("Procès-verbal – %(kind)s du %(day)s") % {
        "kind": labels.KIND[kind],
        "day": formats.day_long(held_on, language),
    }


@spoken
def opening(language: str, facts: Opening) -> str:
    """How the session was opened, with which quorum."""
    said = {
        "hour": formats.clock(facts.opened_at),
        "place": facts.place,
        "president": facts.president,
        "secretary": facts.secretary,
        "heads": formats.number(facts.heads[0]),
        "all_heads": formats.number(facts.heads[1]),
        "shares": formats.number(facts.shares[0]),
        "all_shares": formats.number(facts.shares[1]),
    }
    first = _("La séance s’ouvre à %(hour)s, %(place)s. Préside : %(president)s. Secrétariat : %(secretary)s.") % said
    counted = (
        ngettext(
            "Est présent ou représenté %(heads)s copropriétaire sur %(all_heads)s, pour %(shares)s quotités sur "
            "%(all_shares)s.",
            "Sont présents ou représentés %(heads)s copropriétaires sur %(all_heads)s, pour %(shares)s quotités sur "
            "%(all_shares)s.",
            facts.heads[0],
        )
        % said
    )
    parts = [first]
    if facts.tellers:
        parts.append(_("Scrutateurs : %(names)s.") % {"names": listed(facts.tellers)})
    parts.append(counted)
    if facts.by_heads:
        members = ngettext(
            "Est présent ou représenté %(heads)s membre sur %(all_heads)s, une voix chacun.",
            "Sont présents ou représentés %(heads)s membres sur %(all_heads)s, une voix chacun.",
            facts.heads[0],
        )
        parts[-1] = members % said
        return " ".join(parts)
    if facts.session is Session.SECOND:
        parts.append(_("Deuxième séance sur le même ordre du jour : elle siège quel que soit le nombre de présents."))
    elif facts.by_three_quarters:
        parts.append(_("Plus de trois quarts des quotités sont là : l’assemblée délibère valablement (CC 3.87 § 5)."))
    else:
        parts.append(_("Les deux conditions du quorum sont réunies : l’assemblée délibère valablement (CC 3.87 § 5)."))
    if facts.session is Session.RETRY:
        parts.append(
            _(
                "Nouvelle assemblée sur ce qui n’avait manqué l’unanimité que par absence : celle des copropriétaires "
                "présents ou représentés suffit (CC 3.88 § 4)."
            )
        )
    return " ".join(parts)


@spoken
def without_quorum(language: str, facts: Opening, second_from: date) -> str:
    """What is written when the quorum is not there."""
    return ngettext(
        "Est présent ou représenté %(heads)s copropriétaire sur %(all_heads)s, pour %(shares)s quotités sur "
        "%(all_shares)s : le quorum n’est pas atteint (CC 3.87 § 5). Rien n’est décidé. Une deuxième séance sur le "
        "même ordre du jour peut se tenir à partir du %(day)s, quel que soit le nombre de présents.",
        "Sont présents ou représentés %(heads)s copropriétaires sur %(all_heads)s, pour %(shares)s quotités sur "
        "%(all_shares)s : le quorum n’est pas atteint (CC 3.87 § 5). Rien n’est décidé. Une deuxième séance sur le "
        "même ordre du jour peut se tenir à partir du %(day)s, quel que soit le nombre de présents.",
        facts.heads[0],
    ) % {
        "heads": formats.number(facts.heads[0]),
        "all_heads": formats.number(facts.heads[1]),
        "shares": formats.number(facts.shares[0]),
        "all_shares": formats.number(facts.shares[1]),
        "day": formats.day_long(second_from, language),
    }


@spoken
def not_voted(language: str, reason: str) -> str:
    """What is written of an item that was not put to the vote."""
    return _("Ce point n’est pas mis aux voix : %(reason)s") % {"reason": reason}


@spoken
def discussed(language: str) -> str:
    """What is written of an item that cannot be voted."""
    return _("Ce point est discuté sans vote.")


@spoken
def amended(language: str, first: str, voted: str) -> dict[str, str]:
    """Where other words were put to the vote than those convened: that they were, and the first ones named as such."""
    if first.strip() == voted.strip():
        return {}
    if not first.strip():
        return {"amended": _("Texte rédigé en séance, tel qu’il a été mis aux voix :")}
    return {
        "amended": _("Texte amendé en séance, tel qu’il a été mis aux voix :"),
        "first": _("Première rédaction, celle de la convocation : « %(text)s »") % {"text": first.strip()},
    }


@spoken
def counted_again(language: str, first: Said, reason: str) -> str:
    """What the first count was, and why the item was counted again."""
    said = {
        "in_favour": labels.votes(first.in_favour),
        "against": labels.votes(first.against),
        "abstaining": labels.votes(first.abstaining),
        "reason": reason.rstrip(". "),
    }
    return (
        _(
            "Premier compte : %(in_favour)s pour, %(against)s contre, %(abstaining)s en abstention. Le vote a été "
            "rouvert et recompté avec ceux qui étaient encore là : %(reason)s."
        )
        % said
    )


@spoken
def recorded(language: str, refused: Sequence[str]) -> str:
    """That the session was recorded, what for, and who did not accept it."""
    first = _("La séance est enregistrée pour écrire le présent procès-verbal ; l’enregistrement est ensuite effacé.")
    if not refused:
        return first
    told = ngettext("Ne l’a pas accepté : %(names)s.", "Ne l’ont pas accepté : %(names)s.", len(refused))
    return first + " " + told % {"names": listed(refused)}


@spoken
def remarks(language: str, said: Sequence[tuple[str, str]]) -> str:
    """What occupants wrote, which the assembly is told (CC 3.89 § 5, 6°)."""
    quotes = [
        _("%(author)s : « %(text)s »") % {"author": author, "text": " ".join(text.split())} for author, text in said
    ]
    return _("Remarques écrites d’occupants, communiquées à l’assemblée (CC 3.89 § 5, 6°). %(remarks)s") % {
        "remarks": " ".join(quotes)
    }


@spoken
def moved(language: str, name: str, arrived: bool, at: datetime) -> str:
    """An arrival or a departure during the session."""
    said = {"name": name, "hour": formats.clock(at)}
    # No verb: a name may be that of two people.
    return (_("Arrivée à %(hour)s : %(name)s.") if arrived else _("Départ à %(hour)s : %(name)s.")) % said


@spoken
def proxy_moved(language: str, giver: str, holder: str, given: bool, at: datetime) -> str:
    """A proxy handed in, or taken back, during the session."""
    said = {"giver": giver, "holder": holder, "hour": formats.clock(at)}
    if given:
        return _("Procuration remise à %(hour)s : %(giver)s à %(holder)s.") % said
    return _("Procuration retirée à %(hour)s : %(giver)s, donnée à %(holder)s.") % said


@spoken
def closing(language: str, closed_at: datetime, *, members: bool = False) -> str:
    """How the session ended."""
    if members:
        return _(
            "La séance est levée à %(hour)s. Après lecture, le procès-verbal est signé par la personne qui préside, le "
            "secrétariat et les membres qui le souhaitent."
        ) % {"hour": formats.clock(closed_at)}
    return _(
        "La séance est levée à %(hour)s. Après lecture, le procès-verbal est signé par la personne qui préside, le "
        "secrétariat et les copropriétaires encore présents ou leurs mandataires (CC 3.87 § 10)."
    ) % {"hour": formats.clock(closed_at)}


@spoken
def table(language: str, *, members: bool = False) -> dict[str, str]:
    """The headings of the attendance list and of the signatures."""
    return {
        "attendance": _("Présences"),
        "owner": _("Membre") if members else _("Copropriétaire"),
        "lots": "" if members else _("Lots"),
        "shares": _("Voix") if members else _("Quotités"),
        "how": _("Présence"),
        "signatures": _("Signatures"),
        "proposal": _("Proposition"),
    }


@spoken
def signed(language: str, one: Signed) -> dict[str, str]:
    """One signature as the paper shows it: who, why, when, and what the image shows."""
    said = {"name": one.name, "role": labels.SIGNER[SignerRole(one.role)], "day": formats.moment(one.at)}
    return {
        "name": one.name,
        "told": _("%(role)s, signé sur écran le %(day)s") % said
        if one.drawing
        else _("%(role)s, nom écrit sur écran après lecture le %(day)s") % said,
        "drawing": one.drawing,
        "alt": _("Signature de %(name)s") % said,
    }


@spoken
def unsigned(language: str, names: Sequence[str]) -> str:
    """Who was to sign and did not, or nothing."""
    told = ngettext("N’a pas signé : %(names)s.", "N’ont pas signé : %(names)s.", len(names))
    return told % {"names": listed(names)} if names else ""


@spoken
def light(language: str, code: str, by: str) -> str:
    """How one owner was there: present, at a distance, represented by somebody."""
    if code == "proxy" and by:
        return _("représenté par %(name)s") % {"name": by}
    return str(labels.LIGHT[code])
