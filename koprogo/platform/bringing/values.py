"""One cell of a table as an archive has it: of the type its column takes, within its bounds, or refused."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, models

#: Texts without a length of their own.
LONGEST = 2_000_000


class Unusable(Exception):
    """The value is none of its column's."""


def reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """What reads the values of one column. Raises Unusable for each that the column does not take."""
    read = _plain(field)
    known = {value for value, _label in field.flatchoices} if field.choices else None

    def checked(value: Any) -> Any:
        if value is None:
            if not field.null:
                raise Unusable
            return None
        found = read(value)
        if known is not None and found not in known and found != "":
            raise Unusable
        if found not in field.empty_values:
            try:
                field.run_validators(found)
            except ValidationError as problem:
                raise Unusable from problem
        return found

    return checked


def _plain(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    if field.is_relation or isinstance(field, models.UUIDField):
        return lambda value: _parsed(value, UUID)
    if isinstance(field, models.BooleanField):
        return lambda value: _of(value, bool)
    if isinstance(field, models.IntegerField):
        low, high = connection.ops.integer_field_range(field.get_internal_type())
        return lambda value: _whole(value, low, high)
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return lambda value: _parsed(value, date.fromisoformat)
    if isinstance(field, models.TimeField):
        return lambda value: _parsed(value, time.fromisoformat)
    if isinstance(field, models.JSONField):
        return _document
    if isinstance(field, models.CharField | models.TextField):
        longest = field.max_length or LONGEST
        return lambda value: _text(value, longest)
    raise Unusable


def _of(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise Unusable
    return value


def _whole(value: Any, low: int | None, high: int | None) -> int:
    found: int = _of(value, int)
    if (low is not None and found < low) or (high is not None and found > high):
        raise Unusable
    return found


def _text(value: Any, longest: int) -> str:
    found: str = _of(value, str)
    if len(found) > longest or not _storable(found):
        raise Unusable
    return found


def _storable(text: str) -> bool:
    # PostgreSQL keeps neither NUL nor half a surrogate pair.
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _parsed(value: Any, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_of(value, str))
    except ValueError as problem:
        raise Unusable from problem


def _moment(value: Any) -> datetime:
    found: datetime = _parsed(value, datetime.fromisoformat)
    if found.tzinfo is None:
        raise Unusable
    return found


def _document(value: Any) -> Any:
    """A JSON value as it stands, walked without recursion: its depth is the archive's own."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > 200_000:
            raise Unusable
        if isinstance(one, str) and not _storable(one):
            raise Unusable
        if isinstance(one, list):
            waiting += one
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
    return value
