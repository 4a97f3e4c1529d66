"""The take-over of a building, and the closing of its years."""

from koprogo.closing.models.takeover import HandoverItem, Takeover, TakeoverBank, TakeoverLine
from koprogo.closing.models.year import Accrual, ClosedBalance, YearClosing

__all__ = ["Accrual", "ClosedBalance", "HandoverItem", "Takeover", "TakeoverBank", "TakeoverLine", "YearClosing"]
