"""The list of sections at the left of the page «Đợt thi đua»."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thidua_desktop.services.campaign_views import SectionView
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.campaign_sections import SectionsModel
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.paint import paint_chip_at_end, paint_text

Index = QModelIndex | QPersistentModelIndex
_WIDE, _COMPACT = 236, 206
_ROW, _COMPACT_ROW = 46, 42
_BAR: Final = 3
_ICON: Final = 16
_CHIP: Final = 18


class _SectionDelegate(QStyledItemDelegate):
    """Paints one section: icon, title, caption; an amber count of what to look at."""

    def __init__(self, view: "SectionList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        return QSize(10, theme.px(_COMPACT_ROW if theme.compact else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        tokens = theme.tokens
        one = self._view.sections[index.row()]
        rect = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(rect, tokens.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), tokens.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.hover)
        side = theme.px(_ICON)
        place = QRectF(rect.left() + theme.px(12), rect.top() + theme.px(8), side, side)
        paint_icon(painter, one.icon, place, tokens.accent if is_chosen else tokens.ink_3)
        left = place.right() + theme.px(10)
        right = self._paint_warnings(painter, rect, one)
        title = theme.font(Role.STRONG if is_chosen else Role.BODY)
        half = rect.height() / 2
        upper = QRectF(left, rect.top() + theme.px(3), right - left, half)
        lower = QRectF(left, rect.top() + half - theme.px(1), right - left, half - theme.px(2))
        paint_text(painter, upper, one.title, title, tokens.ink)
        paint_text(painter, lower, one.caption, theme.font(Role.CAPTION), tokens.ink_3)
        if is_chosen and self._view.hasFocus():
            painter.setPen(QPen(tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_warnings(self, painter: QPainter, rect: QRectF, one: SectionView) -> float:
        theme = current_theme()
        right = rect.right() - theme.px(8)
        if not one.warnings:
            return right
        chip = Chip(str(one.warnings), Tone.AMBER)
        return paint_chip_at_end(painter, rect, right, chip, theme, _CHIP) - theme.px(4)


class SectionList(QListView):
    """Tells which section is to be shown."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SectionsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_SectionDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Phần của đợt thi đua")
        self.selectionModel().currentChanged.connect(self._announce)

    @property
    def sections(self) -> tuple[SectionView, ...]:
        """Return what is listed."""
        return self._model.sections

    def show_sections(self, sections: Sequence[SectionView]) -> None:
        """List other sections; the chosen one stays chosen."""
        self._model.replace(sections)
        if not self.currentIndex().isValid() and sections:
            self.setCurrentIndex(self._model.index(0))

    def choose(self, key: str) -> None:
        """Choose a section by its key."""
        for row, one in enumerate(self.sections):
            if one.key == key:
                self.setCurrentIndex(self._model.index(row))

    @property
    def chosen(self) -> str:
        """Return the key of the chosen section, empty if there is none."""
        row = self.currentIndex().row()
        return self.sections[row].key if 0 <= row < len(self.sections) else ""

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_COMPACT if theme.compact else _WIDE), 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 100)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
            self.doItemsLayout()

    def _announce(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.chosen:
            self.section_chosen.emit(self.chosen)
