"""Opening the zip of an xlsx or ods without trusting it.

Every member is unpacked under a limit and, where it can hold cells, walked by a strict XML parser that
refuses document types and measures the rectangle the cells would fill. The reader of cells then gets
a fresh archive made of exactly those measured members: what was not measured it never sees.
"""

import io
import zipfile
import zlib
from typing import Final

from koprogo.condominiums.rules.workbook import limits, walkers
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook

_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def measured(members: dict[str, bytes]) -> bytes:
    """A clean archive of the members of an xlsx or ods, every one measured. Raises `UnreadableWorkbook`."""
    if members.get("mimetype", b"").strip() == _ODS_TYPE:
        _walk_ods(members)
    elif "xl/workbook.bin" in members:
        raise UnreadableWorkbook(reason="file_old_or_locked")
    elif "[Content_Types].xml" in members:
        _walk_xlsx(members)
    else:
        raise UnreadableWorkbook(reason="file_not_a_table")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The unpacked members of a zip by name, under the limits. Raises `UnreadableWorkbook`."""
    found: dict[str, bytes] = {}
    room = min(limits.MAX_UNPACKED_BYTES, limits.MAX_UNPACKING_RATIO * len(data) + 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.MAX_MEMBERS or sum(info.file_size for info in infos) > room:
                raise UnreadableWorkbook(reason="file_unpacks_too_large")
            for info in infos:
                if info.flag_bits & 1:
                    raise UnreadableWorkbook(reason="file_old_or_locked")
                with archive.open(info) as member:
                    content = member.read(room + 1)  # the size the zip declares may lie
                room -= len(content)
                if room < 0:
                    raise UnreadableWorkbook(reason="file_unpacks_too_large")
                if info.filename in found or "\x00" in info.filename:
                    raise UnreadableWorkbook(reason="file_damaged")
                found[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, IndexError) as error:
        raise UnreadableWorkbook(reason="file_damaged") from error
    except (NotImplementedError, OverflowError, LookupError, MemoryError) as error:
        raise UnreadableWorkbook(reason="file_damaged") from error
    return found


def _walk_xlsx(members: dict[str, bytes]) -> None:
    walker = walkers.XlsxWalker()
    sheets = 0
    for name, content in members.items():
        if b"sheetData" in content or name.lower().endswith((".xml", ".rels")):
            walker.parse(content)
            if b"sheetData" in content:
                sheets += 1
                # An error value reads as nothing; as text ("#REF!") it is refused where it matters.
                members[name] = content.replace(b' t="e"', b' t="str"')
    if sheets > limits.MAX_SHEETS:
        raise UnreadableWorkbook(reason="too_many_sheets", limit=limits.MAX_SHEETS)
    walker.add_shared_text()


def _walk_ods(members: dict[str, bytes]) -> None:
    walker = walkers.OdsWalker()
    for name, content in members.items():
        # The manifest carried a document type for years, and the reader of cells never opens it.
        if name.lower().endswith(".xml") and not name.startswith("META-INF/"):
            walker.parse(content)
    if walker.sheets > limits.MAX_SHEETS:
        raise UnreadableWorkbook(reason="too_many_sheets", limit=limits.MAX_SHEETS)
