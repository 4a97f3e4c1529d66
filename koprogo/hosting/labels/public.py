"""Words of the simulators, the public pages, members and governance."""

from collections.abc import Callable, Mapping
from typing import Any

REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {}
ACTIONS: dict[str, Any] = {}
