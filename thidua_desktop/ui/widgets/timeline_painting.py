"""How the timeline is painted, given where everything stands."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from thidua_desktop.domain.vietnamese import short_day
from thidua_desktop.services.overview_views import PeriodMark, TimelineView
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import LEFT, paint_text
from thidua_desktop.ui.widgets.timeline_layout import Label, Layout, Stretch

LEVEL: Final = 22
_BAR: Final = 16
DIAMOND: Final = 5
_DOT: Final = 4
_SATURDAY: Final = 5
_MONTH_DAYS: Final = 100
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class Rows:
    """The heights of the parts, from the top."""

    def __init__(self, theme: Theme, height: int) -> None:
        self.data = height - theme.px(10)
        self.words = self.data - theme.px(18)
        self.bar_top = self.words - theme.px(12) - theme.px(_BAR)
        self.bar_bottom = self.bar_top + theme.px(_BAR)
        self._step = theme.px(LEVEL)
        self._lowest = self.bar_top - theme.px(12)

    def level(self, level: int) -> float:
        """Return the middle of the labels of `level`, 0 just above the bar."""
        return float(max(self._lowest - level * self._step, 9))


class Painting:
    """One painting of the timeline."""

    def __init__(self, painter: QPainter, view: TimelineView, layout: Layout, height: int) -> None:
        self.painter, self.view, self.layout = painter, view, layout
        self.theme = current_theme()
        self.tokens = self.theme.tokens
        self.rows = Rows(self.theme, height)

    def paint(self, focused: int) -> None:
        """Draw everything; milestone `focused` gets the ring."""
        run, closing = self.layout.run, self.layout.closing
        if closing is not None:
            self._bands(closing)
        self._bar(run, self.view.phase_name, self.view.phase_days, is_open=self.view.start is None)
        self._months(run)
        if closing is not None:
            self._bar(closing, self.view.closing_name, (self._last_day() - self.view.end).days)
            self._break(run, closing)
            self._weeks(closing)
            self._legend(closing)
        if not self.layout.flag.beyond:
            self._today_line()
        for number, label in enumerate(self.layout.labels):
            self._milestone(label, focused=number == focused)
        self._flag()

    def _last_day(self) -> date:
        return max(mark.day for mark in self.view.milestones)

    def _bar(self, stretch: Stretch, name: str, days: int | None, *, is_open: bool = False) -> None:
        painter, tokens = self.painter, self.tokens
        rect = QRectF(
            stretch.left, self.rows.bar_top, stretch.right - stretch.left, self.theme.px(_BAR)
        )
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.track)
        painter.drawRoundedRect(rect, 4, 4)
        here = self._past(stretch)
        if here > stretch.left:
            painter.setClipRect(QRectF(rect.left(), rect.top(), here - rect.left(), rect.height()))
            painter.setBrush(tokens.bar)
            painter.drawRoundedRect(rect, 4, 4)
        if is_open:
            painter.setClipping(False)
            pen = QPen(tokens.surface, 3)
            for dash in range(4):
                x = rect.left() + 4 + dash * 7
                painter.setPen(pen)
                painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.restore()
        self._bar_words(rect, here, self._phase_words(name, days, is_open=is_open), is_open=is_open)

    def _phase_words(self, name: str, days: int | None, *, is_open: bool) -> str:
        if is_open:
            return f"{name} · chưa có ngày phát động"
        return f"{name} · {days} ngày" if days else name

    def _bar_words(self, rect: QRectF, here: float, words: str, *, is_open: bool) -> None:
        font = self.theme.font(Role.CHIP, weight=600)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        pad = self.theme.px(10)
        start = rect.left() + (34 if is_open else pad)
        if start + wide + pad <= here:
            room = QRectF(start, rect.top(), here - start, rect.height())
            paint_text(self.painter, room, words, font, self.tokens.on_bar)
        elif max(here, start - pad) + wide + 2 * pad <= rect.right():
            left = max(here + pad, start)
            room = QRectF(left, rect.top(), rect.right() - left, rect.height())
            paint_text(self.painter, room, words, font, self.tokens.ink)

    def _past(self, stretch: Stretch) -> float:
        today = self.view.today
        if today < stretch.first:
            return stretch.left
        return stretch.right if today > stretch.last else stretch.middle(today)

    def _break(self, run: Stretch, closing: Stretch) -> None:
        middle = (run.right + closing.left) / 2
        self.painter.setPen(QPen(self.tokens.ink_3, 1.25))
        for shift in (-2.5, 2.5):
            self.painter.drawLine(
                QPointF(middle + shift - 2.5, self.rows.bar_bottom + 3),
                QPointF(middle + shift + 2.5, self.rows.bar_top - 3),
            )

    def _months(self, run: Stretch) -> None:
        periods = {period.month: period for period in self.view.periods}
        month = run.first.replace(day=1)
        while month <= run.last:
            following = (month + timedelta(days=32)).replace(day=1)
            left, right = run.edge(max(month, run.first)), run.edge(min(following, run.last))
            if following > run.last:
                right = run.right
            self._month(month, left, right, periods.get(f"{month:%Y-%m}"), run)
            month = following

    def _month(
        self, month: date, left: float, right: float, period: PeriodMark | None, run: Stretch
    ) -> None:
        font = self.theme.font(Role.CAPTION)
        words = f"T{month.month}"
        if left > run.left + 1:
            self._tick(left)
        line = self.theme.px(17)
        if QFontMetricsF(font).horizontalAdvance(words) <= right - left:
            room = QRectF(left, self.rows.words - line / 2, right - left, line)
            paint_text(self.painter, room, words, font, self.tokens.ink_2, _CENTRE)
        if period is not None and period.total:
            self._data(period, (left + right) / 2, right - left)

    def _data(self, period: PeriodMark, centre: float, room: float) -> None:
        tokens = self.tokens
        some = 0 < period.have < period.total
        words = f"{period.have}/{period.total}"
        font = self.theme.font(Role.CAPTION, weight=600 if some else None)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        dot, gap = self.theme.px(_DOT), self.theme.px(4)
        whole = 2 * dot + gap + wide
        if whole > room - 2:
            wide, whole = 0, 2 * dot
        left = centre - whole / 2
        self._dot(QPointF(left + dot, self.rows.data), dot, period)
        if wide:
            line = self.theme.px(17)
            place = QRectF(left + 2 * dot + gap, self.rows.data - line / 2, wide + 2, line)
            paint_text(
                self.painter, place, words, font, tokens.amber_text if some else tokens.ink_2
            )

    def _dot(self, centre: QPointF, radius: float, period: PeriodMark) -> None:
        painter, tokens = self.painter, self.tokens
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        if period.have >= period.total:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.green)
            painter.drawEllipse(box)
            return
        colour = tokens.amber if period.have else tokens.control
        painter.setPen(QPen(colour, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
        if period.have:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPie(box, 90 * 16, 180 * 16)

    def _tick(self, x: float) -> None:
        self.painter.setPen(QPen(self.tokens.control, 1))
        self.painter.drawLine(
            QPointF(round(x) + 0.5, self.rows.bar_bottom),
            QPointF(round(x) + 0.5, self.rows.bar_bottom + self.theme.px(5)),
        )

    def _bands(self, closing: Stretch) -> None:
        if closing.days > _MONTH_DAYS:
            return
        top, bottom = self.rows.bar_bottom, self.rows.words + self.theme.px(8)
        for number in range(closing.days):
            day = closing.first + timedelta(days=number)
            colour = self._band_colour(day)
            if colour is not None:
                left, right = closing.edge(day), closing.edge(day + timedelta(days=1))
                self.painter.fillRect(QRectF(left, top, right - left, bottom - top), colour)

    def _band_colour(self, day: date) -> QColor | None:
        if day in self.view.holidays:
            return self.tokens.red_tint
        return self.tokens.shade if day.weekday() >= _SATURDAY else None

    def _weeks(self, closing: Stretch) -> None:
        font = self.theme.font(Role.CAPTION)
        step = 7 if closing.days <= _MONTH_DAYS else 28
        line, busy = self.theme.px(17), closing.left - 10.0
        for number in range(0, closing.days, step):
            day = closing.first + timedelta(days=number)
            x = closing.edge(day)
            words = short_day(day)
            wide = QFontMetricsF(font).horizontalAdvance(words)
            if number:
                self._tick(x)
            left = x + self.theme.px(3)
            if left > busy and left + wide <= closing.right + 1:
                room = QRectF(left, self.rows.words - line / 2, wide + 2, line)
                paint_text(self.painter, room, words, font, self.tokens.ink_2)
                busy = left + wide + self.theme.px(6)

    def _legend(self, closing: Stretch) -> None:
        painter, tokens, theme = self.painter, self.tokens, self.theme
        font = theme.font(Role.CAPTION)
        line, box, right = theme.px(17), theme.px(12), closing.right
        metrics = QFontMetricsF(font)
        for words, fill, edge in self._legend_items(closing):
            left = right - metrics.horizontalAdvance(words)
            room = QRectF(left, self.rows.data - line / 2, right - left + 2, line)
            paint_text(painter, room, words, font, tokens.ink_3)
            square = QRectF(left - theme.px(6) - box, self.rows.data - box / 2, box, box)
            painter.setPen(edge)
            painter.setBrush(fill)
            painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
            right = square.left() - theme.px(14)
        if any(one.total for one in self.view.periods):
            words = "← đơn vị đã có số liệu"
            if closing.left + metrics.horizontalAdvance(words) < right:
                room = QRectF(closing.left, self.rows.data - line / 2, right - closing.left, line)
                paint_text(painter, room, words, font, tokens.ink_3, LEFT)

    def _legend_items(self, closing: Stretch) -> list[tuple[str, QColor, QColor]]:
        if closing.days > _MONTH_DAYS:
            return []
        days = [closing.first + timedelta(days=n) for n in range(closing.days)]
        items = []
        if any(day in self.view.holidays for day in days):
            items.append(("ngày lễ", self.tokens.red_tint, self.tokens.red_line))
        if any(day.weekday() >= _SATURDAY for day in days):
            items.append(("cuối tuần", self.tokens.shade, self.tokens.shade))
        return items

    def _milestone(self, label: Label, *, focused: bool) -> None:
        painter, tokens, mark = self.painter, self.tokens, label.mark
        y = self.rows.level(label.level)
        colour = tokens.red if mark.late else tokens.ink_3 if mark.done else tokens.accent
        x = round(label.x) + 0.0
        painter.setPen(QPen(colour, 1.25))
        painter.drawLine(QPointF(x, y), QPointF(x, self.rows.bar_top))
        half = self.theme.px(DIAMOND) + 0.5
        corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
        painter.setBrush(tokens.surface if mark.done and not mark.late else colour)
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        if focused:
            painter.setPen(QPen(tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            side = half + 3
            painter.drawRoundedRect(QRectF(x - side, y - side, 2 * side, 2 * side), 4, 4)
        line = self.theme.px(17)
        room = QRectF(label.left, y - line / 2, label.right - label.left + 4, line)
        if label.name:
            bold = self.theme.font(Role.CHIP, weight=600)
            late = tokens.red_text if mark.late else tokens.ink
            wide = paint_text(painter, room, f"{label.name} ", bold, late)
            room.setLeft(room.left() + wide)
        paint_text(painter, room, label.day, self.theme.font(Role.CAPTION), tokens.ink_3)

    def _today_line(self) -> None:
        x = round(self.layout.flag.x) + 0.0
        self.painter.setPen(QPen(self.tokens.red, 2))
        self.painter.drawLine(QPointF(x, 10), QPointF(x, self.rows.bar_bottom + self.theme.px(3)))

    def _flag(self) -> None:
        flag, painter = self.layout.flag, self.painter
        height = self.theme.px(19)
        rect = QRectF(flag.left, 0, flag.right - flag.left, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.red_fill)
        painter.drawRoundedRect(rect, 3, 3)
        font = self.theme.font(Role.CHIP, weight=600)
        paint_text(painter, rect, flag.words, font, QColor("#FFFFFF"), _CENTRE)
