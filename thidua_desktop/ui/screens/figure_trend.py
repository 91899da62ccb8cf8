"""«Diễn biến»: every unit's months as small lines and numbers, one unit's as a large chart."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from thidua_desktop.services.trends import KIND_WORDS, Kind, TrendBoard, TrendService, UnitTrend
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.models.trends import as_text, trend_columns, trend_groups
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton
from thidua_desktop.ui.widgets.cards import Card, EmptyState, SectionHead, next_step
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text
from thidua_desktop.ui.widgets.trend_chart import TrendChart

_LEAST_TABLE: Final = 140
NOTHING: Final = "Chưa có kỳ số liệu nào để xem diễn biến. Nhập bảng số liệu từng tháng trước."


class TrendPage(Page):
    """Shows the trend of one indicator or count of a campaign."""

    closed = Signal()
    import_wanted = Signal()
    """A table is to be imported: there is nothing to look at."""

    def __init__(
        self, service: TrendService, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__("Diễn biến", parent=parent)
        self._service = service
        self._runner = runner
        self._key = ""
        self._chosen: str | None = None
        self._kind: Kind | None = None
        self._group = ""
        self._board: TrendBoard | None = None
        self._unit: UnitTrend | None = None
        self._model: RowsModel[UnitTrend] = RowsModel((), self)
        self._build()
        self._connect()

    def show_campaign(self, key: str) -> None:
        """Show a campaign, its first indicator unless one was chosen before."""
        if key != self._key:
            self._chosen, self._kind, self._group = None, None, ""
        self._key = key
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Load the months again."""
        key, chosen, kind = self._key, self._chosen, self._kind
        self._runner.run(
            self,
            lambda _progress: self._service.board(key, chosen, kind),
            done=self._show,
            failed=partial(show_error, self),
        )

    def copy(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        if self._board is not None:
            QGuiApplication.clipboard().setText(as_text(self._board, self._group))
            self._source.setText("Đã sao chép bảng, dán vào Excel bằng Ctrl+V")

    # --- building ---

    def _build(self) -> None:
        self.back = IconButton("arrow-left", "Quay lại Số liệu (Alt+←)", size=16)
        self.back.setShortcut("Alt+Left")
        self.head.add_before_title(self.back)
        self.copy_button = Button("Sao chép bảng", icon="clipboard", hint="Ctrl+C")
        self.head.add_action(self.copy_button)
        self.what = Choice("Chỉ tiêu, số đếm", label="Xem")
        self.kind = Choice("Lũy kế hay riêng từng tháng", label="Số")
        self.group = Choice("Nhóm", label="Nhóm")
        self._tools = QHBoxLayout()
        for part in (self.what, self.kind, self.group):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._tools.addWidget(part)
        self._tools.addStretch(1)
        self.chart = TrendChart()
        self._chart_head = SectionHead("")
        self._source = Text("", Role.CAPTION, tone="muted", wrap=True)
        self._source.setAlignment(Qt.AlignmentFlag.AlignTop)
        upper = Card()
        upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for row in (self._chart_head, self.chart, self._source):
            upper.body.addWidget(row)
        self.table = Table()
        self.table.show_model(self._model, identity=lambda one: one.subject)
        self.table.setAccessibleName("Diễn biến từng đơn vị")
        self._lower = Card(flush=True)
        self._lower.body.addWidget(self.table)
        self._shown = QWidget()
        self._rows = QVBoxLayout(self._shown)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._tools)
        self._rows.addWidget(upper)
        self._rows.addWidget(self._lower, 1)
        # Inside a widget from the start: else the first part is a window of its own for an instant.
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self._shown)
        self.begin = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self._stack.addWidget(EmptyState("graph-up", NOTHING, [self.begin]))
        self.body.addWidget(inner, 1)
        self._space_out()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_rows"):
            self._space_out()

    def _space_out(self) -> None:
        self._rows.setSpacing(self.body.spacing())
        self._tools.setSpacing(self.body.spacing())
        # In a low window the chart gives way before the table does.
        self._lower.setMinimumHeight(current_theme().px(_LEAST_TABLE))
        # Always two lines high, so that the table stays where it is.
        self._source.setFixedHeight(current_theme().px(36))

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.begin.clicked.connect(self.import_wanted)
        self.copy_button.clicked.connect(self.copy)
        self.what.chosen.connect(self._choose_what)
        self.kind.chosen.connect(self._choose_kind)
        self.group.chosen.connect(self._choose_group)
        self.table.row_chosen.connect(self._show_unit)
        self.table.row_opened.connect(lambda _unit: self.chart.setFocus())
        self.chart.point_chosen.connect(self._say_source)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy)

    # --- showing ---

    def _show(self, board: TrendBoard) -> None:
        self._board = board
        has_any = bool(board.kinds and board.units)
        self._stack.setCurrentIndex(0 if has_any else 1)
        self.copy_button.setVisible(has_any)
        if not has_any:
            return
        chosen = board.chosen.key if board.chosen else None
        self.what.offer([(one.label, one.key) for one in board.choices], current=chosen)
        self.kind.offer([(KIND_WORDS[one], one) for one in board.kinds], current=board.kind)
        self.kind.setVisible(len(board.kinds) > 1)
        groups = [(one.title, one.id) for one in board.groups if one.units]
        self.group.offer([("Tất cả", ""), *groups], current=self._group)
        self.group.setVisible(len(groups) > 1)
        self.head.set_subtitle(board.about)
        self._model.replace_groups(())
        self._model.set_columns(trend_columns(board))
        self._show_rows(board)

    def _show_rows(self, board: TrendBoard) -> None:
        wanted = self._unit.subject if self._unit else None
        self._model.replace_groups(trend_groups(board, self._group))
        if not self.table.choose(lambda one: one.subject == wanted):
            self.table.choose(lambda _one: True)
        self._show_unit(self.table.current_row())

    def _show_unit(self, unit: UnitTrend | None) -> None:
        if self._board is None:
            return
        self._unit = unit
        label = self._board.chosen.label if self._board.chosen else ""
        self._chart_head.title.setText(unit.full_name if unit else "")
        target = f" · {unit.target_words}" if unit and unit.target_words else ""
        self._chart_head.caption.setText(f"{label}{target}")
        self.chart.show_unit(self._board, unit)

    def _say_source(self, place: int) -> None:
        """Say of the current month what its number is made of, and where from."""
        board, unit = self._board, self._unit
        if board is None or unit is None or not 0 <= place < len(unit.points):
            return
        point = unit.points[place]
        parts = (point.text, point.why, point.fell, "; ".join(point.sources))
        said = " · ".join(one for one in parts if one)
        name = board.month_names[place]
        self._source.setText(f"{name[:1].upper()}{name[1:]}: {said}")
        self.chart.setAccessibleDescription(said)

    def _choose_what(self, key: str) -> None:
        self._chosen = key
        self.refresh()

    def _choose_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.refresh()

    def _choose_group(self, group: str) -> None:
        self._group = group
        if self._board is not None:
            self._show_rows(self._board)
