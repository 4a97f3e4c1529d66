"""The association's accounts in the open, for anybody: months, vouchers, files to check them with. Nothing is computed
here: what was published is shown."""

import csv
import io
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from koprogo.hosting.labels import books as words
from koprogo.hosting.pages.doors import hosted, visited
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.pages.publishing import month_of
from koprogo.hosting.queries import nonprofit
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import surplus
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@hosted
@doors.public
def months(request: HttpRequest) -> HttpResponse:
    """The newest month, and the way to the others."""
    rows = queries.months()
    if not rows:
        return page(request, "hosting/transparency_none.html", **frame(request, "transparency"))
    return _month(request, rows[0], rows)


@hosted
@doors.public
def month(request: HttpRequest, hosting_month: str) -> HttpResponse:
    """One month as it was published; with ``?version=1`` an older version of it."""
    versions = queries.versions(month_of(hosting_month))
    if not versions:
        raise Http404
    asked = request.GET.get("version", "")
    row = next((one for one in versions if str(one.version) == asked), versions[-1])
    return _month(request, row, queries.months(), versions)


def _month(request: HttpRequest, row: Any, rows: list[Any], versions: list[Any] | None = None) -> HttpResponse:
    content = row.content
    parts = content["allocation"]["cents"]
    return page(
        request,
        "hosting/transparency.html",
        **frame(request, "transparency"),
        row=row,
        content=content,
        months=rows,
        versions=versions or queries.versions(row.month),
        parts=[
            (key, words.key_name(key), content["allocation"]["percent"][key], cents)
            for key, cents in surplus.ordered(parts).items()
        ],
        named=words.month_name,
        name=nonprofit.org().name,
        lang=get_language() or "fr",
    )


@hosted
@doors.public
def table(request: HttpRequest, hosting_month: str) -> HttpResponse:
    """One month as CSV: a line for each figure, cents as they were published."""
    row = queries.standing(month_of(hosting_month))
    if row is None:
        raise Http404
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(
        ["month", "version", "part", "account", "name_fr", "name_nl", "name_de", "name_en", "cents", "vouchers"]
    )
    for section in ("revenues", "costs"):
        for one in row.content[section]:
            names = [one["names"][language] for language in queries.LANGUAGES]
            vouchers = ", ".join(voucher["name"] for voucher in one["vouchers"])
            head = [row.content["month"], row.version, section, one["account"]]
            lines.writerow([*head, *names, one["cents"], vouchers])
    for key, cents in surplus.ordered(row.content["allocation"]["cents"]).items():
        lines.writerow([row.content["month"], row.version, "allocation", key, "", "", "", "", cents, ""])
    return downloads.content(("\ufeff" + out.getvalue()).encode(), f"comptes-{hosting_month}.csv", "text/csv")


@hosted
@doors.public
def chain(request: HttpRequest) -> HttpResponse:
    """Every published row in the order of the chain, as it was hashed."""
    rows = [{"content": content, "hash": said} for content, said in queries.chain()]
    text = json.dumps({"chain": rows}, ensure_ascii=False, sort_keys=True, indent=1)
    return HttpResponse(text.encode(), content_type="application/json")


@visited
def paper(request: HttpRequest, access: Access, published_paper: str) -> HttpResponse:
    """The paper of one voucher, where the treasurer said that everybody may see it."""
    file_id = queries.shown_paper(access, name=published_paper)
    stored = files.get(access, file_id=file_id) if file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
