"""The list of reports and the parts of the dossier under it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.campaigns import DossierPart
from thidua_desktop.services.report_views import DraftInfo
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.report_list import REPORT_ROLE, ReportList, about, state_of
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Look, small_button
from thidua_desktop.ui.widgets.cards import Card, IconMark, Rule, SectionHead
from thidua_desktop.ui.widgets.paint import RIGHT, mark_colour, paint_text, text_colour
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

Index = QModelIndex | QPersistentModelIndex
_PADDING: Final = 12
_BAR: Final = 3
_ICON: Final = 12
_ROW: Final = 46
_COMPACT_ROW: Final = 42
_MOST_PARTS: Final = 4


class PaneHead(SectionHead):
    """The head of a pane; all three have one height, so that their lines meet."""

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setFixedHeight(theme.px(36 if theme.compact else 42))
        self.row.setContentsMargins(theme.metrics.card_padding, 0, theme.px(6), 0)


class ReportsPanel(Card):
    """Everything begun so far; the chosen one's dossier parts below."""

    chosen = Signal(int)
    """Another report was chosen: its id."""
    add_wanted = Signal()
    remove_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.model = ReportList(self)
        self.view = _ReportView()
        self.view.setModel(self.model)
        self.add_button = small_button("Thêm", icon="plus-lg", look=Look.TEXT)
        self._head = PaneHead("Báo cáo")
        self._head.add(self.add_button)
        self._parts = _Parts()
        for part in (self._head, Rule(), self.view, self._parts):
            self.body.addWidget(part)
        self.body.setStretch(2, 1)
        self.add_button.clicked.connect(self.add_wanted)
        self.view.selectionModel().currentChanged.connect(self._announce)
        self.view.remove_pressed.connect(self._ask_removal)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_menu)
        self._dress_width(current_theme())

    @property
    def current(self) -> int | None:
        """Return the id of the chosen report."""
        report = self.view.currentIndex().data(REPORT_ROLE)
        return report.id if isinstance(report, DraftInfo) else None

    def show_reports(self, reports: Sequence[DraftInfo], chosen: int | None) -> None:
        """List reports with one of them chosen; nothing is announced."""
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        self.model.replace(reports)
        if chosen is not None:
            self.view.setCurrentIndex(self.model.index_of(chosen))
            self.view.scrollTo(self.view.currentIndex())
        selection.blockSignals(False)
        self._head.caption.setText(str(len(reports)) if reports else "")
        self.view.viewport().update()

    def show_parts(self, parts: Sequence[DossierPart]) -> None:
        """List the papers of the chosen report's dossier."""
        self._parts.show_parts(parts)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_head"):
            self._dress_width(theme)

    def _dress_width(self, theme: Theme) -> None:
        self.setFixedWidth(theme.px(220 if theme.compact else 252))

    def _announce(self, index: QModelIndex) -> None:
        report = index.data(REPORT_ROLE)
        if isinstance(report, DraftInfo):
            self.chosen.emit(report.id)

    def _ask_removal(self) -> None:
        if self.current is not None:
            self.remove_wanted.emit(self.current)

    def _ask_menu(self, place: QPoint) -> None:
        report = self.view.indexAt(place).data(REPORT_ROLE)
        if isinstance(report, DraftInfo):
            self.menu_wanted.emit(report.id, self.view.viewport().mapToGlobal(place))


class _ReportView(QListView):
    """A list of two-line rows; Delete asks for removal."""

    remove_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Báo cáo thành tích")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ReportDelegate(self))
        self.setMinimumHeight(current_theme().px(2 * _COMPACT_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().update()


class _ReportDelegate(QStyledItemDelegate):
    """Paints the name, and below it what for and how far."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), theme.px(_COMPACT_ROW if theme.compact else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        report = index.data(REPORT_ROLE)
        theme = current_theme()
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, rect, state, theme)
        pad = theme.px(_PADDING)
        half = (rect.height() - theme.px(8)) / 2
        upper = QRectF(rect.left() + pad, rect.top() + theme.px(4), rect.width() - 2 * pad, half)
        lower = upper.translated(0, half)
        name = theme.font(Role.STRONG if selected else Role.BODY)
        paint_text(painter, upper, report.subject, name, theme.tokens.ink)
        left = _paint_state(painter, lower, report, theme)
        lower.setRight(left - theme.px(8))
        caption = theme.font(Role.CAPTION)
        paint_text(painter, lower, about(report), caption, theme.tokens.ink_3)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, theme: Theme
    ) -> None:
        tokens = theme.tokens
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = tokens.selected if selected else tokens.hover if over else tokens.surface
        painter.fillRect(rect, ground)
        painter.setPen(tokens.row_line)
        bottom = rect.bottom() - 0.5
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), tokens.accent)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.focus, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _paint_state(painter: QPainter, line: QRectF, report: DraftInfo, theme: Theme) -> float:
    """Draw icon and word at the right end of `line`; return where they begin."""
    state = state_of(report)
    font = theme.font(Role.CHIP)
    width = QFontMetricsF(font).horizontalAdvance(state.text)
    paint_text(painter, line, state.text, font, text_colour(state.tone, theme.tokens), RIGHT)
    side = theme.px(_ICON)
    left = line.right() - width - theme.px(5) - side
    place = QRectF(left, line.center().y() - side / 2, side, side)
    paint_icon(painter, state.icon_name, place, mark_colour(state.tone, theme.tokens))
    return left


class _Parts(ThemedFrame):
    """The papers of a dossier, with how many copies of each."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._lines: list[QWidget] = []
        self._rows.addWidget(Rule())
        self._rows.addWidget(Text("Thành phần hồ sơ", Role.STRONG))
        self.hide()
        self.redress()

    def show_parts(self, parts: Sequence[DossierPart]) -> None:
        for old in self._lines:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [_part_line(part) for part in parts[:_MOST_PARTS]]
        for line in self._lines:
            self._rows.addWidget(line)
        self.setVisible(bool(parts))

    def dress(self, theme: Theme) -> None:
        self._rows.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(10))
        self._rows.setSpacing(theme.px(5))


def _part_line(part: DossierPart) -> QWidget:
    top = Qt.AlignmentFlag.AlignTop
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().px(7))
    row.addWidget(IconMark("file-earmark-text", size=14), 0, top)
    # Fixed spaces: no line ends in a dot or begins with a word of the count.
    copies = f"\u00a0·\u00a0{part.copies:02d}\u00a0bản"
    row.addWidget(Text(f"{part.name}{copies}", wrap=True), 1)
    return line
