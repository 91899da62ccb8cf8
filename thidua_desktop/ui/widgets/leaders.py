"""The first of each group with a bar on a fixed scale; as many lines as there is room for."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.services.overview_views import Leader, LeaderGroup
from thidua_desktop.ui.models.cells import Bar
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import RIGHT, elided_name, paint_bar, paint_text

_ROW: Final = 26
_COMPACT_ROW: Final = 22
_HEAD: Final = 25
_COMPACT_HEAD: Final = 22
_BAR: Final = 76
_SHORT_BAR: Final = 30
_FEWEST: Final = 2


class Leaders(QWidget):
    """Paints the groups one under the other; a click or Enter asks for the ranking."""

    ranking_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[LeaderGroup, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_groups(self, groups: Sequence[LeaderGroup]) -> None:
        """Show other groups."""
        self._groups = tuple(groups)
        self.setAccessibleName("Dẫn đầu từng nhóm")
        self.setAccessibleDescription("; ".join(_spoken(group) for group in groups))
        self.updateGeometry()
        self.update()

    def lines_by_group(self) -> list[int]:
        """Return how many lines each group gets at the present height, fairly."""
        theme = current_theme()
        room = self.height() - len(self._groups) * self._head(theme)
        spare = max(room // self._row(theme), 0)
        lines = [0] * len(self._groups)
        while spare > 0:
            open_ones = [n for n, one in enumerate(self._groups) if lines[n] < len(one.rows)]
            if not open_ones:
                break
            lines[min(open_ones, key=lambda n: lines[n])] += 1
            spare -= 1
        return lines

    def sizeHint(self) -> QSize:
        theme = current_theme()
        lines = sum(len(group.rows) for group in self._groups)
        height = len(self._groups) * self._head(theme) + lines * self._row(theme)
        return QSize(theme.px(260), height)

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        each = self._head(theme) + _FEWEST * self._row(theme)
        return QSize(theme.px(200), len(self._groups) * each)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.ranking_wanted.emit(self._groups[0].title if self._groups else "")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        group = self._group_at(event.position().y())
        if group is not None:
            self.ranking_wanted.emit(group.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        top, bar = 0.0, self.bar_width(theme)
        for number, (group, lines) in enumerate(
            zip(self._groups, self.lines_by_group(), strict=True)
        ):
            if number:
                painter.setPen(theme.tokens.row_line)
                painter.drawLine(QPointF(0, top + 0.5), QPointF(self.width(), top + 0.5))
            self._paint_head(painter, top, group, theme)
            top += self._head(theme)
            for leader in group.rows[:lines]:
                self._paint_row(painter, top, leader, bar, theme)
                top += self._row(theme)
        if self.hasFocus():
            painter.setPen(QPen(theme.tokens.focus, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_head(self, painter: QPainter, top: float, group: LeaderGroup, theme: Theme) -> None:
        font, tokens = theme.font(Role.CAPTION), theme.tokens
        room = QRectF(0, top + theme.px(3), self.width(), self._head(theme) - theme.px(3))
        wide = QFontMetricsF(font).horizontalAdvance(group.unit)
        paint_text(painter, room, group.unit, font, tokens.ink_3, RIGHT)
        room.setRight(room.right() - wide - theme.px(12))
        paint_text(painter, room, group.title, font, tokens.ink_3)

    def bar_width(self, theme: Theme) -> float:
        """Return how long every bar is: shorter where a name would be cut."""
        names = QFontMetricsF(theme.font(Role.BODY))
        usual, least = theme.px(_BAR), theme.px(_SHORT_BAR)
        usual = min(usual, max(self.width() // 4, least))
        rooms: list[float] = [usual]
        rank, score = _figure_widths(self._groups, theme)
        for group in self._groups:
            taken = rank + score + theme.px(13) + 2 * theme.px(10) + 2
            rooms.append(self.width() - taken - _widest(names, (x.name for x in group.rows)))
        return max(min(rooms), least)

    def _paint_row(
        self,
        painter: QPainter,
        top: float,
        leader: Leader,
        bar: float,
        theme: Theme,
    ) -> None:
        tokens, high = theme.tokens, self._row(theme)
        prizes = any(one.prize_tone for each in self._groups for one in each.rows)
        strong = theme.font(Role.STRONG)
        wide, score = _figure_widths(self._groups, theme)
        rank = QRectF(0, top, wide, high)
        paint_text(painter, rank, str(leader.rank), strong, tokens.ink, RIGHT)
        figure = QRectF(self.width() - score - 1, top, score + 1, high)
        paint_text(painter, figure, leader.score_text, strong, tokens.ink, RIGHT)
        groove = QRectF(figure.left() - theme.px(10) - bar, top, bar, high)
        paint_bar(
            painter, groove, Bar(leader.share, winner=bool(leader.prize_tone) or not prizes), theme
        )
        left = rank.right() + theme.px(13)
        name = QRectF(left, top, groove.left() - left - theme.px(10), high)
        body = theme.font(Role.BODY)
        shown = elided_name(QFontMetricsF(body), leader.name, name.width())
        paint_text(painter, name, shown, body, tokens.ink)

    def _group_at(self, y: float) -> LeaderGroup | None:
        theme = current_theme()
        top = 0.0
        for group, lines in zip(self._groups, self.lines_by_group(), strict=True):
            top += self._head(theme) + lines * self._row(theme)
            if y < top:
                return group
        return None

    def _head(self, theme: Theme) -> int:
        return theme.px(_COMPACT_HEAD if theme.compact else _HEAD)

    def _row(self, theme: Theme) -> int:
        return theme.px(_COMPACT_ROW if theme.compact else _ROW)


def _widest(metrics: QFontMetricsF, texts: Iterable[str]) -> float:
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 1


def _figure_widths(groups: Sequence[LeaderGroup], theme: Theme) -> tuple[float, float]:
    """Return the room for the ranks and for the figures, the same in all groups."""
    metrics = QFontMetricsF(theme.font(Role.STRONG))
    rank = max(theme.px(14), _widest(metrics, (str(x.rank) for each in groups for x in each.rows)))
    return rank, _widest(metrics, (x.score_text for each in groups for x in each.rows))


def _spoken(group: LeaderGroup) -> str:
    rows = ", ".join(f"{one.rank}. {one.name} {one.score_text}" for one in group.rows)
    return f"{group.title}: {rows}"
