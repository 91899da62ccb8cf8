"""Text of before Unicode in both readings, and for each column which of them is taken."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.imports import LegacyColumn, LegacySample
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, NoticeBar, next_step
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

CONVERT, KEEP = "Đọc sang Unicode", "Giữ nguyên chữ như trong tệp"
_BY = {"font": "nhận ra theo phông chữ", "content": "đoán theo nội dung"}
_WIDTH, _HEIGHT = 720, 500


class LegacyDialog(QDialog):
    """Shows every old text as typed and as converted; nothing is guessed unseen."""

    chosen = Signal(object)
    """Letters of the columns that are left as they were typed."""

    def __init__(self, columns: Sequence[LegacyColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.choices: dict[str, Choice] = {}
        self._model: RowsModel[LegacySample] = RowsModel(_sample_columns(), self)
        self.table = Table()
        self.take = next_step("Dùng lựa chọn này")
        self.setWindowTitle("Chữ gõ bằng bảng mã cũ")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()

    def kept(self) -> frozenset[str]:
        """Return the columns that are left as they were typed."""
        return frozenset(letter for letter, choice in self.choices.items() if choice.value)

    def _build(self) -> None:
        theme = current_theme()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(16),) * 4)
        rows.setSpacing(theme.px(10))
        words = (
            "Chữ trong các cột dưới đây được gõ bằng phông chữ cũ. So hai cách đọc rồi chọn cho "
            "từng cột. Tệp gốc không bị sửa."
        )
        rows.addWidget(Text(words, tone="soft", wrap=True))
        rows.addWidget(self._columns())
        self.table.setAccessibleName("Chữ như trong tệp và chữ đọc sang Unicode")
        self.table.setSortingEnabled(False)
        self.table.show_model(self._model, identity=lambda one: one.cell)
        self._model.replace([one for column in self.columns for one in column.samples])
        frame = Card(flush=True)
        frame.body.addWidget(self.table)
        rows.addWidget(frame, 1)
        if unsure := list(dict.fromkeys(self._unsure())):
            notice = NoticeBar()
            notice.show_notice(
                "Phông chữ cũ không phân biệt chữ hoa có dấu:",
                f"có thể phải viết hoa «{'», «'.join(unsure)}».",
            )
            rows.addWidget(notice)
        rows.addLayout(self._foot())
        resize_within(self, theme.px(_WIDTH), theme.px(_HEIGHT))

    def _unsure(self) -> Iterator[str]:
        for column in self.columns:
            yield from column.unsure

    def _columns(self) -> QWidget:
        theme = current_theme()
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for line, column in enumerate(self.columns):
            choice = Choice(f"Chữ của cột {column.letter}")
            choice.offer([(CONVERT, False), (KEEP, True)], current=column.kept)
            self.choices[column.letter] = choice
            grid.addWidget(Text(column.letter, Role.STRONG, tone="soft"), line, 0)
            heading = f"{column.heading or 'không có tiêu đề'}, {column.cells} ô"
            grid.addWidget(Text(heading), line, 1)
            said = f"{column.encoding}, {_BY.get(column.by, '')}"
            grid.addWidget(Text(said, Role.CAPTION, tone="muted"), line, 2)
            grid.addWidget(choice, line, 3)
        card.body.addLayout(grid)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._answer)
        self.take.setDefault(True)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        return foot

    def _answer(self) -> None:
        self.chosen.emit(self.kept())
        self.accept()


def _sample_columns() -> tuple[Column[LegacySample], ...]:
    return (
        Column(Heading("Ô"), lambda one: Cell(one.cell, tone=Tone.NEUTRAL), width=52),
        Column(
            Heading("Như trong tệp"),
            lambda one: Cell(one.before, tip=one.before),
            width=240,
            stretch=True,
        ),
        Column(
            Heading("Đọc sang Unicode"),
            lambda one: Cell(one.after, strong=True, tip=one.after),
            width=240,
            stretch=True,
        ),
        Column(
            Heading("Chưa chắc chữ hoa"),
            lambda one: Cell(", ".join(one.unsure), tone=Tone.AMBER, tip=", ".join(one.unsure)),
            width=130,
        ),
    )
