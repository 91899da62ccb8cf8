"""Buttons: plain, primary, text only, small, and round-cornered filters.

The style sheet draws the body; icon, word and shortcut hint are painted, because a style sheet
cannot set two tones of text or colour an icon by state.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from thidua_desktop.ui.icons import icon as make_icon
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import paint_text

_WHITE: Final = QColor("#FFFFFF")
_PADDING: Final = 12
_ICON: Final = 14
_GAP: Final = 8


class Look(Enum):
    """How a button looks; one PRIMARY a page: the next step."""

    PLAIN = ""
    PRIMARY = "primary"
    TEXT = "flat-text"
    FILTER = "pill"


class Button(QPushButton):
    """A button with an icon before the word and a shortcut or a count after it.

    `is_danger` is for a destructive command: an ordinary button with red words; `is_warning` for
    a filter that counts what is missing; `is_tight` saves room at the sides.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        hint: str = "",
        look: Look = Look.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._hint, self._look = icon, hint, look
        self.is_small = False
        self.is_tight = False
        self.is_danger = False
        self.is_warning = False
        self.has_arrow = False
        self.is_left_aligned = False
        if look.value:
            self.setProperty(look.value, True)
        self.setCheckable(look is Look.FILTER)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # In a dialog Enter elsewhere must not press whichever button comes first («Hủy»).
        self.setAutoDefault(False)
        self.setAccessibleName(text.replace("&", "").removesuffix("…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it with Enter too, as people expect; Qt does so in dialogs only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def set_hint(self, hint: str) -> None:
        """Show another shortcut or count after the word."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        height = theme.metrics.small_button if self.is_small else theme.metrics.button
        return QSize(round(self._content_width(theme)) + 2 * theme.px(self._padding()), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        # The content is centred as a whole, also when stretched.
        left = max((self.width() - self._content_width(theme)) / 2, theme.px(4))
        if self.is_left_aligned:
            left = theme.px(4)
        colour, soft = self._colours(theme)
        if self._icon:
            side = theme.px(_ICON)
            place = QRectF(left, (self.height() - side) / 2, side, side)
            warning = self.is_warning and self.isEnabled()
            paint_icon(painter, self._icon, place, theme.tokens.amber if warning else colour)
            left += side + (theme.px(_GAP) if self.text() else 0)
        room = QRectF(left, 0, self.width() - left, self.height())
        left += paint_text(painter, room, self._words(), self._font(theme), colour)
        if self._hint:
            self._paint_hint(painter, left, soft, theme)
        if self.has_arrow:
            side = theme.px(10)
            place = QRectF(left + theme.px(_GAP), (self.height() - side) / 2, side, side)
            paint_icon(painter, "chevron-down", place, soft)

    def _paint_hint(self, painter: QPainter, left: float, colour: QColor, theme: Theme) -> None:
        left += theme.px(_GAP)
        if self._look is not Look.FILTER:
            middle, half = self.height() / 2, theme.px(6)
            painter.fillRect(QRectF(left, middle - half, 1, 2 * half), colour)
            left += theme.px(_GAP)
        room = QRectF(left, 0, self.width() - left, self.height())
        paint_text(painter, room, self._hint, self._hint_font(theme), colour)

    def _content_width(self, theme: Theme) -> float:
        width = QFontMetricsF(self._font(theme)).horizontalAdvance(self._words())
        if self._icon:
            width += theme.px(_ICON) + (theme.px(_GAP) if self.text() else 0)
        if self._hint:
            gaps = _GAP if self._look is Look.FILTER else 2 * _GAP
            hint = QFontMetricsF(self._hint_font(theme)).horizontalAdvance(self._hint)
            width += theme.px(gaps) + hint
        return width + (theme.px(_GAP + 10) if self.has_arrow else 0)

    def _colours(self, theme: Theme) -> tuple[QColor, QColor]:
        """Return the colour of icon and word, and that of the hint."""
        tokens = theme.tokens
        if not self.isEnabled():
            return tokens.disabled, tokens.disabled
        if self._look is Look.PRIMARY:
            return _WHITE, _WHITE
        if self.is_warning:
            return tokens.amber_text, tokens.amber_text
        if self.is_danger:
            return tokens.red_text, tokens.ink_3
        if self._look is Look.TEXT:
            return tokens.accent_text, tokens.ink_3
        if self._look is Look.FILTER:
            chosen = self.isChecked()
            return (tokens.accent_text if chosen else tokens.ink_2), (
                tokens.accent_text if chosen else tokens.ink
            )
        return tokens.ink, tokens.ink_3

    def _font(self, theme: Theme) -> QFont:
        strong = self._look is Look.PRIMARY or (self._look is Look.FILTER and self.isChecked())
        return theme.font(Role.BUTTON, weight=600 if strong else None)

    def _hint_font(self, theme: Theme) -> QFont:
        filtered = self._look is Look.FILTER
        return theme.font(Role.CHIP, weight=600) if filtered else theme.font(Role.CAPTION)

    def _padding(self) -> int:
        if self.is_tight:
            return _PADDING - 5
        if self.is_small or self._look in {Look.TEXT, Look.FILTER}:
            return _PADDING - 2
        return _PADDING + 2 if self._look is Look.PRIMARY else _PADDING

    def _words(self) -> str:
        return self.text().replace("&", "")


def small_button(text: str, *, icon: str = "", look: Look = Look.PLAIN) -> Button:
    """Return a button for rows and cards."""
    button = Button(text, icon=icon, look=look)
    button.is_small = True
    return button


def danger_button(text: str, *, icon: str = "trash") -> Button:
    """Return a button whose command takes something away; its dialog names what."""
    button = Button(text, icon=icon)
    button.is_danger = True
    return button


class IconButton(QToolButton):
    """A button that is only an icon; `name` is its tooltip and its accessible name."""

    def __init__(
        self, icon: str, name: str, *, size: int = _ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size = icon, size
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dress()

    def rename(self, icon: str, name: str, *, shows_words: bool = False) -> None:
        """Show another icon, and its name beside it if there is room."""
        self._name = icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setText(f"   {name}" if shows_words else "")
        beside, alone = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
            Qt.ToolButtonStyle.ToolButtonIconOnly,
        )
        self.setToolButtonStyle(beside if shows_words else alone)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        theme = current_theme()
        side = theme.px(self._size)
        self.setIconSize(QSize(side, side))
        self.setIcon(make_icon(self._name, side, theme.tokens.ink_2))
