"""The tab «So với bản chốt số n»: what moved since the result was frozen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.snapshots import MoveView, SnapshotComparison
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.buttons import small_button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, NoticeBar
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import ThemedFrame

SAME: Final = "Từ lúc chốt đến nay không có gì thay đổi."


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line: who, what, as frozen, as it is now."""

    name: str
    what: str
    before: str
    after: str
    tip: str


class ChangesView(Card):
    """The table of what differs between two states, or the sentence that nothing does."""

    def __init__(self, same: str, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.model: RowsModel[ChangeLine] = RowsModel(_columns("", ""), self)
        self.table = Table()
        self.table.setAccessibleName("Những gì khác nhau")
        self.table.show_model(self.model)
        self._same = EmptyState("check2-circle", same)
        self.body.addWidget(self.table)
        self.body.addWidget(self._same)

    def show_changes(self, found: SnapshotComparison, before: str, after: str) -> None:
        """Show what differs under the names of both states."""
        self.model.replace_groups(())
        self.model.set_columns(_columns(before, after))
        groups = [one for one in _groups(found) if one.rows]
        self.model.replace_groups(groups)
        self.table.setVisible(bool(groups))
        self._same.setVisible(not groups)


class SnapshotPane(ThemedFrame):
    """What is frozen, and what differs from it now."""

    withdraw_wanted = Signal()
    late_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = NoticeBar(tone=Tone.INFO, icon="lock-fill")
        self.withdraw_button = small_button("Rút bản chốt…", icon="arrow-counterclockwise")
        self.late_button = small_button("Số liệu nộp muộn…", icon="clock-history")
        self.list_button = small_button("Các bản chốt…", icon="files")
        self.changes = ChangesView(SAME)
        self.table, self.model = self.changes.table, self.changes.model
        self.table.setAccessibleName("So với bản chốt")
        self._rows = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._build()
        self.redress()

    def show_comparison(self, found: SnapshotComparison, late: int) -> None:
        """Show what differs; `late` figures wait for an answer."""
        frozen = found.before
        why = f" Lý do: {frozen.why}." if frozen.why else ""
        about = f"{frozen.stamp}, {frozen.who}.{why} {found.summary}"
        self.notice.show_notice(f"{frozen.name}.", about)
        self.changes.show_changes(found, f"Bản chốt số {frozen.number}", "Hiện nay")
        self.late_button.setVisible(bool(late))
        self.late_button.set_hint(str(late))

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.metrics.gap - 2)
        self._head.setSpacing(theme.px(8))

    def _build(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self.notice, 1)
        for button in (self.late_button, self.list_button, self.withdraw_button):
            self._head.addWidget(button)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.changes, 1)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.late_button.clicked.connect(self.late_wanted)
        self.list_button.clicked.connect(self.list_wanted)


def _columns(before: str, after: str) -> tuple[Column[ChangeLine], ...]:
    def shown(of: Callable[[ChangeLine], str], *, strong: bool = False) -> Callable[..., Cell]:
        return lambda line: Cell(of(line), strong=strong, tip=line.tip)

    return (
        Column(Heading("Đơn vị, cá nhân"), shown(lambda one: one.name, strong=True), width=180),
        Column(Heading("Nội dung"), shown(lambda one: one.what), width=220, stretch=True),
        Column(Heading(before), shown(lambda one: one.before), width=240),
        Column(Heading(after), shown(lambda one: one.after, strong=True), width=248),
    )


def _groups(found: SnapshotComparison) -> Iterator[RowGroup[ChangeLine]]:
    moves = tuple(_move(one) for one in found.moves)
    figures = tuple(
        ChangeLine(
            one.name, f"{one.measure_name}, {one.period}", one.before, one.after, one.after_source
        )
        for one in found.figures
    )
    awards = tuple(
        ChangeLine(one.name, one.award, one.before, one.after, one.text) for one in found.awards
    )
    rules = tuple(ChangeLine("", one, "", "", one) for one in found.rules)
    for title, lines in (
        ("Đổi hạng, đổi giải", moves),
        ("Số liệu khác", figures),
        ("Khen thưởng", awards),
        ("Quy định", rules),
    ):
        yield RowGroup(title, lines, vietnamese.count(len(lines)))


def _move(one: MoveView) -> ChangeLine:
    before = _place(one.rank_before, one.prize_before, one.score_before)
    after = _place(one.rank_after, one.prize_after, one.score_after)
    return ChangeLine(one.name, one.group, before, after, one.text)


def _place(rank: int | None, prize: str | None, score: str) -> str:
    if rank is None:
        return "không xếp hạng"
    return " · ".join(filter(None, (f"hạng {rank}", score, prize)))
