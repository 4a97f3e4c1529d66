"""The façade of the current call: one window per lot, floors from the top. Pure."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from koprogo.charges.queries.today import Window
from koprogo.condominiums.rules.lots import NOT_COUNTED

#: Above this the drawing tells nothing any more: the figures alone are shown.
MOST = 120


class Light(StrEnum):
    """What a window says; the values are those of the façade part."""

    PAID = "oui"
    RECEIVED = "mi"
    AWAITED = "non"


#: What fits under a lot number; the whole name is on the page of the call.
NAME_LENGTH = 15


def short_name(name: str) -> str:
    """A name that fits a window."""
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"


def light(window: Window, received: Collection[UUID]) -> Light:
    """Lit when the whole notice is paid, half lit when the bank shows its payment and nobody confirmed it yet."""
    if window.open_cents <= 0:
        return Light.PAID
    return Light.RECEIVED if window.notice_id in received else Light.AWAITED


def floors(windows: Sequence[Window]) -> list[list[Window]]:
    """The lots that people live or work in, by floor from the top; garages and cellars pay with their flat.

    Empty when there are too many for a drawing, or when nothing but garages was called.
    """
    shown = [window for window in windows if window.kind not in NOT_COUNTED]
    if not 0 < len(shown) <= MOST:
        return []
    ordered = sorted(shown, key=lambda window: -(window.floor or 0))  # stable: lot order stays within a floor
    return [list(row) for _floor, row in groupby(ordered, key=lambda window: window.floor or 0)]


def received_cents(windows: Sequence[Window], received: Collection[UUID]) -> int:
    """What the bank shows and nobody confirmed yet, in cents, each notice once."""
    waiting = {one.notice_id: one.open_cents for one in windows if light(one, received) is Light.RECEIVED}
    return sum(waiting.values())
