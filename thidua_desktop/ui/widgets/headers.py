"""Table headers with two lines, and with a band of words above several columns."""

from math import ceil
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from thidua_desktop.ui.models.cells import HEADING_ROLE, Heading
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cell_delegate import PADDING, SELECTION_BAR
from thidua_desktop.ui.widgets.paint import LEFT, RIGHT, paint_text

_LINE: Final = 15
_ARROW: Final = 7


class TableHeader(QHeaderView):
    """Paints `Heading`s; tall enough for a band when any heading has one."""

    def __init__(self, parent: QWidget, *, grid: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = grid
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(24)
        self.setDefaultAlignment(LEFT)

    def sizeHint(self) -> QSize:
        metrics = current_theme().metrics
        height = metrics.header + (metrics.upper_header if self._has_bands() else 0)
        return QSize(super().sizeHint().width(), height)

    def needed(self, section: int) -> int:
        """Return how wide a section would have to be for its words, in pixels."""
        theme, heading = current_theme(), self._heading(section)
        lines = [(text, 600) for text in heading.title.split("\n")] + [(heading.second, 400)]
        widest = max(
            QFontMetricsF(theme.font(Role.HEADER, weight=weight)).horizontalAdvance(text)
            for text, weight in lines
        )
        bar = SELECTION_BAR if section == 0 and not self._grid else 0
        return ceil(widest) + 2 * theme.px(PADDING) + bar

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        theme = current_theme()
        heading = self._heading(logical_index)
        area = QRectF(rect)
        painter.save()
        tokens = theme.tokens
        painter.fillRect(area, tokens.calc_header if heading.calculated else tokens.header)
        lower = QRectF(area)
        if self._has_bands():
            lower.setTop(area.top() + theme.metrics.upper_header)
            self._paint_band(painter, area, logical_index, theme)
        self._paint_heading(painter, lower, heading, logical_index, theme)
        painter.setPen(tokens.line)
        bottom = area.bottom() - 0.5
        painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
        if self._grid:
            edge = area.right() - 0.5
            painter.drawLine(QPointF(edge, lower.top()), QPointF(edge, area.bottom()))
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, area: QRectF, heading: Heading, section: int, theme: Theme
    ) -> None:
        tokens, align = theme.tokens, RIGHT if heading.right else LEFT
        lines = [(text, 600, tokens.ink_2) for text in heading.title.split("\n")]
        if heading.second:
            lines.append((heading.second, 400, tokens.ink_3))
        inner = area.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), -1)
        if section == 0 and not self._grid:
            inner.setLeft(inner.left() + SELECTION_BAR)
        height = theme.px(_LINE)
        top = inner.center().y() - height * len(lines) / 2
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        for number, (text, weight, colour) in enumerate(lines):
            line = QRectF(inner.left(), top + number * height, inner.width(), height)
            font = theme.font(Role.HEADER, weight=weight)
            if sorted_here and number == 0:
                line = self._paint_arrow(painter, line, text, theme, right=heading.right)
            paint_text(painter, line, text, font, colour, align)

    def _paint_arrow(
        self, painter: QPainter, line: QRectF, text: str, theme: Theme, *, right: bool
    ) -> QRectF:
        side = theme.px(_ARROW)
        width = QFontMetricsF(theme.font(Role.HEADER)).horizontalAdvance(text)
        room = QRectF(line)
        left = line.right() - side if right else line.left() + width + theme.px(5)
        if right:
            room.setRight(left - theme.px(4))
        middle = line.center().y()
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        tip, base = (middle - side / 4, middle + side / 4)[:: 1 if up else -1]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens.ink_2)
        painter.drawPolygon(
            QPolygonF(
                [QPointF(left, base), QPointF(left + side, base), QPointF(left + side / 2, tip)]
            )
        )
        painter.restore()
        return room

    def _paint_band(self, painter: QPainter, area: QRectF, section: int, theme: Theme) -> None:
        """Paint this section's part of the words above, which run over its neighbours."""
        tokens, band = theme.tokens, self._heading(section).band
        first, last = self._span(section)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        upper = QRectF(left, area.top(), right - left, theme.metrics.upper_header)
        painter.save()
        painter.setClipRect(QRectF(area.left(), area.top(), area.width(), upper.height()))
        align = LEFT if first == 0 else Qt.AlignmentFlag.AlignCenter
        words = upper.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        paint_text(painter, words, band, theme.font(Role.HEADER), tokens.ink_2, align)
        painter.setPen(tokens.line)
        bottom, edge = upper.bottom() - 0.5, upper.right() - 0.5
        painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
        painter.drawLine(QPointF(edge, upper.top()), QPointF(edge, upper.bottom()))
        painter.restore()

    def _span(self, section: int) -> tuple[int, int]:
        band = self._heading(section).band
        first = last = section
        while first > 0 and self._heading(first - 1).band == band:
            first -= 1
        while last + 1 < self.count() and self._heading(last + 1).band == band:
            last += 1
        return first, last

    def _heading(self, section: int) -> Heading:
        model: object = self.model()  # None while Qt takes the table down, whatever the stubs say
        if not isinstance(model, QAbstractItemModel):
            return Heading("")
        found = model.headerData(section, Qt.Orientation.Horizontal, HEADING_ROLE)
        return found if isinstance(found, Heading) else Heading("")

    def _has_bands(self) -> bool:
        return any(self._heading(section).band for section in range(self.count()))
