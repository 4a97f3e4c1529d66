"""Pictures handed in by people, written anew: nothing of the file that came survives but what it shows (decision 0039).

A telephone writes into each picture where it was taken, when and with what; a hostile one hides a program or a hundred
million pixels behind a small file. What is kept is a small JPEG of our own.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from koprogo.kernel.refusals import Refused
from koprogo.platform import files

ACCEPTED = ("image/jpeg", "image/png", "image/webp")
_FORMATS = ("JPEG", "PNG", "WEBP")
#: A telephone's largest picture of today has fifty million points; more is read by nobody.
MOST_POINTS = 60_000_000
#: The longer side of what is kept: enough for a telephone and half a desk.
SIDE = 1_000
QUALITY = 78


class PictureUnreadable(Refused):
    """It says it is a picture and cannot be drawn, or has too many points."""

    code = "platform.picture_unreadable"


@dataclass(frozen=True, slots=True)
class Plain:
    """A JPEG without anything but its points."""

    data: bytes
    width: int
    height: int


def received(upload: "UploadedFile[Any]", *, field: str = "picture") -> Plain:
    """Read an upload as a picture. Raises what ``files.received`` raises, and PictureUnreadable."""
    return plain(files.received(upload, accept=ACCEPTED, field=field), field=field)


def plain(data: bytes, *, field: str = "picture") -> Plain:
    """Draw a picture upright on white, at most ``SIDE`` wide and high, and write it anew. Raises PictureUnreadable."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise PictureUnreadable(field=field)
            opened.draft("RGB", (SIDE, SIDE))  # a JPEG is then read at a fraction of its size
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((SIDE, SIDE))
            drawn = _on_white(upright)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise PictureUnreadable(field=field) from error
    out = BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Plain(out.getvalue(), drawn.width, drawn.height)


def _on_white(picture: Image.Image) -> Image.Image:
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
