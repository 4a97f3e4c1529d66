"""Periods as the database compares them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """[starts_on, ends_on) as PostgreSQL sees it; an open end is forever."""

    function = "DATERANGE"
    output_field = DateRangeField()
