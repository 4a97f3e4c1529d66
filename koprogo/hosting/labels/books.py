"""Words of the non-profit's books, bills, publication, services and sponsors."""

from collections.abc import Callable, Mapping
from typing import Any

REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {}
ACTIONS: dict[str, Any] = {}
