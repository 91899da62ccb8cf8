"""Step 2 of an import: which sheet, and which of its rows are the header."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.services.imports import Inspection, PreviewRow, TableView
from thidua_desktop.services.wording import Message
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.screens.importing.notices import KnownBar, LegacyBar
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cards import Card, NoticeBar, SectionHead
from thidua_desktop.ui.widgets.sheet_delegate import SheetLegend
from thidua_desktop.ui.widgets.sheet_list import SheetLine
from thidua_desktop.ui.widgets.sheet_view import SheetView
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_LAST_ROW: Final = 1_048_576
_ROWS_ABOVE: Final = 2
_ROWS_WANTED: Final = 4


class SheetStep(ThemedFrame):
    """The sheets at the left, the chosen one as it stands at the right."""

    sheet_chosen = Signal(str)
    header_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header_row = 1
        self._build()
        self._connect()
        self.redress()

    def show_sheets(self, inspection: Inspection, chosen: str | None) -> None:
        """List the sheets of a file; the chosen one, or else the proposed one, is current."""
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for sheet in inspection.sheets:
            item = QListWidgetItem(self.sheets)
            item.setData(Qt.ItemDataRole.UserRole, sheet.name)
            note = sheet.note + (" · đề nghị" if sheet.proposed else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{sheet.name}, {note}")
            line = SheetLine(sheet.name, note, hidden=sheet.hidden)
            item.setSizeHint(QSize(0, line.sizeHint().height()))
            self.sheets.setItemWidget(item, line)
            if sheet.hidden:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            if sheet.name == chosen or (chosen is None and sheet.proposed):
                self.sheets.setCurrentItem(item)
        self.sheets.blockSignals(False)
        count = len(inspection.sheets)
        self._sheets_head.caption.setText(f"{count} trang")
        self.macros.setVisible(inspection.macros)

    def show_table(self, table: TableView, marks: Mapping[str, Mark]) -> None:
        """Show a sheet with what each row and each column was taken for."""
        self.notice.hide()
        self.table.show_sheet(table.rows, marks)
        self.legacy.show_columns(table.legacy)
        self._set_header(*table.header)
        data = sum(row.kind == "data" for row in table.rows)
        self._table_head.title.setText(f"Trang «{table.sheet}»")
        self._table_head.caption.setText(f"vùng {table.area} · {data} dòng số liệu")
        self._header_row = table.header[0]
        self._show_header()

    @property
    def sheet(self) -> str:
        """Return the name of the sheet that is chosen."""
        return str(self.sheets.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_plain(self, rows: Sequence[PreviewRow]) -> None:
        """Show a sheet without a table as it stands, to point at its header."""
        self.table.show_sheet(rows, {})
        self._table_head.title.setText(f"Trang «{self.sheet}»")
        self._table_head.caption.setText("chưa thấy bảng số liệu")

    def show_refusal(self, message: Message) -> None:
        """Say why nothing can be read where the clerk points."""
        self.legacy.show_columns(())
        self.notice.show_notice(message.what, message.now)
        self.notice.show()

    def dress(self, theme: Theme) -> None:
        self._left.setFixedWidth(theme.px(196 if theme.compact else 236))
        self._row.setSpacing(theme.metrics.gap)

    def _show_header(self) -> None:
        """Scroll so that the header stands near the top, until the clerk has gone elsewhere."""
        if self.table.currentIndex().isValid():
            return
        fitting = self.table.viewport().height() // current_theme().metrics.row
        wanted = self._header_row - min(_ROWS_ABOVE, max(fitting - _ROWS_WANTED, 0))
        above = self.table.rows.index_of(lambda row: row.number >= wanted)
        self.table.scrollTo(above, SheetView.ScrollHint.PositionAtTop)

    def _build(self) -> None:
        self.sheets = QListWidget()
        self.sheets.setAccessibleName("Trang tính của tệp")
        self.sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheets_head = SectionHead("Trang tính")
        self.macros = Text(
            "Tệp có macro. Phần mềm không chạy macro, chỉ đọc số liệu.",
            Role.CAPTION,
            tone="muted",
            wrap=True,
        )
        self._left = Card()
        self._left.body.addWidget(self._sheets_head)
        self._left.body.addWidget(self.sheets, 1)
        self._left.body.addWidget(self.macros)
        self.table = SheetView("Trang tính như trong tệp")
        self.notice = NoticeBar(tone=Tone.AMBER)
        self.known = KnownBar()
        self.legacy = LegacyBar()
        self.notice.hide()
        right = Card(flush=True)
        right.body.addWidget(self._build_head())
        right.body.addWidget(self.table, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        for notice in (self.notice, self.known, self.legacy):
            column.addWidget(notice)
        column.addWidget(right, 1)
        column.addWidget(SheetLegend())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._left)
        self._row.addLayout(column, 1)

    def _build_head(self) -> QWidget:
        self.first = _row_box("Dòng tiêu đề đầu")
        self.last = _row_box("Dòng tiêu đề cuối")
        self._table_head = SectionHead("")
        for part in (Text("Tiêu đề từ dòng"), self.first, Text("đến dòng"), self.last):
            self._table_head.add(part)
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(12, 7, 12, 7)
        layout.addWidget(self._table_head)
        return head

    def _connect(self) -> None:
        self.sheets.currentItemChanged.connect(self._choose_sheet)
        # How far the sheet can scroll is known only once it has its size.
        self.table.verticalScrollBar().rangeChanged.connect(self._show_header)
        self.first.valueChanged.connect(self._choose_header)
        self.last.valueChanged.connect(self._choose_header)
        for keys, take in (("Ctrl+[", self._first_here), ("Ctrl+]", self._last_here)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(take)

    def _set_header(self, first: int, last: int) -> None:
        for box, value in ((self.first, first), (self.last, last)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    def _choose_sheet(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.sheet_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _choose_header(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first > last:
            # The box just changed wins; the other one follows it.
            moved_first = self.sender() is self.first
            first, last = (first, first) if moved_first else (last, last)
            self._set_header(first, last)
        self.header_chosen.emit(first, last)

    def _first_here(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.first.setValue(row.number)

    def _last_here(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.last.setValue(row.number)


def _row_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, _LAST_ROW)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.setFixedWidth(74)
    return box
