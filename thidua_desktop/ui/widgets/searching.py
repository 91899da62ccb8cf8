"""The search box: finds pages, commands and units whatever the marks; a pop-up list below.

Nothing is completed inside the line: that breaks typing Vietnamese by Telex. The list is looked
up after a pause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.inputs import IconLine
from thidua_desktop.ui.widgets.paint import RIGHT, paint_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_PAUSE_MS: Final = 120
_MOST_HITS: Final = 12
_ROW: Final = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list: words, what it is, and the value announced when it is chosen."""

    words: str
    note: str
    icon: str
    value: Any


def find(hits: Sequence[Hit], text: str) -> list[Hit]:
    """Return the hits that hold every word of `text`, those beginning with it first."""
    wanted = fold(text)
    words = wanted.split()
    if not words:
        return []
    found = [
        (not fold(hit.words).startswith(wanted), number, hit)
        for number, hit in enumerate(hits)
        if all(word in fold(f"{hit.words} {hit.note}") for word in words)
    ]
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])][:_MOST_HITS]


class _Hits(QAbstractListModel):
    """The lines found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def replace(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self.hits[index.row()].words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            hit = self.hits[index.row()]
            return f"{hit.words}, {hit.note}"
        return None


class _HitDelegate(QStyledItemDelegate):
    """Icon, words, and what it is in grey at the right."""

    def __init__(self, model: _Hits, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, current_theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        tokens = theme.tokens
        hit = self._model.hits[index.row()]
        rect = QRectF(option.rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(rect, tokens.selected if chosen else tokens.surface)
        side = theme.px(14)
        place = QRectF(rect.left() + theme.px(10), rect.center().y() - side / 2, side, side)
        paint_icon(painter, hit.icon, place, tokens.ink_3)
        caption = theme.font(Role.CAPTION)
        note = QFontMetricsF(caption).horizontalAdvance(hit.note)
        right = rect.right() - theme.px(10)
        room = QRectF(right - note - 1, rect.top(), note + 1, rect.height())
        paint_text(painter, room, hit.note, caption, tokens.ink_3, RIGHT)
        left = place.right() + theme.px(9)
        words = QRectF(left, rect.top(), room.left() - left - theme.px(10), rect.height())
        paint_text(painter, words, hit.words, theme.font(Role.BODY), tokens.ink)


class SearchBox(IconLine):
    """A line whose list offers hits; `hint` is painted at the right while it is empty."""

    hit_chosen = Signal(object)

    def __init__(self, placeholder: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__("search", placeholder, parent=parent)
        self._hint = hint
        self._all: tuple[Hit, ...] = ()
        self._hits = _Hits(self)
        self._completer = QCompleter(self._hits, self)
        self._popup = QListView()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._make_room()

    def offer(self, hits: Sequence[Hit]) -> None:
        """Look among these from now on."""
        self._all = tuple(hits)

    def look_now(self) -> list[Hit]:
        """Look up what is typed, show the list, return it."""
        found = find(self._all, self.text())
        self._hits.replace(found)
        if not found:
            self._popup.hide()
            return found
        self._completer.setWidget(self)
        self._completer.complete()
        # The completer forgets the frame: the last line would be cut.
        frame = self._popup.height() - self._popup.viewport().height()
        height = len(found) * current_theme().px(_ROW) + frame
        self._popup.resize(self._popup.width(), height)
        self._popup.setCurrentIndex(self._hits.index(0, 0))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self._pause.stop()
            if found := find(self._all, self.text()):
                self._choose(found[0])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._make_room()

    def _make_room(self) -> None:
        # The words must not run under the hint.
        self.setTextMargins(0, 0, round(self._hint_width()) + 2 if self._hint else 0, 0)

    def _hint_width(self) -> float:
        theme = current_theme()
        advance = QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(self._hint)
        return advance + theme.px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._hint or self.text():
            return
        theme = current_theme()
        font, wide = theme.font(Role.CAPTION), self._hint_width()
        high = theme.px(18)
        left = self.width() - wide - theme.px(6)
        box = QRectF(left, (self.height() - high) / 2, wide, high)
        if left < self.width() / 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.tokens.line)
        painter.setBrush(theme.tokens.bg)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint_text(painter, box, self._hint, font, theme.tokens.ink_3, Qt.AlignmentFlag.AlignCenter)

    def _build(self) -> None:
        popup = self._popup
        popup.setProperty("popup", True)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setPopup(popup)
        popup.setItemDelegate(_HitDelegate(self._hits, popup))
        popup.setAccessibleName("Kết quả tìm")
        self._completer.setMaxVisibleItems(_MOST_HITS)
        chosen = self._completer.activated[QModelIndex]  # type: ignore[index]  # not in the stubs
        chosen.connect(self._choose_index)
        self._pause.timeout.connect(self.look_now)
        self.textEdited.connect(lambda _: self._pause.start())

    def _choose_index(self, index: QModelIndex) -> None:
        # The completer hands over an index of its own model of the same rows.
        self._choose(self._hits.hits[index.row()])

    def _choose(self, hit: Hit) -> None:
        self._popup.hide()
        self.clear()
        self.hit_chosen.emit(hit.value)
