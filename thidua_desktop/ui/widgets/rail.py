"""The rail at the left: brand, pages, and the button that collapses it to icons."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.metrics import COMPACT, WIDE
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import IconButton
from thidua_desktop.ui.widgets.paint import paint_brand, paint_text
from thidua_desktop.ui.widgets.themed import ThemedFrame

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ICON: Final = 18
_BAR: Final = 3
_BRAND: Final = 24
_MOST_SHOWN: Final = 99
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class _Pages(QAbstractListModel):
    """(title, icon) of each page and the count on its badge."""

    def __init__(self, pages: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = tuple(pages)
        self.badges: dict[int, int] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        title, keys = self.pages[index.row()][0], f"Ctrl+{index.row() + 1}"
        badge = self.badges.get(index.row(), 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{title} ({keys})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {badge} việc" if badge else title
        return None


class _PageDelegate(QStyledItemDelegate):
    """Paints one page: red bar and red icon when active, a count at the right."""

    def __init__(self, rail: "Rail") -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, current_theme().metrics.rail_item + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        tokens = theme.tokens
        rect = QRectF(option.rect).adjusted(0, 0, 0, -2)
        state = option.state
        active = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        body = rect.adjusted(-8, 0, -theme.px(8), 0)
        if active or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(tokens.surface if active else tokens.hover)
            painter.drawRoundedRect(body, 6, 6)
        if active:
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), tokens.red)
        if state & QStyle.StateFlag.State_HasFocus and self._rail.shows_focus():
            painter.setPen(QPen(tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(12, 1, -1, -1), 5, 5)
        self._paint_content(painter, rect, index, active=active)
        painter.restore()

    def _paint_content(
        self, painter: QPainter, rect: QRectF, index: Index, *, active: bool
    ) -> None:
        theme = current_theme()
        tokens = theme.tokens
        model = self._rail.pages
        title, icon = model.pages[index.row()]
        side = theme.px(_ICON)
        collapsed = self._rail.is_collapsed
        left = (rect.width() - side) / 2 if collapsed else theme.px(14)
        place = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(painter, icon, place, tokens.red if active else tokens.ink_3)
        badge = model.badges.get(index.row(), 0)
        if not collapsed:
            room = QRectF(theme.px(43), rect.top(), rect.width() - theme.px(80), rect.height())
            font = theme.font(Role.BODY, weight=600 if active else None)
            paint_text(painter, room, title, font, tokens.ink if active else tokens.ink_2)
        if badge:
            middle = place.top() if collapsed else rect.center().y()
            centre = place.right() + 3 if collapsed else rect.right() - theme.px(28)
            self._paint_badge(painter, centre, middle, badge, theme)

    def _paint_badge(self, painter: QPainter, x: float, y: float, count: int, theme: Theme) -> None:
        side = theme.px(16 if self._rail.is_collapsed else 20)
        words = str(count) if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        font = theme.font(Role.CHIP, weight=600)
        width = max(side, QFontMetricsF(font).horizontalAdvance(words) + theme.px(6))
        disc = QRectF(x - width / 2, y - side / 2, width, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens.amber_tint)
        painter.drawRoundedRect(disc, side / 2, side / 2)
        paint_text(painter, disc, words, font, theme.tokens.amber_text, _CENTRE)


class _Brand(QFrame):
    """The mark and the name of the program."""

    def __init__(self, rail: "Rail") -> None:
        super().__init__(rail)
        self._rail = rail
        self.setAccessibleName("Thi Đua")

    def sizeHint(self) -> QSize:
        return QSize(10, current_theme().metrics.top_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        side = theme.px(_BRAND)
        left = (self.width() - side) / 2 if self._rail.is_collapsed else theme.px(14)
        paint_brand(painter, QRectF(left, (self.height() - side) / 2, side, side), theme)
        if not self._rail.is_collapsed:
            room = QRectF(theme.px(48), 0, self.width(), self.height())
            font = theme.font(Role.CARD, weight=700)
            paint_text(painter, room, "Thi Đua", font, theme.tokens.ink)


class _List(QListView):
    """Knows whether the keyboard brought the focus: only then a ring is of use."""

    by_keyboard = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.by_keyboard = event.reason() in keys
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        super().keyPressEvent(event)


class Rail(ThemedFrame):
    """Shows the pages that exist; tells which one was chosen."""

    page_chosen = Signal(int)
    collapse_wanted = Signal(bool)

    def __init__(self, pages: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_collapsed = False
        self.setProperty("rail", True)
        self.pages = _Pages(pages, self)
        self.list = _List()
        self._fold = IconButton("chevron-double-left", "Thu gọn", size=16)
        self._build()
        self.redress()

    def show_current(self, row: int) -> None:
        """Mark page `row` as the active one; nothing is announced."""
        index = self.pages.index(row, 0)
        self.list.setCurrentIndex(index)

    def show_badges(self, badges: Mapping[int, int]) -> None:
        """Show these counts beside the pages."""
        self.pages.badges = dict(badges)
        self.list.viewport().update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons only, or icons and words."""
        self.is_collapsed = collapsed
        self._dressed_in = None
        self.redress()

    def shows_focus(self) -> bool:
        """Say whether the keyboard is in the list."""
        return self.list.hasFocus() and self.list.by_keyboard

    def dress(self, theme: Theme) -> None:
        sizes = COMPACT if self.is_collapsed else WIDE
        self.setFixedWidth(theme.px(sizes.rail))
        fold = "Mở rộng" if self.is_collapsed else "Thu gọn"
        arrow = "chevron-double-right" if self.is_collapsed else "chevron-double-left"
        self._fold.rename(arrow, fold, shows_words=not self.is_collapsed)
        self._fold.setMinimumHeight(theme.px(36))
        self.list.doItemsLayout()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.list.doItemsLayout()

    def _build(self) -> None:
        self.list.setModel(self.pages)
        self.list.setItemDelegate(_PageDelegate(self))
        self.list.setProperty("rail", True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.list.setHorizontalScrollBarPolicy(off)
        self.list.setVerticalScrollBarPolicy(off)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("Các trang")
        self.list.selectionModel().currentChanged.connect(
            lambda index, _before: self.page_chosen.emit(index.row())
        )
        self._fold.clicked.connect(lambda: self.collapse_wanted.emit(not self.is_collapsed))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(0)
        layout.addWidget(_Brand(self))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._fold)
