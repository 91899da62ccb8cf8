"""The form of «Nếu…»: what is to be otherwise, and how; one kind of thing at a time."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.domain.whatif import Drop, FigureTry, ReadingTry, TargetTry, ThresholdTry
from thidua_desktop.services.rankings import display_name
from thidua_desktop.services.whatif_choices import Desk, Limit, LimitKind
from thidua_desktop.services.whatif_typed import stepped
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import IconButton, Look, small_button
from thidua_desktop.ui.widgets.errors import ErrorLine
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_WIDE_LIST: Final = 430
_NONE: Final = "chưa có"


class Kind(StrEnum):
    """What can be otherwise."""

    FIGURE = "figure"
    LIMIT = "limit"
    READING = "reading"
    DROP = "drop"


_KINDS: Final = (
    ("Số liệu của một đơn vị, cá nhân", Kind.FIGURE),
    ("Mức giao, ngưỡng của tiêu chuẩn", Kind.LIMIT),
    ("Cách hiểu quy định", Kind.READING),
    ("Bỏ một tiêu chuẩn, chỉ tiêu", Kind.DROP),
)
_FIRST: Final = {
    Kind.FIGURE: "Đơn vị, cá nhân",
    Kind.LIMIT: "Mức giao, ngưỡng",
    Kind.READING: "Cách hiểu quy định",
    Kind.DROP: "Tiêu chuẩn, chỉ tiêu",
}


class ValueLine(QLineEdit):
    """A line for a number; the keys ↑ and ↓ make it larger and smaller by one."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class WhatIfForm(ThemedFrame):
    """One supposition at a time; it only says what is wanted."""

    figure_wanted = Signal(object, str, str)
    """A figure as typed: whose, of which measure, the text."""
    limit_wanted = Signal(object, str)
    """A `Limit` and its value as typed."""
    part_wanted = Signal(object)
    """A reading or a criterion left out, as a part of the scenario."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self.kind = Choice("Giả định điều gì")
        self.kind.offer(_KINDS)
        self.first = Choice("Đơn vị, cá nhân")
        self.second = Choice("Số liệu nào")
        self.value = ValueLine()
        self.less, self.more = (
            IconButton("dash-lg", "Bớt 1 (↓)"),
            IconButton("plus-lg", "Thêm 1 (↑)"),
        )
        self.add_button = small_button("Giả định", icon="plus-lg", look=Look.PRIMARY)
        self._now = Text("", Role.CAPTION, tone="muted", wrap=True)
        self._error = ErrorLine()
        self._rows, self._row = QVBoxLayout(self), QHBoxLayout()
        self._build()
        self._connect()
        self.redress()

    def show_desk(self, desk: Desk) -> None:
        """Offer what this campaign has; what was chosen stays chosen."""
        self._desk = desk
        self._offer()

    def choose_subject(self, subject: SubjectId, measure: str = "") -> None:
        """Go to the figures of somebody, to one of them if it is named."""
        if self._kind is not Kind.FIGURE:
            self.kind.setCurrentIndex(self.kind.findData(Kind.FIGURE))
            self._offer()
        if (there := self.first.findData(subject)) >= 0:
            self.first.setCurrentIndex(there)
        if (there := self.second.findData(measure)) >= 0:
            self.second.setCurrentIndex(there)
        self._show_value()

    @property
    def is_about_figures(self) -> bool:
        """Say whether the form asks for a figure of somebody."""
        return self._kind is Kind.FIGURE

    def focus_value(self) -> None:
        """Go where the value is typed."""
        self.value.setFocus()
        self.value.selectAll()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence takes it back."""
        self._error.show_sentence(sentence)
        self.value.setProperty("error", bool(sentence))
        self.value.setAccessibleDescription(sentence)
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.px(6))
        self._row.setSpacing(theme.px(4))
        for choice in (self.first, self.second):
            choice.view().setMinimumWidth(theme.px(_WIDE_LIST))

    def _build(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        for choice in (self.kind, self.first, self.second):
            self._rows.addWidget(choice)
        self._rows.addWidget(self._now)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.value.setAccessibleName("Giá trị giả định")
        self._row.addWidget(self.value, 1)
        for button in (self.less, self.more, self.add_button):
            self._row.addWidget(button)
        self._rows.addLayout(self._row)
        self._rows.addWidget(self._error)

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _: self._offer())
        self.first.chosen.connect(lambda _: self._offer_second())
        self.second.chosen.connect(lambda _: self._show_value())
        self.value.returnPressed.connect(self._want)
        self.value.textEdited.connect(lambda _: self.show_error(""))
        self.value.stepped.connect(self._step)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.add_button.clicked.connect(self._want)

    def _offer(self) -> None:
        desk = self._desk
        if desk is None:
            return
        kind = self._kind
        chosen = self.first.value
        self.first.setAccessibleName(_FIRST[kind])
        self.first.offer(_firsts(desk, kind), current=chosen)
        self._offer_second()

    def _offer_second(self) -> None:
        desk, kind = self._desk, self._kind
        if desk is None:
            return
        chosen = self.second.value
        if kind is Kind.FIGURE:
            self.second.setAccessibleName("Số liệu nào")
            self.second.offer([(one.name, one.id) for one in desk.choices.measures], current=chosen)
        elif kind is Kind.READING:
            self.second.setAccessibleName("Hiểu là")
            self.second.offer(_options(desk, self.first.value), current=chosen)
        self._show_value()

    def _show_value(self) -> None:
        desk, kind = self._desk, self._kind
        if desk is None:
            return
        typed = kind in (Kind.FIGURE, Kind.LIMIT)
        counted = kind is Kind.FIGURE or (kind is Kind.LIMIT and not self._is_rate)
        self.second.setVisible(kind in (Kind.FIGURE, Kind.READING))
        self.value.setVisible(typed)
        self.less.setVisible(counted)
        self.more.setVisible(counted)
        now = self._value_now(desk)
        self._now.setText(self._about(desk, now))
        self._now.setVisible(bool(self._now.text()))
        self.value.setPlaceholderText("để trống: không có số" if kind is Kind.FIGURE else "")
        if not self.value.hasFocus() or not self.value.property("error"):
            self.value.setText(self._value_tried(desk, now))
            self.show_error("")
        self.add_button.setText("Bỏ" if kind is Kind.DROP else "Giả định")
        self.add_button.updateGeometry()
        self.add_button.setEnabled(self.first.count() > 0)

    @property
    def _kind(self) -> Kind:
        # Qt hands a plain text back.
        return Kind(self.kind.value)

    @property
    def _is_rate(self) -> bool:
        limit = self.first.value
        return isinstance(limit, Limit) and limit.is_rate

    def _value_now(self, desk: Desk) -> str:
        if self._kind is Kind.FIGURE:
            return desk.current.get((self.first.value, self.second.value), _NONE)
        limit = self.first.value
        return limit.value if isinstance(limit, Limit) else ""

    def _value_tried(self, desk: Desk, now: str) -> str:
        """Return what the scenario has of it already, else what stands."""
        for one in desk.view.supposed:
            part = one.part
            if self._kind is Kind.FIGURE and isinstance(part, FigureTry):
                if (part.subject, part.measure) == (self.first.value, self.second.value):
                    return one.value
            elif isinstance(part, TargetTry | ThresholdTry) and _is_of(part, self.first.value):
                return one.value
        return "" if now == _NONE else now

    def _about(self, desk: Desk, now: str) -> str:
        match self._kind:
            case Kind.FIGURE:
                noun = {one.id: one.noun for one in desk.choices.measures}.get(
                    self.second.value, ""
                )
                unit = f" {noun}" if now[:1].isdigit() and noun != "%" else ""
                return f"Hiện nay: {now}{unit}. Giả định là:"
            case Kind.LIMIT:
                return f"Hiện nay: {now}. Giả định là:"
            case Kind.READING:
                return self._reading_now(desk)
        return ""

    def _reading_now(self, desk: Desk) -> str:
        campaign = desk.view.official.loaded.campaign
        decided = desk.view.official.loaded.decided
        for one in campaign.ranking_readings:
            if one.key == self.first.value:
                now = campaign.readings_with(decided)[one.key]
                return f"Hiện hiểu là: {one.option(now).text}"
        return ""

    def _step(self, by: int) -> None:
        if self._kind is Kind.FIGURE or not self._is_rate:
            self.value.setText(stepped(self.value.text() or "0", by))
            self._want()

    def _want(self) -> None:
        first, text = self.first.value, self.value.text()
        match self._kind:
            case Kind.FIGURE:
                self.figure_wanted.emit(first, self.second.value, text)
            case Kind.LIMIT:
                self.limit_wanted.emit(first, text)
            case Kind.READING:
                self.part_wanted.emit(ReadingTry(first, self.second.value))
            case Kind.DROP:
                self.part_wanted.emit(Drop(first))


def _firsts(desk: Desk, kind: Kind) -> list[tuple[str, Any]]:
    choices = desk.choices
    match kind:
        case Kind.FIGURE:
            return _names(choices.participants)
        case Kind.LIMIT:
            return [(one.text, one) for one in choices.limits]
        case Kind.READING:
            readings = desk.view.official.loaded.campaign.ranking_readings
            return [(one.name, one.key) for one in readings]
        case Kind.DROP:
            dropped = {one.part.name for one in desk.view.supposed if isinstance(one.part, Drop)}
            return [(one.name, one.id) for one in choices.droppable if one.id not in dropped]


def _names(participants: Sequence[Participant]) -> list[tuple[str, Any]]:
    """Return everybody by a short name; who shares it with another, by the full one."""
    seen = Counter(display_name(one.subject) for one in participants)
    return [
        (
            name if seen[name := display_name(one.subject)] == 1 else one.subject.label,
            one.subject.id,
        )
        for one in participants
    ]


def _options(desk: Desk, key: str) -> list[tuple[str, str]]:
    for one in desk.view.official.loaded.campaign.ranking_readings:
        if one.key == key:
            return [(option.text, option.value) for option in one.options]
    return []


def _is_of(part: TargetTry | ThresholdTry, limit: object) -> bool:
    if not isinstance(limit, Limit):
        return False
    if isinstance(part, TargetTry):
        there = (LimitKind.TARGET, part.indicator, part.group)
    else:
        there = (LimitKind.THRESHOLD, part.criterion, "")
    return there == (limit.kind, limit.id, limit.group)
