"""The set-up as a list of tasks that can be left and taken up again (ux.md 6)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.closing.queries import takeover
from koprogo.condominiums import labels
from koprogo.condominiums.queries import setup
from koprogo.condominiums.queries.setup import Step
from koprogo.condominiums.rules.rights import Right
from koprogo.condominiums.rules.setup import State
from koprogo.ledger.queries import accounts, entries
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page

#: The money comes before this step: a mandate and invitations can wait until the figures are there.
BEFORE = "mandates"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the whole is. ``left``: minutes."""

    done: int
    of: int
    left: int


@door(needs=Right.SETTINGS)
def set_up(request: HttpRequest, access: Access) -> HttpResponse:
    """Every step with its state: those of the building, and the money's where the reader keeps it."""
    steps = setup.steps(access)
    place = [step.key for step in steps].index(BEFORE)
    steps[place:place] = _money(access)
    waiting = [step.minutes for step in steps if step.state != State.DONE]
    return page(
        request,
        "site/setup.html",
        steps=steps,
        progress=Progress(len(steps) - len(waiting), len(steps), sum(waiting)),
        states=labels.STATES,
        stamps={State.TODO: "", State.STARTED: "att", State.DONE: "ok", State.NOT_SENT: "att"},
    )


def _money(access: Access) -> list[Step]:
    """The bank account that owners pay into, and the balances of the take-over."""
    out = []
    if access.may(Right.USE_BANK):
        banks = accounts.bank_accounts(access, on=access.today)
        address = reverse("bank" if banks else "bank_account_new", kwargs={"slug": access.slug})
        out.append(Step("bank", _("Le compte bancaire"), _state(bool(banks)), address, 1))
    if access.may(Right.KEEP_BOOKS):
        address = reverse("opening", kwargs={"slug": access.slug})
        out.append(Step("opening", _("Les soldes de départ, s’il y en a"), _opening(access), address, 1))
    return out


def _opening(access: Access) -> State:
    """Prepared or not signed yet is only begun: the signed control sheet is the voucher of the opening."""
    row = takeover.current(access)
    if row is None:
        return _state(bool(entries.openings(access)))
    return _state(done=True) if row.signed_file_id is not None else State.STARTED


def _state(done: bool) -> State:
    return State.DONE if done else State.TODO
