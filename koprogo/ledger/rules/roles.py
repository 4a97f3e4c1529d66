"""What an account is for. Programs post to roles; the codes behind them are the building's own business.

AR/KB of 12 July 2012 fixes a minimum chart, practice adds to it, and syndics number sub-accounts as they
like: a role survives all three.
"""

from enum import StrEnum


class AccountRole(StrEnum):
    """The accounts the product itself posts to. The usual code is in the comment."""

    WORKING_FUND = "working_fund"  # 100
    RESULT = "result"  # 14
    RESERVE_FUND = "reserve_fund"  # 160
    SPECIAL_RESERVE = "special_reserve"  # 161
    OWNERS_RESERVE = "owners_reserve"  # 4100: what owners owe the reserve fund
    OWNERS_CHARGES = "owners_charges"  # 4101: what owners owe for charges and the working fund
    FORMER_OWNERS = "former_owners"  # 415
    SUPPLIERS = "suppliers"  # 440
    INVOICES_TO_RECEIVE = "invoices_to_receive"  # 444
    CARRIED_VALUES = "carried_values"  # 489
    DEFERRED_COSTS = "deferred_costs"  # 490
    ACCRUED_INCOME = "accrued_income"  # 491
    ACCRUED_COSTS = "accrued_costs"  # 492
    DEFERRED_INCOME = "deferred_income"  # 493
    SUSPENSE = "suspense"  # 499: never plugged into a fund, must be zero at closing
    CLAIMS = "claims"  # 4996: insurance claims under way
    BANK_RESERVE = "bank_reserve"  # 550
    BANK_CURRENT = "bank_current"  # 551
    BANK_OTHER = "bank_other"  # 552
    CASH = "cash"  # 57
    TRANSFERS = "transfers"  # 58: between the building's own bank accounts, zero once both sides are booked
    PAYMENT_DIFFERENCES = "payment_differences"  # 642: the cents of payments, both ways on one account
    PRIVATE_COSTS = "private_costs"  # 643
    BANK_CHARGES = "bank_charges"  # 650
    RESERVE_ALLOCATION = "reserve_allocation"  # 68160
    RESERVE_WITHDRAWAL = "reserve_withdrawal"  # 68161
    RESERVE_CALLS = "reserve_calls"  # 700
    PROVISIONS = "provisions"  # 701
    SPECIAL_CALLS = "special_calls"  # 702
    OTHER_INCOME = "other_income"  # 742
    INDEMNITIES = "indemnities"  # 744
    INTEREST = "interest"  # 750
    # Of a non-profit alone (chart_nonprofit): what it bills and what it is given.
    SUBSCRIPTIONS = "subscriptions"  # 700
    OVERAGES = "overages"  # 701
    SERVICES = "services"  # 702
    GIFTS = "gifts"  # 732
    SPONSORS = "sponsors"  # 734
    GRANTS = "grants"  # 737


#: The individual accounts of owners: every posting names its party, other owners' are masked (SETTLED 12).
OWNER_ROLES = (AccountRole.OWNERS_CHARGES, AccountRole.OWNERS_RESERVE, AccountRole.FORMER_OWNERS)

#: Nothing of these in a building: it sells nothing.
NONPROFIT_ROLES = (
    AccountRole.SUBSCRIPTIONS,
    AccountRole.OVERAGES,
    AccountRole.SERVICES,
    AccountRole.GIFTS,
    AccountRole.SPONSORS,
    AccountRole.GRANTS,
)

#: The accounts under which a bank account of the building may stand.
BANK_ROLES = (AccountRole.BANK_CURRENT, AccountRole.BANK_RESERVE, AccountRole.BANK_OTHER)

#: The funds: money of the owners that the association keeps. None of them may go below nothing.
FUND_ROLES = (AccountRole.WORKING_FUND, AccountRole.RESERVE_FUND, AccountRole.SPECIAL_RESERVE)
