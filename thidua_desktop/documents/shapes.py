"""Where a single line of text stands. Measures are in points."""

from thidua_desktop.documents import fonts
from thidua_desktop.documents.model import Align
from thidua_desktop.documents.pages import Text


def baseline(size: float, leading: float) -> float:
    """Return how far below the top of a line of height `leading` its text stands."""
    return fonts.ASCENT * size + (leading - (fonts.ASCENT + fonts.DESCENT) * size) / 2


def centred(text: str, font: str, size: float, middle: float, y: float) -> Text:
    """Return a line of text centred on `middle`."""
    return Text(middle - fonts.width(text, font, size) / 2, y, text, font, size)


def start(align: Align, wide: float, room: float) -> float:
    """Return where a line of width `wide` begins in `room`."""
    match align:
        case Align.CENTER:
            return (room - wide) / 2
        case Align.RIGHT:
            return room - wide
        case _:
            return 0.0
