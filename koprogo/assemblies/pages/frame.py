"""What the pages of assemblies share: one form on a page, the way back, the words of the legal clock."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.assemblies.rules.states import Kind
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

#: The days that a non-profit has as well, with its own article (law sheet § 11).
MEMBERS_CLOCK = {"notice_limit": "CSA 9:14", "assembly": "", "second_session_from": "CSA 9:21"}
Crumbs = Sequence[tuple[Any, str]]


def address(name: str, access: Access, **kwargs: Any) -> str:
    """The address of a page of this building."""
    return reverse(name, kwargs={"slug": access.slug, **kwargs})


def to(name: str, access: Access, **kwargs: Any) -> HttpResponse:
    """Send on to a page of this building."""
    return redirect(address(name, access, **kwargs))


def title_of(assembly: Any) -> str:
    """« Assemblée générale ordinaire du 15 décembre 2026 »."""
    kind = labels.KIND[Kind(assembly.kind)]
    return _("%(kind)s du %(day)s") % {"kind": kind, "day": formats.day_long(assembly.held_on)}


def crumbs(access: Access, assembly: Any = None) -> list[tuple[Any, str]]:
    """The way back: Assemblées, and the assembly."""
    found: list[tuple[Any, str]] = [(_("Assemblées"), address("assemblies", access))]
    if assembly is not None:
        found.append((formats.day_long(assembly.held_on), address("assembly", access, assembly=assembly.number)))
    return found


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Any,
    label: Any,
    cancel: str,
    crumbs: Crumbs,
    intro: Any = "",
    notes: Sequence[Any] = (),
    hints: Mapping[str, Any] | None = None,
    files: bool = False,
) -> HttpResponse:
    """Show a form, or show it again with what is wrong in it (status 422) and all that was typed."""
    return page(
        request,
        "assemblies/form.html",
        status=422 if form.errors else 200,
        form=form,
        title=title,
        label=label,
        cancel=cancel,
        crumbs=[*crumbs, (title, "")],
        intro=intro,
        notes=notes,
        hints=hints or {},
        files=files,
    )


def members(access: Access) -> bool:
    """Whether members of a non-profit meet here, not co-owners."""
    return access.org_kind == "nonprofit"


def clock_rows(access: Access, assembly: Any) -> list[tuple[str, str, bool]]:
    """The legal clock in words: day, what it is for with its article, whether it is behind us."""
    rows = []
    of_members = electorate.rules(access).by_heads
    for tick in assemblies.clock(assembly, today=access.today):
        if of_members and tick.mark.code not in MEMBERS_CLOCK:
            continue
        words = labels.CLOCK[tick.mark.code]
        article = MEMBERS_CLOCK[tick.mark.code] if of_members else tick.mark.article
        text = f"{words} ({formats.article(article)})" if article else str(words)
        if tick.mark.prudent and tick.mark.prudent != tick.mark.on:
            prudent = formats.day_near(tick.mark.prudent, access.today)
            safer = _("Plus sûr : le %(day)s.") % {"day": prudent}
            text = f"{text}. {safer}"
        rows.append((formats.day(tick.mark.on), text, tick.passed))
    return rows


def day_warnings(codes: Sequence[str], assembly: Any) -> list[str]:
    """What is said about a day that the law would have otherwise; nothing is blocked."""
    limit = assemblies.notice_limit(assembly)
    facts = {"strict": formats.day_long(limit.strict), "prudent": formats.day_long(limit.prudent)}
    return [str(labels.WARNINGS[code]) % facts for code in codes]
