"""Who belongs to the non-profit: applied, admitted, gone; offices with their terms (CSA book 9)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: The board writes each admission, resignation or exclusion down within eight days (CSA 9:3 § 1).
REGISTER_DAYS = 8
LONGEST_TERM_YEARS = 6
#: Applications that wait at most; the form is open to anybody, machines included.
MOST_WAITING = 200


class Kind(StrEnum):
    """A member is a natural or a legal person (CSA 1:2)."""

    NATURAL = "natural"
    LEGAL = "legal"


class Standing(StrEnum):
    """Why somebody joins. It gives no other vote: one member, one vote."""

    CONDOMINIUM = "condominium"
    CONTRIBUTOR = "contributor"
    SPONSOR = "sponsor"
    FRIEND = "friend"


class State(StrEnum):
    """Where a member stands in the register."""

    APPLIED = "applied"
    MEMBER = "member"
    REFUSED = "refused"
    RESIGNED = "resigned"
    EXCLUDED = "excluded"


class Office(StrEnum):
    """Offices of the board (CSA 9:5)."""

    PRESIDENT = "president"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    DIRECTOR = "director"


class NotWaiting(Refused):
    """This application has been answered already."""

    code = "hosting.application_answered"


class NotAMember(Refused):
    """Only who is written in the register as a member may do this."""

    code = "hosting.not_a_member"


class KnownAddress(Refused):
    """Somebody with this address is a member, or waits for an answer."""

    code = "hosting.member_known"
    field = "email"


class LegalNeedsNumber(Refused):
    """A legal person is written down with its number and with who speaks for it (CSA 9:3 § 1)."""

    code = "hosting.legal_needs_number"
    field = "enterprise_number"


class TooManyWaiting(Refused):
    """The form is open to anybody: beyond this many unanswered applications it waits for the board."""

    code = "hosting.too_many_waiting"


class ReasonMissing(Refused):
    """A decision of the board is written with its reason or its minutes."""

    code = "hosting.member_decision_missing"
    field = "decision"


class TermImpossible(Refused):
    """A term begins before it ends, and lasts at most six years."""

    code = "hosting.term_impossible"
    field = "ends_on"


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the register keeps of a member (CSA 9:3 § 1): name and domicile, or name, form, number and seat."""

    kind: Kind
    standing: Standing
    name: str
    email: str
    address: str
    enterprise_number: str = ""
    represented_by: str = ""
    motive: str = ""


def check(applicant: Applicant) -> None:
    """Raises `LegalNeedsNumber`."""
    if applicant.kind is Kind.LEGAL and not (applicant.enterprise_number and applicant.represented_by):
        raise LegalNeedsNumber(
            field="represented_by" if applicant.enterprise_number else "enterprise_number", kind=applicant.kind
        )


def check_term(starts_on: date, ends_on: date) -> None:
    """Raises `TermImpossible`."""
    longest = years_later(starts_on, LONGEST_TERM_YEARS)
    if not starts_on < ends_on <= longest:
        raise TermImpossible(field="ends_on", until_on=longest)


def noted_by(changed_on: date) -> date:
    """The last day to write a change into the register."""
    return changed_on + timedelta(days=REGISTER_DAYS)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def least_directors(members: int) -> int:
    """How many directors the board has at least: three, or two while the association has fewer than three members (CSA
    9:5; law sheet § 11)."""
    return 3 if members >= 3 else 2
