"""The list of common goals (mục tiêu chung): shown with their figures, counted for nobody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.services.awards import AwardsView, goal_words
from thidua_desktop.ui.models.ranking_rows import state_chip
from thidua_desktop.ui.screens.awards_tables import short_word
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Rule
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.themed import Text

_ABOUT = "Cộng số liệu của cả đợt, để biết và đưa vào báo cáo; không chấm cho từng đơn vị, cá nhân."


class GoalsDialog(QDialog):
    """Each goal in words, with the counts added up and whether it is reached."""

    def __init__(self, view: AwardsView, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle("Mục tiêu chung")
        resize_within(self, theme.px(760), theme.px(540), grows=False)
        self.lines = [goal_words(one) for one in view.goals]
        inner = QWidget()
        inner.setProperty("page", True)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, theme.px(8), 0)
        rows.setSpacing(theme.px(8))
        for one, words in zip(view.goals, self.lines, strict=True):
            row = QHBoxLayout()
            row.setSpacing(theme.px(12))
            row.addWidget(Text(words, wrap=True), 1)
            if one.goal.ratio is not None:  # what is only said in words is judged nowhere
                chip = ChipLabel()
                chip.show_chip(state_chip(one.state, short_word(one.state)))
                row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(row)
            rows.addWidget(Rule())
        rows.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setAccessibleName("Mục tiêu chung")
        close = Button("Đóng")
        close.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.px(14),) * 4)
        outer.setSpacing(theme.px(12))
        outer.addWidget(Text(_ABOUT, tone="soft", wrap=True))
        outer.addWidget(area, 1)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
