"""What the cloud knows: price lists, hosted condominiums, what was counted. Global tables: prices are public, and the
operator's console reads nothing behind a wall (SETTLED 3, 5)."""

from koprogo.hosting.models.billing import Bill, Client
from koprogo.hosting.models.gifts import Fund, FundUse, Gift, GiftReceipt
from koprogo.hosting.models.inside import SupportAccess, TermsAcceptance
from koprogo.hosting.models.instance import Instance
from koprogo.hosting.models.members import DutyDone, Member, MemberChange, OfficeTerm
from koprogo.hosting.models.orders import Quote, ServiceOrder, ServicePrice
from koprogo.hosting.models.prices import Plan, PriceList
from koprogo.hosting.models.proposals import (
    Comment,
    CountedInstallation,
    MemberBallot,
    Proposal,
    RoadmapItem,
    RoadmapVote,
    TookPart,
    Voice,
)
from koprogo.hosting.models.publication import Publication, VoucherRelease
from koprogo.hosting.models.service import (
    Incident,
    IncidentNote,
    OutageCredit,
    OutsideGap,
    ResponseCount,
    ServiceStretch,
)
from koprogo.hosting.models.support import Attachment, Message, Question, SupportMail
from koprogo.hosting.models.usage import MeterFlush, UsageDay
from koprogo.hosting.models.warning import QuotaWarning

__all__ = [
    "Attachment",
    "Bill",
    "Client",
    "Comment",
    "CountedInstallation",
    "DutyDone",
    "Fund",
    "FundUse",
    "Gift",
    "GiftReceipt",
    "Incident",
    "IncidentNote",
    "Instance",
    "Member",
    "MemberBallot",
    "MemberChange",
    "Message",
    "MeterFlush",
    "OfficeTerm",
    "OutageCredit",
    "OutsideGap",
    "Plan",
    "PriceList",
    "Proposal",
    "Publication",
    "Question",
    "QuotaWarning",
    "Quote",
    "ResponseCount",
    "RoadmapItem",
    "RoadmapVote",
    "ServiceOrder",
    "ServicePrice",
    "ServiceStretch",
    "SupportAccess",
    "SupportMail",
    "TermsAcceptance",
    "TookPart",
    "UsageDay",
    "Voice",
    "VoucherRelease",
]
