"""«Đối chiếu hai nguồn»: what the tables of one period say together, and settling what differs."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.reconciliation import ReconciliationService
from thidua_desktop.services.reconciliation_views import (
    LineKind,
    ProblemLine,
    ReconciliationView,
    SourceView,
    UnitLine,
)
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.reconciliation import (
    TotalLine,
    problem_columns,
    problem_groups,
    total_columns,
    total_lines,
    unit_columns,
    unit_groups,
)
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton, small_button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, Rule, next_step
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.tabs import TabBar
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_MOST_SOURCES: Final = 3
_PROBLEMS, _UNITS, _TOTALS = range(3)
FITS: Final = "Các nguồn khớp nhau: không có đơn vị nào thiếu, không có số nào mâu thuẫn."
NOTHING: Final = "Kỳ này chưa có số liệu để đối chiếu. Nhập bảng của từng đầu mối trước."


class SourceCard(Card):
    """One table: its number, name, what it gave, when and through whom."""

    def __init__(
        self, number: int, source: SourceView, noun: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.source = source
        name = ElidedText(f"({number}) {source.name}", weight=600)
        sheet = f"trang «{source.sheet}» · " if source.sheet else ""
        gave = ElidedText(f"{sheet}{source.units} {noun}", Role.CAPTION, tone="soft")
        measures = ElidedText(", ".join(source.measures), Role.CAPTION, tone="muted")
        stored = ElidedText(source.stored, Role.CAPTION, tone="muted")
        for part in (name, gave, measures, stored):
            self.body.addWidget(part)
        said = (name.text(), gave.text(), measures.text(), stored.text())
        self.setAccessibleName(", ".join(said))


class ProblemPane(ThemedFrame):
    """All that is known of the chosen line, and what can be done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text("", wrap=True)
        self.cell_button = small_button("Mở ô trong bảng số liệu", icon="table")
        self.import_button = small_button("Mở lần nhập", icon="clock-history")
        self.keep_button = small_button("Giữ số đang dùng", icon="check-lg")
        self.take_button = small_button("Dùng số kia", icon="arrow-counterclockwise")
        self.who = Choice("Tên này là ai", label="Tên này là")
        self.tell_button = small_button("Ghi nhớ tên này", icon="person")
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.words)
        self._buttons = QHBoxLayout()
        for part in (self.who, self.tell_button, *self.buttons):
            self._buttons.addWidget(part)
        self._buttons.addStretch(1)
        self._rows.addLayout(self._buttons)
        self.who.chosen.connect(lambda _: self._allow())
        self.redress()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return all that can be done."""
        return self.cell_button, self.import_button, self.keep_button, self.take_button

    def show_line(self, line: ProblemLine | None, units: Sequence[UnitLine] = ()) -> None:
        """Show another line; a name that is nobody's may be that of one of the `units`."""
        self.setVisible(line is not None)
        if line is None:
            return
        self.words.setText(line.detail)
        unnamed = line.kind is LineKind.UNNAMED
        for part in (self.who, self.tell_button):
            part.setVisible(unnamed)
        self.cell_button.setVisible(not unnamed)
        if unnamed:
            names = {one.subject: one.name for one in units}
            first = [one for one in line.likely if one in names]
            offered = [(names[one], one) for one in dict.fromkeys([*first, *names])]
            self.who.offer([("Chọn…", None), *offered], current=None)
            self._allow()
        self.import_button.setVisible(line.import_id is not None)
        self.import_button.setText(f"Mở lần nhập số {line.import_id}")
        for button in (self.keep_button, self.take_button):
            button.setVisible(line.kind is LineKind.DISAGREES)

    def _allow(self) -> None:
        self.tell_button.setEnabled(self.who.value is not None)

    def dress(self, theme: Theme) -> None:
        side = theme.px(12)
        self._rows.setContentsMargins(side, theme.px(8), side, theme.px(10))
        self._rows.setSpacing(theme.px(8))
        self._buttons.setSpacing(theme.px(8))


class ReconcilePage(Page):
    """Shows the reconciliation of one period of a campaign."""

    closed = Signal()
    changed = Signal(object)
    cell_wanted = Signal(object, int, str)
    """Open the grid at a period end, a subject and a measure."""
    remind_wanted = Signal(object)
    """Remind the units that lack figures at this period end."""
    import_wanted = Signal(int)
    """Open the history at one import."""
    table_wanted = Signal()
    """A table is to be imported: there is nothing to reconcile."""

    def __init__(
        self, service: ReconciliationService, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đối chiếu hai nguồn", parent=parent)
        self._service = service
        self._runner = runner
        self._key = ""
        self._end: date | None = None
        self._view: ReconciliationView | None = None
        self._problems: RowsModel[ProblemLine] = RowsModel(problem_columns(), self)
        self._units: RowsModel[UnitLine] = RowsModel((), self)
        self._totals: RowsModel[TotalLine] = RowsModel((), self)
        self._build()
        self._connect()

    def show_campaign(self, key: str, end: date | None = None) -> None:
        """Show a period of a campaign, the latest unless told."""
        self._key, self._end = key, end
        self.refresh()
        self.problems.setFocus()

    def refresh(self) -> None:
        """Load the reconciliation again."""
        key, end = self._key, self._end
        self._run(lambda _progress: self._service.view(key, end), self._show)

    @property
    def _about_units(self) -> tuple[Button, ...]:
        return self.copy_button, self.remind_button

    # --- building ---

    def _build(self) -> None:
        self.back = IconButton("arrow-left", "Quay lại Số liệu (Alt+←)", size=16)
        self.back.setShortcut("Alt+Left")
        self.head.add_before_title(self.back)
        self.period = Choice("Kỳ đối chiếu", label="Kỳ")
        self.copy_button = Button("Sao chép tên", icon="clipboard")
        self.copy_button.setToolTip("Sao chép tên các đơn vị cần nhắc gửi số liệu")
        self.remind_button = Button("Nhắc đơn vị…", icon="envelope")
        self.head.add_action(self.period)
        for button in self._about_units:
            self.head.add_action(button)
        self._cards = QHBoxLayout()
        self.tabs = TabBar("Cách xem")
        self.problems = _table(self._problems, "Chỗ chưa khớp", lambda one: (one.kind, one.title))
        self.units = _table(self._units, "Từng đơn vị", lambda one: one.subject)
        self.totals = _table(self._totals, "Tổng của từng nguồn", lambda one: one.name)
        self.pane = ProblemPane()
        self.fits = EmptyState("check2-circle", FITS)
        self.begin = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.nothing = EmptyState("table", NOTHING, [self.begin])
        self._tables = QWidget()
        self._stack = QStackedLayout(self._tables)
        for table in (self.problems, self.units, self.totals, self.fits, self.nothing):
            self._stack.addWidget(table)
        frame = Card(flush=True)
        self._line = Rule()
        for part in (self.tabs, self._tables, self._line, self.pane):
            frame.body.addWidget(part, 1 if part is self._tables else 0)
        self._note = Text("", Role.CAPTION, tone="muted", wrap=True)
        self.body.addLayout(self._cards)
        self.body.addWidget(frame, 1)
        self.body.addWidget(self._note)
        self.dress_cards()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_cards"):
            self.dress_cards()

    def dress_cards(self) -> None:
        """Keep the cards as far apart as everything else."""
        self._cards.setSpacing(self.body.spacing())

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.begin.clicked.connect(self.table_wanted)
        self.period.chosen.connect(self._choose_period)
        self.copy_button.clicked.connect(self.copy_units)
        self.remind_button.clicked.connect(lambda: self.remind_wanted.emit(self._end))
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self.problems.row_chosen.connect(self._show_line)
        self.problems.row_opened.connect(self._open_cell)
        self.units.row_opened.connect(self._open_unit)
        self.pane.cell_button.clicked.connect(lambda: self._with_line(self._open_cell))
        self.pane.import_button.clicked.connect(lambda: self._with_line(self._open_import))
        self.pane.keep_button.clicked.connect(lambda: self._with_line(self._keep))
        self.pane.take_button.clicked.connect(lambda: self._with_line(self._take))
        self.pane.tell_button.clicked.connect(lambda: self._with_line(self._tell))

    # --- showing ---

    def _show(self, view: ReconciliationView) -> None:
        self._view, self._end = view, view.end
        self.head.set_subtitle(_subtitle(view))
        self.period.offer([(one.label, one.end) for one in view.periods], current=view.end)
        self.period.setVisible(bool(view.periods))
        for button in self._about_units:
            button.setVisible(bool(view.to_remind))
            button.set_hint(str(len(view.to_remind)))
        self._show_cards(view)
        for model in (self._units, self._totals):
            model.replace_groups(())
        self._problems.replace_groups(problem_groups(view))
        self._units.set_columns(unit_columns(view))
        self._units.replace_groups(unit_groups(view))
        self._totals.set_columns(total_columns(view))
        self._totals.replace(total_lines(view))
        self.tabs.offer(
            (
                ("Chưa khớp", str(len(view.lines))),
                ("Từng đơn vị", str(len(view.units))),
                ("Tổng của từng nguồn", str(len(view.sources))),
            )
        )
        self._say(_note(view))
        self._show_tab()

    def _show_tab(self) -> None:
        lines = self._view.lines if self._view else ()
        tab = self.tabs.currentIndex()
        tables: tuple[QWidget, ...] = (self.problems, self.units, self.totals)
        fits = tab == _PROBLEMS and not lines
        has_sources = self._view is not None and bool(self._view.sources)
        shown = self.fits if fits else tables[tab]
        self._stack.setCurrentWidget(shown if has_sources else self.nothing)
        self.tabs.setVisible(has_sources)
        if tab == _PROBLEMS and lines and self.problems.current_row() is None:
            self.problems.choose(lambda _line: True)
        line = self.problems.current_row() if tab == _PROBLEMS and lines else None
        self._show_line(line)
        self._line.setVisible(line is not None)

    def _show_line(self, line: ProblemLine | None) -> None:
        self.pane.show_line(line, self._view.units if self._view else ())

    def _show_cards(self, view: ReconciliationView) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, source in enumerate(view.sources[:_MOST_SOURCES], 1):
            self._cards.addWidget(SourceCard(number, source, view.noun), 1)

    def _choose_period(self, end: date) -> None:
        self._end = end
        self.refresh()

    # --- doing ---

    def copy_units(self) -> None:
        """Put the names of whom to ask for figures on the clipboard, one a line."""
        if self._view is not None:
            names = self._view.to_remind
            QGuiApplication.clipboard().setText("\n".join(names))
            self._say(
                f"Đã sao chép tên {len(names)} {self._view.noun}, dán được vào công văn, thư."
            )

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _with_line(self, do: Callable[[ProblemLine], None]) -> None:
        line = self.problems.current_row()
        if line is not None:
            do(line)

    def _open_cell(self, line: ProblemLine) -> None:
        if line.subject is None:
            self.pane.who.setFocus()
        else:
            self.cell_wanted.emit(self._end, line.subject, line.measure)

    def _open_unit(self, unit: UnitLine) -> None:
        self.cell_wanted.emit(self._end, unit.subject, "")

    def _open_import(self, line: ProblemLine) -> None:
        if line.import_id is not None:
            self.import_wanted.emit(line.import_id)

    def _keep(self, line: ProblemLine) -> None:
        self._settle(self._service.keep, line)

    def _take(self, line: ProblemLine) -> None:
        self._settle(self._service.take, line)

    def _tell(self, line: ProblemLine) -> None:
        key, typed, who = self._key, line.typed, self.pane.who.value
        if who is not None:
            work = partial(self._service.tell, key, typed, who)
            self._run(lambda _progress: work(), self.changed.emit)

    def _settle(self, how: Callable[[str, int], Changes], line: ProblemLine) -> None:
        key, number = self._key, line.replaced
        if number is not None:
            self._run(lambda _progress: how(key, number), self.changed.emit)

    def _run(self, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self._runner.run(self, work, done=done, failed=partial(show_error, self))


def _table(
    model: RowsModel[ProblemLine] | RowsModel[UnitLine] | RowsModel[TotalLine],
    name: str,
    identity: Callable[..., object],
) -> Table:
    table = Table()
    table.show_model(model, identity=identity)
    table.setAccessibleName(name)
    return table


def _subtitle(view: ReconciliationView) -> str:
    if not view.sources:
        return ""
    tables = f"{view.tables} bảng" if view.tables != 1 else "một bảng"
    found = f"{len(view.lines)} chỗ chưa khớp" if view.lines else "đều khớp"
    return f"Kỳ này lấy từ {tables} · {found}"


def _note(view: ReconciliationView) -> str:
    said = []
    if len(view.sources) > _MOST_SOURCES:
        more = len(view.sources) - _MOST_SOURCES
        said.append(f"Còn {more} nguồn khác, xem ở «Tổng của từng nguồn».")
    if view.nowhere:
        names = ", ".join(view.nowhere[:_MOST_SOURCES])
        rest = "…" if len(view.nowhere) > _MOST_SOURCES else ""
        said.append(f"{len(view.nowhere)} {view.noun} không có ở nguồn nào: {names}{rest}.")
    return " ".join(said)
