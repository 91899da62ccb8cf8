"""Số liệu: the grid of figures, the import of tables in steps, and past imports."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.services.campaigns import TargetInfo
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens.figure_grid import FigureGridPage
from thidua_desktop.ui.screens.figure_outgoing import FigureOutgoing
from thidua_desktop.ui.screens.figure_reconcile import ReconcilePage
from thidua_desktop.ui.screens.figure_targets import TargetsDialog
from thidua_desktop.ui.screens.figure_trend import TrendPage
from thidua_desktop.ui.screens.importing.history import ImportHistoryPage
from thidua_desktop.ui.screens.importing.mappings import MappingsPage
from thidua_desktop.ui.screens.importing.page import ImportPage
from thidua_desktop.ui.tasks import Runner

_READS: Final = (
    *("campaign", "subject", "participant", "figure", "replaced_figure", "import"),
    *("reading_decision", "mapping", "alias"),
)
REGISTER_FILES: Final = "Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.xml);;Mọi tệp (*)"


class FiguresScreen(QWidget):
    """One campaign's figures; the import and the history take its place while they are open."""

    changed = Signal(object)
    """Something was written: `Changes`, for every screen."""
    imported = Signal(object)
    """An import was written: its `Changes`; `changed` is emitted as well."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(
        self,
        office: Office,
        runner: Runner,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._key = ""
        self.grid = FigureGridPage(office.figures, runner)
        self.importing = ImportPage(office, runner)
        self.history = ImportHistoryPage(office, runner)
        self.mappings = MappingsPage(office, runner)
        self.reconciling = ReconcilePage(office.reconciliation, runner)
        self.outgoing = FigureOutgoing(office, runner, self, today)
        self.trend = TrendPage(office.trends, runner)
        self._stack = QStackedLayout(self)
        side = (self.history, self.mappings, self.reconciling, self.trend)
        for page in (self.grid, self.importing, *side):
            self._stack.addWidget(page)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """Return what the window puts into its middle."""
        return self

    def run_command(self, key: str) -> None:
        """Do a command of the menu."""
        actions: dict[str, Callable[[], None]] = {
            "figures.import": self.start_import,
            "figures.units": self.choose_register,
            "figures.missing": lambda: self.show_filter("missing"),
            "figures.targets": self.show_targets,
            "figures.history": self.show_history,
            "figures.mappings": self.show_mappings,
            "figures.reconcile": self.show_reconciliation,
            "figures.export": self.export,
            "figures.template": partial(self.ask_template, None),
            "figures.template_one": self.ask_own_template,
            "figures.remind": self.remind,
            "figures.trend": self.show_trend,
        }
        actions[key]()

    def show_campaign(self, key: str) -> None:
        """Show another campaign's figures; an import under way is dropped."""
        self._key = key
        self._stack.setCurrentWidget(self.grid)
        self.grid.show_campaign(key)
        self._with_targets(lambda found: self.grid.targets_button.setVisible(bool(found)))

    def refresh(self) -> None:
        """Load what is shown again."""
        self.grid.refresh()
        shown = self._stack.currentWidget()
        if shown in (self.history, self.reconciling, self.mappings, self.trend):
            shown.refresh()

    @property
    def office(self) -> Office:
        """Return the services this page works with."""
        return self._office

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere in the program."""
        if self._key and changes.touch(*_READS):
            self.refresh()
            self.importing.on_changed(changes)

    def start_import(self, paths: Path | Sequence[Path] = ()) -> None:
        """Open the import page, at its first step or with files already given.

        Files that come while another one is in work are put behind it.
        """
        chosen = [paths] if isinstance(paths, Path) else list(paths)
        at_work = self._stack.currentWidget() is self.importing and self.importing.is_at_work
        self._stack.setCurrentWidget(self.importing)
        if at_work and chosen:
            self.importing.take_files(chosen)
        elif at_work:
            self.importing.show_files()
        else:
            self.importing.start(self._key, chosen)

    def show_filter(self, name: str) -> None:
        """Show a place: `missing`, `targets`, `reconcile`, `trend`, or one of the chips."""
        places = {
            "targets": self.show_targets,
            "reconcile": self.show_reconciliation,
            "trend": self.show_trend,
        }
        if name in places:
            places[name]()
            return
        self.show_grid()
        self.grid.choose_filter("lacking" if name == "missing" else name)

    def show_targets(self) -> None:
        """Show the grid at the targets of the single units, and ask for those of the office."""
        self.show_grid()
        self.grid.choose_filter("all")
        self.grid.show_targets()
        self._with_targets(self._ask_targets)

    def set_targets(self, percents: dict[str, Decimal | None]) -> None:
        """Store what the office was assigned, in percent by indicator; None clears it."""
        key, campaigns = self._key, self._office.campaigns

        def work(_: Progress) -> Changes:
            stored = [campaigns.set_target(key, one, value) for one, value in percents.items()]
            tables = frozenset[str]().union(*(one.tables for one in stored))
            return Changes(tables, stored[-1].label)

        self._runner.run(self, work, done=self._announce, failed=partial(show_error, self))

    def show_reconciliation(self) -> None:
        """Show what the tables of the period on screen say together."""
        self._stack.setCurrentWidget(self.reconciling)
        self.reconciling.show_campaign(self._key, self.grid.end)

    def show_trend(self) -> None:
        """Show how the figures went, month by month."""
        self._stack.setCurrentWidget(self.trend)
        self.trend.show_campaign(self._key)

    def _open_cell(self, end: date, subject: int, measure: str) -> None:
        self._stack.setCurrentWidget(self.grid)
        self.grid.open_cell(end, SubjectId(subject), measure)

    def export(self) -> None:
        """Ask where the figures of the period shown go."""
        end = self.grid.end
        if end is None:
            tell(self, "Chưa có số liệu nào để xuất.", "Nhập bảng tính hoặc gõ số liệu trước.")
        else:
            self.outgoing.ask_figures(self._key, end)

    def ask_template(self, who: Participant | None) -> None:
        """Ask where the blank table of the period shown goes, for everybody or for one."""
        named = (who.subject.id, who.subject.name) if who else None
        self.outgoing.ask_template(self._key, self.grid.end, named)

    def ask_own_template(self) -> None:
        """Ask where the blank table of the chosen row goes."""
        who = self.grid.current
        if who is None:
            tell(self, "Chưa chọn đơn vị nào.", "Bấm vào dòng của đơn vị trong bảng rồi làm lại.")
        else:
            self.ask_template(who)

    def remind(self) -> None:
        """Show who lacks figures of the period shown, and how to remind them."""
        self.outgoing.remind(self._key, self.grid.end)

    def show_history(self, chosen: int | None = None) -> None:
        """Show past imports, with one of them chosen."""
        self._stack.setCurrentWidget(self.history)
        self.history.show_campaign(self._key, chosen)

    @Slot()
    def show_mappings(self) -> None:
        """Show how tables of known layouts are read."""
        self._stack.setCurrentWidget(self.mappings)
        self.mappings.show_campaign(self._key)

    @Slot()
    def show_grid(self) -> None:
        """Come back to the figures."""
        self._stack.setCurrentWidget(self.grid)
        self.grid.table.setFocus()

    def choose_register(self) -> None:
        """Ask for a register of units and load it."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            "Nhập danh sách đơn vị",
            str(self._office.workspace.path.parent),
            REGISTER_FILES,
        )
        if name:
            self.load_register(Path(name))

    def load_register(self, path: Path) -> None:
        """Add the units or people of a register to the campaign."""
        key = self._key
        self._runner.run(
            self,
            lambda _progress: self._office.units.load_register(key, path),
            done=self._announce,
            failed=partial(show_error, self),
        )

    def _with_targets(self, done: Callable[[tuple[TargetInfo, ...]], None]) -> None:
        key, campaigns = self._key, self._office.campaigns
        self._runner.run(
            self,
            lambda _progress: campaigns.targets(key),
            done=done,
            failed=partial(show_error, self),
        )

    def _ask_targets(self, targets: tuple[TargetInfo, ...]) -> None:
        if not targets:
            tell(
                self,
                "Đợt thi đua này không có mức giao chung của cơ quan.",
                "Chỉ tiêu của đợt đã ghi sẵn trong kế hoạch.",
            )
            return
        dialog = TargetsDialog(targets, self)
        dialog.wanted.connect(self.set_targets)
        dialog.open()

    def _connect(self) -> None:
        self.grid.import_wanted.connect(self.start_import)
        self.grid.history_wanted.connect(self.show_history)
        self.grid.targets_wanted.connect(self.show_targets)
        self.grid.register_wanted.connect(self.choose_register)
        self.grid.changed.connect(self._announce)
        self.grid.reconciliation_wanted.connect(self.show_reconciliation)
        self.reconciling.cell_wanted.connect(self._open_cell)
        self.reconciling.import_wanted.connect(self.show_history)
        self.reconciling.remind_wanted.connect(lambda end: self.outgoing.remind(self._key, end))
        self.reconciling.changed.connect(self._announce)
        self.reconciling.closed.connect(self.show_grid)
        self.grid.command_wanted.connect(self.run_command)
        self.outgoing.said.connect(self.said)
        self.grid.trend_wanted.connect(self.show_trend)
        self.trend.closed.connect(self.show_grid)
        self.trend.import_wanted.connect(self.start_import)
        self.reconciling.table_wanted.connect(self.start_import)
        self.importing.imported.connect(self._finish_import)
        self.importing.finished.connect(self.show_grid)
        self.importing.closed.connect(self.show_grid)
        self.importing.mappings_wanted.connect(self.show_mappings)
        self.mappings.changed.connect(self._announce)
        self.mappings.closed.connect(self.show_grid)
        self.mappings.import_wanted.connect(self.start_import)
        self.history.changed.connect(self._announce)
        self.history.closed.connect(self.show_grid)

    def _finish_import(self, changes: Changes) -> None:
        if self.importing.last_period is not None:
            self.grid.expect(self.importing.last_period)
        self.imported.emit(changes)
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        self.on_changed(changes)
        self.changed.emit(changes)
