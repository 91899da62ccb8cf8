"""The dialog that compares the readings of every rule: what each one changes; try or decide."""

from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.whatif import ReadingTry
from thidua_desktop.services.rankings import OptionView, ReadingView
from thidua_desktop.ui.screens.ranking_readings import ReadingsShown, state_words
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look, small_button
from thidua_desktop.ui.widgets.cards import Rule
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.themed import Text

_MOST_DETAILS: Final = 20


class CompareDialog(QDialog):
    """Every rule with its readings; the one in force is marked."""

    try_wanted = Signal(dict)
    """Show the ranking under these readings; nothing is written."""
    decide_wanted = Signal(dict)
    """Write these readings as decisions, once it is said who decides and why."""

    beside_wanted = Signal(object)
    """Show a reading beside the one in force, row by row: a `ReadingTry`."""

    def __init__(self, shown: ReadingsShown, parent: QWidget) -> None:
        super().__init__(parent)
        self.groups: dict[str, QButtonGroup] = {}
        self.beside_buttons: dict[ReadingTry, Button] = {}
        self.try_button = Button("Xem thử", icon="eye")
        self.decide_button = Button("Ghi thành quyết định…", icon="check-lg", look=Look.PRIMARY)
        self._shown = shown
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @property
    def chosen(self) -> dict[str, str]:
        """Return the reading chosen for each rule."""
        return {
            key: button.objectName()
            for key, group in self.groups.items()
            if (button := group.checkedButton()) is not None
        }

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Cách hiểu quy định")
        resize_within(self, theme.px(720), theme.px(500))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(14),) * 4)
        layout.setSpacing(theme.px(10))
        layout.addWidget(
            Text(
                "Chỗ kế hoạch có thể hiểu nhiều cách. Hội đồng chọn một; "
                "mục nào chưa quyết định thì dùng cách đầu tiên.",
                tone="soft",
                wrap=True,
            )
        )
        layout.addWidget(self._list(), 1)
        layout.addLayout(self._foot())

    def _list(self) -> QScrollArea:
        theme = current_theme()
        inner = QFrame()
        inner.setProperty("card", True)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(*(theme.px(12),) * 4)
        rows.setSpacing(theme.px(5))
        for number, reading in enumerate(self._shown.readings):
            if number:
                rows.addWidget(Rule())
            self._add_reading(rows, reading)
        rows.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _add_reading(self, rows: QVBoxLayout, reading: ReadingView) -> None:
        shown = self._shown
        cited = shown.cited.get(reading.key, "")
        words, tone = state_words(reading, tried=shown.is_tried(reading.key), cited=cited)
        head = QHBoxLayout()
        head.addWidget(Text(reading.name, Role.CARD, wrap=True), 1)
        head.addWidget(Text(words, Role.CAPTION, tone=tone))
        rows.addLayout(head)
        rows.addWidget(Text(reading.question, Role.CAPTION, tone="muted", wrap=True))
        group = QButtonGroup(self)
        for option in reading.options:
            button = QRadioButton(option.text)
            button.setObjectName(option.value)
            button.setChecked(option.value == reading.value)
            group.addButton(button)
            rows.addWidget(button)
            rows.addLayout(self._effect_row(reading, option))
        self.groups[reading.key] = group

    def _effect_row(self, reading: ReadingView, option: OptionView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_effect(reading, option), 1)
        if option.effect:
            who = small_button("Xem từng dòng", icon="sliders", look=Look.TEXT)
            who.setToolTip("Mở bảng mô phỏng: hiện nay bên cạnh cách hiểu này")
            who.setAccessibleName(f"Xem từng dòng: {option.text}")
            part = ReadingTry(reading.key, option.value)
            who.clicked.connect(lambda: self._show_beside(part))
            row.addWidget(who, 0, Qt.AlignmentFlag.AlignTop)
            self.beside_buttons[part] = who
        return row

    def _show_beside(self, part: ReadingTry) -> None:
        self.accept()
        self.beside_wanted.emit(part)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        close = Button("Đóng")
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self.try_button)
        row.addWidget(self.decide_button)
        close.clicked.connect(self.reject)
        self.try_button.clicked.connect(lambda: self._answer(self.try_wanted))
        self.decide_button.clicked.connect(lambda: self._answer(self.decide_wanted))
        return row

    def _answer(self, signal: SignalInstance) -> None:
        chosen = self.chosen
        self.accept()
        signal.emit(chosen)


def _effect(reading: ReadingView, option: OptionView) -> Text:
    """Say what an option changes, against the one in force; everybody in the tooltip."""
    if option.value == reading.value:
        words = "đang dùng trong bảng"
    else:
        words = option.effect or "không làm đổi hạng, giải hay khen thưởng"
    line = Text(words, Role.CAPTION, tone="amber" if option.effect else "muted", wrap=True)
    line.setIndent(current_theme().px(24))
    shown = option.details[:_MOST_DETAILS]
    more = len(option.details) - len(shown)
    line.setToolTip("\n".join((*shown, f"và {more} thay đổi khác") if more else shown))
    return line
