"""The bar at the top: campaign switcher, phase, next deadline, search."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.shell import CampaignChoice
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.paint import TOP_BAR_CHIP_HEIGHT, paint_text
from thidua_desktop.ui.widgets.searching import SearchBox
from thidua_desktop.ui.widgets.themed import ThemedFrame

_ARROW = 12
_PADDING = 10


class CampaignSwitcher(QPushButton):
    """The name of the campaign shown; a menu of the others."""

    campaign_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = CampaignChoice("", "")
        self.setProperty("pill", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    def offer(self, choices: Sequence[CampaignChoice], current: str) -> None:
        """Show `current` among these."""
        self._menu.clear()
        for choice in choices:
            words = f"{choice.name} · {choice.note}" if choice.note else choice.name
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(choice.key == current)
            action.triggered.connect(partial(self._announce, choice.key))
            if choice.key == current:
                self._choice = choice
        self.setToolTip(f"{self._choice.name} · {self._choice.note}".removesuffix(" · "))
        self.setAccessibleName(f"Đợt thi đua: {self._choice.name}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font(Role.CARD)).horizontalAdvance(self._choice.name)
        if self._choice.note:
            note = QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(self._choice.note)
            width += theme.px(10) + note
        width += theme.px(2 * _PADDING + _ARROW + 10)
        return QSize(round(width) + 2, theme.metrics.button)

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(min(self.sizeHint().width(), theme.px(150)), theme.metrics.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        side, pad = theme.px(_ARROW), theme.px(_PADDING)
        right = self.width() - pad - side
        place = QRectF(right, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", place, tokens.ink_2)
        room = QRectF(pad, 0, right - pad - theme.px(8), self.height())
        wide = paint_text(painter, room, self._choice.name, theme.font(Role.CARD), tokens.ink)
        room.setLeft(room.left() + wide + theme.px(10))
        paint_text(painter, room, self._choice.note, theme.font(Role.CAPTION), tokens.ink_3)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _announce(self, key: str, _checked: bool = False) -> None:
        self.campaign_chosen.emit(key)


class TopBar(ThemedFrame):
    """What every page has above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "top")
        self.switcher = CampaignSwitcher()
        self.phase = ChipLabel("", height=TOP_BAR_CHIP_HEIGHT)
        self.deadline = ChipLabel("", height=TOP_BAR_CHIP_HEIGHT)
        self.search = SearchBox("Tìm đơn vị, người, trang, lệnh", hint="Ctrl+K")
        self._phase_words = ""
        self._row = QHBoxLayout(self)
        for part in (self.switcher, self.phase, self.deadline):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self.redress()

    def show_chips(self, phase: str, deadline: Chip | None) -> None:
        """Show the phase (dropped when narrow) and the next deadline."""
        self._phase_words = phase
        self.deadline.show_chip(deadline or Chip(""))
        self._show_phase(current_theme())

    def dress(self, theme: Theme) -> None:
        self.setFixedHeight(theme.metrics.top_bar)
        pad = theme.metrics.page_padding
        self._row.setContentsMargins(pad, 0, pad, 0)
        self._row.setSpacing(theme.px(12))
        self.search.setFixedWidth(theme.px(246 if theme.compact else 292))
        short, full = "Tìm đơn vị, trang, lệnh", "Tìm đơn vị, người, trang, lệnh"
        self.search.setPlaceholderText(short if theme.compact else full)
        self._show_phase(theme)

    def _show_phase(self, theme: Theme) -> None:
        self.phase.show_chip(Chip("" if theme.compact else self._phase_words, Tone.NEUTRAL))
