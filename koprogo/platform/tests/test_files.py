"""Files are what they are, not what they say; kept once, checked when read."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from koprogo.platform import boundary, files
from koprogo.platform.models import StoredFile
from koprogo.testing import casting
from koprogo.testing.casting import Role


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (
            b"PK\x03\x04" + b"x" * 20 + b"xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"PK\x03\x04....", "application/zip"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b"<html><script>alert(1)</script>", "application/octet-stream"),
        (b"<svg onload='x'>", "application/octet-stream"),
        (b"0000024031572505", "text/plain"),
        (b"MZ\x00\x00", "application/octet-stream"),
    ],
)
def test_sniff(data: bytes, media_type: str) -> None:
    assert files.sniff(data) == media_type


def test_limits(settings: Settings) -> None:
    settings.KOPROGO_UPLOAD_LIMIT_BYTES = 10
    with pytest.raises(files.FileTooLarge):
        files.received(SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 10))
    with pytest.raises(files.FileEmpty):
        files.received(SimpleUploadedFile("a.pdf", b""))
    with pytest.raises(files.FileTypeRefused):
        files.received(SimpleUploadedFile("a.pdf", b"MZ\x00"), accept=("application/pdf",))


@pytest.mark.django_db
def test_kept_once_and_checked(settings: Settings, tmp_path: Path) -> None:
    settings.KOPROGO_FILES = tmp_path
    access = casting.access_as(Role.SYNDIC, casting.org())
    with boundary.within(access.org_id):
        first = files.keep(access, data=b"%PDF-1", name="../../etc/passwd", retention=StoredFile.Retention.INTERNAL)
        second = files.keep(access, data=b"%PDF-1", name="b.pdf", retention=StoredFile.Retention.INTERNAL)
    assert first.name == "passwd" and first.sha256 == second.sha256
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1 and str(access.org_id) in str(kept[0])
    assert files.content(second) == b"%PDF-1"
    kept[0].write_bytes(b"%PDF-2")
    with pytest.raises(OSError, match="hash"):
        files.content(first)
