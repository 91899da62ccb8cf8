"""The notices over the table of Xếp hạng: late figures, awards met, the council's tasks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.screens.awards_tables import award_words
from thidua_desktop.ui.screens.ranking_state import RankingState
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.themed import ThemedFrame


class RankingNotices(ThemedFrame):
    """Shows only what there is to say; with nothing to say it takes no room."""

    answer_wanted = Signal()
    """The late figures shall be answered."""

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
        self.hide()
        self.redress()

    def show_notices(self, state: RankingState, kind: str) -> None:
        """Show what is to be said on a tab: a group's, by its id, or another kind."""
        group = next((one for one in state.view.groups if one.id == kind), None)
        on_awards = kind == AWARDS
        notes = group.notes if group else state.awards.notices if on_awards else ()
        has_late = bool(group and state.ledger.pending)
        self.council.show_notice("Việc của Hội đồng:", " ".join(notes))
        self.counts.show_notice("", award_words(state.awards))
        self.counts.setToolTip("\n".join(one.text for one in state.awards.counts))
        if has_late:
            self._show_late(state)
        self.late.setVisible(has_late)
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
