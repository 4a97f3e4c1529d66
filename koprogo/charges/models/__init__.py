"""Calls for funds, what each owner owes of them, and what has been paid."""

from koprogo.charges.models.call import CallLine, CallNotice, CallPart, FundCall
from koprogo.charges.models.settlement import NoticeSettlement

__all__ = ["CallLine", "CallNotice", "CallPart", "FundCall", "NoticeSettlement"]
