"""The dialog on figures that came after the frozen result: accept or refuse those marked."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.late import LateFigure, LateLedger
from thidua_desktop.ui.screens.ranking_said import Answer
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look, danger_button
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Field
from thidua_desktop.ui.widgets.themed import Text

_SIZE = (620, 440)


class LateDialog(QDialog):
    """Every figure that waits for an answer, all marked at first."""

    accepted_late = Signal(object, object)
    """Ids, and the `Answer` of who accepts them."""
    refused_late = Signal(object, object)
    """Ids, and the `Answer` of who refuses them."""

    def __init__(self, ledger: LateLedger, user: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self.boxes: dict[str, QCheckBox] = {}
        self.who = Field("Ai quyết định", QLineEdit(placeholderText=f"để trống thì ghi {user}"))
        self.why = Field("Lý do, căn cứ", QLineEdit())
        self.refuse_button = danger_button("Không nhận", icon="x-lg")
        self.accept_button = Button("Chấp nhận", icon="check-lg", look=Look.PRIMARY)
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the figures marked."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())

    def _build(self) -> None:
        theme, frozen = current_theme(), self._ledger.snapshot
        self.setWindowTitle("Số liệu nộp sau khi chốt")
        resize_within(self, theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(16),) * 4)
        rows.setSpacing(theme.px(10))
        number = frozen.number if frozen else 0
        hint = (
            f"Các số liệu này có trong sổ sau bản chốt số {number}. Chấp nhận: giữ số mới, "
            "chốt lại thì tính vào. Không nhận: trả về số lúc chốt, có thể hoàn tác."
        )
        rows.addWidget(Text(hint, tone="soft", wrap=True))
        rows.addWidget(self._list(), 1)
        said = QHBoxLayout()
        said.setSpacing(theme.px(12))
        said.addWidget(self.who, 1)
        said.addWidget(self.why, 1)
        rows.addLayout(said)
        rows.addLayout(self._foot())

    def _list(self) -> QScrollArea:
        theme = current_theme()
        inner = QFrame()
        inner.setProperty("card", True)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(*(theme.px(12),) * 4)
        lines.setSpacing(theme.px(4))
        for one in self._ledger.pending:
            box = QCheckBox(one.figure.text)
            box.setChecked(True)
            box.setToolTip(one.figure.text)
            box.toggled.connect(self._show_chosen)
            self.boxes[one.id] = box
            lines.addWidget(box)
            about = Text(about_late(one), Role.CAPTION, tone="muted", wrap=True)
            about.setIndent(theme.px(24))
            lines.addWidget(about)
        lines.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().px(8))
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(self.refuse_button)
        foot.addWidget(self.accept_button)
        self.refuse_button.clicked.connect(lambda: self._answer(self.refused_late))
        self.accept_button.clicked.connect(lambda: self._answer(self.accepted_late))
        return foot

    def _show_chosen(self) -> None:
        for button in (self.refuse_button, self.accept_button):
            button.setEnabled(bool(self.chosen))

    def _answer(self, signal: SignalInstance) -> None:
        who, why = (" ".join(str(one.editor.property("text")).split()) for one in self._said)
        if not why:
            self.why.show_error("Ghi lý do: sổ giữ lại lý do này.")
            self.why.editor.setFocus()
            return
        chosen = self.chosen
        self.accept()
        signal.emit(chosen, Answer(who, why))

    @property
    def _said(self) -> tuple[Field, Field]:
        return self.who, self.why


def about_late(one: LateFigure) -> str:
    """Say when and by whom it came, and what all that came does to its unit's place."""
    came = f"vào sổ lúc {vietnamese.moment(one.arrived_at)}" if one.arrived_at else one.by
    who = f", {one.by}" if one.arrived_at and one.by else ""
    before, after = (_rank(rank) for rank in (one.rank_before, one.rank_after))
    moved = f"{before} thành {after}" if before != after else f"vẫn {before}"
    return f"{came}{who}; {moved}"


def _rank(rank: int | None) -> str:
    return "không xếp hạng" if rank is None else f"hạng {rank}"
