"""A picture is drawn anew: what a telephone hid in it is gone, what a stranger hid in it was never kept."""

from io import BytesIO

import pytest
from PIL import Image

from koprogo.platform import files, pictures
from koprogo.platform.pictures import PictureUnreadable

GPS = 0x8825


def _taken(size: tuple[int, int] = (1600, 1200), *, turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Fabricant secret"
    exif.get_ifd(GPS)[2] = (50.0, 51.0, 3.0)
    out = BytesIO()
    Image.new("RGB", size, "peru").save(out, "JPEG", exif=exif, comment=b"chez moi")
    return out.getvalue()


def test_where_it_was_taken_is_not_kept() -> None:
    before = _taken()
    assert b"Fabricant secret" in before and b"chez moi" in before
    plain = pictures.plain(before)
    assert files.sniff(plain.data) == "image/jpeg"
    assert b"Fabricant secret" not in plain.data and b"chez moi" not in plain.data
    with Image.open(BytesIO(plain.data)) as seen:
        assert not dict(seen.getexif()) and "comment" not in seen.info
    assert (plain.width, plain.height) == (1000, 750)


def test_it_stands_upright() -> None:
    plain = pictures.plain(_taken((800, 400), turned=6))
    assert (plain.width, plain.height) == (400, 800)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_paper(kind: str) -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, kind)
    plain = pictures.plain(out.getvalue())
    with Image.open(BytesIO(plain.data)) as seen:
        assert min(seen.convert("L").tobytes()) > 250


def test_a_program_behind_a_picture_is_not_kept() -> None:
    plain = pictures.plain(_taken((60, 60)) + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in plain.data and b"PK\x03\x04" not in plain.data


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0 not a picture",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
        _taken((50, 50))[:200],
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        pictures.plain(data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_hundred_million_points_are_refused_before_they_are_drawn() -> None:
    out = BytesIO()
    Image.new("1", (20_000, 5_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(PictureUnreadable):
        pictures.plain(out.getvalue())
