"""The tab «Nếu… thì…» of Xếp hạng: a scenario beside the official ranking, marked MÔ PHỎNG.

Every change is tried at once on what the file says; nothing but a named scenario is ever written.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.whatif import FigureTry, Part, Scenario
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.whatif_choices import Desk, Limit
from thidua_desktop.services.whatif_text import as_text
from thidua_desktop.services.whatif_typed import with_limit
from thidua_desktop.services.whatif_views import SIMULATION, Change, OutcomeGroup, OutcomeRow
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.metrics import BESIDE_PANEL, PANEL_SHARE, panel_width
from thidua_desktop.ui.models.rows import RowGroup, RowsModel
from thidua_desktop.ui.models.whatif_rows import outcome_columns
from thidua_desktop.ui.screens.whatif_builder import WhatIfBuilder
from thidua_desktop.ui.screens.whatif_name import NameDialog
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.theme import SMALLEST_PERCENT, Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look, small_button
from thidua_desktop.ui.widgets.cards import Card, NoticeBar
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.save_file import PDF, ask_where
from thidua_desktop.ui.widgets.simulation import SimulationBanner, SimulationTable
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_TABLE_EDGES: Final = 13
"""Border and scroll bar of the table."""


class WhatIfPane(ThemedFrame):
    """Builds a scenario at the left, shows at once at the right what comes of it."""

    changed = Signal(object)
    """A scenario was kept, renamed or forgotten: `Changes`."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._runner = office, runner
        self._key, self._as_of = "", date.max
        self._scenario = self._latest = Scenario()
        self._name = ""
        self._names: dict[str, str] = {}
        self._wanted: SubjectId | None = None
        self._is_asked = False
        self._measure = ""
        self._gone: tuple[str, ...] = ()
        self._desk: Desk | None = None
        self._is_stale = True
        self._is_filling = False
        self._model: RowsModel[OutcomeRow] = RowsModel((), self)
        self._build()
        self._connect()
        self.redress()

    @property
    def desk(self) -> Desk | None:
        """Return what is shown."""
        return self._desk

    @property
    def scenario(self) -> Scenario:
        """Return the scenario shown."""
        return self._scenario

    def show_campaign(self, key: str, as_of: date) -> None:
        """Show another campaign; a scenario that was not kept is forgotten with the former one."""
        if key != self._key:
            self._start(Scenario(), "", {})
        if (key, as_of) != (self._key, self._as_of):
            self._key, self._as_of, self._is_stale = key, as_of, True

    def invalidate(self) -> None:
        """Read again when shown next: something in the file changed."""
        self._is_stale = True

    def open(self) -> None:
        """Be shown: read what is not up to date."""
        if self._is_stale and self._key:
            self.refresh()

    def refresh(self) -> None:
        """Try the scenario again on what the file says now."""
        self._try(lambda scenario: scenario)

    def ask_about(self, subject: SubjectId) -> None:
        """Begin at the figures of somebody: «nếu số liệu của đơn vị này khác…»."""
        self._wanted, self._is_asked = subject, True
        if self._desk is not None:
            self._go_to_wanted()

    def try_part(self, part: Part) -> None:
        """Suppose one thing more."""
        if isinstance(part, FigureTry):
            self._wanted, self._measure = part.subject, part.measure
        self._try(lambda scenario: scenario.plus(part))

    def try_figure(self, subject: SubjectId, measure: str, text: str) -> None:
        """Suppose another figure, as typed."""
        self._wanted, self._measure = subject, measure
        self._try(lambda scenario: scenario, (subject, measure, text))

    def try_limit(self, limit: Limit, text: str) -> None:
        """Suppose another target or threshold, as typed."""
        self._try(lambda scenario: with_limit(scenario, limit, text))

    def open_scenario(self, name: str) -> None:
        """Show a kept scenario; an empty name begins a new one."""
        kept = {one.name: one for one in self._desk.saved} if self._desk else {}
        one = kept.get(name)
        opened = one.scenario if one else Scenario()
        self._start(opened, name, dict(one.names) if one else {})
        self._try(lambda _: opened)

    def save(self) -> NameDialog | None:
        """Ask for a name, then keep the scenario; data stay as they are."""
        if self._desk is None or not self._desk.view.supposed:
            return None
        taken = [one.name for one in self._desk.saved if one.name != self._name]
        suggested = self._name or f"Phương án {len(self._desk.saved) + 1}"
        dialog = NameDialog("Lưu phương án mô phỏng", suggested, taken, self)
        dialog.named.connect(self._save)
        dialog.open()
        return dialog

    def rename(self) -> NameDialog | None:
        """Ask for another name of the scenario."""
        if self._desk is None or not self._name:
            return None
        taken = [one.name for one in self._desk.saved if one.name != self._name]
        dialog = NameDialog("Đổi tên phương án", self._name, taken, self)
        dialog.named.connect(self._rename)
        dialog.open()
        return dialog

    def remove(self) -> None:
        """Forget the kept scenario; what it supposes stays on the page. Can be undone."""
        whatif, key, name = self._office.whatif, self._key, self._name
        if name:
            self._write(lambda: whatif.remove(key, name), "", f"Đã xóa phương án «{name}»")

    def copy(self) -> None:
        """Copy both rankings as text, marked as a simulation."""
        if self._desk is not None:
            QGuiApplication.clipboard().setText(as_text(self._desk.view, self._name))
            self.said.emit(f"Đã sao chép bảng {SIMULATION}")

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.metrics.gap - 2)
        self._columns.setSpacing(theme.metrics.gap)
        side = theme.metrics.card_padding
        self._tools.setContentsMargins(side, theme.px(7), theme.px(6), theme.px(7))
        self._tools.setSpacing(theme.px(8))
        self._fill()

    # --- building ---

    def _build(self) -> None:
        self.builder = WhatIfBuilder()
        self.banner = SimulationBanner(SIMULATION)
        self.notice = NoticeBar()
        self.groups = Choice("Nhóm thi đua")
        self.only_changes = Button("Chỉ dòng thay đổi", look=Look.FILTER)
        self.only_changes.is_small = True
        self.copy_button = small_button("Sao chép", icon="clipboard", look=Look.TEXT)
        self.pdf_button = small_button("Lưu PDF…", icon="printer", look=Look.TEXT)
        self.table = SimulationTable(SIMULATION)
        self.table.setAccessibleName(f"{SIMULATION}: xếp hạng hiện nay và xếp hạng giả định")
        self.table.show_model(self._model, identity=lambda row: row.participant.subject.id)
        self._columns, self._rows, self._tools = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.builder, PANEL_SHARE)
        self._columns.addLayout(self._rows, BESIDE_PANEL)
        card = Card(flush=True)
        self._tools.addWidget(Text("Thì…", Role.CARD))
        for part in (self.groups, self.only_changes):
            self._tools.addWidget(part)
        self._tools.addStretch(1)
        for part in (self.copy_button, self.pdf_button):
            self._tools.addWidget(part)
        card.body.addLayout(self._tools)
        card.body.addWidget(self.table, 1)
        self._rows.addWidget(self.banner)
        self._rows.addWidget(self.notice)
        self._rows.addWidget(card, 1)
        self.notice.hide()

    def _connect(self) -> None:
        builder, form = self.builder, self.builder.form
        form.figure_wanted.connect(self.try_figure)
        form.limit_wanted.connect(self.try_limit)
        form.part_wanted.connect(self.try_part)
        builder.dropped.connect(self._drop)
        builder.opened.connect(self.open_scenario)
        builder.save_wanted.connect(self.save)
        builder.rename_wanted.connect(self.rename)
        builder.remove_wanted.connect(self.remove)
        self.groups.chosen.connect(lambda _: self._fill())
        self.only_changes.toggled.connect(lambda _: self._fill())
        self.copy_button.clicked.connect(self.copy)
        self.pdf_button.clicked.connect(self._ask_pdf)
        self.table.row_chosen.connect(self._follow_row)
        self.table.row_opened.connect(self._open_row)

    # --- trying ---

    def _drop(self, part: Part) -> None:
        self._try(lambda scenario: scenario.minus(part))

    def _start(self, scenario: Scenario, name: str, names: dict[str, str]) -> None:
        self._scenario, self._name, self._names, self._gone = scenario, name, names, ()
        self._latest = scenario

    def _try(
        self,
        make: Callable[[Scenario], Scenario],
        figure: tuple[SubjectId, str, str] | None = None,
    ) -> None:
        """Show what `make` makes of the scenario; what is asked for quickly is done in turn."""
        whatif, key, as_of, names = self._office.whatif, self._key, self._as_of, self._names

        def work(_: Progress) -> Desk:
            # Jobs run one after the other: the one before may not have been shown yet.
            desk = whatif.desk(key, as_of, make(self._latest), names, figure)
            self._latest = desk.scenario
            return desk

        def done(desk: Desk) -> None:
            if key == self._key:
                self._show(desk)

        run_with_popup(self._runner, self, "Đang tính thử", work, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, InvalidValueError):
            self.builder.form.show_error(str(describe(error)))
        else:
            show_error(self, error)

    @Slot(object)
    def _show(self, desk: Desk) -> None:
        self._desk, self._scenario, self._is_stale = desk, desk.scenario, False
        self._names |= desk.names
        kept = {one.name: one.scenario for one in desk.saved}
        if self._name not in kept:
            self._name = ""
        self._gone = tuple(dict.fromkeys((*self._gone, *desk.gone)))
        view = desk.view
        self.banner.show_sentences(
            view.sentence or "Chưa giả định gì: hai bên đang giống nhau.",
            view.outcome if view.sentence else "Số liệu trong sổ không bị thay đổi ở đây.",
        )
        notes = (*self._gone, *view.notes)
        self.notice.show_notice("Chú ý:", " ".join(notes))
        self.notice.setVisible(bool(notes))
        self.builder.show_desk(desk, self._name, is_kept=kept.get(self._name) == desk.scenario)
        self._offer_groups(desk)
        self._fill()
        self._go_to_wanted()

    def _offer_groups(self, desk: Desk) -> None:
        groups = desk.view.groups
        chosen = self._chosen_group
        home = self._group_of(self._wanted)
        changed = [one for one in groups if one.changed]
        if self._wanted is not None and home and (home.changed or not changed):
            chosen = home
        elif changed and (chosen is None or chosen.id not in {one.id for one in changed}):
            chosen = changed[0]
        words = [(f"{one.short} · {len(one.changed)} thay đổi", one.id) for one in groups]
        self.groups.offer(words, current=chosen.id if chosen else None)
        self.groups.setVisible(len(groups) > 1)
        self.groups.updateGeometry()

    @property
    def _chosen_group(self) -> OutcomeGroup | None:
        groups = self._desk.view.groups if self._desk else ()
        found = next((one for one in groups if one.id == self.groups.value), None)
        return found or (groups[0] if groups else None)

    def _group_of(self, subject: SubjectId | None) -> OutcomeGroup | None:
        for group in self._desk.view.groups if self._desk else ():
            if any(row.participant.subject.id == subject for row in group.rows):
                return group
        return None

    def _fill(self) -> None:
        group = self._chosen_group
        if group is None:
            return
        self._is_filling = True
        self.only_changes.set_hint(str(len(group.changed)))
        rows = group.changed if self.only_changes.isChecked() else group.rows
        self._model.replace_groups(())
        self._model.set_columns(outcome_columns(group, room=self._room))
        self._model.replace_groups((RowGroup("", rows),))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if not self._choose(self._wanted):
            self.table.choose(lambda row: row.change is not Change.NOTHING)
        self._is_filling = False

    @property
    def _room(self) -> int:
        """Return what is left for the columns, in pixels at 100 % text size."""
        theme = current_theme()
        left = self.width() - panel_width(self.width(), theme.metrics) - theme.metrics.gap
        return left * SMALLEST_PERCENT // theme.percent - _TABLE_EDGES

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        group = self._chosen_group
        shown = [one.heading for one in self._model.columns]
        if group and shown != [one.heading for one in outcome_columns(group, room=self._room)]:
            self._fill()

    def _choose(self, subject: SubjectId | None) -> bool:
        return self.table.choose(lambda row: row.participant.subject.id == subject)

    # --- the table and the form ---

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        self._choose_in_group(self._wanted)
        self.builder.form.choose_subject(self._wanted, self._measure)
        if self._is_asked:
            # The page the question came from took the keyboard's focus away with it.
            self._is_asked = False
            self.builder.form.focus_value()

    def _choose_in_group(self, subject: SubjectId) -> None:
        group = self._group_of(subject)
        if group is None:
            # Gone from the campaign, or in a group that is not ranked: only the form knows these.
            return
        if group.id != self.groups.value:
            self.groups.setCurrentIndex(self.groups.findData(group.id))
            self._fill()
        self._is_filling = True
        self._choose(subject)
        self._is_filling = False

    def _follow_row(self, row: OutcomeRow) -> None:
        if not self._is_filling and self.builder.form.is_about_figures:
            self._wanted = row.participant.subject.id
            self.builder.form.choose_subject(self._wanted)

    def _open_row(self, row: OutcomeRow) -> None:
        self.ask_about(row.participant.subject.id)

    # --- keeping ---

    def _save(self, name: str) -> None:
        whatif, key, scenario = self._office.whatif, self._key, self._scenario
        self._write(lambda: whatif.save(key, name, scenario), name, f"Đã lưu phương án «{name}»")

    def _rename(self, new: str) -> None:
        whatif, key, name = self._office.whatif, self._key, self._name
        if new != name:
            self._write(lambda: whatif.rename(key, name, new), new, f"Đã đổi tên thành «{new}»")

    def _write(self, act: Callable[[], Changes], name: str, said: str) -> None:
        def done(changes: Changes) -> None:
            self._name = name
            self._gone = ()
            self.invalidate()
            self.changed.emit(changes)
            self.open()
            self.said.emit(said)

        failed = partial(show_error, self)
        self._runner.run(self, lambda _progress: act(), done=done, failed=failed)

    # --- files ---

    def _ask_pdf(self) -> None:
        if self._desk is not None:
            about = self._name or self._desk.view.official.loaded.campaign.short
            ask_where(self, PDF, f"{SIMULATION} {about}", self.export_pdf)

    def export_pdf(self, path: Path, *, replace: bool) -> None:
        """Write both rankings side by side as a PDF, marked as a simulation on every page."""
        office, key, as_of = self._office, self._key, self._as_of
        scenario, name = self._scenario, self._name

        def work(_: Progress) -> str:
            office.whatif.save_pdf(key, as_of, scenario, name, path, replace=replace)
            return path.name

        run_with_popup(
            self._runner,
            self,
            f"Đang ghi {path.name}",
            work,
            lambda done: self.said.emit(f"Đã xuất {done}"),
            partial(show_error, self),
        )
