"""Opening an archive that somebody hands in: bounded in every direction, nothing of it ever becomes a path."""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from koprogo.kernel.refusals import Refused
from koprogo.platform import schema, takeaway
from koprogo.platform.models import Org

#: What an archive may unpack to at most; a hundred lots with ten years of papers are a tenth of it.
MOST_BYTES = 4 * 1024**3
MOST_MEMBERS = 60_000
#: One table, and each of the small pieces.
TABLE_BYTES, PIECE_BYTES = 96 * 1024**2, 4 * 1024**2
#: A text of a building seldom packs to a tenth; a bomb packs to a thousandth.
MOST_TIMES = 200
_PIECES = ("README.txt", "boundary.json", "persons.json", "manifest.json")
_FILE = re.compile(r"files/(?P<sha256>[0-9a-f]{64})-[^/\\\x00]{1,200}")
#: What an earlier host kept about the building: read by people, brought in nowhere.
_BESIDE = re.compile(r"beside/[a-z]{1,20}\.(csv|json)")
_CHUNK = 1024 * 1024


class ArchiveUnreadable(Refused):
    """No archive, or none that « Tout emporter » makes; ``name`` is the member where it shows."""

    code = "platform.archive_unreadable"


class ArchiveUnsafe(Refused):
    """Too large once unpacked, or a member that no honest archive has; ``name`` says which."""

    code = "platform.archive_unsafe"


class ArchiveFileTooLarge(Refused):
    """A kept file is larger than what this installation takes in; ``name``, ``limit_bytes``."""

    code = "platform.archive_file_too_large"


class ArchiveAltered(Refused):
    """A member is not what the list of fingerprints says, or a row is not what its table takes (``name``)."""

    code = "platform.archive_altered"


class ArchiveNewer(Refused):
    """Written by a newer program (``program``)."""

    code = "platform.archive_newer"


class ArchiveOlder(Refused):
    """Written by an older program (``program``)."""

    code = "platform.archive_older"


class NotOneCondominium(Refused):
    """The archive is not one condominium's."""

    code = "platform.archive_of_another_kind"


@dataclass(frozen=True, slots=True)
class Cover:
    """What an archive says it is, checked for form and nothing else. ``words``: the plate, as the boundary has it."""

    org_id: UUID
    name: str
    slug: str
    program: str
    words: dict[str, str]
    rows: dict[str, int]


class Archive:
    """One archive, open. Every reading is bounded by what the member may hold, not by what it says it holds."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise ArchiveUnreadable(field="file", name="") from problem
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._take(info)
        if len(self._members) > MOST_MEMBERS or sum(one.file_size for one in self._members.values()) > MOST_BYTES:
            raise ArchiveUnsafe(field="file", name="")
        self._manifest = self._object("manifest.json")
        self.cover = self._cover()
        self.files = {name[6:70]: name for name in self._members if name.startswith("files/")}

    def _take(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        mode = info.external_attr >> 16
        plain = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 0x1
        if name in self._members or not plain or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
            raise ArchiveUnsafe(field="file", name=name)
        if name.startswith("files/") and info.file_size > (limit := int(settings.KOPROGO_UPLOAD_LIMIT_BYTES)):
            raise ArchiveFileTooLarge(field="file", name=name[71:], limit_bytes=limit)
        if info.file_size > _most(name) or info.file_size > MOST_TIMES * max(info.compress_size, 1024):
            raise ArchiveUnsafe(field="file", name=name)
        self._members[name] = info

    def _cover(self) -> Cover:
        told = self._manifest
        ours = takeaway.taken(Org.Kind.CONDOMINIUM)
        program = str(told.get("program", ""))[:20] or "?"
        number, leaves = told.get("format"), told.get("schema")
        if not isinstance(number, int) or number < takeaway.FORMAT:
            raise ArchiveOlder(field="file", program=program)
        if number > takeaway.FORMAT or not isinstance(leaves, dict) or schema.unknown(leaves):
            raise ArchiveNewer(field="file", program=program)
        if leaves != schema.leaves(ours):
            raise ArchiveOlder(field="file", program=program)
        boundary = self._one_boundary(told)
        tables = {model._meta.db_table for model in ours}
        rows, prints = told.get("rows"), told.get("sha256")
        if not isinstance(rows, dict) or not isinstance(prints, dict) or set(rows) != tables:
            raise ArchiveUnreadable(field="file", name="manifest.json")
        expected = set(_PIECES) | {f"tables/{table}.{kind}" for table in tables for kind in ("csv", "json")}
        papers = {name for name in self._members if name.startswith("files/") or _BESIDE.fullmatch(name)}
        if set(self._members) - papers != expected or set(prints) != set(self._members) - {"manifest.json"}:
            raise ArchiveUnreadable(field="file", name="manifest.json")
        words = {key: str(value) for key, value in boundary.items() if key.startswith("plate_")}
        return Cover(UUID(boundary["id"]), boundary["name"][:120], boundary["slug"][:50], program, words, rows)

    def _one_boundary(self, told: dict[str, Any]) -> dict[str, Any]:
        found = self.table("boundary.json", most=PIECE_BYTES)
        if len(found) != 1 or found[0].get("kind") != Org.Kind.CONDOMINIUM:
            raise NotOneCondominium(field="file")
        texts = {key: value for key, value in found[0].items() if key in ("id", "name", "slug") or "plate_" in key}
        if set(texts) < {"id", "name", "slug"} or not all(isinstance(value, str) for value in texts.values()):
            raise ArchiveUnreadable(field="file", name="boundary.json")
        try:
            UUID(texts["id"])
        except ValueError as problem:
            raise ArchiveUnreadable(field="file", name="boundary.json") from problem
        if texts["id"] != told.get("boundary") or not texts["name"].strip():
            raise ArchiveUnreadable(field="file", name="boundary.json")
        return texts

    def check(self, told: Callable[[int, int], None]) -> None:
        """Read every member once against its fingerprint. ``told``: how many of how many. Raises ArchiveAltered."""
        prints = self._manifest["sha256"]
        for number, name in enumerate(prints, 1):
            digest = hashlib.sha256()
            for piece in self._pieces(name):
                digest.update(piece)
            if digest.hexdigest() != prints[name] or (name.startswith("files/") and name[6:70] != prints[name]):
                raise ArchiveAltered(field="file", name=name)
            told(number, len(prints))

    def table(self, name: str, *, most: int = TABLE_BYTES) -> list[dict[str, Any]]:
        """A list of objects. Raises ArchiveUnreadable."""
        found = self._json(name, most)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise ArchiveUnreadable(field="file", name=name)
        return found

    def content(self, sha256: str) -> bytes:
        """The bytes of one kept file. Raises ArchiveAltered when there is none."""
        if sha256 not in self.files:
            raise ArchiveAltered(field="file", name=sha256[:12])
        return b"".join(self._pieces(self.files[sha256]))

    def _object(self, name: str) -> dict[str, Any]:
        found = self._json(name, PIECE_BYTES * 4)
        if not isinstance(found, dict):
            raise ArchiveUnreadable(field="file", name=name)
        return found

    def _json(self, name: str, most: int) -> Any:
        if name not in self._members or self._members[name].file_size > most:
            raise ArchiveUnreadable(field="file", name=name)
        try:
            return json.loads(b"".join(self._pieces(name)), parse_constant=_no_number)
        except (ValueError, RecursionError) as problem:
            raise ArchiveUnreadable(field="file", name=name) from problem

    def _pieces(self, name: str) -> Iterator[bytes]:
        info, read = self._members[name], 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_CHUNK):
                    read += len(piece)
                    if read > info.file_size:
                        raise ArchiveUnsafe(field="file", name=name)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as problem:
            raise ArchiveUnreadable(field="file", name=name) from problem


def _most(name: str) -> int:
    if name in _PIECES:
        return PIECE_BYTES * 4
    if name.startswith("tables/") or _BESIDE.fullmatch(name):
        return TABLE_BYTES
    if _FILE.fullmatch(name):
        return int(settings.KOPROGO_UPLOAD_LIMIT_BYTES)
    raise ArchiveUnsafe(field="file", name=name)


def _no_number(text: str) -> Any:
    raise ValueError(text)
