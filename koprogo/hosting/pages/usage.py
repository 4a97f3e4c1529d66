"""What a condominium uses of its quotas, day by day, for everybody who may read its books; and what that weighs."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.condominiums import labels as building_words
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting import labels
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.queries import footprint, instances, usage
from koprogo.hosting.rules import carbon, quotas
from koprogo.hosting.rules.carbon import BRIEF_KILOGRAMS
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.overage import GIGABYTE, Line
from koprogo.hosting.rules.quotas import Day, Gauge, Meter
from koprogo.platform import doors, formats
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

WORDS = labels.cloud


@hosted
@doors.door(needs=Right.SEE_BOOKS)
def usage_page(request: HttpRequest, access: Access) -> HttpResponse:
    """One month: three gauges, when each passes, what lies beyond at cost, and the days."""
    first = _month(request, access.today)
    days = usage.days(org_id=access.org_id, first=first)
    known = instances.of(org_id=access.org_id)
    month = usage.pool(first=first)
    terms = month.terms
    plan = terms.of(known.plan if known else Plan.CLOUD)
    gauges = quotas.gauges(days, terms.quotas, today=access.today)
    totals = usage.totals_of(days, terms)
    lines = usage.overage_lines(totals, month, first=first)
    _first, after = quotas.month_of(first)
    return page(
        request,
        "hosting/usage.html",
        month_name=f"{building_words.month(first.month)} {first.year}",
        before=(first - timedelta(days=1)).replace(day=1),
        after=after if after <= access.today else None,
        month_short=lambda day: f"{day.year}-{day.month:02d}",
        gauges=[(gauge, _shown(gauge, access.today)) for gauge in gauges],
        plan=WORDS.PLANS[plan.plan],
        price=plan.month_cents,
        state=known.state if known else "active",
        states=WORDS.STATES,
        lines=[(WORDS.METERS[line.meter], _calculation(line), line.cents) for line in lines],
        total=sum(line.cents for line in lines),
        estimated=month.estimated,
        rows=[_row(day) for day in reversed(days)],
        size=WORDS.size,
        out=totals.bytes_out,
    )


def _month(request: HttpRequest, today: date) -> date:
    asked = request.GET.get("mois", "")
    if not asked:
        return today.replace(day=1)
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        raise Http404 from None
    if first > today:
        raise Http404
    return first


def _shown(gauge: Gauge, today: date) -> dict[str, object]:
    return {
        "label": WORDS.METERS[gauge.meter],
        "figure": f"{WORDS.figure(gauge.meter, gauge.used)} / {WORDS.figure(gauge.meter, gauge.quota)}",
        "sentence": WORDS.gauge_sentence(gauge, today),
        "whole": max(gauge.quota, gauge.used),
    }


def _calculation(line: Line) -> str:
    price = formats.rate(line.cost_millicents)
    if line.meter == Meter.STORAGE:
        days = line.whole // GIGABYTE
        return _("%(size)s en trop par jour en moyenne × %(price)s par Go et par mois") % {
            "size": WORDS.size(line.quantity // days),
            "price": price,
        }
    return _("%(n)s en trop sur %(all)s servis à tous × %(price)s de serveurs") % {
        "n": formats.number(line.quantity),
        "all": formats.number(line.whole),
        "price": price,
    }


def _row(day: Day) -> tuple[str, ...]:
    return (
        formats.day_month(day.day),
        formats.number(day.requests),
        WORDS.size(day.bytes_out),
        f"{WORDS.tenths(day.cpu_ms // 100)}{formats.NBSP}s",
        "" if day.users is None else formats.number(day.users),
        "" if day.stored_bytes is None else WORDS.size(day.stored_bytes),
    )


@hosted
@doors.door(needs=Right.SEE_BOOKS)
def carbon_page(request: HttpRequest, access: Access) -> HttpResponse:
    """Energy and carbon of this condominium's year, with every factor."""
    year = footprint.year(access.today.year, org_id=access.org_id)
    return page(request, "hosting/carbon.html", inside=True, **_carbon(year))


@hosted
@doors.public
def public_carbon(request: HttpRequest) -> HttpResponse:
    """The same of a mean condominium of this cloud, for anybody."""
    this = carbon.FACTORS[-1].since_on.year
    year = footprint.year(max(this, usage.latest_year() or this))
    around = frame(request, "transparency")
    return page(request, "hosting/carbon_public.html", inside=False, **around, **_carbon(year))


def _carbon(year: footprint.Year) -> dict[str, Any]:
    used, found = year.factors, year.footprint
    return {
        "year": year.number,
        "days": year.counted.days,
        "energy": [WORDS.watthours(one) for one in found.watthours],
        "carbon": [WORDS.grams(one) for one in found.milligrams],
        "a_year": [WORDS.grams(one) for one in year.a_year],
        "cpu": f"{WORDS.tenths(year.counted.cpu_ms // 100)}{formats.NBSP}s",
        "all_cpu": f"{WORDS.tenths(year.counted.all_cpu_ms // 100)}{formats.NBSP}s",
        "out": WORDS.size(year.counted.bytes_out),
        "servers": year.counted.servers,
        "factors": [
            (_("Puissance d’un serveur (W)"), used.watts.each(), WORDS.SOURCES[used.watts_source]),
            (_("Réseau (Wh par Go)"), used.watthours_per_gigabyte.each(), WORDS.SOURCES[used.network_source]),
            (
                _("Électricité (g de CO₂e par kWh)"),
                used.grams_per_kilowatt_hour.each(),
                WORDS.SOURCES[used.grid_source],
            ),
        ],
        "since": used.since_on,
        "brief": BRIEF_KILOGRAMS,
        "check": WORDS.grams(
            carbon.server_milligrams_a_year(watts=10, grams_per_kilowatt_hour=60, condominiums=1_000) * 1
        ),
    }
