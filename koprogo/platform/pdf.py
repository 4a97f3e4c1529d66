"""PDF by Typst: data goes in as JSON, bytes come out, the compiler refuses what breaks the standard.

A template never receives markup: it reads ``json(bytes(sys.inputs.data))``, and a name stays a string.
Only the fonts of this package and Typst's own are seen, never the machine's: same data, same bytes.
Compiling releases the interpreter lock and may run in several threads; it takes 130 MB, so it belongs
to the job worker.
"""

import json
import logging
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal, cast

import pypdf
import typst

#: The widest folder a template may read from: the package, where "/platform/documents/common.typ" resolves.
ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "design" / "fonts_pdf"
FAMILIES = ("Vollkorn", "KoproGo Texte")

#: Stands where no font of ours has the sign: visible, so that nobody believes the sign was never there.
MISSING = "\N{WHITE SQUARE}"
#: A letter that holds more different unprintable signs than this is not a letter.
MOST_MISSING = 64
#: Every font of the house has Latin letters, digits and these: none of them is ever at fault.
OURS = frozenset(map(chr, range(0x180))) | set("€’‘“”„–—−…‰\u202f" + MISSING)
#: Variation selectors and skin tones: without the drawing before them they mean nothing.
MODIFIERS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")
UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)

#: PDF/UA-1: a letter that a screen reader can read. PDF/A-3a: a paper that is kept for years.
Standard = Literal["ua-1", "a-3a"]
log = logging.getLogger(__name__)


class PdfFailed(Exception):
    """The document could not be made; the message is the template's file name and the compiler's words."""


@dataclass(frozen=True)
class Gate:
    """What a PDF says of itself once reopened by another library: what the tests compare."""

    pages: tuple[str, ...]
    text: str
    lang: str
    title: str
    tagged: bool
    standard: str


def render(template: Path, data: Mapping[str, object], *, standard: Standard) -> bytes:
    """The PDF of ``template`` filled with ``data``: "ua-1" for letters, "a-3a" for what is kept.

    Text may hold anything: control signs go, a sign that no font has prints as a white square and is logged.
    Raises ``PdfFailed`` when the template or the standard refuses, and when a font of the house is absent.
    """
    payload = json.dumps(_clean(data), ensure_ascii=False)
    replaced: set[str] = set()
    while True:
        try:
            pdf = _compile(template, payload, standard)
        except typst.TypstError as error:
            signs = _unprintable(error.diagnostic) - replaced
            replaced |= signs
            if not signs or len(replaced) > MOST_MISSING:
                raise PdfFailed(f"{template.name}: {error.diagnostic.strip()}") from error
            payload = payload.translate({ord(sign): MISSING for sign in signs})
        else:
            break
    if replaced:
        codes = " ".join(f"U+{ord(sign):04X}" for sign in sorted(replaced))
        log.warning("%s: no font has %s; a white square is printed", template.name, codes)
    return pdf


def _compile(template: Path, payload: str, standard: Standard) -> bytes:
    pdf, warnings = typst.compile_with_warnings(
        template,
        root=ROOT,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": payload},
        pdf_standards=[standard],
    )
    if warnings:
        raise PdfFailed(f"{template.name}: {'; '.join(warning.message for warning in warnings)}")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the house, read once: a page set in another face is an error, not a surprise."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    absent = [family for family in FAMILIES if family not in fonts.families()]
    if absent:
        raise PdfFailed(f"Fonts missing: {', '.join(absent)}. Put their TTF files back in platform/design/fonts_pdf.")
    return fonts


def _clean(value: object) -> object:
    """The same data, composed, without controls, joiners and signs that turn the text around."""
    if isinstance(value, str):
        return "".join(_printable(c) for c in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


def _printable(c: str) -> str:
    kind = unicodedata.category(c)
    if c in "\n\t":
        return c
    if kind in {"Cc", "Cf"} or MODIFIERS.match(c):
        return ""
    return MISSING if kind in {"Cs", "Co", "Cn"} else c


def _unprintable(diagnostic: str) -> set[str]:
    r"""The signs that the compiler could not draw, ``\u{…}`` escapes read back; none for any other message.

    Where an odd accent sits on a letter that we do have, the compiler names both: only the accent is at
    fault, for "0" must not vanish from every amount of the letter.
    """
    texts = (re.sub(r"\\u\{([0-9a-f]+)\}", _escaped, found) for found in UNPRINTABLE.findall(diagnostic))
    return {sign for text in texts for sign in text if sign not in OURS}


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16))


def merge(pdfs: Sequence[bytes], *, duplex: bool = False) -> bytes:
    """One file for the printer, in the order given; ``duplex`` starts each document on the front of a sheet.

    For paper only: the tags of the single letters do not survive. Raises ``PdfFailed`` when there is none.
    """
    if not pdfs:
        raise PdfFailed("Nothing to merge: choose at least one document.")
    writer = pypdf.PdfWriter()
    for pdf in pdfs:
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
        writer.append(BytesIO(pdf), import_outline=False)
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def gate(pdf: bytes) -> Gate:
    """Reopen a PDF with a library that did not write it, and say what it holds."""
    reader = pypdf.PdfReader(BytesIO(pdf), strict=True)
    root = reader.root_object
    pages = tuple(page.extract_text() for page in reader.pages)
    return Gate(
        pages=pages,
        text="\n".join(pages),
        lang=str(root.get("/Lang", "")),
        title=(reader.metadata.title if reader.metadata else None) or "",
        tagged="/MarkInfo" in root and "/StructTreeRoot" in root,
        standard=_declared(root),
    )


def _declared(root: pypdf.generic.DictionaryObject) -> str:
    """The standard that the file says it follows: "ua-1", "a-3a" or none."""
    stream = root.get("/Metadata")
    if stream is None:
        return ""
    xmp = cast(pypdf.generic.StreamObject, stream.get_object()).get_data().decode()
    part = dict(re.findall(r"<(pdf\w+id:\w+)>([^<]*)<", xmp))
    if "pdfaid:part" in part:
        return f"a-{part['pdfaid:part']}{part.get('pdfaid:conformance', '').lower()}"
    return f"ua-{part['pdfuaid:part']}" if "pdfuaid:part" in part else ""
