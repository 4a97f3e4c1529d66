"""The tables of meters."""

from koprogo.meters.models.meter import Meter, MeterKey, Reading

__all__ = ["Meter", "MeterKey", "Reading"]
