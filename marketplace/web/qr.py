"""QR codes as inline SVG."""

from markupsafe import Markup


def svg(text: str, *, scale: int = 5) -> Markup:
    """A QR code of a text (error correction M), as SVG markup that needs no other file."""
    import segno

    code = segno.make(text, error="m", micro=False)
    markup: str = code.svg_inline(scale=scale, border=2, omitsize=True, light="#ffffff")
    # segno writes nothing of the text into the markup but its squares.
    return Markup(markup)  # noqa: S704


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of the same code without its border, row by row; True is dark."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)
