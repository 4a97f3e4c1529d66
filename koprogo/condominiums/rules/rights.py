"""Who may do what: one table (ux.md 5c, SETTLED 12). Read it as the law reads: a role, then its rights."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a building on a day."""

    SYNDIC = "syndic"
    OWNER = "owner"
    FORMER_OWNER = "former_owner"
    COUNCIL = "council"
    AUDITOR = "auditor"
    ACCOUNTANT = "accountant"
    OCCUPANT = "occupant"
    SUPPORT = "support"  # the operator of a cloud, let in for some days with a reason that the building sees
    # In the non-profit that hosts others (CSA, book 9).
    BOARD = "board"
    TREASURER = "treasurer"
    MEMBER = "member"
    RESIDENT = "resident"  # lives there and said so, with the code of the hall or a letter; owner or not is not asked
    ANIMATOR = "animator"  # looks after what the residents do together


class Right(StrEnum):
    """What a door or an operation may ask for."""

    ENTER = "enter"  # the home page, one's own profile
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_OWN_METERS = "see_own_meters"  # of the lots one holds or lives in, for the days one does
    SEE_BOOKS = "see_books"  # ledger, calls, statements; other owners' sub-accounts masked
    SEE_ALL_ACCOUNTS = "see_all_accounts"  # the accounts of each owner, by name
    SEE_LOTS = "see_lots"  # names and shares, neither contacts nor debts
    SEE_CONTACTS = "see_contacts"
    SEE_DOCUMENTS = "see_documents"
    MANAGE_LOTS = "manage_lots"
    MANAGE_MANDATES = "manage_mandates"
    INVITE = "invite"
    KEEP_BOOKS = "keep_books"
    CALL_FUNDS = "call_funds"
    USE_BANK = "use_bank"
    SETTINGS = "settings"
    RECORD_INVOICES = "record_invoices"
    CHECK_INVOICES = "check_invoices"  # compared with the order, and booked: who keeps the books (decision 0022)
    APPROVE_INVOICES = "approve_invoices"  # may be paid
    PLAN_BUDGET = "plan_budget"
    READ_METERS = "read_meters"  # to write readings down, not only to see them
    SETTLE = "settle"
    CLOSE_YEAR = "close_year"
    AUDIT_ACCOUNTS = "audit_accounts"  # the auditor's own acts: tick, question, sign (CC 3.91)
    SEE_AUDIT_WORK = "see_audit_work"  # the workbook and its questions
    SEE_AUDIT = "see_audit"
    SEE_ASSEMBLIES = "see_assemblies"  # day, agenda, decisions; documents and costs by the rights they need
    READ_MINUTES = "read_minutes"  # minutes, every decision, the papers of an agenda: who votes, and who looks after
    PREPARE_ITEMS = "prepare_items"  # write and order the items of an agenda
    PREPARE_ASSEMBLY = "prepare_assembly"  # plan, convene, cancel, record what comes on paper
    RUN_ASSEMBLY = "run_assembly"  # keep the list, open and close the votes, write the minutes
    PROPOSE_ITEM = "propose_item"  # CC 3.87 § 3
    VOTE = "vote"  # with one's own parties only, or by proxy
    SEND_REMARK = "send_remark"  # CC 3.89 § 5, 6°
    RUN_HOSTING = "run_hosting"  # the non-profit's board: price list, publication, services, sponsors
    RUN_BILLING = "run_billing"  # bills to clients and published months; money moves with KEEP_BOOKS only
    MEET_MEMBERS = "meet_members"  # the non-profit's members: register, proposals, votes
    MEET_NEIGHBOURS = "meet_neighbours"  # among those who live or own there; no office opens it (decision 0036)
    ANIMATE_NEIGHBOURS = "animate_neighbours"  # switch modules on and off, welcome, name who moderates


_OWNER = {
    Right.ENTER,
    Right.SEE_OWN_ACCOUNT,
    Right.SEE_OWN_METERS,
    Right.SEE_BOOKS,
    Right.SEE_LOTS,
    Right.SEE_DOCUMENTS,
    Right.SEE_ASSEMBLIES,
    Right.READ_MINUTES,
    Right.PROPOSE_ITEM,
    Right.VOTE,
    Right.MEET_NEIGHBOURS,
}
#: What belongs to owners and occupants as such: holding an office gives none of it.
_PERSONAL = {
    Right.SEE_OWN_ACCOUNT,
    Right.SEE_OWN_METERS,
    Right.PROPOSE_ITEM,
    Right.VOTE,
    Right.SEND_REMARK,
    Right.MEET_NEIGHBOURS,
}
#: What only the non-profit knows: no condominium has it to give.
_NONPROFIT = {Right.RUN_HOSTING, Right.RUN_BILLING, Right.MEET_MEMBERS}

RIGHTS: dict[Role, frozenset[Right]] = {
    # The syndic is never the auditor of the accounts (CC 3.89 § 9), and votes only as an owner (CC 3.87 § 7).
    Role.SYNDIC: frozenset(Right) - _PERSONAL - _NONPROFIT - {Right.AUDIT_ACCOUNTS},
    Role.OWNER: frozenset(_OWNER),
    # Whoever sold still settles: the call in their name, the year’s settlement, a letter to read again.
    Role.FORMER_OWNER: frozenset({Right.ENTER, Right.SEE_OWN_ACCOUNT, Right.SEE_OWN_METERS}),
    # CC 3.90: access to every document of the condominium, after notice to the syndic.
    Role.COUNCIL: frozenset(
        _OWNER - {Right.SEE_OWN_ACCOUNT, Right.SEE_OWN_METERS, Right.VOTE, Right.MEET_NEIGHBOURS}
        | {Right.PREPARE_ITEMS, Right.SEE_AUDIT, Right.APPROVE_INVOICES, Right.SEE_AUDIT_WORK}
    ),
    # CC 3.91: the accounts with each owner's, nothing to write but the workbook.
    Role.AUDITOR: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_LOTS,
            Right.SEE_DOCUMENTS,
            Right.READ_MINUTES,
            Right.SEE_AUDIT,
            Right.AUDIT_ACCOUNTS,
            Right.SEE_AUDIT_WORK,
            Right.SEE_ASSEMBLIES,
        }
    ),
    Role.ACCOUNTANT: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_LOTS,
            Right.SEE_DOCUMENTS,
            Right.READ_MINUTES,
            Right.KEEP_BOOKS,
            Right.USE_BANK,
            Right.RECORD_INVOICES,
            Right.CHECK_INVOICES,
            Right.READ_METERS,
            Right.SETTLE,
            Right.CLOSE_YEAR,
            Right.SEE_AUDIT_WORK,
        }
    ),
    # SETTLED 12: date, agenda, decisions, house rules, documents for them; no money, no debts; their meters.
    Role.OCCUPANT: frozenset(
        {Right.ENTER, Right.SEE_OWN_METERS, Right.SEE_ASSEMBLIES, Right.SEND_REMARK, Right.MEET_NEIGHBOURS}
    ),
    Role.RESIDENT: frozenset({Right.ENTER, Right.MEET_NEIGHBOURS}),
    Role.ANIMATOR: frozenset({Right.ENTER, Right.MEET_NEIGHBOURS, Right.ANIMATE_NEIGHBOURS}),
    # SETTLED 5: what is needed to understand a question, and nothing to write; the building ends it when it likes.
    Role.SUPPORT: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_LOTS,
            Right.SEE_DOCUMENTS,
            Right.SEE_ASSEMBLIES,
            Right.READ_MINUTES,
        }
    ),
    # CSA 9:5 and 9:13: the board runs the association and convenes its assembly; the treasurer keeps its books, which
    # every member may read.
    Role.BOARD: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_DOCUMENTS,
            Right.APPROVE_INVOICES,
            Right.RUN_HOSTING,
            Right.RUN_BILLING,
            Right.MEET_MEMBERS,
            Right.SEE_ASSEMBLIES,
            Right.READ_MINUTES,
            Right.PREPARE_ITEMS,
            Right.PREPARE_ASSEMBLY,
            Right.RUN_ASSEMBLY,
        }
    ),
    Role.TREASURER: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_DOCUMENTS,
            Right.KEEP_BOOKS,
            Right.USE_BANK,
            Right.RECORD_INVOICES,
            Right.CHECK_INVOICES,
            Right.CLOSE_YEAR,
            Right.RUN_BILLING,
            Right.MEET_MEMBERS,
        }
    ),
    # CSA 9:3 and 9:12 to 9:15: a member comes to the assembly, votes there with their one vote, reads what it decided.
    Role.MEMBER: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.MEET_MEMBERS,
            Right.SEE_ASSEMBLIES,
            Right.READ_MINUTES,
            Right.PROPOSE_ITEM,
            Right.VOTE,
        }
    ),
}


def of(roles: frozenset[Role]) -> frozenset[Right]:
    """The rights of all of somebody's roles together: several at once, without a switch."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
