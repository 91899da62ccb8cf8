"""Step 4 of an import: what would be written, and the problems with their choices."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.imports import Review, ReviewLine, UnitChoice
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_review import lines_in_order, review_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.importing.problems import ProblemPanel, problems_of
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.cards import Card, CountCard
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import ThemedFrame


class ReviewStep(ThemedFrame):
    """Four counts, the lines of the import, and the panel of problems."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._model: RowsModel[ReviewLine] = RowsModel(review_columns(), self)
        self._build()
        self.redress()

    def show_review(
        self, review: Review, units: Sequence[UnitChoice], skipped: Sequence[int]
    ) -> None:
        """Show what an import would do; `skipped` are the rows the clerk left out."""
        self._review = review
        self._show_counts(review)
        self._show_lines()
        self.panel.show_review(review, units, skipped)
        self.panel.setVisible(bool(self.panel.cards))

    def begin(self) -> None:
        """Show the first line: another import is looked at."""
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
        self.new = CountCard("plus-circle", "số mới", tone=Tone.GREEN)
        self.changed = CountCard("pencil", "số thay đổi", tone=Tone.INFO)
        self.same = CountCard("dash-circle", "số giữ nguyên")
        self.problems = CountCard("exclamation-triangle-fill", "vấn đề", tone=Tone.AMBER)
        self._cards = QHBoxLayout()
        for card in (self.new, self.changed, self.same, self.problems):
            self._cards.addWidget(card)
        self._column.addLayout(self._cards)
        self.table = Table()
        self.table.setAccessibleName("Các dòng của lần nhập")
        self.table.show_model(
            self._model, identity=lambda line: (line.cell, line.row, line.measure)
        )
        self.table.row_chosen.connect(self._show_problem)
        self.table.row_opened.connect(self._go_to_problem)
        self.with_same = QCheckBox("Hiện cả số giữ nguyên")
        self.with_same.toggled.connect(self._show_lines)
        frame = Card(flush=True)
        frame.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 4)
        foot.addWidget(self.with_same)
        foot.addStretch(1)
        frame.body.addLayout(foot)
        self.panel = ProblemPanel()
        self.panel.decided.connect(self.decided)
        self._row = QHBoxLayout()
        self._row.addWidget(frame, 1)
        self._row.addWidget(self.panel)
        self._column.addLayout(self._row, 1)

    def _show_counts(self, review: Review) -> None:
        count = vietnamese.count
        self.new.show_count(count(review.new), f"{review.new_units} đơn vị")
        self.changed.show_count(count(review.changed), f"{review.changed_units} đơn vị")
        hidden = "hiện" if self.with_same.isChecked() else "ẩn"
        self.same.show_count(count(review.same), f"{hidden} trong danh sách")
        found = len(problems_of(review))
        left = len(review.open)
        settled = f"{found - left} đã xử lý, còn {left}" if found else "không có vấn đề nào"
        self.problems.show_count(count(found), settled, loud=left > 0)

    def _show_lines(self) -> None:
        if self._review is not None:
            shown = lines_in_order(self._review, with_same=self.with_same.isChecked())
            self._model.replace(shown)
            self._show_counts(self._review)

    def _show_problem(self, line: ReviewLine) -> None:
        if line.kind in {"problem", "warning"}:
            self.panel.show_for(line.cell, line.row)

    def _go_to_problem(self, line: ReviewLine) -> None:
        card = self.panel.show_for(line.cell, line.row)
        if card is not None:
            card.focus_choice()
