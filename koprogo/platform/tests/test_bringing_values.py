"""What a column takes from an archive: of its type, within its bounds, as the database would keep it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from koprogo.platform.bringing import values

ID = "01a2181d-bcaa-71b9-af60-b1ad0a159be4"
TAKEN: list[tuple[Any, Any, Any]] = [
    (models.UUIDField(), ID, UUID(ID)),
    (models.IntegerField(), -5, -5),
    (models.BigIntegerField(), 2**40, 2**40),
    (models.BooleanField(), True, True),
    (models.CharField(max_length=3), "abc", "abc"),
    (models.CharField(max_length=3, choices=[("a", "A")]), "a", "a"),
    (models.CharField(max_length=3, choices=[("a", "A")], blank=True), "", ""),
    (models.TextField(), "é’\n", "é’\n"),
    (models.DateField(null=True), None, None),
    (models.DateField(), "2026-02-28", date(2026, 2, 28)),
    (
        models.DateTimeField(),
        "2026-02-28T09:00:00.123456+00:00",
        datetime(2026, 2, 28, 9, 0, 0, 123456, tzinfo=UTC),
    ),
    (models.JSONField(), {"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]}),
    (models.URLField(), "https://visio.example/x", "https://visio.example/x"),
]
REFUSED: list[tuple[Any, Any]] = [
    (models.UUIDField(), "not one"),
    (models.UUIDField(), 7),
    (models.IntegerField(), True),
    (models.IntegerField(), 1.5),
    (models.IntegerField(), "5"),
    (models.IntegerField(), 2**31),
    (models.PositiveSmallIntegerField(), -1),
    (models.BigIntegerField(), 2**63),
    (models.BooleanField(), 1),
    (models.BooleanField(), None),
    (models.CharField(max_length=3), "abcd"),
    (models.CharField(max_length=3), 7),
    (models.CharField(max_length=3), "a\x00"),
    (models.CharField(max_length=3), "\ud800"),
    (models.CharField(max_length=3, choices=[("a", "A")]), "b"),
    (models.DateField(), "2026-02-30"),
    (models.DateTimeField(), "2026-02-28T09:00:00"),
    (models.TimeField(), "25:00"),
    (models.JSONField(), {"a": "\x00"}),
    (models.JSONField(), [1] * 200_001),
    (models.EmailField(), "no address"),
    (models.URLField(), "javascript:alert(1)"),
    (models.SlugField(), "two words"),
    (models.BinaryField(), "00"),
]


@pytest.mark.parametrize(("field", "value", "read"), TAKEN)
def test_what_a_column_takes(field: Any, value: Any, read: Any) -> None:
    assert values.reader(field)(value) == read


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_what_a_column_does_not_take(field: Any, value: Any) -> None:
    with pytest.raises(values.Unusable):
        values.reader(field)(value)
