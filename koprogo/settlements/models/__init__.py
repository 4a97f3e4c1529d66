"""The tables of settlements."""

from koprogo.settlements.models.settlement import Settlement, SettlementColumn, SettlementLine, SettlementNotice
from koprogo.settlements.models.transfer import TransferShare

__all__ = ["Settlement", "SettlementColumn", "SettlementLine", "SettlementNotice", "TransferShare"]
