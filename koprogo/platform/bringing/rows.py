"""Tables of an archive put in their place: in the order their keys ask for, through every wall of the database.

Nothing is overwritten. A table that only takes additions gets its rows once and finished; what the database itself
wants born otherwise (an entry is sealed after its postings, a year closes after its entries) is set last, by the same
statement that the books use, so that its triggers judge it (``Bounded.born_with``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from koprogo.kernel.refusals import Refused
from koprogo.platform.access import Access
from koprogo.platform.bringing import values
from koprogo.platform.bringing.archive import Archive, ArchiveAltered
from koprogo.platform.models import Bounded, TiedKey

BATCH = 500
Row = dict[str, Any]
#: What becomes of a row on its way in; None leaves it out.
Change = Callable[[Row], Row | None]


class IdentifierTaken(Refused):
    """A row of the archive is here already, in this condominium or another (``table``)."""

    code = "platform.archive_identifier_taken"


def bring(access: Access, archive: Archive, *, models: Iterable[type[Bounded]], changes: Mapping[str, Change]) -> int:
    """Insert every row of these tables; ``changes`` by table. Returns how many. Raises ArchiveAltered, IdentifierTaken.

    Inside one transaction of an empty boundary: what is refused leaves nothing.
    """
    brought, last = 0, []
    for model in _in_order(list(models)):
        read = list(_read(access, archive, model, changes.get(model._meta.db_table)))
        late = _late(model)
        for layer in _layers(model, read):
            _insert(model, layer, late)
        last += [(model, read, late)] if late and read else []
        brought += len(read)
    for model, read, late in last:
        _settle(model, read, late)
    return brought


def _read(access: Access, archive: Archive, model: type[Bounded], change: Change | None) -> Iterator[Row]:
    table = model._meta.db_table
    readers = {field.attname: values.reader(field) for field in model._meta.local_concrete_fields}
    found = archive.table(f"tables/{table}.json")
    if len(found) != archive.cover.rows[table]:
        raise ArchiveAltered(field="file", name=table)
    for row in found:
        if set(row) != set(readers):
            raise ArchiveAltered(field="file", name=table)
        try:
            read = {name: readers[name](value) for name, value in row.items()}
        except values.Unusable as problem:
            raise ArchiveAltered(field="file", name=table) from problem
        if read["org_id"] != access.org_id:
            raise ArchiveAltered(field="file", name=table)
        kept = change(read) if change else read
        if kept is not None:
            yield kept


def _in_order(models: list[type[Bounded]]) -> list[type[Bounded]]:
    """Tables before those that point at them; of a ring of tables, the key that may be set last is set last."""
    by_name = {model._meta.db_table: model for model in models}
    wanted = {
        name: {_target(key) for key in _keys(model) if key.attname not in _late(model)} - {name}
        for name, model in by_name.items()
    }
    try:
        order = list(TopologicalSorter(wanted).static_order())
    except CycleError as problem:  # a ring nobody said how to enter: found by the tests, whatever the rows
        raise AssertionError(f"name a key of this ring in born_with: {problem.args[1]}") from problem
    return [by_name[name] for name in order if name in by_name]


def _keys(model: type[Bounded]) -> list[TiedKey]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, TiedKey)]


def _target(key: TiedKey) -> str:
    return str(key.related_model._meta.db_table)


def _late(model: type[Bounded]) -> dict[str, Any]:
    """Column -> the value it is born with."""
    return {model._meta.get_field(name).attname: value for name, value in model.born_with.items()}  # type: ignore[union-attr]


def _layers(model: type[Bounded], rows: list[Row]) -> Iterator[list[Row]]:
    """Rows before those of the same table that point at them, in as few runs as that takes."""
    late = _late(model)
    own = [key.attname for key in _keys(model) if _target(key) == model._meta.db_table and key.attname not in late]
    if not own:
        yield rows
        return
    waiting, placed = rows, set[UUID]()
    here = {row["id"] for row in rows}
    while waiting:
        ready = [row for row in waiting if not {row[name] for name in own} & here - placed]
        if not ready:
            raise ArchiveAltered(field="file", name=model._meta.db_table)
        placed |= {row["id"] for row in ready}
        waiting = [row for row in waiting if row["id"] not in placed]
        yield ready


def _insert(model: type[Bounded], rows: list[Row], late: dict[str, Any]) -> None:
    _guarded(model, rows, lambda: model._default_manager.bulk_create((model(**row | late) for row in rows), BATCH))


def _settle(model: type[Bounded], rows: list[Row], late: dict[str, Any]) -> None:
    objects = [model(**row) for row in rows]
    _guarded(model, rows, lambda: model._default_manager.bulk_update(objects, _names(model, late), BATCH))


def _names(model: type[Bounded], late: Iterable[str]) -> list[str]:
    return [field.name for field in model._meta.local_concrete_fields if field.attname in set(late)]


def _guarded(model: type[Bounded], rows: list[Row], write: Callable[[], object]) -> None:
    """What the walls refuse becomes a sentence: the rows of the archive are not what these tables take."""
    table = model._meta.db_table
    try:
        with transaction.atomic():
            write()
    except IntegrityError as problem:
        if "unique" in str(problem) and f"{table}_pkey" in str(problem):
            raise IdentifierTaken(field="file", table=table) from problem
        raise ArchiveAltered(field="file", name=table) from problem
    except OperationalError:
        raise  # the database is away or busy: the job tries again
    except DatabaseError as problem:
        raise ArchiveAltered(field="file", name=table) from problem


def something(org_id: UUID, models: Iterable[type[Bounded]]) -> list[str]:
    """The tables among these that hold a row of the boundary (one statement)."""
    tables = [model._meta.db_table for model in models]
    # Names of our own models, no text of anybody's.
    asked = [f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\" WHERE org_id = %(org)s)" for one in tables]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), {"org": org_id})
        return [row[0] for row in cursor.fetchall()]
