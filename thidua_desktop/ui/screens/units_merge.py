"""The dialog that makes two one: likely pairs, what moves, what both have that differs."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import Kind, SubjectId
from thidua_desktop.domain.vietnamese import count
from thidua_desktop.services.unit_merging import Likely, MergePlan
from thidua_desktop.services.unit_views import MemberRow, MembersView
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton, Look
from thidua_desktop.ui.widgets.cards import Card, NoticeBar, SectionHead
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

_UNDECIDED: Final = "chọn…"
_NAME_WIDTH: Final = 290


class MergeDialog(QDialog):
    """Asks which of two stays; clashes must be decided one by one before «Gộp»."""

    plan_wanted = Signal(object, object)
    """What would merging do: the one that goes, the one that stays (ids)."""
    merge_wanted = Signal(object, object, object)
    """Merge: who goes, who stays, and for each clash whether the value of who goes is taken."""

    def __init__(
        self,
        kind: Kind,
        view: MembersView,
        likely: Sequence[Likely],
        parent: QWidget,
        *,
        chosen: MemberRow | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = view.rows(kind)
        self._plan: MergePlan | None = None
        self._choices: list[tuple[str, Choice]] = []
        self.pairs = Table()
        self._pairs_model: RowsModel[Likely] = RowsModel(_PAIR_COLUMNS, self)
        self.kept, self.gone = _NameChoice("Giữ lại"), _NameChoice("Gộp vào rồi bỏ tên này")
        self.swap_button = IconButton("arrow-repeat", "Đổi bên giữ lại")
        self.says = Text("", tone="soft", wrap=True)
        self.notice = NoticeBar()
        self._clash_area = QScrollArea(widgetResizable=True)
        inner = QWidget()
        inner.setProperty("page", True)
        self.clashes = QGridLayout(inner)
        self.clashes.setContentsMargins(0, 0, 0, 0)
        self._clash_area.setWidget(inner)
        self.merge_button = Button("Gộp", icon="files", look=Look.PRIMARY)
        self._build(kind, [one for one in likely if one.kept.subject.kind is kind])
        self._offer(chosen)
        self._connect()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def ask(self) -> None:
        """Ask what merging the two chosen would do."""
        self._plan = None
        self.merge_button.setEnabled(False)
        kept, gone = self.kept.value, self.gone.value
        if kept is not None and gone is not None and kept != gone:
            self.plan_wanted.emit(gone, kept)
        else:
            self._clear()
            self.says.setText("Chọn hai tên cần gộp làm một.")

    def show_plan(self, plan: MergePlan) -> None:
        """Say what merging would do; a plan for other two is not shown."""
        if (plan.kept.id, plan.gone.id) != (self.kept.value, self.gone.value):
            return
        self._plan = plan
        self._clear()
        self.says.setText(_words(plan))
        trouble = plan.blocked or plan.notes
        self.notice.setVisible(bool(trouble))
        if trouble:
            strong = "Chưa gộp được:" if plan.blocked else "Lưu ý:"
            self.notice.show_notice(strong, "; ".join(trouble) + ".")
        self._list_clashes(plan)
        self._allow()

    def choose(self, kept: SubjectId, gone: SubjectId) -> None:
        """Choose two."""
        for box, one in ((self.kept, kept), (self.gone, gone)):
            box.setCurrentIndex(box.findData(one))
        self.ask()

    @property
    def decided(self) -> dict[str, bool]:
        """Return what was chosen for each clash so far: True takes the value of who goes."""
        return {clash: box.value for clash, box in self._choices if box.value is not None}

    def _build(self, kind: Kind, likely: Sequence[Likely]) -> None:
        theme = current_theme()
        self.setWindowTitle("Gộp trùng")
        resize_within(self, theme.px(680), theme.px(490))
        noun = "đơn vị" if kind is Kind.UNIT else "cá nhân"
        rows = QVBoxLayout(self)
        pad = theme.px(14)
        rows.setContentsMargins(pad, pad, pad, pad)
        rows.setSpacing(theme.px(8))
        found = f"{len(likely)} cặp" if likely else f"không thấy {noun} nào trùng"
        rows.addWidget(SectionHead("Có thể trùng", found))
        if likely:
            rows.addWidget(self._pair_card(likely), 1)
        both = QHBoxLayout()
        both.setSpacing(theme.px(8))
        both.addWidget(Field("Giữ lại tên này", self.kept), 1)
        both.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignBottom)
        both.addWidget(Field("Gộp vào đó, rồi bỏ tên này", self.gone), 1)
        rows.addLayout(both)
        rows.addWidget(self.says)
        rows.addWidget(self.notice)
        rows.addWidget(self._clash_area, 1)
        self._clash_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Without pairs above it the empty list keeps the foot at the bottom.
        self._hides_list = bool(likely)
        self._clash_area.setVisible(not self._hides_list)
        foot = QHBoxLayout()
        foot.addWidget(Text("Gộp xong vẫn hoàn tác được.", Role.CAPTION, tone="muted"), 1)
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        foot.addWidget(self.merge_button)
        rows.addLayout(foot)
        self.notice.hide()
        self.clashes.setColumnStretch(0, 1)
        self.clashes.setSpacing(theme.px(6))

    def _pair_card(self, likely: Sequence[Likely]) -> Card:
        self.pairs.setAccessibleName("Các cặp có thể trùng")
        self.pairs.setSortingEnabled(False)
        self.pairs.show_model(self._pairs_model)
        self._pairs_model.replace(likely)
        card = Card(flush=True)
        card.body.addWidget(self.pairs)
        return card

    def _offer(self, chosen: MemberRow | None) -> None:
        choices = [(one.subject.label, one.id) for one in self._rows]
        for box in (self.kept, self.gone):
            box.offer([(_UNDECIDED, None), *choices])
        if chosen is not None:
            self.gone.setCurrentIndex(self.gone.findData(chosen.id))
        self.says.setText("Chọn một cặp ở trên, hoặc chọn hai tên cần gộp làm một.")
        self.merge_button.setEnabled(False)

    def _connect(self) -> None:
        self.pairs.row_chosen.connect(lambda one: self.choose(one.kept.id, one.gone.id))
        self.kept.chosen.connect(self.ask)
        self.gone.chosen.connect(self.ask)
        self.swap_button.clicked.connect(self._swap)
        self.merge_button.clicked.connect(self._answer)

    def _swap(self) -> None:
        if self.kept.value is not None and self.gone.value is not None:
            self.choose(self.gone.value, self.kept.value)

    def _clear(self) -> None:
        self.notice.hide()
        self._clash_area.setVisible(not self._hides_list)
        self._choices = []
        while (item := self.clashes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _list_clashes(self, plan: MergePlan) -> None:
        if not plan.clashes:
            return
        self._clash_area.show()
        title = Text(f"{len(plan.clashes)} chỗ hai bên ghi khác nhau, chọn từng chỗ:", weight=600)
        self.clashes.addWidget(title, 0, 0)
        every = Choice("Chọn cho mọi chỗ")
        every.offer(
            [("mọi chỗ…", None), ("giữ hết tên giữ lại", False), ("lấy hết tên bỏ đi", True)]
        )
        every.chosen.connect(self._decide_all)
        self.clashes.addWidget(every, 0, 1)
        for line, clash in enumerate(plan.clashes, start=1):
            box = Choice(clash.what)
            box.offer(
                [
                    (_UNDECIDED, None),
                    (f"{clash.kept} (tên giữ lại)", False),
                    (f"{clash.gone} (tên bỏ đi)", True),
                ]
            )
            box.chosen.connect(self._allow)
            self._choices.append((clash.id, box))
            words = f"{clash.what}: «{clash.kept}» hay «{clash.gone}»"
            self.clashes.addWidget(Text(words, wrap=True), line, 0)
            self.clashes.addWidget(box, line, 1)
        self.clashes.setRowStretch(len(plan.clashes) + 1, 1)

    def _decide_all(self, takes_gone: bool | None) -> None:
        for _, box in self._choices:
            box.setCurrentIndex(box.findData(takes_gone))
        self._allow()

    def _allow(self, _value: object = None) -> None:
        plan = self._plan
        open_ones = len(self._choices) - len(self.decided)
        self.merge_button.setEnabled(plan is not None and not plan.blocked and not open_ones)
        self.merge_button.setToolTip(f"Còn {open_ones} chỗ chưa chọn" if open_ones else "")

    def _answer(self) -> None:
        if self._plan is not None:
            gone, kept, decided = self._plan.gone.id, self._plan.kept.id, self.decided
            self.accept()
            self.merge_wanted.emit(gone, kept, decided)


class _NameChoice(Choice):
    """As wide as its place: measuring thousands of names would take too long."""

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(_NAME_WIDTH), current_theme().metrics.input)


def _words(plan: MergePlan) -> str:
    moved = ", ".join(plan.moves) or "không có số liệu hay hồ sơ nào"
    kept = f"«{plan.gone.name}» ({moved}) sẽ gộp vào «{plan.kept.name}»"
    if plan.kept.kind is Kind.UNIT:
        return f"{kept} và trở thành cách viết khác của tên này."
    return f"{kept}."


def _pair_cell(row: MemberRow) -> Cell:
    figures = f"{count(row.figures)} số liệu" if row.figures else "chưa có số liệu"
    return Cell(row.subject.label, note=figures, tip=row.subject.label)


_PAIR_COLUMNS: Final[tuple[Column[Likely], ...]] = (
    Column(Heading("Tên thứ nhất"), lambda one: _pair_cell(one.kept), width=200, stretch=True),
    Column(Heading("Tên thứ hai"), lambda one: _pair_cell(one.gone), width=200, stretch=True),
    Column(
        Heading("Vì sao"),
        lambda one: Cell(one.reason, tone=Tone.MUTED, tip=one.reason),
        width=190,
    ),
)
