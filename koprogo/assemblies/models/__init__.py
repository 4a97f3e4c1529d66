"""The tables of assemblies: planned and convened, held and voted, written down."""

from koprogo.assemblies.models.agenda import AgendaItem, AgendaRequest, ItemDocument, ItemExclusion, ItemQuote
from koprogo.assemblies.models.assembly import Assembly, OccupantRemark
from koprogo.assemblies.models.convocation import Convocation, ElectronicConsent, Recipient
from koprogo.assemblies.models.elector import Elector
from koprogo.assemblies.models.minutes import (
    Minutes,
    MinutesRecipient,
    MinutesSignature,
    PassedOn,
    Resolution,
    ResolutionEffect,
)
from koprogo.assemblies.models.proxy import Proxy, ProxyInstruction
from koprogo.assemblies.models.request import ExtraordinaryRequest, RequestSignature
from koprogo.assemblies.models.session import Attendance, Ballot, HashLink, ItemResult
from koprogo.assemblies.models.written import WrittenAnswer, WrittenDecision, WrittenRecipient

__all__ = [
    "AgendaItem",
    "AgendaRequest",
    "Assembly",
    "Attendance",
    "Ballot",
    "Convocation",
    "Elector",
    "ElectronicConsent",
    "ExtraordinaryRequest",
    "HashLink",
    "ItemDocument",
    "ItemExclusion",
    "ItemQuote",
    "ItemResult",
    "Minutes",
    "MinutesRecipient",
    "MinutesSignature",
    "OccupantRemark",
    "PassedOn",
    "Proxy",
    "ProxyInstruction",
    "Recipient",
    "RequestSignature",
    "Resolution",
    "ResolutionEffect",
    "WrittenAnswer",
    "WrittenDecision",
    "WrittenRecipient",
]
