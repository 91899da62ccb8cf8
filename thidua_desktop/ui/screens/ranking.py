"""Page Xếp hạng: one table per group, the readings of the rules, and why everybody stands there."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import GroupView, RankingView, group_title
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.metrics import COMPACT, PANEL_IS_TAB_BELOW
from thidua_desktop.ui.models.ranking_rows import (
    ROOMY_TABLE,
    SCORE_COLUMN,
    Line,
    ranking_columns,
    ranking_groups,
    search_text,
)
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.ranking_compare import CompareDialog
from thidua_desktop.ui.screens.ranking_readings import ReadingsBar, ReadingsShown
from thidua_desktop.ui.screens.ranking_why import RankingWhy
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, NoticeBar, next_step
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.save_file import PDF, WORKBOOK, ExportKind, ask_where
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.tabs import TabBar

COMMANDS: Final = frozenset({"ranking.xlsx", "ranking.pdf", "ranking.copy", "ranking.compare"})
"""The commands of the window this page handles."""
_TABLE_EDGES: Final = 13
"""Border and scroll bar of the table."""
_WHY_TAB: Final = "Vì sao?"
_SHOWN_TABLES: Final = (
    "campaign",
    "reading_decision",
    "subject",
    "participant",
    "figure",
    "confirmation",
)


class RankingScreen(Page):
    """Shows the ranking of one campaign as the service computes it; nothing is computed here."""

    changed = Signal(object)
    """Something was written: `Changes`, for every screen."""
    said = Signal(str)
    """A sentence for the status bar."""
    import_wanted = Signal()
    """There is nothing to rank yet: open the import page."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Xếp hạng", parent=parent)
        self._office, self._runner = office, runner
        self._key = ""
        self._wanted_group = ""
        self._as_of = date.max
        self._view: RankingView | None = None
        self._trial: dict[str, str] = {}
        self._is_narrow = self._is_tight = False
        self._model: RowsModel[Line] = RowsModel((), self, search_text=search_text)
        self._build()
        self._connect()
        self._arrange()

    @property
    def view(self) -> RankingView | None:
        """Return what is shown."""
        return self._view

    def show_campaign(self, key: str, as_of: date | None = None) -> None:
        """Show another campaign, on the figures known by a day (today); trials are forgotten."""
        if key != self._key:
            self._trial = {}
            self.tabs.setCurrentIndex(0)
        self._key, self._as_of = key, as_of or date.today()  # noqa: DTZ011 - the clerk's own day
        self.refresh()

    def refresh(self) -> None:
        """Rank again."""
        if not self._key:
            return
        key, as_of, trial = self._key, self._as_of, dict(self._trial)

        def work(progress: Progress) -> RankingView:
            return self._office.rankings.view(key, as_of, trial, progress)

        run_with_popup(
            self._runner, self, "Đang xếp hạng", work, self._show, partial(show_error, self)
        )

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere in the program."""
        if changes.touch(*_SHOWN_TABLES):
            self.refresh()

    def show_filter(self, name: str) -> None:
        """Open at a group, by its id or its title."""
        self._wanted_group = name
        self._open_wanted_group()

    def run_command(self, key: str) -> None:
        """Do what a menu of the window asks for; see `COMMANDS`."""
        if self._view is not None:
            {
                "ranking.xlsx": self._export_workbook,
                "ranking.pdf": self._export_pdf,
                "ranking.copy": self.why.copy_button.click,
                "ranking.compare": self.compare,
            }[key]()

    def try_reading(self, key: str, value: str) -> None:
        """Show the ranking under another reading; nothing is written."""
        self._trial = self._without_idle({**self._trial, key: value})
        self.refresh()

    def drop_trial(self) -> None:
        """Show the ranking as decided."""
        self._trial = {}
        self.refresh()

    def adopt_trial(self) -> None:
        """Write what is tried as decisions."""
        self.decide(self._trial)

    def decide(self, readings: Mapping[str, str]) -> None:
        """Write readings as the file's own; each can be undone."""
        key, wanted = self._key, dict(readings)

        def work(_: Progress) -> Changes:
            return self._office.campaigns.decide(key, wanted)

        self._runner.run(self, work, done=self._after_deciding, failed=partial(show_error, self))

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_grid"):
            self._measure_room()
            self._arrange()
            self._show_groups()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._measure_room():
            self._show_groups()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would then never reach what comes before the table.
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def _measure_room(self) -> bool:
        """See whether the panel has room beside the table; say whether that changed."""
        theme = current_theme()
        narrow = self.width() < theme.px(PANEL_IS_TAB_BELOW - COMPACT.rail)
        sizes = theme.metrics
        room = self.width() - 2 * sizes.page_padding - theme.px(_TABLE_EDGES)
        if not narrow:
            room -= sizes.side_panel + sizes.gap
        tight = room < theme.px(ROOMY_TABLE)
        before = (self._is_narrow, self._is_tight)
        self._is_narrow, self._is_tight = narrow, tight
        return before != (narrow, tight)

    def _build(self) -> None:
        self.export_button = Button("Xuất", icon="download")
        self.export_button.has_arrow = True
        self.export_menu = QMenu(self)
        self.export_menu.addAction("Bảng tính (.xlsx)…", self._export_workbook)
        self.export_menu.addAction("PDF để in…", self._export_pdf)
        self.head.add_action(self.export_button)
        self.tabs = TabBar("Nhóm thi đua")
        self.readings = ReadingsBar()
        self.notes = NoticeBar()
        self.table = Table()
        self.table.setAccessibleName("Bảng xếp hạng")
        self.table.show_model(self._model, identity=lambda line: line.participant)
        self.why = RankingWhy()
        self._table_card = Card(flush=True)
        self._table_card.body.addWidget(self.table)
        self.import_button = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.empty = EmptyState("list-ol", "", (self.import_button,))
        self._empty_card = Card(flush=True)
        self._empty_card.body.addWidget(self.empty)
        self._left = QVBoxLayout()
        self._left.addWidget(self.notes)
        self._left.addWidget(self._table_card, 1)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.addLayout(self._left, 1, 0)
        self.body.addWidget(self.tabs)
        self.body.addLayout(self._grid, 1)
        self.body.addWidget(self._empty_card, 1)
        self._empty_card.hide()
        self.notes.hide()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_groups)
        self.table.row_chosen.connect(self._explain)
        self.readings.tried.connect(self.try_reading)
        self.readings.adopted.connect(self.adopt_trial)
        self.readings.dropped.connect(self.drop_trial)
        self.readings.compare_wanted.connect(self.compare)
        self.import_button.clicked.connect(self.import_wanted)
        self.export_button.clicked.connect(self._open_export_menu)
        self.why.copied.connect(lambda: self.said.emit("Đã sao chép giải thích"))

    def compare(self) -> CompareDialog | None:
        """Open the dialog that compares all readings."""
        if self._view is None:
            return None
        dialog = CompareDialog(self._view.readings, tuple(self._trial), self)
        dialog.try_wanted.connect(self._try_all)
        dialog.decide_wanted.connect(self.decide)
        dialog.open()
        return dialog

    def export(self, kind: ExportKind, path: Path, *, replace: bool) -> None:
        """Write the ranking as shown, trials included, to a file."""
        save = (
            self._office.rankings.save_workbook
            if kind is WORKBOOK
            else self._office.rankings.save_pdf
        )
        key, as_of, readings = self._key, self._as_of, dict(self._trial)

        def work(_: Progress) -> Path:
            save(key, as_of, readings, path, replace=replace)
            return path

        run_with_popup(
            self._runner,
            self,
            f"Đang ghi {path.name}",
            work,
            lambda done: self.said.emit(f"Đã xuất {done.name}"),
            partial(show_error, self),
        )

    def _export_workbook(self) -> None:
        ask_where(self, WORKBOOK, self._file_name(), partial(self.export, WORKBOOK))

    def _export_pdf(self) -> None:
        ask_where(self, PDF, self._file_name(), partial(self.export, PDF))

    def _file_name(self) -> str:
        return f"Xếp hạng {self._view.loaded.campaign.short}" if self._view else "Xếp hạng"

    def _open_export_menu(self) -> None:
        below = self.export_button.rect().bottomRight()
        place = self.export_button.mapToGlobal(below)
        place.setX(place.x() - self.export_menu.sizeHint().width())
        self.export_menu.popup(place)

    def _try_all(self, readings: Mapping[str, str]) -> None:
        self._trial = self._without_idle(readings)
        self.refresh()

    def _without_idle(self, readings: Mapping[str, str]) -> dict[str, str]:
        """Drop the readings that are in force anyway."""
        if self._view is None:
            return dict(readings)
        loaded = self._view.loaded
        stored = loaded.campaign.readings_with(loaded.decided)
        return {key: value for key, value in readings.items() if stored.get(key) != value}

    def _after_deciding(self, changes: Changes) -> None:
        self._trial = {}
        self.changed.emit(changes)

    def _open_wanted_group(self) -> None:
        if self._view is None:
            return
        for number, group in enumerate(self._view.groups):
            if self._wanted_group in (group.id, group.title, _tab_title(self._view, group)):
                self._wanted_group = ""
                self.tabs.setCurrentIndex(number)

    def _arrange(self) -> None:
        """Put the readings beside the panel, or, in a narrow window, above both."""
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.metrics.gap)
        self._grid.setVerticalSpacing(theme.metrics.gap - 2)
        self._left.setSpacing(theme.metrics.gap - 2)
        self.body.setSpacing(theme.px(8))
        for part in (self.readings, self.why):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.readings, 0, 0, 1, 2 if theme.compact else 1)
        first = 1 if theme.compact else 0
        self._grid.addWidget(self.why, first, 1, 2 - first, 1)

    @Slot(object)
    def _show(self, view: RankingView) -> None:
        self._view = view
        self._trial = self._without_idle(self._trial)
        self.head.set_subtitle(_subtitle(view))
        self.readings.show_readings(ReadingsShown(view.readings, view.headline, self._trial))
        tab_through(self.head, self.tabs, self.readings, self.notes, self._table_card, self.why)
        self._show_groups()
        self._open_wanted_group()

    @Slot()
    def _show_groups(self) -> None:
        view = self._view
        if view is None:
            return
        nothing = view.have == 0
        self.export_button.setEnabled(not nothing)
        self._show_empty(view, nothing=nothing)
        if nothing:
            return
        tabs = [(_tab_title(view, one), f"{one.considered}/{one.total}") for one in view.groups]
        self.tabs.offer([*tabs, (_WHY_TAB, "")] if self._is_narrow else tabs)
        on_why = self._is_narrow and self.tabs.currentIndex() == len(view.groups)
        self.why.set_fills_page(on=self._is_narrow)
        self.why.setVisible(on_why or not self._is_narrow)
        self._table_card.setVisible(not on_why)
        self.readings.setVisible(bool(view.readings) and not on_why)
        self._grid.setHorizontalSpacing(0 if on_why else current_theme().metrics.gap)
        self._grid.setColumnStretch(0, 0 if on_why else 1)
        self._grid.setColumnStretch(1, 1 if on_why else 0)
        self.notes.hide()
        if not on_why:
            self._show_group(view.groups[max(self.tabs.currentIndex(), 0)])

    def _show_group(self, group: GroupView) -> None:
        chosen = self.table.current_row()
        # The rows go first: a new heading must not announce a row of the ranking before.
        self._model.replace_groups(())
        self._model.set_columns(ranking_columns(group, tight=self._is_tight))
        self._model.replace_groups(ranking_groups(group))
        self.table.horizontalHeader().setSortIndicator(SCORE_COLUMN, Qt.SortOrder.DescendingOrder)
        self.notes.setVisible(bool(group.notes))
        if group.notes:
            self.notes.show_notice("Việc của Hội đồng:", " ".join(group.notes))
        same = chosen and self.table.choose(lambda line: line.participant == chosen.participant)
        if not same and not self.table.choose(lambda _: True):
            self.why.show_nobody()

    def _show_empty(self, view: RankingView, *, nothing: bool) -> None:
        self._empty_card.setVisible(nothing)
        self.tabs.setVisible(not nothing)
        self._table_card.setVisible(not nothing)
        if nothing:
            for part in (self.readings, self.why, self.notes):
                part.hide()
            who = "đơn vị, cá nhân nào" if view.total == 0 else "số liệu nào để xếp hạng"
            self.empty.set_sentence(
                f"Chưa có {who}. Nhập bảng tính các đơn vị đã gửi, bảng xếp hạng tự hiện ở đây."
            )

    @Slot(object)
    def _explain(self, line: Line) -> None:
        if self._view is not None:
            self.why.show_why(self._view.why(line.participant))


def _tab_title(view: RankingView, group: GroupView) -> str:
    return group_title(view.loaded.campaign, group.id, short=True)


def _subtitle(view: RankingView) -> str:
    parts = [view.period_text]
    if view.total:
        people = all(one.members_word.endswith("người") for one in view.groups)
        parts.append(f"{view.have}/{view.total} {'người' if people else 'đơn vị'}")
    parts.append("tạm tính")
    undecided = sum(not one.decided for one in view.readings)
    if undecided:
        parts.append(f"{undecided} cách hiểu chưa quyết định")
    return " · ".join(parts)
