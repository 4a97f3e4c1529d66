"""What each code and each refusal of settlements is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {}
