"""Icons (Bootstrap Icons, MIT) drawn in the colour they are needed in, sharp at any ratio."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from thidua_desktop.assets import resource

_KEPT: Final = 512


@lru_cache(maxsize=_KEPT)
def _pixmap(name: str, size: int, rgba: int, ratio_x100: int) -> QPixmap:
    colour = QColor.fromRgba(rgba)
    text = _source(name).replace("currentColor", colour.name())
    side = round(size * ratio_x100 / 100)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio_x100 / 100)
    return pixmap


@lru_cache(maxsize=_KEPT)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` as a square of `size` logical pixels in `colour`."""
    return _pixmap(name, size, colour.rgba(), round(ratio * 100))


def icon(name: str, size: int, colour: QColor) -> QIcon:
    """Return icon `name` for widgets that take a QIcon, at the screen's own ratio."""
    return QIcon(pixmap(name, size, colour, _highest_ratio()))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw icon `name` in the middle of `rect`, as large as its smaller side."""
    side = round(min(rect.width(), rect.height()))
    image = pixmap(name, side, colour, painter.device().devicePixelRatioF())
    corner = QPointF(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), image)


def _highest_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
