"""The dialog that begins a file with a campaign of one's own: blank, or from a preset file."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.campaign_adding import NewCampaign, blank_campaign, campaign_of_file
from thidua_desktop.services.files import user_name
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.screens.campaign_add import BlankPanel, FilePanel, say_why_not
from thidua_desktop.ui.screens.start import BLANK
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import NoticeBar

_TITLES: Final = {True: "Sổ mới với đợt trống", False: "Sổ mới từ tệp mẫu"}
_HEIGHTS: Final = {True: 390, False: 230}
"""Room for what may be wrong too: nothing is squeezed when it is said."""


class BeginDialog(QDialog):
    """Asks what the first campaign of a new file is; nothing is written yet.

    What is wrong is said in the dialog, which stays with what was typed.
    """

    ready = Signal(object)
    """The campaign to begin with: `NewCampaign`."""

    def __init__(self, way: str, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self.panel = BlankPanel("") if way == BLANK else FilePanel()
        self.notice = NoticeBar(tone=Tone.RED)
        self.next_button = Button("Chọn nơi lưu…", icon="journal-plus", look=Look.PRIMARY)
        self._build(_TITLES[way == BLANK])

    def _build(self, title: str) -> None:
        theme = current_theme()
        self.setWindowTitle(title)
        self.resize(theme.px(600), theme.px(_HEIGHTS[isinstance(self.panel, BlankPanel)]))
        self.notice.hide()
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        self.next_button.clicked.connect(lambda _checked: self._answer())
        self.next_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.next_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(12))
        rows.addWidget(self.panel)
        rows.addStretch(1)
        rows.addWidget(self.notice)
        rows.addLayout(foot)
        if isinstance(self.panel, FilePanel):
            self.panel.button.setFocus()

    def _answer(self) -> None:
        self.notice.hide()
        panel = self.panel
        try:
            if isinstance(panel, BlankPanel):
                self._done(blank_campaign(panel.order()))
                return
            path = panel.chosen()
        except InvalidValueError as error:
            self._refuse(error)
            return
        self.next_button.setEnabled(False)
        self._runner.run(
            self,
            lambda _progress: campaign_of_file(path, user_name()),
            done=self._done,
            failed=self._refuse,
        )

    def _done(self, new: NewCampaign) -> None:
        self.accept()
        self.ready.emit(new)

    def _refuse(self, error: Exception) -> None:
        self.next_button.setEnabled(True)
        say_why_not(self.notice, error)
