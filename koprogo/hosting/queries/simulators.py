"""What the simulators answer: from the dated price lists, this installation's meters and the visitor's own figures."""

import os
import shutil
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Max, Sum

from koprogo.hosting.models import UsageDay
from koprogo.hosting.queries import prices as price_lists
from koprogo.hosting.rules import capacity, growth, savings, scenario
from koprogo.hosting.rules.capacity import Capacity
from koprogo.hosting.rules.growth import Projected, Step
from koprogo.hosting.rules.prices import PriceList
from koprogo.hosting.rules.savings import Saving, Today
from koprogo.hosting.rules.scenario import Asked, Row

DAYS = 30


@dataclass(frozen=True, slots=True)
class Growth:
    """A month at the visitor's size, and beside it other sizes and other prices."""

    own: Row
    sizes: list[Row]
    prices: list[Row]
    list: PriceList
    break_even_cents: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is paid today against the two ways to use KoproGo."""

    today: Today
    years: int
    total_cents: int
    cloud: Saving
    home: Saving
    cloud_month_cents: int
    home_month_cents: int
    lot_year_cents: int | None
    """What one lot keeps a year in the cloud, rounded down; None without a number of lots."""


def lists() -> list[PriceList]:
    """What servers cost to buy, as published: the newest list first (two statements)."""
    found = {terms.infrastructure.since_on: terms.infrastructure for terms in price_lists.every()}
    return [found[since_on] for since_on in sorted(found, reverse=True)]


def price_cents(today: date) -> int:
    """The price of the cloud today (two statements)."""
    return price_lists.on(today).month_cents


def measured(today: date) -> Capacity | None:
    """What this machine carries, from the last thirty days of its meters; None while there is too little to say."""
    first = today - timedelta(days=DAYS)
    days = UsageDay.objects.filter(day__gte=first, day__lt=today, cpu_ms__gt=0)
    sums = days.aggregate(cpu=Sum("cpu_ms"), rows=Count("id"), days=Count("day", distinct=True), last=Max("day"))
    stored = UsageDay.objects.filter(day=sums["last"], stored_bytes__isnull=False)
    disk = stored.aggregate(total=Sum("stored_bytes"), rows=Count("id"))
    if not sums["rows"] or not disk["rows"]:
        return None
    bought, cores = lists()[0], os.cpu_count() or 1
    return Capacity(
        days=sums["days"],
        condominiums=disk["rows"],
        condominium_days=sums["rows"],
        cpu_ms=sums["cpu"],
        stored_bytes=disk["total"],
        cores=cores,
        disk_bytes=shutil.disk_usage(settings.KOPROGO_HOME).total,
        month_millicents=capacity.rent(cores, bought),
        dns_month_millicents=bought.dns_month_millicents,
        storage_gigabyte_month_millicents=bought.storage_gigabyte_month_millicents,
        since_on=first,
    )


def grown(asked: Asked, bought: PriceList) -> Growth:
    """The growth simulator. Raises `BeyondReason`, `NobodyHosted`."""
    own = scenario.row(asked, asked, bought)
    return Growth(
        own=own,
        sizes=scenario.by_size(asked, bought),
        prices=scenario.by_price(asked, bought),
        list=bought,
        break_even_cents=scenario.break_even_cents(own.month),
    )


def projected(steps: tuple[Step, ...], bought: PriceList) -> list[Projected]:
    """The price projection, year by year. Raises `NobodyHosted`."""
    return growth.project(steps, prices=bought)


def compared(today: Today, *, years: int, lots: int, cloud_month_cents: int, home_month_cents: int) -> Comparison:
    """The savings calculator. Raises `NothingToCompare`."""
    cloud = savings.in_the_cloud(today, years=years, price_cents=cloud_month_cents)
    return Comparison(
        today=today,
        years=years,
        total_cents=cloud.before_cents,
        cloud=cloud,
        home=savings.at_home(today, years=years, server_month_cents=home_month_cents),
        cloud_month_cents=cloud_month_cents,
        home_month_cents=home_month_cents,
        lot_year_cents=cloud.cents // (lots * years) if lots else None,
    )
