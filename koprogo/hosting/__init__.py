"""The non-profit and its cloud: plans, meters, bills, accounts in the open. None of it where KOPROGO_HOSTING is off."""
