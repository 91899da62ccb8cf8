"""The row above the grid of figures: the period, one chip a filter, pasting and copying."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from thidua_desktop.services.figure_periods import At, PeriodChoice
from thidua_desktop.ui.models.figures import Filter
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.flow import FlowLayout
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import ThemedFrame

_OTHER_PERIOD: Final = "other"
_LACKING: Final = "lacking"
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
        # With large text the chips take a second row; nothing is cut.
        self._flow = FlowLayout()
        self._flow.setSpacing(6)
        self._flow.addWidget(self.period)
        row.addLayout(self._flow, 1)
        self.paste_button = Button("Dán từ Excel", icon="clipboard-plus", look=Look.TEXT)
        self.copy_button = Button("Sao chép", icon="clipboard", look=Look.TEXT)
        self.remind_button = Button("Đôn đốc…", icon="envelope", look=Look.TEXT)
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
        return (self.remind_button, self.paste_button, self.copy_button, self.export_button)

    def show_periods(self, periods: Sequence[PeriodChoice], at: At | None) -> None:
        """Offer the periods there are, and one more by hand."""
        self._at = at
        choices: list[tuple[str, At | str]] = [(one.label, one.at) for one in periods]
        self.period.offer([*choices, ("Kỳ khác…", _OTHER_PERIOD)], current=at)

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
        return are_others

    def check_filter(self, key: str) -> None:
        """Mark the chip that is in force."""
        for button, one in self.chips:
            button.setChecked(one.key == key)
        self.remind_button.setVisible(key == _LACKING)

    def dress(self, theme: Theme) -> None:
        # In a small window the keys stand in the tooltips, so that the chips keep to one row.
        self.paste_button.setText("Dán" if theme.compact else "Dán từ Excel")
        self.copy_button.setText("Chép" if theme.compact else "Sao chép")
        for button, words, keys in (
            (self.paste_button, "Dán từ Excel", "Ctrl+V"),
            (self.copy_button, "Sao chép các ô đang chọn", "Ctrl+C"),
        ):
            button.set_hint("" if theme.compact else keys)
            button.setToolTip(f"{words} ({keys})")

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
