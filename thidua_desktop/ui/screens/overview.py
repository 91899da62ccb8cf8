"""Tổng quan: where the campaign stands today, what is there, what is to be done."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.overview_views import (
    CardView,
    OverviewView,
    TaskView,
    TimelineView,
    TrendView,
)
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cards import Card, Figure, FigureCard, Rule, SectionHead, next_step
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.leaders import Leaders
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.recent import RecentList
from thidua_desktop.ui.widgets.task_list import TaskList
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame
from thidua_desktop.ui.widgets.timeline import Timeline
from thidua_desktop.ui.widgets.trend import TrendLine

_CARDS: Final = 4
_MOST_NOTICES: Final = 2
_LEAST_LOWER: Final = 190
_TALL: Final = 820
"""From this height of the page on there is room for what was done last."""
_MOST_TITLE: Final = 138
"""What the title of a trend keeps in pixels, whatever the text size."""
_SHARES: Final = (45, 36, 30)


class TimelineCard(Card):
    """The timeline with its caption and, at the right, what to watch out for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.timeline = Timeline()
        self._head = SectionHead("Tiến trình")
        self._notices = [ChipLabel("", Tone.OUTLINE) for _ in range(_MOST_NOTICES)]
        self._words: tuple[str, ...] = ()
        for chip in self._notices:
            self._head.add(chip)
        self.body.addWidget(self._head)
        self.body.addWidget(self.timeline)

    def show_view(self, view: TimelineView) -> None:
        """Show another day."""
        self._head.caption.setText(view.caption)
        self.timeline.show_view(view)
        self._words = view.notices
        self._show_notices()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.body.setSpacing(0 if theme.compact else theme.px(3))
        if hasattr(self, "_words"):
            self._show_notices()

    def _show_notices(self) -> None:
        """One chip when compact, two when wide; the tooltip of the last names the rest."""
        room = 1 if current_theme().compact else _MOST_NOTICES
        for number, chip in enumerate(self._notices):
            shown = number < min(room, len(self._words))
            text = self._words[number] if shown else ""
            chip.show_chip(Chip(text, Tone.OUTLINE, "info-circle" if text else ""))
            chip.setToolTip("\n".join(self._words[number:]) if shown else "")


class TrendRow(ThemedFrame):
    """One indicator: its line at the left, the last value and its change at the right."""

    def __init__(self, view: TrendView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = TrendLine()
        line.show_points(view.points, view.threshold)
        self._row = QHBoxLayout(self)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(0)
        self._title = ElidedText(view.title)
        left.addWidget(self._title)
        left.addWidget(line, 1)
        right.addStretch(1)
        for text in (Text(view.value, Role.CARD), Text(view.change, Role.CAPTION, tone="muted")):
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
            right.addWidget(text)
        right.addStretch(1)
        self._row.addLayout(left, 1)
        self._row.addLayout(right)
        self.setAccessibleName(f"{view.title}: {view.value}, {view.change}")
        self.redress()

    def dress(self, theme: Theme) -> None:
        # Large text may cut a title, so that the three cards stay side by side.
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), _MOST_TITLE))
        tall = theme.px(2 if theme.compact else 6)
        self._row.setContentsMargins(0, tall, 0, tall)
        self._row.setSpacing(theme.px(14))


class OverviewScreen(Page):
    """Shows the `OverviewView` that `load` returns; every line leads somewhere."""

    page_wanted = Signal(str, str)
    """A page and a place in it."""
    import_wanted = Signal()
    milestone_opened = Signal(str)

    def __init__(
        self,
        load: Callable[[Progress], OverviewView],
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Tổng quan", scrolls=True, parent=parent)
        self._load, self._runner = load, runner
        self.timeline_card = TimelineCard()
        self.cards = [FigureCard() for _ in range(_CARDS)]
        self._columns = 0
        self.tasks = TaskList()
        self.leaders = Leaders()
        self.recent = RecentList()
        self.import_button = next_step("Nhập số liệu…", icon="box-arrow-in-down")
        self._no_tasks = _quiet("Không còn việc nào phải làm hôm nay.")
        self._no_leaders = _quiet("Chưa xếp hạng được. Nhập số liệu để thấy đơn vị dẫn đầu.")
        self._no_trends = _quiet("Chưa có kỳ số liệu nào để vẽ xu hướng.")
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Load the overview again."""
        self._runner.run(self, self._load, done=self._show, failed=partial(show_error, self))

    def on_changed(self, changes: Changes) -> None:
        """Any change of data may change what is to be done."""
        if changes.tables:
            self.refresh()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_rows"):
            for row in self._rows:
                row.setSpacing(theme.metrics.gap)
            self._lower.setMinimumHeight(theme.px(_LEAST_LOWER))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._recent_card.setVisible(self.height() >= current_theme().px(_TALL))
        self._place_cards()

    def _build(self) -> None:
        self.head.add_action(self.import_button)
        self.body.addWidget(self.timeline_card)
        upper = self._upper = QGridLayout()
        self.body.addLayout(upper)
        self._place_cards()
        self._lower = QWidget()
        lower = QHBoxLayout(self._lower)
        lower.setContentsMargins(0, 0, 0, 0)
        self._task_head = SectionHead("Việc cần làm")
        self._leader_head = SectionHead("Dẫn đầu từng nhóm")
        self._provisional = Text("tạm tính", Role.CAPTION, tone="muted")
        self._leader_head.add(self._provisional)
        self._trend_head = SectionHead("Xu hướng chỉ tiêu")
        self._trend_span = Text("", Role.CAPTION, tone="muted")
        self._trend_head.add(self._trend_span)
        self._trends = QVBoxLayout()
        self._trends.setSpacing(0)
        contents: tuple[tuple[SectionHead, tuple[QWidget, ...]], ...] = (
            (self._task_head, (self.tasks, self._no_tasks)),
            (self._leader_head, (self.leaders, self._no_leaders)),
            (self._trend_head, (self._no_trends,)),
        )
        first, second, third = (_card(head, parts) for head, parts in contents)
        third.body.addLayout(self._trends, 1)
        self._recent_card = _card(SectionHead("Vừa làm"), (self.recent,))
        left = QVBoxLayout()
        left.addWidget(first, 1)
        left.addWidget(self._recent_card, 1)
        lower.addLayout(left, _SHARES[0])
        lower.addWidget(second, _SHARES[1])
        lower.addWidget(third, _SHARES[2])
        self.body.addWidget(self._lower, 1)
        self._rows = (upper, lower, left)
        self.dress(current_theme())

    def _place_cards(self) -> None:
        """Put the cards side by side, or two under two where large text needs the room."""
        theme = current_theme()
        needed = sum(card.minimumSizeHint().width() + theme.metrics.gap for card in self.cards)
        room = self.width() - 2 * theme.metrics.page_padding
        columns = _CARDS if needed <= room else _CARDS // 2
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards:
            self._upper.removeWidget(card)
        for place, card in enumerate(self.cards):
            self._upper.addWidget(card, place // columns, place % columns)
        for column in range(_CARDS):
            self._upper.setColumnStretch(column, 1 if column < columns else 0)

    def _connect(self) -> None:
        self.import_button.clicked.connect(lambda _checked: self.import_wanted.emit())
        self.tasks.task_opened.connect(self._open_task)
        self.leaders.ranking_wanted.connect(partial(self.page_wanted.emit, "ranking"))
        self.timeline_card.timeline.milestone_opened.connect(self.milestone_opened)

    def _show(self, view: OverviewView) -> None:
        self.head.set_subtitle(view.subtitle)
        self.timeline_card.show_view(view.timeline)
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(view.cards))
            if number < len(view.cards):
                card.show_figure(_figure(view.cards[number]))
        self._place_cards()
        self._task_head.caption.setText(f"{len(view.tasks)} việc" if view.tasks else "")
        self.tasks.show_tasks(view.tasks)
        self.leaders.show_groups(view.leaders)
        self._provisional.setVisible(view.provisional and bool(view.leaders))
        self._show_trends(view)
        self.recent.show_lines(view.recent)
        for part, blank, is_filled in (
            (self.tasks, self._no_tasks, bool(view.tasks)),
            (self.leaders, self._no_leaders, bool(view.leaders)),
        ):
            part.setVisible(is_filled)
            blank.setVisible(not is_filled)

    def _show_trends(self, view: OverviewView) -> None:
        while (item := self._trends.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, trend in enumerate(view.trends):
            if number:
                self._trends.addWidget(Rule())
            self._trends.addWidget(TrendRow(trend), 1)
        self._no_trends.setVisible(not view.trends)
        periods = [period.label for period in view.timeline.periods if period.have]
        span = f"{periods[0]} – {periods[-1]}" if len(periods) > 1 else "".join(periods)
        self._trend_span.setText(span if view.trends else "")

    def _open_task(self, task: TaskView) -> None:
        self.page_wanted.emit(task.page, task.filter)


def _figure(card: CardView) -> Figure:
    return Figure(
        card.icon,
        card.title,
        card.figure,
        card.of,
        card.unit,
        card.share,
        card.note,
        Tone(card.tone),
    )


def _card(head: SectionHead, parts: tuple[QWidget, ...]) -> Card:
    card = Card()
    card.body.addWidget(head)
    card.body.addWidget(Rule())
    for part in parts:
        card.body.addWidget(part, 1)
    return card


def _quiet(sentence: str) -> Text:
    """Return the words of an empty card."""
    text = Text(sentence, tone="muted", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return text
