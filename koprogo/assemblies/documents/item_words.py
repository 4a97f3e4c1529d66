"""The words of the minutes about one item: what was put to the vote, the votes, the majority, who was against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.models import ItemResult
from koprogo.assemblies.queries.live import LiveItem
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.queries.screens import Screen
from koprogo.assemblies.rules import unanimity
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.platform import formats
from koprogo.platform.spoken import ngettext


@dataclass(frozen=True, slots=True)
class Said:
    """One item as the minutes tell it. Votes are exact; ``caps``: (name, engaged, counted)."""

    majority: Majority
    article: str
    outcome: Outcome
    in_favour: Fraction
    against: Fraction
    abstaining: Fraction
    names_against: Sequence[str]
    names_abstaining: Sequence[str]
    caps: Sequence[tuple[str, Fraction, Fraction]] = ()
    excluded: Sequence[str] = ()
    payers_only: bool = False
    clause: str = ""
    not_before: str = ""


def of_result(result: ItemResult, *, held_on: date) -> Said:
    """What a count that stands says, from its own facts alone."""
    facts = result.facts
    names = facts["names"]
    return Said(
        majority=Majority(result.majority),
        article=result.article,
        outcome=Outcome(result.outcome),
        in_favour=Fraction(result.in_favour),
        against=Fraction(result.against),
        abstaining=Fraction(result.abstaining),
        names_against=facts["against"],
        names_abstaining=facts["abstaining"],
        caps=_by_name((names.get(who, ""), Fraction(had), Fraction(has)) for who, (had, has) in facts["caps"].items()),
        excluded=[names.get(who, "") for who in facts["excluded"] if names.get(who)],
        payers_only=facts["payers_only"],
        clause=facts["clause"],
        not_before=formats.day_long(_again_from(Outcome(result.outcome), held_on)),
    )


def _again_from(outcome: Outcome, held_on: date) -> date:
    return second_session_from(held_on) if outcome is Outcome.NO_QUORUM else unanimity.retry_from(held_on)


def of_live(live: LiveItem, room: Room, *, held_on: date) -> Said:
    """What the minutes would say if the vote closed now: those who have given no ballot abstain."""
    count, names = live.count, room.names
    caps = count.counted.caps
    return Said(
        majority=live.required.majority,
        article=live.required.article,
        outcome=count.outcome,
        in_favour=count.votes.in_favour,
        against=count.votes.against,
        abstaining=count.votes.abstaining + count.still,
        names_against=room.told(count.names.against),
        names_abstaining=room.told([*count.names.abstaining, *count.silent]),
        caps=_by_name((names.get(who, ""), cap.engaged, cap.counted) for who, cap in caps.items()),
        excluded=room.told(live.voted.excluded),
        payers_only=live.voted.weights is not None,
        clause=live.required.clause,
        not_before=formats.day_long(_again_from(count.outcome, held_on)),
    )


def _by_name(caps: Iterable[tuple[str, Fraction, Fraction]]) -> list[tuple[str, Fraction, Fraction]]:
    """One order for the screen and the minutes: kept as JSON, they have lost that of the roll."""
    return sorted(caps, key=lambda one: one[0].casefold())


def words(screen: Screen) -> str:
    """What the minutes say of the item on the screen: as counted, or as it would be now; empty before the vote."""
    held_on = screen.assembly.held_on
    if screen.result is not None and screen.item is not None and screen.item.vote_state == VoteState.CLOSED:
        return sentence(of_result(screen.result, held_on=held_on))
    if screen.live is not None and screen.item is not None and screen.item.vote_state == VoteState.OPEN:
        return sentence(of_live(screen.live, screen.room, held_on=held_on))
    return ""


def sentence(said: Said) -> str:
    """The paragraph of an item that was voted, in the active language (CC 3.87 § 10)."""
    parts = [_result(said)]
    if said.payers_only:
        parts.append(_("Seuls votent ceux qui participent à la dépense, à proportion de leur part."))
    if said.excluded:
        parts.append(_left_out(said.excluded))
    for name, engaged, counted in said.caps:
        parts.append(
            _("Les %(engaged)s voix de %(name)s sont ramenées à %(counted)s, le total des autres voix présentes.")
            % {"engaged": labels.votes(engaged), "name": name, "counted": labels.votes(counted)}
        )
    if said.names_against:
        names = said.names_against
        parts.append(
            ngettext("Vote contre : %(names)s.", "Votent contre : %(names)s.", len(names)) % {"names": listed(names)}
        )
    if said.names_abstaining:
        names = said.names_abstaining
        parts.append(
            ngettext("S’abstient : %(names)s.", "S’abstiennent : %(names)s.", len(names)) % {"names": listed(names)}
        )
    return " ".join(parts)


def _left_out(names: Sequence[str]) -> str:
    told = ngettext(
        "N’a pas pris part au vote en raison de sa mission : %(names)s.",
        "N’ont pas pris part au vote en raison de leur mission : %(names)s.",
        len(names),
    )
    return told % {"names": listed(names)}


def _result(said: Said) -> str:
    facts = {
        "in_favour": ngettext("%(n)s voix pour", "%(n)s voix pour", said.in_favour)
        % {"n": labels.votes(said.in_favour)},
        "against": labels.votes(said.against),
        "abstaining": ngettext("%(n)s abstention", "%(n)s abstentions", said.abstaining)
        % {"n": labels.votes(said.abstaining)},
        "majority": str(labels.majority(said.majority, said.article)).lower(),
        "article": said.clause or formats.article(said.article),
        "day": said.not_before,
    }
    if said.outcome is Outcome.NEW_ASSEMBLY:
        return (
            _(
                "Par %(in_favour)s, toutes les voix présentes ou représentées, l’unanimité de tous les "
                "copropriétaires n’est pas atteinte par la seule absence de certains. Une nouvelle assemblée peut en "
                "décider à partir du %(day)s, à l’unanimité des présents ou représentés (CC 3.88 § 4)."
            )
            % facts
        )
    if said.outcome is Outcome.NO_QUORUM:
        return (
            _(
                "Par %(in_favour)s, %(against)s contre et %(abstaining)s, la proposition n’est pas décidée : "
                "moins de deux tiers des membres sont présents ou représentés (%(article)s). Une "
                "deuxième séance peut en décider à partir du %(day)s, quel que soit le nombre de présents."
            )
            % facts
        )
    if not said.in_favour and not said.against:
        return _("Aucune voix n’est exprimée : la proposition est rejetée (%(majority)s, %(article)s).") % facts
    if said.outcome is Outcome.ADOPTED:
        return (
            _(
                "Par %(in_favour)s, %(against)s contre et %(abstaining)s, l’assemblée adopte la proposition "
                "(%(majority)s, %(article)s)."
            )
            % facts
        )
    if said.in_favour == said.against:
        return (
            _(
                "Par %(in_favour)s, %(against)s contre et %(abstaining)s, à égalité, l’assemblée "
                "rejette la proposition (%(majority)s, %(article)s)."
            )
            % facts
        )
    return (
        _(
            "Par %(in_favour)s, %(against)s contre et %(abstaining)s, l’assemblée rejette la proposition "
            "(%(majority)s, %(article)s)."
        )
        % facts
    )


def listed(names: Sequence[str]) -> str:
    """A, B et C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
