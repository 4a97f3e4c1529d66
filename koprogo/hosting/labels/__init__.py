"""What each code and each refusal of hosting is called before a person: one module for each of its subjects."""

from collections.abc import Callable, Mapping
from typing import Any

from koprogo.hosting.labels import books, cloud, gifts, orders, public, service

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **cloud.REFUSALS,
    **books.REFUSALS,
    **public.REFUSALS,
    **service.REFUSALS,
    **orders.REFUSALS,
    **gifts.REFUSALS,
}
#: What the audit trail calls each act.
ACTIONS: dict[str, Any] = {
    **cloud.ACTIONS,
    **books.ACTIONS,
    **public.ACTIONS,
    **service.ACTIONS,
    **orders.ACTIONS,
    **gifts.ACTIONS,
}
