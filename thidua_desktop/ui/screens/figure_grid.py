"""The grid of figures (Số liệu): units × measures of one period, typed over in place."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QStackedLayout,
    QWidget,
)

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.figure_periods import At
from thidua_desktop.services.figure_views import FigureGrid, FreePeriods, GridRow, TypedFigure
from thidua_desktop.services.figures import FigureService
from thidua_desktop.services.provenance import Provenance
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.figures import (
    FROZEN,
    completeness,
    figure_columns,
    figure_groups,
    filters_of,
    input_at,
    target_column,
)
from thidua_desktop.ui.models.pasting import BlockRefusedError, block_of, typed_from
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.figure_period import PeriodDialog
from thidua_desktop.ui.screens.figure_tools import FigureTools
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.widgets.buttons import Button, small_button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, NoticeBar, next_step
from thidua_desktop.ui.widgets.figure_table import FigureTable
from thidua_desktop.ui.widgets.grid_legend import GridLegend, Mark
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.popup import PopupCard

_GRACE_MS: Final = 250
"""How long the card stays while the pointer is on its way to it."""
_GRID, _NO_UNITS, _NO_FIGURES = 0, 1, 2


class FigureGridPage(Page):
    """Shows and edits the figures of one campaign."""

    import_wanted = Signal()
    history_wanted = Signal(object)
    """The list of past imports, perhaps one of them (its number, else None)."""
    register_wanted = Signal()
    reconciliation_wanted = Signal()
    """What the tables of the period say together."""
    command_wanted = Signal(str)
    """Something is to go out: a command of the menu."""
    trend_wanted = Signal()
    """How the figures went, month by month."""
    targets_wanted = Signal()
    """What the whole office was assigned."""
    changed = Signal(object)

    def __init__(
        self, service: FigureService, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__("Số liệu", parent=parent)
        self._service = service
        self._runner = runner
        self._key = ""
        self._at: At | None = None
        self._grid: FigureGrid | None = None
        self._filter = "all"
        self._wanted: tuple[SubjectId, str] | None = None
        self._expected: Period | None = None
        self._asked: tuple[GridRow, int] | None = None
        self._model: RowsModel[GridRow] = RowsModel((), self)
        self._build()
        self._connect()

    def show_campaign(self, key: str) -> None:
        """Show another campaign, its latest period."""
        self._key, self._at, self._filter = key, None, "all"
        self.refresh()

    def refresh(self) -> None:
        """Load the grid again."""
        if self._key:
            key, at = self._key, self._at
            self._runner.run(
                self,
                lambda _progress: self._service.grid(key, at),
                done=self._show,
                failed=partial(show_error, self),
            )

    def choose_filter(self, key: str) -> None:
        """Keep the rows of one chip: `all`, `lacking`, `below`, or `group:` and a group's id.

        Before the figures are there it is remembered; a chip there is none of keeps all rows.
        """
        self._filter = key
        if self._grid is not None:
            found = {one.key: one for one in filters_of(self._grid)}
            chosen = found.get(key, found["all"])
            self._filter = chosen.key
            self._model.set_condition(chosen.keep)
            self.tools.check_filter(chosen.key)
            self._say_state()

    def show_targets(self) -> None:
        """Go to the targets of the single units, where a campaign has them."""
        column = target_column(self._grid) if self._grid else None
        if column is not None:
            index = self._model.index_of(lambda _row: True, column)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.hide()

    # --- building ---

    def _build(self) -> None:
        self.targets_button = Button("Mức giao…", icon="flag")
        self.targets_button.hide()
        self.reconcile_button = Button("Đối chiếu", icon="files")
        self.trend_button = Button("Diễn biến", icon="graph-up")
        self.history_button = Button("Lịch sử nhập", icon="clock-history")
        self.import_button = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.tools = FigureTools()
        self.head.add_action(self.tools.remind_button)
        self.head.add_action(self.targets_button)
        self.head.add_action(self.reconcile_button)
        self.head.add_action(self.trend_button)
        self.head.add_action(self.history_button)
        self.head.add_action(self.import_button)
        self.table = FigureTable()
        self.table.show_model(self._model, identity=lambda row: row.participant.subject.id)
        self.table.setAccessibleName("Bảng số liệu")
        self.card = PopupCard(self)
        self.legend = GridLegend()
        self.notice = NoticeBar(tone=Tone.INFO, icon="info-circle")
        self.notice.hide()
        first = next_step("Nhập danh sách đơn vị…", icon="people")
        first.clicked.connect(self.register_wanted)
        self.no_units = EmptyState(
            "people",
            "Chưa có đơn vị nào trong đợt thi đua này. Nhập danh sách đơn vị trước, "
            "rồi nhập bảng số liệu các đơn vị gửi về.",
            (first,),
        )
        start = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        start.clicked.connect(self.import_wanted)
        self.template_button = Button("Bảng mẫu trống…", icon="file-earmark-spreadsheet")
        self.by_hand_button = Button("Nhập tay…", icon="pencil")
        self.by_hand_button.clicked.connect(self.ask_period)
        self.no_figures = EmptyState(
            "table",
            "Chưa có số liệu. Nhập bảng tính Excel các đơn vị gửi về; "
            "chưa có gì được ghi trước khi anh, chị xem lại.",
            (start, self.template_button, self.by_hand_button),
        )
        frame = Card(flush=True)
        # Inside a widget from the start: else the first part is a window of its own for an instant.
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        for part in (self.table, self.no_units, self.no_figures):
            self._stack.addWidget(part)
        frame.body.addWidget(inner)
        for widget, stretch in ((self.tools, 0), (self.notice, 0), (frame, 1), (self.legend, 0)):
            self.body.addWidget(widget, stretch)
        self._order_tabs()

    def _order_tabs(self) -> None:
        tab_through(self.head, *self.tools.stops, self.table, self.no_units, self.no_figures)

    def _connect(self) -> None:
        self.import_button.clicked.connect(self.import_wanted)
        self.reconcile_button.clicked.connect(self.reconciliation_wanted)
        self.trend_button.clicked.connect(self.trend_wanted)
        self.history_button.clicked.connect(lambda: self.history_wanted.emit(None))
        self.tools.period_chosen.connect(self.show_period)
        self.tools.other_period_wanted.connect(self.ask_period)
        self.tools.filter_chosen.connect(self.choose_filter)
        self.tools.command_wanted.connect(self.command_wanted)
        self.template_button.clicked.connect(partial(self.command_wanted.emit, "figures.template"))
        self.tools.copy_button.clicked.connect(self._copy)
        self.tools.paste_button.clicked.connect(self.paste)
        self.table.paste_wanted.connect(self.paste)
        self.targets_button.clicked.connect(self.targets_wanted)
        # Queued: the editor has closed before the answer may open it again.
        self._model.edited.connect(self._store, Qt.ConnectionType.QueuedConnection)
        self._model.modelReset.connect(self._say_state)
        self._model.modelReset.connect(self.table.error.hide)
        self.table.source_wanted.connect(self._ask_source)
        self._grace = QTimer(self, interval=_GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._hide_card_left)
        self.table.pointer_left.connect(self._grace.start)
        self.table.copied.connect(self._say_copied)
        self.table.selectionModel().selectionChanged.connect(self._say_state)
        self.table.verticalScrollBar().valueChanged.connect(self.card.hide)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.card)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self._close_card)
        self.table.escaped.connect(self._close_card)

    # --- showing ---

    def _show(self, grid: FigureGrid) -> None:
        if self._go_to_expected(grid):
            return
        same_shape = self._grid is not None and (
            self._grid.inputs == grid.inputs and self._grid.rates == grid.rates
        )
        self._grid, self._at = grid, grid.at
        self.card.hide()
        self.head.set_subtitle(grid.subtitle)
        if not same_shape:
            self._model.set_columns(figure_columns(grid))
        self._model.replace_groups(figure_groups(grid))
        self._show_state(grid)
        self.tools.show_periods(grid.periods, grid.at)
        self.notice.show_notice("", grid.note)
        self.notice.setVisible(bool(grid.note))
        if self.tools.show_filters(filters_of(grid)):
            self._order_tabs()
        self.choose_filter(self._filter)
        if self._wanted is not None:
            self._show_cell(grid, *self._wanted)
            self._wanted = None

    def _show_state(self, grid: FigureGrid) -> None:
        state = _NO_UNITS if not grid.rows else _NO_FIGURES if grid.end is None else _GRID
        self._stack.setCurrentIndex(state)
        for widget in (self.tools, self.legend):
            widget.setVisible(state == _GRID)
        self.legend.show_mark(Mark.BELOW, on=any(row.below for row in grid.rows))
        # The empty state has the page's filled button; there is never a second one.
        self.import_button.setVisible(state == _GRID)
        self.history_button.setVisible(state != _NO_UNITS)
        for button in (self.reconcile_button, self.trend_button):
            button.setVisible(state == _GRID)
        self.reconcile_button.set_hint(str(grid.to_reconcile or ""))
        warned = "exclamation-triangle-fill" if grid.to_reconcile else "files"
        self.reconcile_button.set_icon_name(warned)
        self.reconcile_button.setAccessibleName(
            f"Đối chiếu hai nguồn: {grid.to_reconcile} chỗ chưa khớp"
        )

    def _say_state(self) -> None:
        if self._grid is not None:
            chosen = len(self.table.selectedIndexes())
            words = f"Đang chọn {chosen} ô · " if chosen else ""
            self.legend.state.setText(words + completeness(self._grid))

    def _say_copied(self, count: int) -> None:
        self.legend.state.setText(f"Đã sao chép {count} ô, dán vào Excel bằng Ctrl+V")

    # --- periods ---

    @property
    def current(self) -> Participant | None:
        """Return whose row is chosen."""
        row = self.table.current_row()
        return row.participant if isinstance(row, GridRow) else None

    def ask_period(self) -> None:
        """Ask which period is to be begun by hand."""
        key = self._key
        self._runner.run(
            self,
            lambda _progress: self._service.free_periods(key),
            done=self._offer_periods,
            failed=partial(show_error, self),
        )

    def show_period(self, at: At) -> None:
        """Show the figures up to a day, or those of another span."""
        self._at = at
        self.refresh()

    def expect(self, period: Period) -> None:
        """Show this period once it is there: its figures were just imported."""
        self._expected = period

    def _go_to_expected(self, grid: FigureGrid) -> bool:
        """Show the period expected, if it is another one; say whether it is."""
        expected, self._expected = self._expected, None
        if expected is None:
            return False
        spans = [one.at for one in grid.periods if one.span == expected]
        ends = [one.at for one in grid.periods if one.span is None and one.end == expected.end]
        at = next(iter([*spans, *ends]), grid.at)
        if at is None or at == grid.at:
            return False
        self.show_period(at)
        return True

    @property
    def end(self) -> date | None:
        """Return the last day of the period shown."""
        return self._grid.end if self._grid else None

    def open_cell(self, at: At, subject: SubjectId, measure: str) -> None:
        """Go to one figure of a period, once it is loaded."""
        self._wanted = (subject, measure)
        self._filter = "all"
        self.show_period(at)
        self.table.setFocus()

    def _show_cell(self, grid: FigureGrid, subject: SubjectId, measure: str) -> None:
        measures = [one.measure for one in grid.inputs]
        column = FROZEN + measures.index(measure) if measure in measures else FROZEN
        index = self._model.index_of(lambda one: one.participant.subject.id == subject, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _offer_periods(self, free: FreePeriods) -> None:
        if not free.choices:
            tell(
                self,
                "Tháng nào của đợt thi đua cũng đã có số liệu.",
                "Chọn kỳ cần sửa trong ô Kỳ, rồi gõ vào bảng.",
            )
            return
        dialog = PeriodDialog(free, self)
        dialog.wanted.connect(self._begin_period)
        dialog.open()

    def _begin_period(self, end: date) -> None:
        self._filter = "all"
        self.show_period(end)
        self.table.choose(lambda _row: True)
        self.table.setFocus()

    # --- copying and typing ---

    def _copy(self) -> None:
        if not self.table.selectedIndexes():
            self.table.selectAll()
        self.table.copy_selection()
        self.table.setFocus()

    def paste(self) -> None:
        """Put the block on the clipboard in at the current cell; all of it or nothing."""
        grid, index = self._grid, self.table.currentIndex()
        self.table.setFocus()
        at = grid.at if grid else None
        if grid is None or at is None:
            return
        first = index.column() if index.isValid() and input_at(grid, index.column()) else None
        columns = () if first is None else grid.inputs[first - FROZEN :]
        block = block_of(QGuiApplication.clipboard().text())
        try:
            typed = typed_from(block, self._model.rows_below(index), columns)
        except BlockRefusedError as refused:
            self.table.say_beside(index, str(refused))
            return
        if typed:
            self._store_pasted(at, typed)

    def _store_pasted(self, at: At, typed: tuple[TypedFigure, ...]) -> None:
        key = self._key
        self._runner.run(
            self,
            lambda _progress: self._service.set_figures(key, at, typed),
            done=self._stored,
            failed=self._refuse_paste,
        )

    def _refuse_paste(self, error: Exception) -> None:
        if isinstance(error, InvalidValueError):
            sentence = f"{describe(error).what} Cần {error.expected}. Chưa dán số nào."
            self.table.say_beside(self.table.currentIndex(), sentence)
        else:
            show_error(self, error)

    def _store(self, row: GridRow, column: int, text: str) -> None:
        grid = self._grid
        found = input_at(grid, column) if grid else None
        at = grid.at if grid else None
        if at is None or found is None:
            return
        key, subject = self._key, row.participant.subject.id
        self._runner.run(
            self,
            lambda _progress: self._service.set_figure(key, subject, found.measure, at, text),
            done=self._stored,
            failed=lambda error: self._refuse(row, column, text, error),
        )

    def _stored(self, changes: Changes) -> None:
        if changes.tables:
            self.changed.emit(changes)

    def _refuse(self, row: GridRow, column: int, text: str, error: Exception) -> None:
        if not isinstance(error, InvalidValueError):
            show_error(self, error)
            return
        subject = row.participant.subject.id
        index = self._model.index_of(lambda one: one.participant.subject.id == subject, column)
        if index.isValid():
            self.table.reopen(index, text, str(describe(error)))

    # --- where a number came from ---

    def _ask_source(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        grid = self._grid
        column = input_at(grid, index.column()) if grid else None
        at = grid.at if grid else None
        if row is None or at is None or column is None:
            return
        key, measure = self._key, column.measure
        subject = row.participant.subject.id
        self._asked = (row, index.column())
        self._runner.run(
            self,
            lambda _progress: self._service.provenance(key, subject, measure, at),
            done=partial(self._show_source, (row, index.column())),
            failed=partial(show_error, self),
        )

    def _show_source(self, asked: tuple[GridRow, int], source: Provenance) -> None:
        row, column = asked
        index = self._model.index_of(lambda one: one is row, column)
        if self._asked != asked or not index.isValid():
            return
        buttons: tuple[Button, ...] = ()
        if source.import_id is not None:
            number = source.import_id
            button = small_button(f"Lần nhập số {number}", icon="file-earmark-spreadsheet")
            button.clicked.connect(lambda: self.history_wanted.emit(number))
            buttons = (button,)
        self.card.show_facts(source.value, source.noun, source.subject, source.lines, buttons)
        cell = self.table.visualRect(index)
        corner = self.table.viewport().mapTo(self, cell.topLeft())
        first_half = self._grid is not None and column - 2 < len(self._grid.inputs) / 2
        self.card.show_beside(QRect(corner, cell.size()), prefer_left=first_half)

    def _hide_card_left(self) -> None:
        if not self.card.underMouse() and not self._card_has_keyboard():
            self.card.hide()

    def _card_has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.card.isAncestorOf(focused)

    def _close_card(self) -> None:
        self._asked = None
        self.card.hide()
        self.table.setFocus()
