"""A choice box, a line with an icon, a field with its name above and its error below."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.icons import icon as make_icon
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.errors import ErrorLine
from thidua_desktop.ui.widgets.paint import paint_text
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_ARROW: Final = 11
_PADDING: Final = 10


class Choice(QComboBox):
    """One of a few: `label` stands before the chosen words, in grey."""

    chosen = Signal(object)
    """The user chose; carries the value, not the words."""

    def __init__(self, name: str, *, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def offer(self, choices: Sequence[tuple[str, Any]], *, current: Any = None) -> None:
        """Show these words with their values; nothing is announced."""
        self.clear()
        for number, (words, value) in enumerate(choices):
            self.addItem(words, value)
            self.setItemData(number, words, Qt.ItemDataRole.ToolTipRole)
            if value == current:
                self.setCurrentIndex(number)

    def choose(self, value: Any) -> None:
        """Show the words of `value`, compared as Python does; nothing is announced."""
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)

    @property
    def value(self) -> Any:
        """Return the value chosen."""
        return self.currentData()

    def wheelEvent(self, event: Any) -> None:
        # A wheel over a closed box must not change a reading on the way down the page.
        event.ignore()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font(Role.BUTTON))
        width = max(metrics.horizontalAdvance(text) for text in self.sized_by() or [""])
        width += self._label_width(theme) + theme.px(_PADDING * 2 + _ARROW + 8)
        return QSize(round(width), theme.metrics.input)

    def sized_by(self) -> list[str]:
        """Return the words it has room for: every one it offers."""
        return [self.itemText(number) for number in range(self.count())]

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        option.subControls = QStyle.SubControl.SC_ComboBoxFrame
        painter = QPainter(self)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        side = theme.px(_ARROW)
        right = self.width() - theme.px(_PADDING) - side
        place = QRectF(right, (self.height() - side) / 2, side, side)
        enabled = self.isEnabled()
        paint_icon(painter, "chevron-down", place, tokens.ink_3 if enabled else tokens.disabled)
        left = float(theme.px(_PADDING))
        if self._label:
            room = QRectF(left, 0, right - left, self.height())
            paint_text(painter, room, self._label, theme.font(Role.CAPTION), tokens.ink_3)
            left += self._label_width(theme)
        room = QRectF(left, 0, right - left - theme.px(6), self.height())
        colour = tokens.ink if enabled else tokens.disabled
        paint_text(painter, room, self.currentText(), theme.font(Role.BUTTON), colour)

    def _label_width(self, theme: Theme) -> float:
        if not self._label:
            return 0.0
        metrics = QFontMetricsF(theme.font(Role.CAPTION))
        return metrics.horizontalAdvance(self._label) + theme.px(6)


class IconLine(QLineEdit):
    """A line with an icon before the text; Esc empties it."""

    def __init__(self, icon: str, placeholder: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = icon
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.removesuffix("…"))
        self._action = self.addAction(self._icon(), QLineEdit.ActionPosition.LeadingPosition)
        self._action.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._action.setIcon(self._icon())

    def _icon(self) -> Any:
        theme = current_theme()
        return make_icon(self._name, theme.px(14), theme.tokens.ink_3)


class Field(ThemedFrame):
    """An input with its name above; `show_error` puts a sentence under it."""

    def __init__(self, name: str, editor: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._name = Text(name, Role.CAPTION, tone="muted")
        self._name.setBuddy(editor)
        self._error = ErrorLine()
        if not editor.accessibleName():
            editor.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._name, editor, self._error):
            layout.addWidget(part)
        self.redress()

    def dress(self, theme: Theme) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.px(3))

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence takes it back."""
        self._error.show_sentence(sentence)
        self.editor.setProperty("error", bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
