"""The take-over of a building, and the closing of its years."""

from koprogo.closing.models.takeover import HandoverItem, Takeover, TakeoverBank, TakeoverLine

__all__ = ["HandoverItem", "Takeover", "TakeoverBank", "TakeoverLine"]
