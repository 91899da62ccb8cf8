"""The one delegate of every table: paints a `Cell` or a `GroupLine`, and edits text in place."""

from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE, Cell, GroupLine, Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import (
    DENSE_CHIP_HEIGHT,
    LEFT,
    RIGHT,
    chip_size,
    elided_name,
    mark_colour,
    paint_bar,
    paint_chip,
    paint_corner,
    paint_hatch,
    paint_text,
    text_colour,
)
from thidua_desktop.ui.widgets.trend import paint_line

Index = QModelIndex | QPersistentModelIndex
PADDING: Final = 8
SELECTION_BAR: Final = 3
_FIGURE_WIDTH: Final = 42
_BAR_GAP: Final = 10
_ICON: Final = 12
_LEAST_OF_NOTE: Final = 0.8
_FOCUS: Final = 2


class CellDelegate(QStyledItemDelegate):
    """Paints background, dividers, marks and text; knows hover row and grid from its table."""

    def __init__(self, parent: QWidget, *, grid: bool) -> None:
        super().__init__(parent)
        self._grid = grid
        self.hover_row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        cell = index.data(CELL_ROLE)
        group = index.data(GROUP_ROLE) if cell is None else None
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(group, GroupLine):
            self._paint_group(painter, rect, group, theme)
        else:
            cell = cell or Cell()
            self._paint_ground(painter, rect, cell, option, index)
            inner = rect.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), -1)
            if index.column() == 0 and not self._grid:
                inner.setLeft(inner.left() + SELECTION_BAR)
            paint_cell(painter, inner, cell, theme, right=_is_right(index))
        if _state(option) & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.tokens.focus, _FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(current_theme().px(PADDING * 2), current_theme().metrics.row)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(RIGHT if _is_right(index) else LEFT)
        editor.setAccessibleName(
            str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        )
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        cell: Cell,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        theme = current_theme()
        selected = bool(_state(option) & QStyle.StateFlag.State_Selected)
        ground = self._ground(cell, index, theme, selected=selected and not self._grid)
        painter.fillRect(rect, ground)
        if cell.missing:
            paint_hatch(painter, rect, theme)
        elif selected and self._grid and not _state(option) & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, theme.tokens.selected)
        bottom = rect.bottom() - 0.5
        painter.setPen(theme.tokens.row_line)
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if self._grid:
            edge = rect.right() - 0.5
            painter.drawLine(QPointF(edge, rect.top()), QPointF(edge, rect.bottom()))
        if selected and not self._grid and index.column() == 0:
            bar = QRectF(rect.left(), rect.top(), SELECTION_BAR, rect.height())
            painter.fillRect(bar, theme.tokens.accent)
        if cell.corner:
            paint_corner(painter, rect.adjusted(0, 0, -1, 0), theme)

    def _ground(self, cell: Cell, index: Index, theme: Theme, *, selected: bool) -> QColor:
        tokens = theme.tokens
        if selected:
            return tokens.selected
        if index.row() == self.hover_row:
            return tokens.hover
        return tokens.calc if cell.calculated else tokens.surface

    def _paint_group(self, painter: QPainter, rect: QRectF, group: GroupLine, theme: Theme) -> None:
        tokens = theme.tokens
        painter.fillRect(rect, tokens.header)
        painter.setPen(tokens.row_line)
        bottom = rect.bottom() - 0.5
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        side = theme.px(_ICON)
        left = rect.left() + theme.px(PADDING) + SELECTION_BAR
        arrow = "chevron-down" if group.is_open else "chevron-right"
        paint_icon(
            painter, arrow, QRectF(left, rect.center().y() - side / 2, side, side), tokens.ink_3
        )
        left += side + theme.px(PADDING)
        words = QRectF(left, rect.top(), rect.right() - left - theme.px(PADDING), rect.height() - 1)
        font = theme.font(Role.BODY, weight=600)
        left += paint_text(painter, words, group.title, font, tokens.ink) + theme.px(PADDING)
        words.setLeft(left)
        paint_text(painter, words, group.caption, theme.font(Role.CAPTION), tokens.ink_3)


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, theme: Theme, *, right: bool) -> None:
    """Draw what `cell` says inside `rect`."""
    if cell.bar is not None:
        _paint_bar_cell(painter, rect, cell, theme)
    elif cell.line is not None:
        paint_line(painter, rect.adjusted(0, theme.px(4), 0, -theme.px(3)), cell.line, theme)
    elif cell.chip is not None:
        size = chip_size(cell.chip, theme, DENSE_CHIP_HEIGHT)
        place = QRectF(
            rect.left(),
            round(rect.center().y() - size.height() / 2),
            min(size.width(), rect.width() + theme.px(PADDING)),
            size.height(),
        )
        paint_chip(painter, place, cell.chip, theme)
    elif cell.second:
        _paint_two_lines(painter, rect, cell, theme)
    else:
        _paint_words(painter, rect, cell, theme, right=right)


def cell_width(cell: Cell, theme: Theme) -> int:
    """Return the room all that `cell` says in words takes, with the paddings at its sides."""
    around = 2 * theme.px(PADDING)
    if cell.bar is not None or cell.line is not None:
        return 0
    if cell.chip is not None:
        return chip_size(cell.chip, theme, DENSE_CHIP_HEIGHT).width() + around
    weight = 600 if cell.strong else None
    words = QFontMetricsF(theme.font(Role.BODY, weight=weight)).horizontalAdvance(cell.text)
    if cell.second:
        second = QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(cell.second)
        return ceil(max(words, second)) + around
    if cell.was:
        body = QFontMetricsF(theme.font(Role.BODY))
        words += body.horizontalAdvance(cell.was) + body.horizontalAdvance("→") + around
    if cell.mark:
        words += theme.px(_ICON) + theme.px(PADDING)
    return ceil(words + _extras(cell, theme)) + around


def _paint_bar_cell(painter: QPainter, rect: QRectF, cell: Cell, theme: Theme) -> None:
    assert cell.bar is not None  # noqa: S101 - the caller looked
    font = theme.font(Role.BODY, weight=600)
    figure = max(theme.px(_FIGURE_WIDTH), round(QFontMetricsF(font).horizontalAdvance(cell.text)))
    groove = QRectF(rect)
    groove.setRight(rect.right() - figure - theme.px(_BAR_GAP))
    paint_bar(painter, groove, cell.bar, theme)
    tone = Tone.RED if cell.bar.share < 0 else cell.tone
    place = QRectF(rect.right() - figure, rect.top(), figure, rect.height())
    paint_text(painter, place, cell.text, font, text_colour(tone, theme.tokens), RIGHT)


def _paint_two_lines(painter: QPainter, rect: QRectF, cell: Cell, theme: Theme) -> None:
    font = theme.font(Role.BODY, weight=600 if cell.strong else 500)
    line = rect.height() / 2 - theme.px(1)
    upper = QRectF(rect.left(), rect.top() + theme.px(2), rect.width(), line)
    lower = QRectF(rect.left(), upper.bottom() - theme.px(1), rect.width(), line)
    paint_text(painter, upper, cell.text, font, text_colour(cell.tone, theme.tokens))
    paint_text(painter, lower, cell.second, theme.font(Role.CAPTION), theme.tokens.ink_3)


def _paint_words(painter: QPainter, rect: QRectF, cell: Cell, theme: Theme, *, right: bool) -> None:
    font = theme.font(Role.BODY, weight=600 if cell.strong else None)
    left = rect.left()
    if right:
        metrics = QFontMetricsF(font)
        left = max(left, rect.right() - metrics.horizontalAdvance(cell.text) - _extras(cell, theme))
    if cell.icon:
        left = _paint_mark(painter, rect, left, cell.icon, cell.icon_tone)
    if cell.was:
        left = _paint_was(painter, rect, left, cell.was, theme)
    colour = theme.tokens.ink_2 if cell.missing else text_colour(cell.tone, theme.tokens)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    if cell.mark:
        room.setRight(room.right() - theme.px(_ICON) - theme.px(PADDING))
    name = elided_name(QFontMetricsF(font), cell.text, room.width()) if cell.is_name else cell.text
    left += paint_text(painter, room, name, font, colour) + theme.px(PADDING)
    if cell.mark:
        left = _paint_mark(painter, rect, left, cell.mark, cell.mark_tone)
    if cell.note:
        note = QRectF(left, rect.top(), rect.right() - left, rect.height())
        font = theme.font(Role.CAPTION)
        # Of a note that would be cut to a few letters nothing is shown: it is in the tip.
        if note.width() >= _LEAST_OF_NOTE * QFontMetricsF(font).horizontalAdvance(cell.note):
            paint_text(painter, note, cell.note, font, theme.tokens.ink_3)


def _extras(cell: Cell, theme: Theme) -> float:
    """Return the room icon and note take beside a right-aligned text."""
    room = 0.0
    if cell.icon:
        room += theme.px(_ICON) + theme.px(4)
    if cell.note:
        note = QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(cell.note)
        room += theme.px(PADDING) + note
    return room


def _paint_mark(painter: QPainter, rect: QRectF, left: float, name: str, tone: Tone) -> float:
    theme = current_theme()
    side = theme.px(_ICON)
    place = QRectF(left, rect.center().y() - side / 2, side, side)
    paint_icon(painter, name, place, mark_colour(tone, theme.tokens))
    return left + side + theme.px(4)


def _paint_was(painter: QPainter, rect: QRectF, left: float, was: str, theme: Theme) -> float:
    struck = QFont(theme.font(Role.BODY))
    struck.setStrikeOut(any(letter.isdigit() for letter in was))
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    left += paint_text(painter, room, was, struck, theme.tokens.ink_3) + theme.px(6)
    room.setLeft(left)
    left += paint_text(painter, room, "→", theme.font(Role.BODY), theme.tokens.ink_3)
    return left + theme.px(6)


def _is_right(index: Index) -> bool:
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    return bool(align is not None and align & Qt.AlignmentFlag.AlignRight)


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state: QStyle.StateFlag = option.state
    return state
