"""Everything of one boundary in one archive: each table as CSV and JSON, each kept file, and a list with fingerprints.

For whoever leaves, moves to a server of their own, or wants to see that they could. The tables come from the models
themselves, so that none can be forgotten. What neighbours do among themselves stays with them: in a condominium their
tables, their mails and their lines of the trail are left out, and a signed link is cut, for it is somebody's key.
"""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from koprogo.platform import audit, files, schema, walls
from koprogo.platform.access import Access
from koprogo.platform.log_links import shortened
from koprogo.platform.models import AuditLine, Bounded, Command, Job, Mailing, Org, StoredFile

Beside = Mapping[str, Sequence[dict[str, Any]]]
#: Raised whenever an archive is laid out another way; ``bringing`` reads this one.
FORMAT = 2
#: The queue's own memory and the keys against a second click: nothing of the building's, and of use nowhere else.
LEFT = (Command, Job)
#: Who is in a condominium only among its neighbours.
_RESIDENTS = ("resident", "animator")
#: The same archive of the same rows is byte for byte the same.
_DAY = (2020, 1, 1, 0, 0, 0)
_PERSON = ("id", "email", "name", "language")
_README = """KoproGo: everything of {name} ({slug}), {now}.

tables/*.csv, tables/*.json   every table of the building, one row for each line or object; amounts in cents
files/*                       every kept file, under its SHA-256 and its name (tables/platform_storedfile)
beside/*.csv, beside/*.json   where it was hosted: what it asked its host, used, was billed and ordered
boundary.json, persons.json   the building itself and who may enter it
manifest.json                 rows of each table, SHA-256 of each file of this archive

CSV is UTF-8 with commas. Nothing here needs KoproGo to be read; KoproGo is free software (AGPL-3.0).
"""


def write(access: Access, *, program: str, beside: Beside | None = None) -> StoredFile:
    """Pack everything inside the boundary and keep the archive as a working paper of whoever runs the building.

    ``program``: the version that writes it, for whoever reads it. ``beside``: lists of what is kept about the building
    outside its own tables, by name; they are there to be read, and nothing of them is brought in elsewhere.
    """
    with tempfile.TemporaryFile() as out:
        tables = _pack(access, out, program, beside or {})
        out.seek(0)
        data = out.read()
    stored = files.keep(
        access,
        data=data,
        name=f"{access.slug}-{access.today.isoformat()}.zip",
        retention=StoredFile.Retention.INTERNAL,
        subject_id=access.org_id,
    )
    audit.record(access, "platform.everything_packed", stored.id, tables=len(tables), rows=sum(tables.values()))
    return stored


def latest(access: Access) -> StoredFile | None:
    """The newest such archive (one query)."""
    found = StoredFile.objects.filter(_archives(access), org_id=access.org_id)
    return found.order_by("-stored_at", "-id").first()


def _archives(access: Access) -> Q:
    # Those of before stay here: each would hold all the earlier ones.
    return Q(subject_id=access.org_id, name__endswith=".zip")


def _pack(access: Access, out: Any, program: str, beside: Beside) -> dict[str, int]:
    rows: dict[str, int] = {}
    prints: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            prints[name] = hashlib.sha256(data).hexdigest()
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)

        put("README.txt", _README.format(name=access.org_name, slug=access.slug, now=access.today).encode())
        put("boundary.json", _json(list(Org.objects.filter(id=access.org_id).values())))
        put("persons.json", _json(_persons(access)))
        models = taken(access.org_kind)
        for model in models:
            table = model._meta.db_table
            columns = [field.attname for field in model._meta.local_concrete_fields]
            found = _rows(access, model, columns)
            rows[table] = len(found)
            put(f"tables/{table}.csv", _csv(columns, found))
            put(f"tables/{table}.json", _json([dict(zip(columns, row, strict=True)) for row in found]))
        for name, lines in beside.items():
            heads = list(lines[0]) if lines else []
            put(f"beside/{name}.csv", _csv(heads, [tuple(line.values()) for line in lines]))
            put(f"beside/{name}.json", _json(list(lines)))
        for name, data in _files(access):
            put(name, data)
        manifest = {
            "format": FORMAT,
            "program": program,
            "schema": schema.leaves(models),
            "boundary": str(access.org_id),
            "rows": rows,
            "sha256": prints,
        }
        put("manifest.json", _json(manifest))
    return rows


def taken(org_kind: str) -> list[type[Bounded]]:
    """The tables that are in the archive of a boundary of some kind, by name."""

    def goes(model: type[Bounded]) -> bool:
        of_residents = getattr(model._meta.app_config, "of_residents", False)
        return model not in LEFT and (org_kind == Org.Kind.RESIDENTS or not of_residents)

    return sorted(filter(goes, walls.boundary_models()), key=lambda model: model._meta.db_table)


def _rows(access: Access, model: type[Bounded], columns: list[str]) -> list[tuple[Any, ...]]:
    rows = model._default_manager.filter(org_id=access.org_id).order_by("id")
    if access.org_kind != Org.Kind.RESIDENTS and model is AuditLine:
        rows = rows.exclude(audit.OF_RESIDENTS)
    if access.org_kind != Org.Kind.RESIDENTS and model is Mailing:
        rows = rows.exclude(Q(purpose__contains="neighbours"))
    if model is StoredFile:
        rows = rows.exclude(_archives(access))
    found = list(rows.values_list(*columns))
    if model is not Mailing:
        return found
    return [tuple(shortened(value) if isinstance(value, str) else value for value in row) for row in found]


def _persons(access: Access) -> list[dict[str, Any]]:
    people = get_user_model()._default_manager
    doors = people.model._meta.get_field("memberships").related_model._default_manager.filter(org_id=access.org_id)
    if access.org_kind != Org.Kind.RESIDENTS:
        doors = doors.exclude(role__in=_RESIDENTS)
    return list(people.filter(id__in=doors.values("person_id")).order_by("id").values(*_PERSON))


def _files(access: Access) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for stored in StoredFile.objects.filter(org_id=access.org_id).exclude(_archives(access)).order_by("id"):
        if stored.sha256 in seen:
            continue
        seen.add(stored.sha256)
        yield f"files/{stored.sha256}-{stored.name}", files.content(stored)


def _csv(columns: list[str], rows: list[tuple[Any, ...]]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(columns)
    out.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _plain(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return "" if value is None else str(value)


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, indent=1).encode()


class _Encoder(DjangoJSONEncoder):
    """Moments to the microsecond, as the chains of the books and of the votes have them; what has no form in JSON as
    it reads."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime | time):
            return o.isoformat()
        try:
            return super().default(o)
        except TypeError:
            return str(o)
