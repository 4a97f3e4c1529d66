"""The tables of neighbours."""

from koprogo.neighbours.models.effect import SharedEffect
from koprogo.neighbours.models.exchange import Ad, Deal, HoursAccount, Transfer
from koprogo.neighbours.models.facilities import Booking, BookingCharge, DepositRetention, Facility, WaitingPlace
from koprogo.neighbours.models.gifts import Gift
from koprogo.neighbours.models.lending import Loan, Thing, Wanted
from koprogo.neighbours.models.moderation import Block, Opinion, Report
from koprogo.neighbours.models.module import ModuleSwitch
from koprogo.neighbours.models.notices import CalendarLink, Coming, Notice, NoticeReply
from koprogo.neighbours.models.office import Spoken, Spokesperson, Word
from koprogo.neighbours.models.papers import Paper
from koprogo.neighbours.models.picture import Picture
from koprogo.neighbours.models.polls import Poll, PollAnswer, PollChoice, PollTaker, PollUrn
from koprogo.neighbours.models.replies import ReplyAddress, ReplyMail
from koprogo.neighbours.models.resident import Acceptance, EntryCode, Resident
from koprogo.neighbours.models.skills import Message, Skill
from koprogo.neighbours.models.welcome import Collection, GuidePage, UsefulNumber

__all__ = [
    "Acceptance",
    "Ad",
    "Block",
    "Booking",
    "BookingCharge",
    "CalendarLink",
    "Collection",
    "Coming",
    "Deal",
    "DepositRetention",
    "EntryCode",
    "Facility",
    "Gift",
    "GuidePage",
    "HoursAccount",
    "Loan",
    "Message",
    "ModuleSwitch",
    "Notice",
    "NoticeReply",
    "Opinion",
    "Paper",
    "Picture",
    "Poll",
    "PollAnswer",
    "PollChoice",
    "PollTaker",
    "PollUrn",
    "ReplyAddress",
    "ReplyMail",
    "Report",
    "Resident",
    "SharedEffect",
    "Skill",
    "Spoken",
    "Spokesperson",
    "Thing",
    "Transfer",
    "UsefulNumber",
    "WaitingPlace",
    "Wanted",
    "Word",
]
