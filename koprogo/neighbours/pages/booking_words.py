"""A booking in words: its hours, the rules of what is booked, what it costs and what the deposit means."""

from collections.abc import Callable
from datetime import date, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours.labels import life
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.deposits import TIME_TO_LOOK
from koprogo.neighbours.rules.facilities import DAY, Plan, Unit
from koprogo.neighbours.rules.slots import Span
from koprogo.platform import formats


def when(span: Span, said: Callable[[date], str] = formats.day) -> str:
    """A span as one says it: a day with its hours, or from one day to another. ``said``: how the one day is said."""
    begin, last = span.starts_at.astimezone(slots.BRUSSELS), span.ends_at.astimezone(slots.BRUSSELS)
    if (last - timedelta(microseconds=1)).date() == begin.date():
        hours = _("de %(from)s à %(to)s") % {"from": formats.clock(span.starts_at), "to": end(span)}
        return f"{said(begin.date())}, {hours}"
    return _("du %(from)s au %(to)s") % {
        "from": f"{formats.day_month(begin.date())}, {formats.clock(span.starts_at)}",
        "to": f"{formats.day_month(last.date())}, {formats.clock(span.ends_at)}",
    }


def end(span: Span) -> str:
    """The hour at which a span of one day ends: midnight is said, for 0 h 00 is the day's begin."""
    last = span.ends_at.astimezone(slots.BRUSSELS)
    return formats.clock(span.ends_at) if last.hour or last.minute else _("minuit")


def _length(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("%(n)s heure", "%(n)s heures", whole) % {"n": whole}
    return _("%(minutes)s minutes") % {"minutes": minutes} if not whole else f"{whole} h {rest:02}"


def rules_of(plan: Plan) -> list[str]:
    """The rules of a facility as sentences: when, how long, how far ahead, how often, until when one gives back."""
    opens, closes = _minute(plan.opens), _minute(plan.closes)
    if plan.unit is Unit.SLOT:
        told = [
            _("De %(opens)s à %(closes)s, par créneaux de %(length)s.")
            % {"opens": opens, "closes": closes, "length": _length(plan.slot_minutes)}
        ]
    elif plan.overnight:
        told = [_("On arrive à %(opens)s, on part le lendemain à %(closes)s.") % {"opens": opens, "closes": closes}]
    else:
        told = [_("À la journée, de %(opens)s à %(closes)s.") % {"opens": opens, "closes": closes}]
    if len(plan.weekdays) < 7:
        days = ", ".join(str(life.WEEKDAYS[one]) for one in sorted(plan.weekdays))
        told.append(_("Ouvert : %(days)s.") % {"days": days})
    told.append(
        ngettext(
            "On réserve jusqu’à %(n)s jour à l’avance.", "On réserve jusqu’à %(n)s jours à l’avance.", plan.ahead_days
        )
        % {"n": plan.ahead_days}
    )
    if plan.max_per_week:
        told.append(
            ngettext(
                "Chaque habitant a %(n)s réservation par semaine au plus.",
                "Chaque habitant a %(n)s réservations par semaine au plus.",
                plan.max_per_week,
            )
            % {"n": plan.max_per_week}
        )
    told.append(
        ngettext(
            "On rend une réservation jusqu’à %(n)s heure avant.",
            "On rend une réservation jusqu’à %(n)s heures avant.",
            plan.cancel_hours,
        )
        % {"n": plan.cancel_hours}
        if plan.cancel_hours
        else _("On rend une réservation jusqu’au début.")
    )
    return told


def money_of(unit: str, price_cents: int, deposit_cents: int) -> list[str]:
    """What a facility costs and what its deposit means, as sentences; none where neither is set."""
    told = []
    if price_cents:
        price = {"price": formats.money(price_cents)}
        told.append(
            _("%(price)s par créneau, portés en compte sur votre lot à la fin du mois.") % price
            if unit == Unit.SLOT
            else _("%(price)s par jour, portés en compte sur votre lot à la fin du mois.") % price
        )
    if deposit_cents:
        told.append(
            _(
                "Caution de %(deposit)s : rien n’est demandé à l’avance. En cas de dégât, le syndic peut en retenir"
                " tout ou partie sur votre lot, dans les %(days)s jours et par écrit."
            )
            % {"deposit": formats.money(deposit_cents), "days": TIME_TO_LOOK.days}
        )
    return told


def _minute(minute: int) -> str:
    return _("minuit") if minute == DAY else formats.hour(time(minute // 60, minute % 60))
