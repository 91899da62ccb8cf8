"""The row above the grid of figures: the period, one chip a filter, pasting and copying."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from thidua_desktop.services.figure_periods import At, PeriodChoice
from thidua_desktop.ui.models.figures import Filter
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.flow import FlowLayout
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import ThemedFrame

_OTHER_PERIOD: Final = "other"
_LACKING: Final = "lacking"
_ICONS, _SHORT_CHIPS, _BRIEFEST = 2, 3, 4
"""How brief the row must be for icons alone, for short chips, and at most."""
_EXPORTS: Final = (
    ("Số liệu kỳ này (.xlsx)…", "figures.export"),
    ("Bảng mẫu trống để đơn vị điền…", "figures.template"),
    ("Bảng trống của đơn vị đang chọn…", "figures.template_one"),
    ("Công văn đôn đốc đơn vị chưa có số liệu…", "figures.remind"),
)


class FigureTools(ThemedFrame):
    """What is shown of the figures, and the way in and out by the clipboard."""

    period_chosen = Signal(object)
    """Show this last day, or this other span."""
    other_period_wanted = Signal()
    """Begin a period there are no figures for."""
    filter_chosen = Signal(str)
    command_wanted = Signal(str)
    """Do a command of the menu: something is to go out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = Choice("Kỳ số liệu", label="Kỳ")
        self.period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.period.chosen.connect(self._choose_period)
        self._at: At | None = None
        self.chips: list[tuple[Button, Filter]] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        # What can be said shorter is, before the chips take a second row; nothing is cut.
        self._flow = FlowLayout()
        self._flow.setSpacing(6)
        self._flow.addWidget(self.period)
        row.addLayout(self._flow, 1)
        self.paste_button = Button("Dán từ Excel", icon="clipboard-plus", look=Look.TEXT)
        self.copy_button = Button("Sao chép", icon="clipboard", look=Look.TEXT)
        # It stands in the page's head: there is room, and it is what to do next.
        self.remind_button = Button("Đôn đốc…", icon="envelope")
        self.remind_button.hide()
        self.export_button = Button("Xuất", icon="download", look=Look.TEXT)
        self.export_button.has_arrow = True
        self.export_menu = QMenu(self)
        for words, command in _EXPORTS:
            self.export_menu.addAction(words, partial(self.command_wanted.emit, command))
        self.remind_button.clicked.connect(partial(self.command_wanted.emit, "figures.remind"))
        self.export_button.clicked.connect(self._open_exports)
        for button in self._buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.redress()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return the parts as Tab goes through them."""
        chips = (button for button, _ in self.chips)
        return (self.period, *chips, *self._buttons)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (self.paste_button, self.copy_button, self.export_button)

    def show_periods(self, periods: Sequence[PeriodChoice], at: At | None) -> None:
        """Offer the periods there are, and one more by hand."""
        self._at = at
        choices: list[tuple[str, At | str]] = [(one.label, one.at) for one in periods]
        self.period.offer([*choices, ("Kỳ khác…", _OTHER_PERIOD)], current=at)
        self._fit()

    def show_filters(self, filters: Sequence[Filter]) -> bool:
        """Show one chip a filter with its count; say whether the chips are others than before."""
        are_others = [one.key for _, one in self.chips] != [one.key for one in filters]
        if are_others:
            for button, _ in self.chips:
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.chips = [(self._chip(one), one) for one in filters]
        for (button, _), one in zip(self.chips, filters, strict=True):
            button.set_hint(str(one.count))
            button.set_icon_name("exclamation-triangle-fill" if one.is_warning else "")
            button.setAccessibleName(f"{one.title}: {one.count}")
        self._fit()
        return are_others

    def check_filter(self, key: str) -> None:
        """Mark the chip that is in force."""
        for button, one in self.chips:
            button.setChecked(one.key == key)
        self.remind_button.setVisible(key == _LACKING and not self.isHidden())
        self._fit()

    def dress(self, theme: Theme) -> None:
        for button, words, keys in (
            (self.paste_button, "Dán từ Excel", "Ctrl+V"),
            (self.copy_button, "Sao chép các ô đang chọn", "Ctrl+C"),
        ):
            button.setToolTip(f"{words} ({keys})")
        self.export_button.setToolTip("Xuất số liệu, bảng trống, công văn đôn đốc")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say everything as fully as one row allows."""
        for brevity in range(_BRIEFEST + 1):
            self._say(brevity)
            if self._wanted_width() <= self.width():
                return

    def _say(self, brevity: int) -> None:
        """Write the words: first the keys go, then words of well-known icons, then of chips."""
        is_full = brevity == 0 and not current_theme().compact
        words = ("Dán từ Excel", "Sao chép") if is_full else ("Dán", "Chép")
        keys = ("Ctrl+V", "Ctrl+C") if is_full else ("", "")
        for button, said, key in zip(
            (self.paste_button, self.copy_button), words, keys, strict=True
        ):
            button.setText(said if brevity < _ICONS else "")
            button.set_hint(key)
        self.export_button.setText("Xuất" if brevity < _BRIEFEST else "")
        for button, one in self.chips:
            is_short = brevity >= _SHORT_CHIPS
            button.is_tight = is_short
            button.setText(one.short if is_short and one.short else one.title)
            button.setToolTip(one.title if button.text() != one.title else "")

    def _wanted_width(self) -> int:
        parts = (self.period, *(button for button, _ in self.chips))
        row = self.layout()
        gap = row.spacing() if row is not None else 0
        inside = sum(part.sizeHint().width() + self._flow.spacing() for part in parts)
        return inside + sum(button.sizeHint().width() + gap for button in self._buttons)

    def _chip(self, one: Filter) -> Button:
        button = Button(one.title, hint=str(one.count), look=Look.FILTER)
        button.clicked.connect(lambda: self.filter_chosen.emit(one.key))
        self._group.addButton(button)
        self._flow.addWidget(button)
        return button

    def _open_exports(self) -> None:
        place = self.export_button.mapToGlobal(self.export_button.rect().bottomRight())
        place.setX(place.x() - self.export_menu.sizeHint().width())
        self.export_menu.popup(place)

    def _choose_period(self, at: At | str) -> None:
        if not isinstance(at, str):
            self.period_chosen.emit(at)
        else:
            self.period.choose(self._at)
            self.other_period_wanted.emit()
