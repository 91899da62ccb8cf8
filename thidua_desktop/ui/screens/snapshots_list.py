"""The dialogs on snapshots (bản chốt): all of them, and any two of them side by side."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.snapshots import SnapshotComparison, SnapshotInfo
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.screens.snapshots_compare import ChangesView
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.dialogs import ListDialog, resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field

_SIZE: Final = (900, 460)
_COMPARE_SIZE: Final = (1040, 540)
_HINT: Final = (
    "Bản chốt giữ nguyên xếp hạng, giải, số liệu và quy định lúc chốt; không sửa, "
    "không xóa được, chỉ rút lại."
)
NOW: Final = 0
"""Stands for the file as it is now, where a snapshot's id is asked for."""


class SnapshotsDialog(ListDialog):
    """Lists every snapshot, the newest first; withdrawn ones stay and say so."""

    open_wanted = Signal(object)
    """Show this one: its `SnapshotInfo`."""
    compare_wanted = Signal(object)
    """Compare this one with another: its `SnapshotInfo`."""

    def __init__(self, snapshots: Sequence[SnapshotInfo], parent: QWidget) -> None:
        model: RowsModel[SnapshotInfo] = RowsModel(_COLUMNS)
        super().__init__("Các bản chốt", _HINT, model, _detail, parent)
        model.setParent(self)
        self.set_size(*_SIZE)
        self.compare_button = Button("So sánh…", icon="list-ol")
        self.open_button = Button("Mở bản chốt", icon="eye", look=Look.PRIMARY)
        self.add_buttons(self.compare_button, self.open_button)
        self.table.row_opened.connect(self.open_wanted)
        self.open_button.clicked.connect(lambda: self._ask(self.open_wanted))
        self.compare_button.clicked.connect(lambda: self._ask(self.compare_wanted))
        self.show_groups((RowGroup("", tuple(snapshots)),))

    def _ask(self, signal: SignalInstance) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            signal.emit(chosen)


def about(one: SnapshotInfo) -> str:
    """Say why a snapshot was made, on which figures, and who took it back, when and why."""
    said = [
        f"Số liệu biết đến ngày {vietnamese.day(one.as_of)}.",
        f"Lý do: {one.why}." if one.why else "Không ghi lý do.",
    ]
    gone = one.withdrawn
    if gone:
        said.append(f"Đã rút lúc {vietnamese.moment(gone.at)}, {gone.who}: {gone.why}.")
    return " ".join(said)


def _detail(one: SnapshotInfo) -> str:
    return f"{about(one)} Mã đầy đủ (SHA-256): {one.digest}"


def _state(one: SnapshotInfo) -> Chip:
    return Chip("Còn hiệu lực", Tone.GREEN) if one.stands else Chip("Đã rút", Tone.NEUTRAL, "")


_COLUMNS: Final[tuple[Column[SnapshotInfo], ...]] = (
    Column(
        Heading("Số", right=True),
        lambda one: Cell(str(one.number)),
        lambda one: one.number,
        right=True,
        width=48,
    ),
    Column(
        Heading("Tên"),
        lambda one: Cell(one.name, strong=one.stands, tip=one.name),
        width=170,
        stretch=True,
    ),
    Column(
        Heading("Chốt lúc"),
        lambda one: Cell(vietnamese.moment(one.at)),
        lambda one: one.at,
        width=172,
    ),
    Column(Heading("Ai chốt"), lambda one: Cell(one.who, tip=one.who), width=180),
    Column(Heading("Mã"), lambda one: Cell(one.code), width=104),
    Column(Heading("Tình trạng"), lambda one: Cell(chip=_state(one)), width=128),
)


class CompareSnapshotsDialog(QDialog):
    """Asks which two, and shows what differs: ranks, prizes, figures, awards, rules."""

    wanted = Signal(int, int)
    """Compare these two snapshots by their ids; `NOW` stands for the file as it is."""

    def __init__(
        self, snapshots: Sequence[SnapshotInfo], chosen: SnapshotInfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._titles = {one.id: f"Bản chốt số {one.number}" for one in snapshots}
        named = [(f"{one.title} ({_state(one).text.lower()})", one.id) for one in snapshots]
        self.before, self.after = Choice("Bản trước"), Choice("Bản sau")
        self.before.offer(named, current=chosen.id)
        newer = [one.id for one in snapshots if one.number > chosen.number]
        current = newer[-1] if newer else NOW
        self.after.offer([("Hiện nay trong sổ", NOW), *named], current=current)
        self.notice = NoticeBar(tone=Tone.INFO, icon="list-ol")
        self.changes = ChangesView("Hai bản giống hệt nhau: không có gì thay đổi.")
        self._build()
        for choice in (self.before, self.after):
            choice.chosen.connect(lambda _: self.ask())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def ask(self) -> None:
        """Ask for the comparison of the two chosen."""
        self.wanted.emit(self.before.value, self.after.value)

    def show_comparison(self, found: SnapshotComparison) -> None:
        """Show what differs; an answer for other two is not shown."""
        after = found.after.id if found.after else NOW
        if (found.before.id, after) != (self.before.value, self.after.value):
            return
        names = self._titles[found.before.id], self._titles.get(after, "Hiện nay")
        same = "cùng một mã" if found.same_code else "khác mã"
        self.notice.show_notice(f"{names[0]} và {names[1].lower()}, {same}.", found.summary)
        self.changes.show_changes(found, *names)

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("So sánh hai bản chốt")
        resize_within(self, theme.px(_COMPARE_SIZE[0]), theme.px(_COMPARE_SIZE[1]))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(10))
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(12))
        pair.addWidget(Field("Bản trước", self.before), 1)
        pair.addWidget(Field("Bản sau", self.after), 1)
        rows.addLayout(pair)
        rows.addWidget(self.notice)
        rows.addWidget(self.changes, 1)
        foot = QHBoxLayout()
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        foot.addStretch(1)
        rows.addLayout(foot)
