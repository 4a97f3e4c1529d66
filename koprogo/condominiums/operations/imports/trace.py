"""What an import leaves behind to be undone by: rows it made, and each field it changed with before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from koprogo.condominiums.models import Ownership

#: Rows in one statement: PostgreSQL takes 65 535 values at most.
BATCH = 1_000
Changed = dict[str, list[Any]]  # column -> [before, after]


@dataclass(slots=True)
class Trace:
    """Tables by their short name: ids of rows made, and of rows changed with their columns."""

    created: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, dict[str, Changed]] = field(default_factory=dict)

    def made(self, table: str, rows: Iterable[models.Model]) -> None:
        """Remember rows that were created."""
        self.created.setdefault(table, []).extend(str(row.pk) for row in rows)

    def set(self, table: str, row: models.Model, columns: Mapping[str, Any]) -> bool:
        """Change the columns of a row that differ, in memory, and remember. Returns whether any did."""
        news = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if not news:
            return False
        known = self.changed.setdefault(table, {}).setdefault(str(row.pk), {})
        for name, value in news.items():
            known[name] = [plain(getattr(row, name)), plain(value)]
            setattr(row, name, value)
        return True

    def as_json(self) -> dict[str, Any]:
        """What is kept with the import."""
        return {"created": self.created, "changed": self.changed}


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def fields_of(columns: Iterable[str]) -> list[str]:
    """The names of fields for columns: representative_id is the column of representative."""
    return sorted("representative" if name == "representative_id" else name for name in columns)


def put(row: models.Model, name: str, value: Any) -> None:
    """Set a column from its JSON value."""
    column = row._meta.get_field(name) if not name.endswith("_id") else None
    setattr(row, name, column.to_python(value) if isinstance(column, models.Field) else value)


def move(rows: Iterable[tuple[Ownership, date, date | None]]) -> None:
    """Give ownerships other days (two statements).

    First each keeps only the days it has before and after, so that no two ever overlap on the way: the database looks
    at every row as it changes.
    """
    moves = list(rows)
    if not moves:
        return
    for row, starts_on, ends_on in moves:
        row.starts_on = max(row.starts_on, starts_on)
        row.ends_on = min(filter(None, (row.ends_on, ends_on)), default=None)
    Ownership.objects.bulk_update([row for row, _start, _end in moves], ["starts_on", "ends_on"], batch_size=BATCH)
    for row, starts_on, ends_on in moves:
        row.starts_on, row.ends_on = starts_on, ends_on
    Ownership.objects.bulk_update([row for row, _start, _end in moves], ["starts_on", "ends_on"], batch_size=BATCH)
