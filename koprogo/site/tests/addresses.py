"""Every address of the product, with what fills it: from the resolver itself, so that no page can be forgotten."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from koprogo.testing.street import House

#: Views of libraries that have no door of ours. There is none: those of the sign-in library stand behind one.
LIBRARY: frozenset[str] = frozenset()

#: What a GET leads away from: acts that only a button posts, and pages that send on to the right one.
REDIRECTS = frozenset(
    {
        "audit_report_begin",
        "arrival_address",
        "fund_call_drop",
        "fund_call_recall",
        "fund_call_resume",
        "fund_call_progress",
        "budget_propose",
        "budget_take_back",
        "budget_drop",
        "budget_call_prepare",
        "settlement_progress",
        "settlement_resume",
        "party_invite_undo",
        "bank_undo",
        "bank_undo_one",
        "bank_confirm_certain",
        "bank_decide",
        "import_do",
        "import_undo",
        "work_resume",
        "invoice_lines",
        "invoice_shares",
        "invoice_check",
        "invoice_approve",
        "invoice_attach",
        "invoice_offset_undo",
        "recurring_stop",
        "supplier_iban_end",
        "lot_transfer_undo",
        "agenda_item_drop",
        "agenda_item_list",
        "agenda_item_move",
        "agenda_take_back",
        "assembly_request_sign",
        "minutes_sign_card",
        "written_answer",
        "written_ask_late",
        "written_conclude",
        "written_progress",
        "written_resume",
        "convocation_add",
        "proxy_take_back",
        "convocation_progress",
        "convocation_resume",
        "convocation_take_back",
        "closing_accrual_book",
        "closing_accrual_undo",
        "closing_approve",
        "closing_close",
        "closing_dossier",
        "closing_dossier_write",
        "closing_hold",
        "closing_prove",
        "closing_reopen",
        "opening_book",
        "opening_call",
        "opening_drop",
        "opening_sheet",
        "opening_sign",
        "opening_undo",
        "statement_pdf",
        "account_pdf",
        "statement_year_progress",
        "session_arrive",
        "session_leave",
        "session_undo",
        "session_adjourn",
        "session_votes",
        "session_count",
        "session_act",
        "session_queue",
        "vote_state",
        "vote_join",
        "minutes_write",
        "leave_progress",
        "take_all",
        "brought",
        "brought_progress",
        "brought_invite",
        "support_close",
        "support_grant",
        "terms_accept",
        "support_let_out",
        "minutes_sign",
        "recording_deleted",
        "minutes_sign_glass",
        "minutes_sign_finish",
        "minutes_send",
        "minutes_progress",
        "checks_run",
        "neighbours_join",
        "neighbours_word_end",
        "neighbours_papers",
        "neighbours_office_disallow",
        "neighbours_office_letter",
        "skill_remove",
        "thing_free",
        "booking_wait",
        "booking_cancel",
        "booking_accept",
        "booking_leave",
        "booking_charge",
        "facility_close",
        "poll_close",
        "notice_come",
        "notice_take_down",
        "notice_pin",
        "books_regime_noted",
        "member_decide",
        "member_office",
        "office_end",
        "proposal_comment",
        "proposal_act",
        "proposal_list",
        "my_service_answer",
        "wish_support",
        "wish_move",
        "voice_hide",
    }
)
#: Pages of the association that hosts: no condominium has them, whatever somebody's rights.
OF_NONPROFIT = frozenset(
    {
        "hosting_bills",
        "hosting_bills_run",
        "hosting_bills_progress",
        "hosting_bill",
        "hosting_bill_credit",
        "hosting_bill_paper",
        "hosting_identity",
        "hosting_publish",
        "hosting_piece",
        "yearly_assembly",
        "asso_gifts",
        "asso_gift_new",
        "gifts_look",
        "asso_gift",
        "gift_name",
        "gift_give_up",
        "gift_renew",
        "gift_receive",
        "fund_new",
        "fund",
        "service_orders",
        "service_order",
        "service_price",
        "service_quote",
        "service_act",
    }
)
#: Addresses that are about a call that is still a draft.
OF_DRAFT = frozenset({"fund_call_edit", "fund_call_shares", "fund_call_send", "fund_call_drop"})


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern: its name, its view, and the names of what fills it."""

    name: str
    route: str
    view: Callable[..., Any]
    needs_args: tuple[str, ...]

    @property
    def door(self) -> Any:
        """The marker that the doors put on their views, or None."""
        return getattr(self.view, "door", None)

    def url(self, house: House, **other: object) -> str:
        """The address inside one house; ``other`` replaces arguments."""
        return reverse(self.name, kwargs={name: self._value(name, house, other) for name in self.needs_args})

    def _value(self, name: str, house: House, other: Mapping[str, object]) -> object:
        if name in other:
            return other[name]
        args = house.args
        if (own := f"{self.name}.{name}") in args:  # a page that needs another row than its neighbours
            return args[own]
        if name == "number":
            if self.name.startswith("fund_call"):
                return house.draft if self.name in OF_DRAFT else args["call"]
            if self.name.startswith("entry"):
                return args["entry"]
            return args["occupied"] if self.name == "lot_move_out" else args["lot"]
        if name == "code" and self.name.startswith("key"):
            return args["key_code"]
        if name == "invoice":
            other_one = {"invoice_edit": "invoice_draft", "invoice_offset": "credit_note"}
            return args[other_one.get(self.name, "invoice")]
        if name == "token":
            return house.token
        if name == "pk":
            return 1
        return "piece.pdf" if name in ("name", "file_name") else args[name]


def every() -> Iterator[Address]:
    """All of them, in the resolver's order."""
    yield from _walk(get_resolver().url_patterns, "", ())


def inside() -> list[Address]:
    """Those inside a building."""
    return [address for address in every() if address.door is not None and address.door.kind == "building"]


def _walk(patterns: list[Any], prefix: str, held: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        names = (*held, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, names)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(pattern.name or "", route, pattern.callback, names)
