"""What the page Xếp hạng is put together from, and where each part stands.

Nothing here knows what is ranked: `RankingScreen` fills the parts.
"""

from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from thidua_desktop.services.office import Office
from thidua_desktop.services.rankings import RankingView
from thidua_desktop.ui.metrics import (
    BESIDE_PANEL,
    COMPACT,
    PANEL_IS_TAB_BELOW,
    PANEL_SHARE,
    panel_width,
)
from thidua_desktop.ui.models.ranking_rows import ROOMY_TABLE
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.ranking_notices import RankingNotices
from thidua_desktop.ui.screens.ranking_readings import ReadingsBar
from thidua_desktop.ui.screens.ranking_tabs import FROZEN, WHATIF, WHY, identity
from thidua_desktop.ui.screens.ranking_why import RankingWhy
from thidua_desktop.ui.screens.snapshots_compare import SnapshotPane
from thidua_desktop.ui.screens.whatif import WhatIfPane
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, next_step
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.tabs import TabBar

_TABLE_EDGES: Final = 13
"""Border and scroll bar of the table."""


class RankingParts(Page):
    """The parts of the page: which of them are seen, and how they share the room."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Xếp hạng", parent=parent)
        self.is_narrow = self.is_tight = False
        self.model: RowsModel[Any] = RowsModel((), self)
        self._build(office, runner)
        self.arrange()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_grid"):
            self.measure_room()
            self.arrange()

    def arrange(self) -> None:
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

    def measure_room(self) -> bool:
        """See whether the panel has room beside the table; say whether that changed."""
        theme = current_theme()
        narrow = self.width() < theme.px(PANEL_IS_TAB_BELOW - COMPACT.rail)
        sizes = theme.metrics
        room = self.width() - 2 * sizes.page_padding - theme.px(_TABLE_EDGES)
        if not narrow:
            room -= panel_width(room, sizes) + sizes.gap
        tight = room < theme.px(ROOMY_TABLE)
        before = (self.is_narrow, self.is_tight)
        self.is_narrow, self.is_tight = narrow, tight
        return before != (narrow, tight)

    def show_parts(self, kind: str, *, has_readings: bool) -> None:
        """Show what belongs to a tab, and give it the room."""
        on_table = kind not in (WHY, FROZEN, WHATIF)
        on_why = kind == WHY
        self.why.set_fills_page(on=self.is_narrow)
        self.why.setVisible(on_why or (on_table and not self.is_narrow))
        self.table_card.setVisible(on_table)
        shown = has_readings and on_table
        self.readings.setVisible(shown)
        # A row without readings leaves no gap either: table and panel begin at one height.
        self._grid.setVerticalSpacing(current_theme().metrics.gap - 2 if shown else 0)
        self.frozen.setVisible(kind == FROZEN)
        self.whatif.setVisible(kind == WHATIF)
        # A grid that stretches keeps its room even when all of it is hidden.
        self.body.setStretchFactor(self._grid, 0 if kind in (FROZEN, WHATIF) else 1)
        self._grid.setHorizontalSpacing(0 if on_why else current_theme().metrics.gap)
        self._grid.setColumnStretch(0, 0 if on_why else BESIDE_PANEL)
        self._grid.setColumnStretch(1, 0 if self.why.isHidden() else PANEL_SHARE)

    def order_tabs(self) -> None:
        """Let the Tab key go through the parts as they are read."""
        regions = (
            self.readings,
            self.notices,
            self.table_card,
            self.why,
            self.frozen,
            self.whatif,
        )
        tab_through(self.head, self.tabs, *regions)

    def open_export_menu(self) -> None:
        """Open what can be exported under its button."""
        below = self.export_button.rect().bottomRight()
        place = self.export_button.mapToGlobal(below)
        place.setX(place.x() - self.export_menu.sizeHint().width())
        self.export_menu.popup(place)

    def show_empty(self, view: RankingView, *, nothing: bool) -> None:
        self._empty_card.setVisible(nothing)
        self.tabs.setVisible(not nothing)
        self.table_card.setVisible(not nothing)
        if nothing:
            for part in (self.readings, self.why, self.notices, self.frozen, self.whatif):
                part.hide()
            # A grid that stretches keeps its room even when all of it is hidden.
            self.body.setStretchFactor(self._grid, 0)
            who = "đơn vị, cá nhân nào" if view.total == 0 else "số liệu nào để xếp hạng"
            self.empty.set_sentence(
                f"Chưa có {who}. Nhập bảng tính các đơn vị đã gửi, bảng xếp hạng tự hiện ở đây."
            )

    def _build(self, office: Office, runner: Runner) -> None:
        self.export_button = Button("Xuất", icon="download")
        self.export_button.has_arrow = True
        self.export_menu = QMenu(self)
        self.freeze_button = next_step("Chốt kết quả…", icon="lock-fill")
        self.head.add_action(self.export_button)
        self.head.add_action(self.freeze_button)
        self.tabs = TabBar("Nhóm thi đua")
        self.readings = ReadingsBar()
        self.notices = RankingNotices()
        self.frozen = SnapshotPane()
        self.whatif = WhatIfPane(office, runner)
        self.table = Table()
        self.table.show_model(self.model, identity=identity)
        self.why = RankingWhy()
        self.table_card = Card(flush=True)
        self.table_card.body.addWidget(self.table)
        self.import_button = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.empty = EmptyState("list-ol", "", (self.import_button,))
        self._empty_card = Card(flush=True)
        self._empty_card.body.addWidget(self.empty)
        self._left = QVBoxLayout()
        self._left.addWidget(self.notices)
        self._left.addWidget(self.table_card, 1)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.addLayout(self._left, 1, 0)
        self.body.addWidget(self.tabs)
        self.body.addLayout(self._grid, 1)
        self.body.addWidget(self.frozen, 1)
        self.body.addWidget(self.whatif, 1)
        self.body.addWidget(self._empty_card, 1)
        self._empty_card.hide()
        self.frozen.hide()
        self.whatif.hide()
