"""The dialog of the whole office's targets (mức giao), entered once for each indicator."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.campaigns import TargetInfo
from thidua_desktop.services.figures import percent_typed
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.themed import Text

_WIDTH = 560
_INPUT = 84
_TALLEST_LIST = 320


class TargetLine(QWidget):
    """One indicator: its name, what the plan adds, the percentage; a wrong one says so below."""

    def __init__(self, target: TargetInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicator = target.indicator
        self._name = target.name
        self._stored = target.percent
        self.edit = QLineEdit(_words(target.percent))
        self.error = Text("", Role.CAPTION, tone="red", wrap=True)
        self.error.hide()
        self.edit.setAccessibleName(f"Mức giao: {target.name}, phần trăm")
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setPlaceholderText("chưa có")
        self.edit.textEdited.connect(lambda _: self._say(""))
        self._build(target)

    @property
    def is_changed(self) -> bool:
        """Say whether the percentage differs from what is stored; read it first."""
        return self.value() != self._stored

    def value(self) -> Decimal | None:
        """Return the percentage, None for an empty line; InvalidValueError for anything else."""
        text = self.edit.text().strip()
        return percent_typed(self._name, text) if text else None

    def is_right(self) -> bool:
        """Say whether the line can be taken, and beside it why not."""
        try:
            self.value()
        except InvalidValueError as error:
            self._say(f"«{error.found}» không dùng được. Cần {error.expected}.")
            return False
        self._say("")
        return True

    def _build(self, target: TargetInfo) -> None:
        theme = current_theme()
        self.edit.setFixedWidth(theme.px(_INPUT))
        rows, line = QVBoxLayout(self), QHBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(2))
        line.setSpacing(theme.px(8))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Text(target.name, wrap=True))
        if target.note:
            names.addWidget(Text(target.note, Role.CAPTION, tone="muted", wrap=True))
        line.addLayout(names, 1)
        line.addWidget(self.edit)
        line.addWidget(Text("%", tone="muted"))
        rows.addLayout(line)
        rows.addWidget(self.error)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)
        self.edit.setProperty("error", bool(sentence))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)


class TargetsDialog(QDialog):
    """Every target the office was assigned; only what changed is announced."""

    wanted = Signal(dict)
    """Store these: percentage by indicator, None to clear it."""

    def __init__(self, targets: Sequence[TargetInfo], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = tuple(TargetLine(one) for one in targets)
        self.save_button = Button("Ghi mức giao", icon="check-lg", look=Look.PRIMARY)
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answer(self) -> None:
        """Announce what changed, or show what cannot be taken."""
        wrong = [line for line in self.lines if not line.is_right()]
        if wrong:
            wrong[0].edit.setFocus()
            wrong[0].edit.selectAll()
            return
        changed = {line.indicator: line.value() for line in self.lines if line.is_changed}
        self.accept()
        if changed:
            self.wanted.emit(changed)

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Mức giao của cơ quan")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(10))
        about = Text(
            "Mức kế hoạch giao chung cho cả cơ quan. Đơn vị nào có mức riêng trong bảng số liệu "
            "thì dùng mức riêng; ô để trống là chưa có mức giao.",
            tone="soft",
            wrap=True,
        )
        rows.addWidget(about)
        rows.addWidget(self._list(), 1)
        foot = QHBoxLayout()
        close = Button("Hủy")
        close.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.answer)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        rows.addLayout(foot)
        width = theme.px(_WIDTH)
        self.resize(width, rows.heightForWidth(width))
        self.lines[0].edit.setFocus()

    def _list(self) -> QScrollArea:
        theme = current_theme()
        card = Card()
        card.body.setSpacing(theme.px(8))
        for number, line in enumerate(self.lines):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(line)
            line.edit.returnPressed.connect(self.answer)
        card.body.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(card)
        area.setMinimumHeight(min(card.sizeHint().height(), theme.px(_TALLEST_LIST)))
        return area


def _words(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:f}".replace(".", ",")
