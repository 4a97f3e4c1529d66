"""A signature drawn on glass: lines of whole points in a box, as a device sends them and as a paper shows them."""

from koprogo.kernel.refusals import Refused

#: The box that every device draws in, whatever its screen.
WIDTH, HEIGHT = 600, 200
MOST_POINTS = 4_000
#: Fewer points than this are a slip of the finger.
LEAST_POINTS = 8

Strokes = tuple[tuple[tuple[int, int], ...], ...]


class SignatureUnreadable(Refused):
    """What was drawn is nothing, a slip of the finger, or no drawing at all."""

    code = "assemblies.signature_unreadable"


def read(text: str) -> Strokes:
    """The lines of ``"12,40 13,41;90,10 91,12"``: lines apart by ``;``, points by a space.

    Raises ``SignatureUnreadable``.
    """
    lines = []
    for line in text.split(";")[: MOST_POINTS + 1]:
        points = tuple(_point(one) for one in line.split())
        if len(points) > 1:
            lines.append(points)
    if not LEAST_POINTS <= sum(map(len, lines)) <= MOST_POINTS:
        raise SignatureUnreadable(field="trait")
    return tuple(lines)


def _point(text: str) -> tuple[int, int]:
    x, comma, y = text.partition(",")
    if not comma or not (x.isascii() and y.isascii() and x.isdigit() and y.isdigit() and len(text) < 9):
        raise SignatureUnreadable(field="trait")
    return min(int(x), WIDTH), min(int(y), HEIGHT)


def drawing(strokes: Strokes) -> str:
    """The same as an SVG image: nothing in it but numbers."""
    paths = "".join(f"M{' '.join(f'{x} {y}' for x, y in line)}" for line in strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{paths}" fill="none" stroke="#111" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>'
        "</svg>"
    )
