"""Everything of one boundary in one archive: each table as CSV and JSON, each kept file, and a list with fingerprints.

For whoever leaves, moves to a server of their own, or wants to see that they could. The tables come from the models
themselves, so that none can be forgotten.
"""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder

from koprogo.platform import audit, files, walls
from koprogo.platform.access import Access
from koprogo.platform.models import Command, Job, Org, StoredFile

#: The queue's own memory and the keys against a second click: nothing of the building's, and of use nowhere else.
LEFT = (Command, Job)
#: The same archive of the same rows is byte for byte the same.
_DAY = (2020, 1, 1, 0, 0, 0)
_PERSON = ("id", "email", "name", "language")
_README = """KoproGo: everything of {name} ({slug}), {now}.

tables/*.csv, tables/*.json   every table of the building, one row for each line or object; amounts in cents
files/*                       every kept file, under its SHA-256 and its name (tables/platform_storedfile)
boundary.json, persons.json   the building itself and who may enter it
manifest.json                 rows of each table, SHA-256 of each file of this archive

CSV is UTF-8 with commas. Nothing here needs KoproGo to be read; KoproGo is free software (AGPL-3.0).
"""


def write(access: Access) -> StoredFile:
    """Pack everything inside the boundary and keep the archive as a working paper of whoever runs the building."""
    with tempfile.TemporaryFile() as out:
        tables = _pack(access, out)
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
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=access.org_id, name__endswith=".zip")
    return found.order_by("-stored_at", "-id").first()


def _pack(access: Access, out: Any) -> dict[str, int]:
    rows: dict[str, int] = {}
    prints: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            prints[name] = hashlib.sha256(data).hexdigest()
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)

        put("README.txt", _README.format(name=access.org_name, slug=access.slug, now=access.today).encode())
        put("boundary.json", _json(list(Org.objects.filter(id=access.org_id).values())))
        put("persons.json", _json(_persons(access.org_id)))
        for model in sorted(walls.boundary_models(), key=lambda model: model._meta.db_table):
            if model in LEFT:
                continue
            table = model._meta.db_table
            columns = [field.attname for field in model._meta.local_concrete_fields]
            found = list(model._default_manager.filter(org_id=access.org_id).order_by("id").values_list(*columns))
            rows[table] = len(found)
            put(f"tables/{table}.csv", _csv(columns, found))
            put(f"tables/{table}.json", _json([dict(zip(columns, row, strict=True)) for row in found]))
        for name, data in _files(access):
            put(name, data)
        manifest = {"format": 1, "boundary": str(access.org_id), "rows": rows, "sha256": prints}
        put("manifest.json", _json(manifest))
    return rows


def _persons(org_id: UUID) -> list[dict[str, Any]]:
    people = get_user_model()._default_manager
    found = people.filter(memberships__org_id=org_id).order_by("id").distinct()
    return list(found.values(*_PERSON))


def _files(access: Access) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for stored in StoredFile.objects.filter(org_id=access.org_id).order_by("id"):
        # Not the archives of before: each would hold all the earlier ones.
        if stored.sha256 in seen or (stored.subject_id == access.org_id and stored.name.endswith(".zip")):
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
    """Ranges of days and anything else that has no form in JSON: as it reads."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)
