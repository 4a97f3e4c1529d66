"""Pure rules of bookkeeping: the chart, the roles, the years, what an entry must be."""
