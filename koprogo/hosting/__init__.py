"""The cloud and its non-profit: what hosting costs, what it brings in, what becomes of the rest."""
