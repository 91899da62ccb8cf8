"""Page Xếp hạng: one table per group, the readings of the rules, and why everybody stands there."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from thidua_desktop.domain.whatif import ReadingTry
from thidua_desktop.services.awards import SubjectAwards
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.near_misses import NearMiss
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import RankingView, group_title
from thidua_desktop.services.whatif_views import NOT_OFFICIAL
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens import council_work, snapshots_work
from thidua_desktop.ui.screens.awards_tables import AwardsWhy, miss_why
from thidua_desktop.ui.screens.ranking_compare import CompareDialog
from thidua_desktop.ui.screens.ranking_menu import row_menu
from thidua_desktop.ui.screens.ranking_parts import RankingParts
from thidua_desktop.ui.screens.ranking_readings import ReadingsShown
from thidua_desktop.ui.screens.ranking_said import SaidDialog
from thidua_desktop.ui.screens.ranking_state import RankingState, read_state, subtitle, without_idle
from thidua_desktop.ui.screens.ranking_tabs import (
    AWARDS,
    FROZEN,
    MISSES,
    WHATIF,
    table_of,
    tabs_of,
)
from thidua_desktop.ui.screens.ranking_work import RankingWork, Shown
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.save_file import PDF, WORKBOOK

_OWN: Final = (
    *("freeze", "withdraw", "late", "compare", "copy", "why"),
    *("awards", "goals", "misses", "whatif", "xlsx", "pdf", "awards_xlsx"),
)
COMMANDS: Final = (
    frozenset(f"ranking.{one}" for one in _OWN) | council_work.COMMANDS | snapshots_work.COMMANDS
)
"""The commands of the window this page handles."""
_NO_TAB: Final = {
    MISSES: "Không có đơn vị, cá nhân nào suýt đạt.",
    AWARDS: "Đợt thi đua này không có hình thức khen thưởng nào.",
    FROZEN: "Chưa có bản chốt nào.",
}
_EXPORTS: Final = (
    ("Bảng tính (.xlsx)…", "ranking.xlsx"),
    ("PDF để in…", "ranking.pdf"),
    ("Danh sách khen thưởng (.xlsx)…", "ranking.awards_xlsx"),
)
_SHOWN_TABLES: Final = (
    "campaign",
    "reading_decision",
    "subject",
    "participant",
    "figure",
    "confirmation",
    "setting",
    "decision",
    "snapshot",
    "snapshot_withdrawal",
    "late_answer",
)


class RankingScreen(RankingParts):
    """Shows the ranking of one campaign as the service computes it; nothing is computed here."""

    changed = Signal(object)
    """Something was written: `Changes`, for every screen."""
    said = Signal(str)
    """A sentence for the status bar."""
    import_wanted = Signal()
    """There is nothing to rank yet: open the import page."""

    # Of the class too: the page is dressed before its `__init__` has come so far.
    _state: RankingState | None = None

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(office, runner, parent)
        self.office, self._runner = office, runner
        self._key = ""
        self._wanted_tab = ""
        self._as_of = date.max
        self._trial: dict[str, str] = {}
        self._kinds: tuple[str, ...] = ()
        self.work = RankingWork(office, runner, self)
        self.council = council_work.CouncilWork(office, runner, self)
        self.snapshots = snapshots_work.SnapshotsWork(office, runner, self)
        self._fill_export_menu()
        self._connect()

    @property
    def view(self) -> RankingView | None:
        """Return the ranking shown."""
        return self._state.view if self._state else None

    @property
    def shown(self) -> Shown | None:
        """Return what is shown, as what the commands of the page act on."""
        if self._state is None:
            return None
        return Shown(self._key, self._as_of, dict(self._trial), self._state)

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
        office, key, as_of, trial = self.office, self._key, self._as_of, dict(self._trial)

        def work(progress: Progress) -> RankingState:
            return read_state(office, key, as_of, trial, progress)

        run_with_popup(
            self._runner, self, "Đang xếp hạng", work, self._show, partial(show_error, self)
        )

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere in the program."""
        if changes.touch("scenario", *_SHOWN_TABLES):
            self.whatif.invalidate()
            self.refresh()

    def show_filter(self, name: str) -> None:
        """Open at a group, by its id or its title, or at another tab by its kind."""
        self._wanted_tab = name
        self._open_wanted_tab()

    def run_command(self, key: str) -> None:
        """Do what a menu of the window asks for; see `COMMANDS`."""
        shown = self.shown
        if shown is not None:
            handlers: dict[str, Callable[[], object]] = {
                "ranking.xlsx": partial(self.work.ask_export, shown, WORKBOOK),
                "ranking.pdf": partial(self.work.ask_export, shown, PDF),
                "ranking.awards_xlsx": partial(self.work.ask_awards, shown),
                "ranking.copy": self.why.copy_button.click,
                "ranking.why": self.why.pdf_button.click,
                "ranking.compare": self.compare,
                "ranking.freeze": self.freeze_button.click,
                "ranking.withdraw": self.withdraw,
                "ranking.late": self.answer_late,
                "ranking.misses": partial(self.open_tab, MISSES),
                "ranking.whatif-row": self.what_if,
                "ranking.whatif": partial(self.open_tab, WHATIF),
                "ranking.awards": partial(self.open_tab, AWARDS),
                "ranking.goals": self.show_goals,
                "ranking.confirm-row": lambda: self._open_row(self.table.current_row()),
                **self.council.handlers(shown),
                **self.snapshots.handlers(shown.key),
            }
            handlers[key]()

    def open_tab(self, kind: str) -> None:
        """Open «Suýt đạt», «Khen thưởng» or the frozen result, where there is one."""
        if kind in self._kinds:
            self.tabs.setCurrentIndex(self._kinds.index(kind))
        else:
            tell(self, _NO_TAB[kind])

    def what_if(self) -> None:
        """Try the current row's figures otherwise; a near miss: what would have done."""
        line = self.table.current_row()
        self.open_tab(WHATIF)
        if isinstance(line, NearMiss) and line.remedy is not None:
            self.whatif.try_part(line.remedy)
        elif line is not None:
            self.whatif.ask_about(line.participant.subject.id)

    def try_reading(self, key: str, value: str) -> None:
        """Show the ranking under another reading; nothing is written."""
        self._trial = without_idle(self._state, {**self._trial, key: value})
        self.refresh()

    def drop_trial(self) -> None:
        """Show the ranking as decided."""
        self._trial = {}
        self.refresh()

    def adopt_trial(self) -> SaidDialog | None:
        """Ask who decides what is tried and why; then it is a numbered decision."""
        return self.decide(self._trial)

    def decide(self, readings: Mapping[str, str]) -> SaidDialog | None:
        """Ask who reads the rules so and why; then record it; each can be undone."""
        return self.work.decide(self.shown, readings) if self.shown else None

    def freeze(self) -> SaidDialog | None:
        """Ask for a name, who and why; then freeze the result."""
        shown = self.shown
        if shown is None or shown.state.view.have == 0:
            tell(self, "Chưa có số liệu nào để chốt.", "Nhập bảng tính các đơn vị đã gửi trước.")
            return None
        return self.work.freeze(shown)

    def withdraw(self) -> SaidDialog | None:
        """Ask who takes the frozen result back and why."""
        return self.work.withdraw(self.shown) if self.shown else None

    def answer_late(self) -> None:
        """Show the figures that came after the frozen result, to be answered."""
        if self.shown:
            self.work.answer_late(self.shown)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self._show_tab()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.measure_room():
            self._show_tab()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would then never reach what comes before the table.
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def _fill_export_menu(self) -> None:
        for words, key in _EXPORTS:
            self.export_menu.addAction(words, partial(self.run_command, key))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.table.row_chosen.connect(self._explain)
        self.table.row_opened.connect(self._open_row)
        self.notices.command_wanted.connect(self.run_command)
        self.readings.tried.connect(self.try_reading)
        self.readings.adopted.connect(self.adopt_trial)
        self.readings.dropped.connect(self.drop_trial)
        self.readings.compare_wanted.connect(self.compare)
        self.import_button.clicked.connect(self.import_wanted)
        self.export_button.clicked.connect(self.open_export_menu)
        self.freeze_button.clicked.connect(self.freeze)
        self.frozen.withdraw_wanted.connect(self.withdraw)
        self.frozen.late_wanted.connect(self.answer_late)
        self.frozen.list_wanted.connect(partial(self.run_command, "ranking.snapshots"))
        self.snapshots.answer_wanted.connect(self.answer_late)
        self.snapshots.said.connect(self.said)
        self.notices.answer_wanted.connect(self.answer_late)
        self.notices.goals_wanted.connect(self.show_goals)
        self.why.copied.connect(lambda: self.said.emit("Đã sao chép giải thích"))
        self.why.pdf_wanted.connect(self._ask_why)
        self.why.whatif_wanted.connect(self.what_if)
        self.table.menu_wanted.connect(self._open_row_menu)
        for work in (self.work, self.whatif, self.council):
            work.changed.connect(self.changed)
            work.said.connect(self.said)
        self.work.decided.connect(self._forget_trial)

    def show_goals(self) -> None:
        """List the common goals and how they stand."""
        from thidua_desktop.ui.screens.goals import GoalsDialog

        if self._state is None:
            return
        if self._state.awards.goals:
            GoalsDialog(self._state.awards, self).open()
        else:
            self.said.emit("Đợt thi đua này không nêu mục tiêu chung.")

    def compare(self) -> CompareDialog | None:
        """Open the dialog that compares all readings."""
        if self._state is None:
            return None
        dialog = CompareDialog(self._readings_shown(self._state), self)
        dialog.try_wanted.connect(self._try_all)
        dialog.decide_wanted.connect(self.decide)
        dialog.beside_wanted.connect(self._show_beside)
        dialog.open()
        return dialog

    def _show_beside(self, part: ReadingTry) -> None:
        self.open_tab(WHATIF)
        self.whatif.try_part(part)

    def _open_row_menu(self, line: Any, place: QPoint) -> None:
        row_menu(self, line, self.run_command).popup(place)

    def _try_all(self, readings: Mapping[str, str]) -> None:
        self._trial = without_idle(self._state, readings)
        self.refresh()

    def _forget_trial(self) -> None:
        self._trial = {}

    def _open_wanted_tab(self) -> None:
        view = self.view
        if self._wanted_tab in self._kinds:
            self.tabs.setCurrentIndex(self._kinds.index(self._wanted_tab))
            self._wanted_tab = ""
        for number, group in enumerate(view.groups if view else ()):
            if view and self._wanted_tab in (
                group.id,
                group.title,
                group_title(view.loaded.campaign, group.id, short=True),
            ):
                self._wanted_tab = ""
                self.tabs.setCurrentIndex(number)

    @Slot(object)
    def _show(self, state: RankingState) -> None:
        self._state = state
        self._trial = without_idle(self._state, self._trial)
        self.readings.show_readings(self._readings_shown(state))
        self.order_tabs()
        self._show_tab()
        self._open_wanted_tab()

    def _readings_shown(self, state: RankingState) -> ReadingsShown:
        view = state.view
        return ReadingsShown(
            view.readings, view.headline, view.headline_short, self._trial, state.cited
        )

    def _offer_tabs(self, state: RankingState) -> None:
        tabs = tabs_of(state, narrow=self.is_narrow)
        before = self._kinds[self.tabs.currentIndex()] if self._kinds else ""
        self._kinds = tuple(one.kind for one in tabs)
        self.tabs.offer([(one.words, one.caption) for one in tabs])
        if before:
            # A tab that went, as that of a withdrawn snapshot, leaves the first group shown.
            there = self._kinds.index(before) if before in self._kinds else 0
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(there)
            self.tabs.blockSignals(False)

    @Slot()
    def _show_tab(self) -> None:
        state = self._state
        if state is None:
            return
        view = state.view
        nothing = view.have == 0
        self.export_button.setEnabled(not nothing)
        self.freeze_button.setVisible(not nothing)
        self.show_empty(view, nothing=nothing)
        if nothing:
            return
        self._offer_tabs(state)
        kind = self._kinds[self.tabs.currentIndex()]
        self.show_parts(kind, has_readings=bool(view.readings))
        self._show_whatif(on=kind == WHATIF)
        self.notices.show_notices(state, kind)
        self._fill(state, kind)

    def _fill(self, state: RankingState, kind: str) -> None:
        if kind == FROZEN and state.comparison is not None:
            self.frozen.show_comparison(state.comparison, len(state.ledger.pending))
        shown = table_of(state, kind, tight=self.is_tight)
        if shown is None:
            return
        chosen = self.table.current_row()
        self.table.setAccessibleName(shown.name)
        # The rows go first: a new heading must not announce a row of the ranking before.
        self.model.replace_groups(())
        self.model.set_columns(shown.columns)
        self.model.replace_groups(shown.groups)
        order = Qt.SortOrder.DescendingOrder
        self.table.horizontalHeader().setSortIndicator(shown.sorted_by, order)
        same = chosen and self.table.choose(lambda line: line.participant == chosen.participant)
        if not same and not self.table.choose(lambda _: True):
            self.why.show_nobody()

    def _show_whatif(self, *, on: bool) -> None:
        """Show the scenarios; what is official is frozen and exported from the other tabs."""
        if self._state is not None:
            told = subtitle(self._state, is_trial=bool(self._trial))
            self.head.set_subtitle(
                f"{NOT_OFFICIAL} · {self._state.view.period_text}" if on else told
            )
        self.export_button.setVisible(not on)
        self.freeze_button.setVisible(not on)
        if on:
            self.whatif.show_campaign(self._key, self._as_of)
            self.whatif.open()

    @Slot(object)
    def _explain(self, line: Any) -> None:
        view = self.view
        if isinstance(line, SubjectAwards):
            self.why.show_why(AwardsWhy(line), prints=True)
        elif isinstance(line, NearMiss):
            self.why.show_why(miss_why(line))
        elif view is not None:
            self.why.show_why(view.why(line.participant), prints=True)

    def _open_row(self, line: Any) -> None:
        """Open what the council confirms of somebody, on «Khen thưởng»."""
        if isinstance(line, SubjectAwards) and self.shown:
            self.council.confirm(self.shown, line.participant.subject.id)

    def _ask_why(self) -> None:
        line, shown = self.table.current_row(), self.shown
        if line is not None and shown is not None:
            self.work.ask_why(shown, line.participant)
