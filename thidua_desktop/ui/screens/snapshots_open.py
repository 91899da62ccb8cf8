"""The dialog that shows one snapshot as it was frozen: places, awards, «Vì sao?», files."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.awards import AwardsView, SubjectAwards, awards_of
from thidua_desktop.services.rankings import RankingView, group_title
from thidua_desktop.services.snapshots import Snapshot
from thidua_desktop.ui.metrics import BESIDE_PANEL, PANEL_SHARE
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.ranking_rows import SCORE_COLUMN, ranking_columns, ranking_groups
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.awards_tables import AwardsWhy, award_columns, award_groups
from thidua_desktop.ui.screens.ranking_tabs import AWARDS, TableShown
from thidua_desktop.ui.screens.ranking_why import RankingWhy
from thidua_desktop.ui.screens.snapshots_list import about
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, NoticeBar
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.save_file import PDF, WORKBOOK, ask_where
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.tabs import TabBar

_SIZE: Final = (1060, 580)


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot with its ranking and awards, worked out from what was frozen alone."""

    snapshot: Snapshot
    view: RankingView
    awards: AwardsView


def opened(snapshot: Snapshot) -> Opened:
    """Work out what a snapshot shows; the money of awards is that of the day it was made."""
    view = snapshot.view()
    day = snapshot.info.at.date()
    return Opened(snapshot, view, awards_of(snapshot.content.loaded(), view.ranking, day))


class SnapshotDialog(QDialog):
    """Nothing in it changes: it is read again from the frozen text."""

    result_wanted = Signal(Path, bool)
    """Write the frozen ranking to this file; whether an existing one may be replaced."""
    why_wanted = Signal(object, Path, bool)
    """Write the frozen «Vì sao?» of this participant to this file, likewise."""

    def __init__(self, shown: Opened, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self.notice = NoticeBar(tone=Tone.INFO, icon="lock-fill")
        self.tabs = TabBar("Bản chốt")
        self.table = Table()
        self._model: RowsModel[Any] = RowsModel((), self)
        self.why = RankingWhy()
        # What is frozen is not tried otherwise.
        self.why.whatif_button.hide()
        self.pdf_button = Button("In bảng xếp hạng…", icon="file-earmark-pdf")
        self.xlsx_button = Button("Xuất bảng tính…", icon="file-earmark-spreadsheet")
        self._kinds = self._offer()
        self._build()
        self._connect()
        self.why.dress(current_theme())
        self._show_tab()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _offer(self) -> tuple[str, ...]:
        view = self._shown.view
        campaign = view.loaded.campaign
        tabs = [
            (one.id, group_title(campaign, one.id, short=True), f"{one.considered}/{one.total}")
            for one in view.groups
        ]
        if campaign.awards:
            tabs.append((AWARDS, "Khen thưởng", ""))
        self.tabs.offer([(words, caption) for _, words, caption in tabs])
        return tuple(kind for kind, _, _ in tabs)

    def _build(self) -> None:
        theme, info = current_theme(), self._shown.snapshot.info
        self.setWindowTitle(info.title)
        resize_within(self, theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(8))
        self.notice.show_notice(f"{info.name}.", f"{info.stamp}, {info.who}. {about(info)}")
        rows.addWidget(self.notice)
        rows.addWidget(self.tabs)
        self.table.setAccessibleName("Kết quả lúc chốt")
        self.table.show_model(self._model, identity=lambda line: line.participant)
        card = Card(flush=True)
        card.body.addWidget(self.table)
        both = QHBoxLayout()
        both.setSpacing(theme.metrics.gap)
        both.addWidget(card, BESIDE_PANEL)
        both.addWidget(self.why, PANEL_SHARE)
        rows.addLayout(both, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(self.xlsx_button)
        foot.addWidget(self.pdf_button)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.table.row_chosen.connect(self._explain)
        self.why.pdf_wanted.connect(self._ask_why)
        name = (
            f"Xếp hạng {self._shown.view.loaded.campaign.short}, {self._shown.snapshot.info.code}"
        )
        for button, kind in ((self.pdf_button, PDF), (self.xlsx_button, WORKBOOK)):
            button.clicked.connect(partial(ask_where, self, kind, name, self._write_result))

    def _write_result(self, path: Path, *, replace: bool) -> None:
        self.result_wanted.emit(path, replace)

    def _ask_why(self) -> None:
        line = self.table.current_row()
        if line is None:
            return

        def write(path: Path, *, replace: bool) -> None:
            self.why_wanted.emit(line.participant, path, replace)

        code = self._shown.snapshot.info.code
        ask_where(self, PDF, f"Vì sao {line.participant.subject.name}, {code}", write)

    def _show_tab(self) -> None:
        shown = self._table_of(self._kinds[max(self.tabs.currentIndex(), 0)])
        self._model.replace_groups(())
        self._model.set_columns(shown.columns)
        self._model.replace_groups(shown.groups)
        order = Qt.SortOrder.DescendingOrder
        self.table.horizontalHeader().setSortIndicator(shown.sorted_by, order)
        if not self.table.choose(lambda _: True):
            self.why.show_nobody()

    def _table_of(self, kind: str) -> TableShown:
        if kind == AWARDS:
            awards = self._shown.awards
            return TableShown("Khen thưởng", award_columns(awards), award_groups(awards))
        group = next(one for one in self._shown.view.groups if one.id == kind)
        columns = ranking_columns(group, tight=True)
        return TableShown("Bảng xếp hạng", columns, ranking_groups(group), SCORE_COLUMN)

    def _explain(self, line: Any) -> None:
        if isinstance(line, SubjectAwards):
            self.why.show_why(AwardsWhy(line), prints=True)
        else:
            self.why.show_why(self._shown.view.why(line.participant), prints=True)
