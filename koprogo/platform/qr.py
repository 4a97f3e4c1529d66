"""QR codes as SVG: one path on a white quiet zone, no inline style, the same on pages and in letters."""

import segno

#: Light modules around the symbol, as ISO/IEC 18004 asks.
QUIET = 4


def svg(payload: str) -> str:
    """The QR code of ``payload``: UTF-8 bytes, error level M and no higher (EPC069-12), one unit a module.

    The drawing is hidden from screen readers: the text beside it must say the same. Raises ``ValueError``
    when the payload is empty or too long for a QR code.
    """
    if not payload:
        raise ValueError("A QR code needs a payload.")
    rows = modules(payload)
    side = len(rows) + 2 * QUIET
    path = "".join(_runs(row, y) for y, row in enumerate(rows, start=QUIET))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"'
        f' aria-hidden="true" focusable="false"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol as rows of modules, dark = True, without the quiet zone."""
    code = segno.make(payload, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _runs(row: tuple[bool, ...], y: int) -> str:
    """The dark runs of one row as closed rectangles of height 1."""
    out, start = "", None
    for x, dark in enumerate((*row, False), start=QUIET):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            out += f"M{start} {y}h{x - start}v1h{start - x}z"
            start = None
    return out
