"""Tables inside a boundary, and the three kinds of key that may leave one.

The keys carry no constraint of Django's own: Django would make them deferrable, and a deferred check can be lost
(a deferred failure at COMMIT is not always reported). ``walls.py`` adds immediate, composite ones instead.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models.org import Org


class OrgKey(models.ForeignKey[Any, Any]):
    """The boundary of a row."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Keep bulk inserts as plain VALUES: a sharded cluster refuses the UNNEST form under row-level security."""
        return "%s"


class TiedKey(models.ForeignKey[Any, Any]):
    """A key to another table of the same boundary: enforced as (org_id, x_id) -> (org_id, id)."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.update(db_constraint=False, db_index=False)
        super().__init__(to, on_delete, **kwargs)


class GlobalKey(models.ForeignKey[Any, Any]):
    """A key to a global table (a person, a boundary): immediate, never deferrable."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.update(db_constraint=False, db_index=False)
        super().__init__(to, on_delete, **kwargs)


class Bounded(models.Model):
    """Base of every boundary table.

    ``append_only`` tables may be read and added to by the application, never changed. ``updatable`` names the only
    columns that may change afterwards (``None`` = all of them). ``deletable`` says whether rows may be deleted.
    ``born_with``: columns that have another value when a row comes in from an archive, and get their own once all rows
    are there, because the database or a ring of keys wants it so. ``stays``: an archive carries these rows out, and no
    installation takes them in, for they open doors of the place they come from. ``holds_reference``: its column
    ``structured_reference`` comes from ``platform.references``.
    """

    append_only: bool = False
    updatable: tuple[str, ...] | None = None
    deletable: bool = True
    stays: bool = False
    holds_reference: bool = False
    born_with: Mapping[str, Any] = MappingProxyType({})

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = OrgKey(Org, models.PROTECT, db_constraint=False, db_index=False, related_name="+", editable=False)
    org_id: Any

    class Meta:
        abstract = True
