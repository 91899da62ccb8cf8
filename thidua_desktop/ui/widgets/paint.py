"""Paint functions shared by widgets and delegates, so that a chip is the same everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import Bar, Chip, Tone
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.tokens import Tokens

CHIP_HEIGHT: Final = 22
DENSE_CHIP_HEIGHT: Final = 20
TOP_BAR_CHIP_HEIGHT: Final = 28
_CHIP_PADDING: Final = 8
_CHIP_ICON: Final = 12
_CHIP_GAP: Final = 5
_BAR_HEIGHT: Final = 8
_BAR_RADIUS: Final = 3
_HATCH: Final = 5
_TAIL_SHARE: Final = 0.62
"""The most of its room the last words of a name take where it is cut."""
_STAR_INNER: Final = 0.42
_STAR_GOLD: Final = QColor("#F5C242")

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ChipColours:
    """The colours of one tone; None draws nothing there."""

    fill: QColor | None
    text: QColor
    line: QColor | None = None
    icon: QColor | None = None


# The names of colours and not the colours: a table shown is painted sixty times a second.
_CHIPS: Final[Mapping[Tone, Mapping[str, str]]] = {
    Tone.GREEN: {"fill": "green_tint", "text": "green_text"},
    Tone.RED: {"fill": "red_tint", "text": "red_text"},
    Tone.AMBER: {"fill": "amber_tint", "text": "amber_text", "icon": "amber"},
    Tone.INFO: {"fill": "selected", "text": "accent_text"},
    Tone.DASHED: {"text": "ink_2", "line": "control"},
    Tone.OUTLINE: {"fill": "surface", "text": "ink", "line": "line", "icon": "ink_3"},
    Tone.ENCOURAGE: {"fill": "surface", "text": "ink", "line": "line", "icon": "ink_2"},
    Tone.GOLD: {"fill": "gold_tint", "text": "gold_text", "line": "gold_line"},
    Tone.SILVER: {"fill": "silver_tint", "text": "silver_text", "line": "silver_line"},
    Tone.BRONZE: {"fill": "bronze_tint", "text": "bronze_text", "line": "bronze_line"},
}
_OTHER_CHIPS: Final = {"fill": "sunken", "text": "ink_2"}
_TEXTS: Final = {
    Tone.MUTED: "ink_3",
    Tone.NEUTRAL: "ink_2",
    Tone.GREEN: "green_text",
    Tone.RED: "red_text",
    Tone.AMBER: "amber_text",
    Tone.INFO: "accent_text",
    Tone.GOLD: "gold_text",
}
_MARKS: Final = {
    Tone.PLAIN: "ink_3",
    Tone.MUTED: "ink_3",
    Tone.NEUTRAL: "ink_3",
    Tone.GREEN: "green",
    Tone.RED: "red",
    Tone.AMBER: "amber",
    Tone.INFO: "accent_text",
    Tone.GOLD: "gold",
}


def chip_colours(tone: Tone, tokens: Tokens) -> ChipColours:
    """Return how a chip of `tone` is coloured."""
    named = _CHIPS.get(tone, _OTHER_CHIPS)
    colours = {part: getattr(tokens, name) for part, name in named.items()}
    return ChipColours(**{"fill": None, **colours})


def text_colour(tone: Tone, tokens: Tokens) -> QColor:
    """Return the colour of text of `tone` on a surface."""
    colour: QColor = getattr(tokens, _TEXTS.get(tone, "ink"))
    return colour


def mark_colour(tone: Tone, tokens: Tokens) -> QColor:
    """Return the colour of an icon or mark of `tone` on a surface."""
    colour: QColor = getattr(tokens, _MARKS.get(tone, "ink_2"))
    return colour


def chip_size(chip: Chip, theme: Theme, height: int = CHIP_HEIGHT) -> QSize:
    """Return the room a chip takes; `height` is in pixels at 100 %."""
    width = QFontMetricsF(theme.font(Role.CHIP)).horizontalAdvance(chip.text)
    width += 2 * theme.px(_CHIP_PADDING)
    if chip.icon_name:
        width += theme.px(_CHIP_ICON) + (theme.px(_CHIP_GAP) if chip.text else 0)
    return QSize(round(width) + 1, theme.px(height))


def paint_chip(painter: QPainter, rect: QRectF, chip: Chip, theme: Theme) -> None:
    """Draw `chip` filling `rect`; its word is cut with … if the room is too small."""
    colours = chip_colours(chip.tone, theme.tokens)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colours.line) if colours.line else QPen(Qt.PenStyle.NoPen)
    if chip.tone is Tone.DASHED:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(colours.fill or Qt.BrushStyle.NoBrush)
    body = rect.adjusted(0.5, 0.5, -0.5, -0.5) if colours.line else rect
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    left = rect.left() + theme.px(_CHIP_PADDING)
    if chip.icon_name:
        side = theme.px(_CHIP_ICON)
        place = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(painter, chip.icon_name, place, colours.icon or colours.text)
        left += side + theme.px(_CHIP_GAP)
    words = QRectF(
        left, rect.top(), rect.right() - theme.px(_CHIP_PADDING) - left + 1, rect.height()
    )
    paint_text(painter, words, chip.text, theme.font(Role.CHIP), colours.text)
    painter.restore()


def paint_chip_at_end(
    painter: QPainter,
    rect: QRectF,
    right: float,
    chip: Chip,
    theme: Theme,
    height: int = CHIP_HEIGHT,
) -> float:
    """Draw `chip` halfway down `rect`, ending at `right`; return where it begins."""
    size = chip_size(chip, theme, height)
    top = round(rect.center().y() - size.height() / 2)
    place = QRectF(right - size.width(), top, size.width(), size.height())
    paint_chip(painter, place, chip, theme)
    return place.left()


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line of text, ended with … if too long; return the width it took.

    It is never clipped to `rect`: stacked marks (Ẳ, Ỗ) reach above the font's ascent.
    """
    metrics = QFontMetricsF(font)
    shown, width = text, metrics.horizontalAdvance(text)
    if width > rect.width() + 1:
        shown = _elided(metrics, text, max(rect.width(), 0))
        width = metrics.horizontalAdvance(shown)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _in_one_line(align), shown)
    return width


@cache
def _in_one_line(align: Qt.AlignmentFlag) -> int:
    return int(align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine)


def elided_name(metrics: QFontMetricsF, name: str, room: float) -> str:
    """Cut a name before its last words: `Chi nhánh Văn phòng… huyện Bình Gia`."""
    if metrics.horizontalAdvance(name) <= room:
        return name
    words = name.split(" ")
    tail = ""
    for at in range(len(words) - 1, 0, -1):
        longer = " " + " ".join(words[at:])
        if metrics.horizontalAdvance(longer) > room * _TAIL_SHARE:
            break
        tail = longer
    head = name[: len(name) - len(tail)]
    return _elided(metrics, head, room - metrics.horizontalAdvance(tail)) + tail


def _elided(metrics: QFontMetricsF, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def paint_bar(painter: QPainter, rect: QRectF, bar: Bar, theme: Theme) -> None:
    """Draw a bar in the middle of `rect`, over its whole width."""
    tokens = theme.tokens
    height = theme.px(_BAR_HEIGHT)
    groove = QRectF(rect.left(), round(rect.center().y() - height / 2), rect.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.track)
    painter.drawRoundedRect(groove, _BAR_RADIUS, _BAR_RADIUS)
    if bar.share < 0:
        painter.fillRect(QRectF(groove.left(), groove.top() - 2, 2, height + 4), tokens.red)
    elif bar.share > 0:
        clip = QPainterPath()
        clip.addRoundedRect(groove, _BAR_RADIUS, _BAR_RADIUS)
        painter.setClipPath(clip)
        filled = QRectF(groove)
        filled.setWidth(max(2.0, groove.width() * float(min(bar.share, Fraction(1)))))
        painter.setBrush(tokens.bar if bar.winner else tokens.bar_muted)
        painter.drawRoundedRect(filled, _BAR_RADIUS, _BAR_RADIUS)
        painter.setClipping(False)
    if bar.threshold is not None:
        place = groove.left() + groove.width() * float(bar.threshold)
        painter.fillRect(QRectF(place - 1, groove.top() - 4, 2, height + 8), tokens.ink)
    painter.restore()


def paint_hatch(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Fill `rect` with the 45° stripes that say: no data."""
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, theme.tokens.hatch_a)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step = theme.px(_HATCH)
    painter.setPen(QPen(theme.tokens.hatch_b, step * 0.9, c=Qt.PenCapStyle.FlatCap))
    apart = step * 2.8
    # Stripes run on from cell to cell: their phase depends on the place, not on the cell.
    first = rect.left() - rect.height() - (rect.left() + rect.top()) % apart
    count = int((rect.width() + 2 * rect.height()) / apart) + 2
    for number in range(count):
        x = first + number * apart
        painter.drawLine(
            QPointF(x, rect.bottom() + 1), QPointF(x + rect.height() + 2, rect.top() - 1)
        )
    painter.restore()


def paint_corner(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw the folded corner that says: typed by hand."""
    side = theme.px(8)
    corner = rect.topRight()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.accent)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))
    painter.restore()


def paint_brand(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw the mark of the program: a gold star on a red rounded square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.red_fill)
    painter.drawRoundedRect(rect, rect.width() / 5, rect.width() / 5)
    painter.setBrush(_STAR_GOLD)
    painter.drawPolygon(
        _star(rect.center() + QPointF(0, rect.height() * 0.02), rect.width() * 0.31)
    )
    painter.restore()


def _star(centre: QPointF, radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * _STAR_INNER
        angle = -pi / 2 + corner * pi / 5
        points.append(centre + QPointF(reach * cos(angle), reach * sin(angle)))
    return QPolygonF(points)
