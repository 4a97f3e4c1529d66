"""What a device sends as a signature: points in a box, and nothing else becomes an image."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import strokes
from koprogo.assemblies.rules.strokes import HEIGHT, MOST_POINTS, WIDTH, SignatureUnreadable

LINE = "10,20 30,40 50,60 70,80 90,100 110,120 130,140 150,160"


def test_lines_become_one_path() -> None:
    read = strokes.read(LINE + ";200,10 210,12")
    assert [len(line) for line in read] == [8, 2]
    image = strokes.drawing(read)
    assert 'd="M10 20 30 40' in image and "M200 10 210 12" in image


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10,20",
        "10,20 30,40",
        "no signature at all here, not even one",
        LINE + ';1,1 2,2" onload="x',
        LINE.replace("150,160", "150,-160"),
        LINE.replace("150,160", "1e9,160"),
        LINE.replace("150,160", "١٥٠,160"),
        ";".join([LINE] * (MOST_POINTS // 8 + 1)),
    ],
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(SignatureUnreadable):
        strokes.read(text)


@given(st.text(alphabet="0123456789,; <>\"'/a", max_size=200))
def test_nothing_but_numbers_reaches_the_image(text: str) -> None:
    try:
        read = strokes.read(text)
    except SignatureUnreadable:
        return
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for line in read for x, y in line)
