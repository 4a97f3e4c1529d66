"""The PDF engine: data never become markup, the standard is enforced, nothing is replaced in silence."""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.platform import pdf, qr

#: The smallest honest template: title, language, one paragraph of data.
TINY = """#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set text(lang: d.lang, font: ("KoproGo Texte", "Libertinus Serif"))
#d.body
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pdf, "ROOT", tmp_path)
    template = tmp_path / "tiny.typ"
    template.write_text(TINY)
    return template


def said(body: str, title: str = "Essai", lang: str = "fr") -> Mapping[str, object]:
    return {"title": title, "lang": lang, "body": body}


@pytest.mark.parametrize("standard", ["ua-1", "a-3a"])
def test_a_document_says_its_standard_its_language_and_its_title(tiny: Path, standard: pdf.Standard) -> None:
    gate = pdf.gate(pdf.render(tiny, said("Bonjour", title="Décompte"), standard=standard))
    assert (gate.standard, gate.lang, gate.title, gate.tagged) == (standard, "fr", "Décompte", True)
    assert gate.pages == (gate.text,) == ("Bonjour",)


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x")',
        "*gras* _it_ $x^2$ `c` <lab> @ref",
        '"guillemets" \\ \\n',
        '#read("/etc/passwd")',
        "= titre // /* */",
    ],
)
def test_data_print_as_text(tiny: Path, hostile: str) -> None:
    gate = pdf.gate(pdf.render(tiny, said(hostile, title=hostile), standard="ua-1"))
    assert gate.text == hostile
    assert gate.title == hostile


@pytest.mark.parametrize(
    ("body", "printed", "named"),
    [
        ("Café 😀", "Café □", "U+1F600"),
        ("山田 山", "□□ □", "U+5C71 U+7530"),
        ("👨\u200d👩\u200d👧 ok", "□□□ ok", "U+1F468"),
        ("100 € 0\u20e3 €\U000e0067\u1ab0 0🏻", "100 € 0□ €□ 0", "U+1AB0 U+20E3"),
        ("0\u0e33 200", "0□ 200", "U+0E33"),
        ("a\ud800b", "a□b", ""),
        ("a\ue000b", "a□b", ""),
    ],
)
def test_a_sign_that_no_font_has_is_a_visible_square(
    tiny: Path, caplog: pytest.LogCaptureFixture, body: str, printed: str, named: str
) -> None:
    with caplog.at_level(logging.WARNING):
        gate = pdf.gate(pdf.render(tiny, said(body), standard="a-3a"))
    assert gate.text == printed
    assert named in caplog.text


def test_controls_and_signs_that_turn_the_text_around_do_not_reach_the_paper(tiny: Path) -> None:
    gate = pdf.gate(pdf.render(tiny, said("a\x00b\u202e\u2066c\x7f"), standard="ua-1"))
    assert gate.text == "abc"


def test_more_unknown_signs_than_a_letter_can_hold_are_refused(tiny: Path) -> None:
    body = "".join(chr(0x4E00 + i) for i in range(pdf.MOST_MISSING + 1))
    with pytest.raises(pdf.PdfFailed, match="could not be displayed"):
        pdf.render(tiny, said(body), standard="ua-1")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_any_text_makes_a_document(tiny: Path, body: str) -> None:
    assert pdf.gate(pdf.render(tiny, said(body), standard="ua-1")).standard == "ua-1"


def test_the_compilers_message_comes_through(tiny: Path) -> None:
    tiny.write_text(TINY + "#nowhere")
    with pytest.raises(pdf.PdfFailed, match=r"tiny\.typ: .*nowhere"):
        pdf.render(tiny, said("x"), standard="ua-1")


def test_a_document_that_breaks_the_standard_is_refused(tiny: Path) -> None:
    tiny.write_text("Sans titre.")
    with pytest.raises(pdf.PdfFailed, match="PDF/UA-1"):
        pdf.render(tiny, said("x"), standard="ua-1")


def test_an_unknown_font_is_refused_not_replaced(tiny: Path) -> None:
    tiny.write_text(TINY.replace("KoproGo Texte", "Nowhere Sans"))
    with pytest.raises(pdf.PdfFailed, match="nowhere sans"):
        pdf.render(tiny, said("x"), standard="ua-1")


def test_absent_fonts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(pdf.PdfFailed, match="Vollkorn, KoproGo Texte"):
            pdf._fonts()
    finally:
        pdf._fonts.cache_clear()


def test_a_template_reads_nothing_outside_the_package(tiny: Path) -> None:
    tiny.write_text(TINY + '#read("/../../etc/passwd")')
    with pytest.raises(pdf.PdfFailed):
        pdf.render(tiny, said("x"), standard="ua-1")


def test_threads_make_the_same_documents_as_one(tiny: Path) -> None:
    bodies = [f"Lettre {i}" for i in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda body: pdf.render(tiny, said(body), standard="ua-1"), bodies))
    assert [pdf.gate(one).text for one in together] == bodies


def test_merge_keeps_order_and_starts_each_document_on_a_front(tiny: Path) -> None:
    letters = [pdf.render(tiny, said(body), standard="ua-1") for body in ("Un", "Deux")]
    assert pdf.gate(pdf.merge(letters)).pages == ("Un", "Deux")
    assert pdf.gate(pdf.merge(letters, duplex=True)).pages == ("Un", "", "Deux")
    with pytest.raises(pdf.PdfFailed, match="Nothing to merge"):
        pdf.merge([])


def test_gate_tells_an_untagged_document(tiny: Path) -> None:
    gate = pdf.gate(pdf.merge([pdf.render(tiny, said("Un"), standard="ua-1")]))
    assert (gate.tagged, gate.standard) == (False, "")


@pytest.mark.parametrize("payload", ["BCD\n002\n1\nSCT\n\nACP Été\nBE68539007547034\nEUR1.00", "é" * 150])
def test_the_drawing_is_the_symbol(payload: str) -> None:
    expected = segno.make(payload, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    assert expected.error == "M"
    side = len(expected.matrix)
    dark = drawn(qr.svg(payload))
    assert dark == {(x, y) for y in range(side) for x in range(side) if expected.matrix[y][x]}


def drawn(svg: str) -> set[tuple[int, int]]:
    """The dark modules of a drawing, without its quiet zone, read back from its only path."""
    assert svg.count("<path") == 1
    assert "style" not in svg
    path = svg.split('<path d="')[1].split('"')[0]
    dark: set[tuple[int, int]] = set()
    for piece in path.split("z")[:-1]:
        start, width = piece.removeprefix("M").split("h")[:2]
        x, y = (int(n) for n in start.split(" "))
        dark |= {(i - qr.QUIET, y - qr.QUIET) for i in range(x, x + int(width.split("v")[0]))}
    return dark


@pytest.mark.parametrize("payload", ["", "x" * 3000])
def test_a_payload_that_fits_no_symbol_is_refused(payload: str) -> None:
    with pytest.raises(ValueError):
        qr.svg(payload)
