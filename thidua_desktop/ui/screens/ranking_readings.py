"""Readings of the rules (cách hiểu quy định) above the ranking: choose, try, decide, compare.

A choice is a trial: the table shows it, the file does not know it. Only «Ghi thành quyết định»
writes it, as a numbered decision that can be undone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.rankings import OptionView, ReadingView
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Look, small_button
from thidua_desktop.ui.widgets.cards import Card, NoticeBar
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_LONGEST_EFFECT: Final = 110
_PART_ENDS: Final = re.compile(r"[,;] | và (?=\d)")
_MOST_EFFECTS: Final = 1
_LABEL_WIDTH: Final = 82
_FRAME: Final = 46
"""What a choice needs beside its words: the edges and the arrow."""


@dataclass(frozen=True, slots=True)
class ReadingsShown:
    """What the bar says: the readings as computed, what they change, what is only tried."""

    readings: tuple[ReadingView, ...] = ()
    headline: str = ""
    headline_short: str = ""
    trial: Mapping[str, str] | None = None
    cited: Mapping[str, str] = field(default_factory=dict)
    """How each decided reading is cited: `quyết định số 2 ngày 05/01/2024, Trần Thị An`."""

    def is_tried(self, key: str) -> bool:
        """Say whether the reading `key` is only tried."""
        return key in (self.trial or {})

    @property
    def undecided(self) -> tuple[ReadingView, ...]:
        """Return the readings nobody decided yet."""
        return tuple(one for one in self.readings if not one.decided)


class ReadingsBar(Card):
    """One choice per ambiguous rule; below it what the other choices would change."""

    tried = Signal(str, str)
    """A reading was chosen: its key, the value."""
    adopted = Signal()
    """What is tried shall be the file's own."""
    dropped = Signal()
    """What is tried shall be forgotten."""
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown = ReadingsShown()
        self._columns: dict[str, _ReadingColumn] = {}
        self._label = Text("Cách hiểu quy định", Role.STRONG, wrap=True)
        self._chip = ChipLabel(height=26)
        self.compare_button = small_button("So sánh…", look=Look.TEXT)
        self.adopt_button = small_button("Ghi thành quyết định…", icon="check-lg", look=Look.TEXT)
        self.drop_button = small_button("Bỏ xem thử", icon="x-lg", look=Look.TEXT)
        self._notice = NoticeBar()
        self._trial_notice = NoticeBar(tone=Tone.INFO, icon="eye")
        self._row = QHBoxLayout()
        self._fields = QHBoxLayout()
        self._below = QHBoxLayout()
        self._build()
        self._dress_parts(current_theme())

    @property
    def choices(self) -> dict[str, Choice]:
        """Return the choice of each reading, by key."""
        return {key: column.choice for key, column in self._columns.items()}

    def show_readings(self, shown: ReadingsShown) -> None:
        """Show other readings."""
        self._shown = shown
        if tuple(self._columns) != tuple(one.key for one in shown.readings):
            self._make_columns(shown.readings)
        self._show()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_below"):
            self._dress_parts(theme)
            self._show()

    def _build(self) -> None:
        self._row.addWidget(self._label)
        self._row.addLayout(self._fields, 1)
        self._row.addWidget(self._chip)
        self._below.addWidget(self._notice, 1)
        self._below.addWidget(self._trial_notice, 1)
        self.body.addLayout(self._row)
        self.body.addLayout(self._below)
        self._notice.link_clicked.connect(self.compare_wanted)
        self.compare_button.clicked.connect(self.compare_wanted)
        self.adopt_button.clicked.connect(self.adopted)
        self.drop_button.clicked.connect(self.dropped)

    def _make_columns(self, readings: Sequence[ReadingView]) -> None:
        for old in self._columns.values():
            self._fields.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._columns = {}
        for reading in readings:
            column = _ReadingColumn(reading)
            column.choice.chosen.connect(
                lambda value, key=reading.key: self.tried.emit(key, str(value))
            )
            self._columns[reading.key] = column
            self._fields.addWidget(column, 1)

    def _show(self) -> None:
        shown, compact = self._shown, current_theme().compact
        self.setVisible(bool(shown.readings))
        self._label.setText("Cách hiểu" if compact else "Cách hiểu quy định")
        for reading in shown.readings:
            column = self._columns[reading.key]
            cited = shown.cited.get(reading.key, "")
            column.show_reading(reading, tried=shown.is_tried(reading.key), cited=cited)
        # What is chosen is read at a glance: the longest words get the most of a narrow row.
        for number, column in enumerate(self._columns.values()):
            self._fields.setStretch(number, column.chosen_width() if compact else 1)
        self._place_buttons(self._row if compact else self._below)
        trying = bool(shown.trial)
        self.adopt_button.setVisible(trying)
        self.drop_button.setVisible(trying)
        self._show_notices(compact=compact, trying=trying)

    def _place_buttons(self, row: QHBoxLayout) -> None:
        for button in (self.compare_button, self.adopt_button, self.drop_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _show_notices(self, *, compact: bool, trying: bool) -> None:
        shown = self._shown
        self._notice.setVisible(not compact and not trying and bool(shown.headline))
        self._trial_notice.setVisible(not compact and trying)
        self.compare_button.setVisible(compact or trying or not shown.headline)
        if trying:
            words = "; ".join(trial_words(one) for one in shown.readings if shown.is_tried(one.key))
            self._trial_notice.show_notice("Đang xem thử, chưa ghi vào sổ.", words)
            self._show_chip("Xem thử", Tone.INFO, "eye", words, on=compact)
        else:
            self._notice.show_notice(
                f"Độ nhạy: {shown.headline}.", effects_in_short(shown.readings), link="So sánh"
            )
            effects = "\n".join((shown.headline, *_every_effect(shown.readings)))
            on = compact and bool(shown.headline)
            self._show_chip(f"Độ nhạy: {shown.headline_short}", Tone.AMBER, None, effects, on=on)

    def _show_chip(self, text: str, tone: Tone, icon: str | None, tip: str, *, on: bool) -> None:
        self._chip.show_chip(Chip(text, tone, icon))
        self._chip.setToolTip(tip)
        self._chip.setVisible(on)

    def _dress_parts(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(8 if theme.compact else 14))
        self._fields.setSpacing(theme.px(8 if theme.compact else 14))
        self._below.setSpacing(theme.px(6))
        if theme.compact:
            self._label.setMinimumWidth(0)
            self._label.setWordWrap(False)
            self.body.setContentsMargins(theme.px(10), 1, theme.px(6), 1)
        else:
            self._label.setFixedWidth(theme.px(_LABEL_WIDTH))
            self._label.setWordWrap(True)


class _ReadingColumn(ThemedFrame):
    """The name of a rule, the ways to read it, and whether somebody decided."""

    def __init__(self, reading: ReadingView) -> None:
        super().__init__()
        self._options: tuple[OptionView, ...] = ()
        self._value = ""
        self._name = ElidedText(reading.name, Role.CAPTION, tone="muted")
        self.choice = Choice(reading.name)
        self._state = ElidedText("", Role.CAPTION)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (self._name, self.choice, self._state):
            self._rows.addWidget(part)
        self.redress()

    def show_reading(self, reading: ReadingView, *, tried: bool, cited: str) -> None:
        """Show the value in force and where it comes from."""
        self._options, self._value = reading.options, reading.value
        words, tone = state_words(reading, tried=tried, cited=cited)
        self._state.show_text(words)
        self._state.set_tone(tone)
        self.choice.setToolTip(f"{reading.name} ({words})\n{reading.question}")
        self.choice.setAccessibleDescription(f"{words}. {reading.question}")
        self._offer(current_theme())

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.px(3))
        self._name.setVisible(not theme.compact)
        self._state.setVisible(not theme.compact)
        self._offer(theme)

    def chosen_width(self) -> int:
        """Return how wide the words chosen are, with the frame around them."""
        words = QFontMetricsF(current_theme().font(Role.BUTTON))
        return round(words.horizontalAdvance(self.choice.currentText())) + current_theme().px(
            _FRAME
        )

    def _offer(self, theme: Theme) -> None:
        words = [(one.short if theme.compact else one.text, one.value) for one in self._options]
        self.choice.offer(words, current=self._value)


def state_words(reading: ReadingView, *, tried: bool, cited: str) -> tuple[str, str]:
    """Return where a reading in force comes from, and the tone of these words."""
    if tried:
        return "đang xem thử", "info"
    if not reading.decided:
        return "chưa quyết định", "amber"
    return cited[:1].upper() + cited[1:] or "đã quyết định", "muted"


def trial_words(reading: ReadingView) -> str:
    """Return a reading in force as `Thứ tự tính: (Gốc − trừ) × hệ số`."""
    option = next(one for one in reading.options if one.value == reading.value)
    return f"{reading.name}: {option.text}"


def _every_effect(readings: Sequence[ReadingView]) -> tuple[str, ...]:
    return tuple(text for one in readings for text in one.effects)


def effects_in_short(readings: Sequence[ReadingView]) -> str:
    """Return the first effects, long ones cut, and how many rules change nothing."""
    effects = _every_effect(readings)
    parts = [_cut(text) for text in effects[:_MOST_EFFECTS]]
    calm = sum(not one.effects for one in readings)
    if len(effects) > _MOST_EFFECTS:
        parts.append(f"Còn {len(effects) - _MOST_EFFECTS} lựa chọn khác cũng làm thay đổi.")
    elif calm:
        parts.append(f"{calm} mục còn lại không ảnh hưởng.")
    return " ".join(parts)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_EFFECT:
        return f"{text}."
    ends = [found.start() for found in _PART_ENDS.finditer(text)]
    # The first part stays whole, however long the names in it: half of it would say nothing.
    end = max((one for one in ends if one <= _LONGEST_EFFECT), default=min(ends, default=len(text)))
    return f"{text[:end]}{'…' if end < len(text) else '.'}"
