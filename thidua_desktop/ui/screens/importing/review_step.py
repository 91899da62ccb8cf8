"""Step 4 of an import: what would be written, and the problems with their choices."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.imports import PreviewRow, Review, ReviewLine, TableView
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.models.import_review import lines_in_order, review_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.importing.layouts import flat
from thidua_desktop.ui.screens.importing.problems import ProblemPanel, problems_of
from thidua_desktop.ui.screens.importing.roster import Roster
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.cards import Card, CountCard, NoticeBar
from thidua_desktop.ui.widgets.sheet_view import SheetView
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import ThemedFrame


class ReviewStep(ThemedFrame):
    """Four counts, the lines of the import, and the panel of problems."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._sheet: tuple[TableView, Mapping[str, Mark]] | None = None
        self._model: RowsModel[ReviewLine] = RowsModel(review_columns(), self)
        self._build()
        self.redress()

    def show_review(self, review: Review, roster: Roster, skipped: Sequence[int]) -> None:
        """Show what an import would do; `skipped` are the rows the clerk left out."""
        self._review = review
        self._show_counts(review)
        self._show_lines()
        self._show_repeated(review)
        self.panel.show_review(review, roster, skipped)
        self.panel.setVisible(bool(self.panel.cards))
        self.sheet.mark_cells([one.cell for one in review.open if one.cell])

    def show_sheet(self, table: TableView, marks: Mapping[str, Mark]) -> None:
        """Keep the sheet ready, to be shown with the cell of a problem."""
        self._sheet = table, marks
        if self.shows_sheet:
            self.sheet.show_sheet(table.rows, marks)

    @property
    def shows_sheet(self) -> bool:
        """Say whether the sheet stands in place of the lines."""
        return self._views.currentWidget() is self.sheet

    def show_place(self, cell: str, row: int) -> None:
        """Show the sheet with a cell, or a row, in its middle."""
        self._turn(to_sheet=True)
        if self.sheet.go_to(cell, row or None):
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Show the first line: another import is looked at."""
        self._turn(to_sheet=False)
        self.table.setCurrentIndex(self._model.index(0, 0))
        self.table.scrollToTop()

    def dress(self, theme: Theme) -> None:
        gap = theme.metrics.gap
        self._column.setSpacing(gap)
        self._cards.setSpacing(gap)
        self._row.setSpacing(gap)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.repeated = NoticeBar(tone=Tone.INFO, icon="info-circle")
        self.repeated.hide()
        self._column.addWidget(self.repeated)
        self.new = CountCard("plus-circle", "số mới", tone=Tone.GREEN)
        self.changed = CountCard("pencil", "số thay đổi", tone=Tone.INFO)
        self.same = CountCard("dash-circle", "số giữ nguyên")
        self.problems = CountCard("exclamation-triangle-fill", "vấn đề", tone=Tone.AMBER)
        self._cards = QHBoxLayout()
        for card in (self.new, self.changed, self.same, self.problems):
            self._cards.addWidget(card)
        self._column.addLayout(self._cards)
        self.panel = ProblemPanel()
        self.panel.decided.connect(self.decided)
        self.panel.place_wanted.connect(self.show_place)
        self._row = QHBoxLayout()
        self._row.addWidget(self._build_views(), 1)
        self._row.addWidget(self.panel)
        self._column.addLayout(self._row, 1)

    def _build_views(self) -> QWidget:
        """Build the lines of the import, and the sheet that may take their place."""
        self.table = Table()
        self.table.setAccessibleName("Các dòng của lần nhập")
        self.table.show_model(
            self._model, identity=lambda line: (line.cell, line.row, line.measure)
        )
        self.table.row_chosen.connect(self._show_problem)
        self.table.row_opened.connect(self._go_to_problem)
        self.sheet = SheetView("Trang tính, với các ô có vấn đề")
        self.sheet.row_opened.connect(self._go_to_cell)
        # Inside a widget from the start: else the first part is a window of its own for an instant.
        inner = QWidget()
        self._views = QStackedLayout(inner)
        self._views.addWidget(self.table)
        self._views.addWidget(self.sheet)
        self.with_same = QCheckBox("Hiện cả số giữ nguyên")
        self.with_same.toggled.connect(self._show_lines)
        self.turn = flat("")
        self.turn.clicked.connect(lambda: self._turn(to_sheet=not self.shows_sheet))
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 4)
        foot.addWidget(self.with_same)
        foot.addStretch(1)
        foot.addWidget(self.turn)
        frame = Card(flush=True)
        frame.body.addWidget(inner, 1)
        frame.body.addLayout(foot)
        return frame

    def _show_counts(self, review: Review) -> None:
        count = vietnamese.count
        noun = _noun(review)
        self.new.show_count(count(review.new), f"{review.new_units} {noun}")
        self.changed.show_count(count(review.changed), f"{review.changed_units} {noun}")
        hidden = "hiện" if self.with_same.isChecked() else "ẩn"
        self.same.show_count(count(review.same), f"{hidden} trong danh sách")
        found = len(problems_of(review))
        left = len(review.open)
        settled = f"{found - left} đã xử lý, còn {left}" if found else "không có vấn đề nào"
        self.problems.show_count(count(found), settled, loud=left > 0)
        mark = ("exclamation-triangle-fill", Tone.AMBER) if left else ("check-circle", Tone.GREEN)
        self.problems.icon.show_icon(*mark)

    def _show_lines(self) -> None:
        if self._review is not None:
            shown = lines_in_order(self._review, with_same=self.with_same.isChecked())
            self._model.replace(shown)
            self._show_counts(self._review)

    def _show_repeated(self, review: Review) -> None:
        found = [one for one in review.problems if one.code == Code.ALREADY_IMPORTED.value]
        self.repeated.setVisible(bool(found))
        if found:
            self.repeated.show_notice(f"{found[0].title}.", found[0].text)

    def _turn(self, *, to_sheet: bool) -> None:
        self.with_same.setVisible(not to_sheet)
        self.turn.setText("Xem các dòng" if to_sheet else "Xem trang tính")
        self.turn.setAccessibleName(self.turn.text())
        if to_sheet == self.shows_sheet:
            return
        if to_sheet and self._sheet is not None:
            table, marks = self._sheet
            self.sheet.show_sheet(table.rows, marks)
        self._views.setCurrentWidget(self.sheet if to_sheet else self.table)

    def _go_to_cell(self, row: PreviewRow) -> None:
        card = self.panel.show_for(self.sheet.current_cell(), row.number)
        if card is not None:
            card.focus_choice()

    def _show_problem(self, line: ReviewLine) -> None:
        if line.kind in {"problem", "warning"}:
            self.panel.show_for(line.cell, line.row)

    def _go_to_problem(self, line: ReviewLine) -> None:
        card = self.panel.show_for(line.cell, line.row)
        if card is not None:
            card.focus_choice()


def _noun(review: Review) -> str:
    """Say what the rows are about."""
    are_people = [row.subject.kind is Kind.PERSON for row in review.plan.rows]
    return "người" if are_people and all(are_people) else "đơn vị"
