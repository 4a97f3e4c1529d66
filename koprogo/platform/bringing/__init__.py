"""The way back of « Tout emporter »: an archive of another installation is read here as what a stranger hands in.

``archive`` opens it and trusts nothing in it, ``values`` reads one cell, ``rows`` puts a table in its place. Who gets
which right afterwards is not decided here, and nothing in an archive says it
(docs/decisions/0072-brought-not-trusted.md).
"""
