"""Who may do what: one table (ux.md 5c, SETTLED 12). Read it as the law reads: a role, then its rights."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a building on a day."""

    SYNDIC = "syndic"
    OWNER = "owner"
    COUNCIL = "council"
    AUDITOR = "auditor"
    ACCOUNTANT = "accountant"
    OCCUPANT = "occupant"


class Right(StrEnum):
    """What a door or an operation may ask for."""

    ENTER = "enter"  # the home page, one's own profile
    SEE_OWN_ACCOUNT = "see_own_account"
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
    SEE_AUDIT = "see_audit"


_OWNER = {Right.ENTER, Right.SEE_OWN_ACCOUNT, Right.SEE_BOOKS, Right.SEE_LOTS, Right.SEE_DOCUMENTS}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.SYNDIC: frozenset(Right) - {Right.SEE_OWN_ACCOUNT},
    Role.OWNER: frozenset(_OWNER),
    # CC 3.90: access to every document of the condominium, after notice to the syndic.
    Role.COUNCIL: frozenset(_OWNER - {Right.SEE_OWN_ACCOUNT} | {Right.SEE_AUDIT}),
    # CC 3.91: the accounts with each owner's, nothing to write but the workbook.
    Role.AUDITOR: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_LOTS,
            Right.SEE_DOCUMENTS,
            Right.SEE_AUDIT,
        }
    ),
    Role.ACCOUNTANT: frozenset(
        {
            Right.ENTER,
            Right.SEE_BOOKS,
            Right.SEE_ALL_ACCOUNTS,
            Right.SEE_LOTS,
            Right.SEE_DOCUMENTS,
            Right.KEEP_BOOKS,
            Right.USE_BANK,
        }
    ),
    # SETTLED 12: date, agenda, decisions, house rules, documents for them; no money, no debts.
    Role.OCCUPANT: frozenset({Right.ENTER}),
}


def of(roles: frozenset[Role]) -> frozenset[Right]:
    """The rights of all of somebody's roles together: several at once, without a switch."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
