"""Kept files: stored under their own hash, typed by what they are and not by what they say they are.

The bytes live outside PostgreSQL in an object store; the default one is a folder. Keys begin with the boundary's id.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from koprogo.kernel.refusals import Refused
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile

ZIP_MAGIC = b"PK\x03\x04"
#: (leading bytes, media type). Nothing that a browser would run is on this list.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
)
_ZIP_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
#: Shown inside the browser; everything else is downloaded.
INLINE = ("application/pdf", "image/png", "image/jpeg")


class FileTooLarge(Refused):
    code = "platform.file_too_large"


class FileEmpty(Refused):
    code = "platform.file_empty"


class FileTypeRefused(Refused):
    code = "platform.file_type_refused"


def sniff(data: bytes) -> str:
    """The media type by content: PDF, PNG, JPEG, WebP, spreadsheets, XML, text; anything else is octet-stream."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(ZIP_MAGIC):
        head = data[:4096]
        return next((kind for part, kind in _ZIP_PARTS if part in head), "application/zip")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<?xml"):
        return "application/xml"
    if b"\x00" in data[:4096] or head[:1] == b"<":
        return "application/octet-stream"
    return "text/plain"


def received(upload: "UploadedFile[Any]", *, accept: tuple[str, ...] | None = None, field: str = "file") -> bytes:
    """Read an upload within the limit and check what it is.

    Raises FileTooLarge, FileEmpty or FileTypeRefused, each naming the form field.
    """
    limit = int(settings.KOPROGO_UPLOAD_LIMIT_BYTES)
    if (upload.size or 0) > limit:
        raise FileTooLarge(field=field, limit_bytes=limit, name=upload.name)
    data: bytes = upload.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(field=field, limit_bytes=limit, name=upload.name)
    if not data:
        raise FileEmpty(field=field, name=upload.name)
    media_type = sniff(data)
    if accept is not None and media_type not in accept:
        raise FileTypeRefused(field=field, name=upload.name, media_type=media_type)
    return data


def keep(
    access: Access,
    *,
    data: bytes,
    name: str,
    retention: StoredFile.Retention,
    subject_id: UUID | None = None,
    party_id: UUID | None = None,
) -> StoredFile:
    """Store bytes and write their row. The same bytes in the same building are stored once."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(access.org_id, digest)
    if not path.exists():
        _write(path, data)
    return StoredFile.objects.create(
        org_id=access.org_id,
        name=Path(name.replace("\\", "/")).name[:200] or "document",
        media_type=sniff(data),
        size_bytes=len(data),
        sha256=digest,
        retention=retention,
        subject_id=subject_id,
        party_id=party_id,
        stored_by_id=access.person_id,
        stored_at=access.now,
    )


def put_back(access: Access, data: bytes, *, sha256: str) -> None:
    """Store bytes whose row comes in from an archive; they are there already, or they are these."""
    assert hashlib.sha256(data).hexdigest() == sha256
    path = _path(access.org_id, sha256)
    if not path.exists():
        _write(path, data)


def wait(org_id: UUID, source: BinaryIO) -> str:
    """Put an archive aside until its job has read it, and say under which fingerprint. Nobody can ask for it."""
    digest = hashlib.sha256()
    folder = _waiting(org_id, "").parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as out:
        while piece := source.read(1024 * 1024):
            digest.update(piece)
            out.write(piece)
    os.replace(temporary, _waiting(org_id, digest.hexdigest()))
    return digest.hexdigest()


def waiting(org_id: UUID, digest: str) -> Path:
    """Where such an archive waits."""
    return _waiting(org_id, digest)


def no_longer_wait(org_id: UUID) -> None:
    """Remove what was put aside for a boundary."""
    for path in _waiting(org_id, "").parent.glob("*.zip"):
        path.unlink(missing_ok=True)


def _waiting(org_id: UUID, digest: str) -> Path:
    assert not digest or (digest.isalnum() and len(digest) == 64)
    return Path(settings.KOPROGO_FILES) / "waiting" / str(org_id) / f"{digest}.zip"


def get(access: Access, *, file_id: UUID) -> StoredFile | None:
    """The row of one kept file of the building."""
    return StoredFile.objects.filter(org_id=access.org_id, id=file_id).first()


def of_subject(access: Access, *, subject_id: UUID, limit: int = 50) -> list[StoredFile]:
    """The kept files that prove one thing, the oldest first (one query)."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=subject_id)
    return list(found.order_by("stored_at", "id")[:limit])


def assign(access: Access, stored: StoredFile, *, subject_id: UUID, retention: StoredFile.Retention) -> None:
    """Tie a working paper to what it proves: it is kept as long as that, and read by who may read that.

    Only what nothing claims yet changes; a file that has its subject already stays as it is.
    """
    assert stored.org_id == access.org_id
    if stored.subject_id is None:
        stored.subject_id, stored.retention = subject_id, retention
        stored.save(update_fields=["subject_id", "retention"])


def is_working(stored: StoredFile) -> bool:
    """Whether a file is a working paper of the syndic's about everybody: an old workbook, the letters to post.
    It holds addresses and telephone numbers."""
    return stored.retention == StoredFile.Retention.INTERNAL and stored.party_id is None


def listing(
    access: Access,
    *,
    text: str = "",
    party_ids: frozenset[UUID] | None = None,
    working: bool = True,
    limit: int = 100,
    offset: int = 0,
) -> list[StoredFile]:
    """Kept files of the building, the newest first (one query); of some parties only if named, by words of the name.

    ``working`` off leaves the syndic's working papers out (see ``is_working``).
    """
    found = StoredFile.objects.filter(org_id=access.org_id)
    if not working:
        found = found.exclude(retention=StoredFile.Retention.INTERNAL, party_id__isnull=True)
    if party_ids is not None:
        found = found.filter(party_id__in=party_ids)
    for word in text.split():
        found = found.filter(name__icontains=word)
    return list(found.order_by("-stored_at", "-id")[offset : offset + limit])


def content(stored: StoredFile) -> bytes:
    """The bytes, checked against their hash: a damaged store is an error, never a wrong document."""
    data = _path(stored.org_id, stored.sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise OSError(f"stored file {stored.id} does not match its hash")
    return data


def _path(org_id: UUID, digest: str) -> Path:
    return Path(settings.KOPROGO_FILES) / str(org_id) / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, path)
