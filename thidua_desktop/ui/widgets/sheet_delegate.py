"""How a sheet from outside is drawn: each row tinted by what it was taken for."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from thidua_desktop.services.imports import PreviewRow
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import CELL_ROLE, Cell
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.models.import_review import letter_of
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.tokens import Tokens
from thidua_desktop.ui.widgets.cell_delegate import PADDING, paint_cell
from thidua_desktop.ui.widgets.column_marks import mark_colours
from thidua_desktop.ui.widgets.paint import LEFT, RIGHT, paint_text
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

Index = QModelIndex | QPersistentModelIndex
GUTTER: Final = 2
"""Row number and kind: ours, not the sheet's."""
_BAR: Final = 3
_SWATCH: Final = 14
_SIGN: Final = 11
_MARKED: Final = ("header", "data")
LEGEND: Final = (
    ("header", "tiêu đề cột"),
    ("data", "số liệu sẽ đọc"),
    ("group", "tên nhóm"),
    ("total", "dòng cộng, chỉ để đối chiếu"),
    ("note", "không đọc"),
)


def row_colours(kind: str, tokens: Tokens) -> tuple[QColor, QColor, QColor]:
    """Return ground, bar and text of a row of `kind`."""
    return {
        "header": (tokens.selected, tokens.accent, tokens.ink),
        "numbering": (tokens.selected, tokens.accent, tokens.ink_3),
        "data": (tokens.surface, tokens.green, tokens.ink),
        "group": (tokens.header, tokens.control, tokens.ink),
        "total": (tokens.amber_tint, tokens.amber, tokens.ink),
    }.get(kind, (tokens.bg, tokens.line, tokens.ink_3))


class SheetDelegate(QStyledItemDelegate):
    """Paints the cells of a `RowsModel` of `PreviewRow`s."""

    def __init__(self, model: RowsModel[PreviewRow], table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self.marks: Mapping[str, Mark] = {}
        self.problems: frozenset[str] = frozenset()
        """Addresses of cells that stand out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(current_theme().px(PADDING * 2), current_theme().metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        row = self._model.row_at(index)
        ground, bar, text = row_colours(row.kind if row else "", theme.tokens)
        rect = QRectF(option.rect)
        ours = index.column() < GUTTER
        letter = "" if ours else letter_of(index.column() - GUTTER)
        if letter in self.marks and row is not None and row.kind in _MARKED:
            ground = mark_colours(self.marks[letter].number, theme)[0]
        painter.save()
        painter.fillRect(rect, theme.tokens.header if index.column() == 0 else ground)
        if index.column() == 1:
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), bar)
        painter.setPen(theme.tokens.row_line)
        bottom, right = rect.bottom() - 0.5, rect.right() - 0.5
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        painter.drawLine(QPointF(right, rect.top()), QPointF(right, rect.bottom()))
        cell = index.data(CELL_ROLE) or Cell()
        inner = rect.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), -1)
        if ours:
            paint_cell(painter, inner, cell, theme, right=index.column() == 0)
        elif row is not None:
            painter.setClipRect(rect)
            self._paint_text(painter, rect, index, row, text)
            painter.setClipping(False)
        if row is not None and f"{letter}{row.number}" in self.problems:
            self._paint_problem(painter, rect, theme)
        if option.state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected):
            painter.setPen(QPen(theme.tokens.focus, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_problem(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Frame a cell and put a warning into its corner: not by colour alone."""
        painter.setPen(QPen(theme.tokens.red, 2))
        painter.drawRect(rect.adjusted(2, 2, -2, -3))
        side = theme.px(_SIGN)
        place = QRectF(rect.left() + theme.px(5), rect.center().y() - side / 2, side, side)
        paint_icon(painter, "exclamation-triangle-fill", place, theme.tokens.red)

    def _paint_text(
        self, painter: QPainter, rect: QRectF, index: Index, row: PreviewRow, colour: QColor
    ) -> None:
        """Draw a cell's text; a long one runs on over empty cells, as it does in Excel."""
        theme = current_theme()
        place = first = index.column() - GUTTER
        shift = 0
        while first > 0 and not row.text(first):
            first -= 1
            shift += self._table.columnWidth(first + GUTTER)
        text = row.text(first)
        room = rect.adjusted(theme.px(PADDING) - shift, 0, -theme.px(PADDING), -1)
        strong = row.kind in {"header", "group", "total"}
        is_number = row.kind in {"data", "group", "total"} and text[:1].isdigit()
        if is_number and first != place:
            return
        last = place + 1
        while last < row.width and not row.text(last) and not is_number:
            room.setRight(room.right() + self._table.columnWidth(last + GUTTER))
            last += 1
        align = RIGHT if is_number else LEFT
        font = theme.font(Role.BODY, weight=600 if strong else None)
        paint_text(painter, room, text, font, colour, align)


class _Swatch(QWidget):
    """A small sample of the ground and bar of one kind of row."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(_SWATCH + 4), current_theme().px(_SWATCH))

    def paintEvent(self, event: object) -> None:
        tokens = current_theme().tokens
        ground, bar, _text = row_colours(self._kind, tokens)
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(ground)
        painter.setPen(tokens.line)
        painter.drawRect(rect)
        painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), bar)


class SheetLegend(ThemedFrame):
    """What the tints of the sheet mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for kind, words in LEGEND:
            self._row.addWidget(_Swatch(kind))
            self._row.addWidget(Text(words, Role.CAPTION, tone="muted"))
            self._row.addSpacing(8)
        self._row.addStretch(1)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(6))
