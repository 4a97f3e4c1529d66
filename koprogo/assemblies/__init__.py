"""The assembly of the co-owners: who must be asked, who may vote, what was decided."""
