"""The notices over the table of Xếp hạng: late figures, awards met, the council's tasks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.screens.awards_tables import award_words, in_short, waiting_words
from thidua_desktop.ui.screens.ranking_state import RankingState
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import small_button
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame


class AwardsBar(ThemedFrame):
    """What can be done on «Khen thưởng», over its table."""

    command_wanted = Signal(str)
    """A command of the window, by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirm_button = small_button("Hội đồng xác nhận…", icon="clipboard-check")
        self.confirm_button.clicked.connect(lambda: self.command_wanted.emit("ranking.confirm"))
        self.money_button = small_button("Tiền, chỉ tiêu, căn cứ…", icon="cash-stack")
        self.money_button.clicked.connect(lambda: self.command_wanted.emit("ranking.money"))
        self._waiting = Text("", Role.CAPTION, tone="muted", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.confirm_button)
        self._row.addWidget(self.money_button)
        self._row.addWidget(self._waiting, 1)
        self.redress()

    def show_waiting(self, words: str) -> None:
        """Say how much waits for the council."""
        self._waiting.setText(words)

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(8))


class RankingNotices(ThemedFrame):
    """Shows only what there is to say; with nothing to say it takes no room."""

    answer_wanted = Signal()
    """The late figures shall be answered."""
    goals_wanted = Signal()
    """The common goals shall be listed."""
    command_wanted = Signal(str)
    """A command of the window, by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.late = NoticeBar(icon="clock-history")
        self.counts = NoticeBar(tone=Tone.INFO, icon="award")
        self.council = NoticeBar()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for notice in (self.late, self.counts, self.council):
            self._rows.addWidget(notice)
            notice.hide()
        self.late.link_clicked.connect(self.answer_wanted)
        self.counts.link_clicked.connect(self.goals_wanted)
        self.bar = AwardsBar()
        self.bar.command_wanted.connect(self.command_wanted)
        self._rows.insertWidget(0, self.bar)
        self.hide()
        self.redress()

    def show_notices(self, state: RankingState, kind: str) -> None:
        """Show what is to be said on a tab: a group's, by its id, or another kind."""
        group = next((one for one in state.view.groups if one.id == kind), None)
        on_awards = kind == AWARDS
        notes = group.notes if group else state.awards.notices if on_awards else ()
        has_late = bool(group and state.ledger.pending)
        self.council.show_notice("Việc của Hội đồng:", in_short(notes))
        self.council.setToolTip("\n".join(notes))
        link = "Xem mục tiêu…" if state.awards.goals else ""
        self.counts.show_notice("", award_words(state.awards), link=link)
        self.counts.setToolTip("\n".join(one.text for one in state.awards.counts))
        if has_late:
            self._show_late(state)
        self.late.setVisible(has_late)
        self.bar.setVisible(on_awards)
        self.bar.show_waiting(waiting_words(state.awards))
        self.counts.setVisible(on_awards)
        self.council.setVisible(bool(notes))
        self.setVisible(has_late or on_awards or bool(notes))

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.metrics.gap - 2)

    def _show_late(self, state: RankingState) -> None:
        ledger = state.ledger
        number = ledger.snapshot.number if ledger.snapshot else 0
        self.late.show_notice(
            f"{len(ledger.pending)} số liệu có sau bản chốt số {number}",
            "đang chờ Hội đồng chấp nhận hay không.",
            link="Xem, trả lời…",
        )
