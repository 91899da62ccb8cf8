"""One value of a campaign as a field in place: typed, kept on leaving it, refused beside it."""

from typing import Final, Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
)

from thidua_desktop.services.campaign_by_reading import BY_READING
from thidua_desktop.services.campaign_views import FieldView, Typed
from thidua_desktop.ui.screens.campaign_many import ManyInput
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_WIDTHS: Final = {Typed.DAY: 116, Typed.PERCENT: 72, Typed.COUNT: 84, Typed.DECIMAL: 72}
_MONEY: Final = 112
_HEIGHT: Final = 30
_WIDEST_CHOICE: Final = 560
_WIDEST_LIST: Final = 560
_WIDE: Final = frozenset({Typed.TEXT, Typed.LONG, Typed.LINES, Typed.SPANS})
_LINES: Final = frozenset({Typed.LINES, Typed.SPANS})
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNIT_OF_MONEY: Final = "đồng"


class LineInput(QLineEdit):
    """A number or a day; Esc puts the stored text back."""

    left = Signal()
    dropped = Signal()

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        self.setAcceptDrops(False)
        if field.typed is not Typed.DAY:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._wide = _MONEY if field.unit == _UNIT_OF_MONEY else _WIDTHS[field.typed]
        self._hint = field.hint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self.left)

    @property
    def words(self) -> str:
        """Return what is typed."""
        return self.text()

    def show_words(self, words: str) -> None:
        """Show another text."""
        if words != self.text():
            self.setText(words)
            self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        hint = QFontMetricsF(theme.font(Role.BODY)).horizontalAdvance(self._hint)
        width = max(theme.px(self._wide), round(hint) + theme.px(24))
        return QSize(width, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class GrowingInput(QTextEdit):
    """Text of any length, as high as its lines; `is_flat` shows its border only when reached.

    Tab leaves it. Enter keeps the text; where each line is a value of its own, it makes a line.
    """

    left = Signal()
    dropped = Signal()

    def __init__(self, *, many_lines: bool, is_flat: bool) -> None:
        super().__init__()
        self._many_lines, self._is_flat = many_lines, is_flat
        self._dressed_in: Theme | None = None
        self.setAcceptRichText(False)
        # A table dropped here is for the window, not a path to be written into the text.
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self.updateGeometry)
        self._dress()

    @property
    def words(self) -> str:
        """Return what is typed."""
        return self.toPlainText()

    def show_words(self, words: str) -> None:
        """Show another text."""
        if words != self.toPlainText():
            self.setPlainText(words)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self.height())

    def sizeHint(self) -> QSize:
        if not self._is_flat:
            return QSize(current_theme().px(240), self.height())
        longest = QFontMetricsF(self.font()).horizontalAdvance(self.toPlainText())
        return QSize(round(longest) + current_theme().px(20), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in _ENTER and not self._many_lines:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # All of the text is seen: the wheel moves the page.
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Not before the constructor is over, and not for the sheet set here.
        dressed = getattr(self, "_dressed_in", None)
        if event.type() is QEvent.Type.StyleChange and dressed is not None:
            self._dress()

    def _dress(self) -> None:
        theme = current_theme()
        if theme == self._dressed_in:
            return
        self._dressed_in = theme
        tokens = theme.tokens
        if self._is_flat:
            tall, hover, focus = theme.px(5), tokens.control.name(), tokens.focus.name()
            within = f"padding: {tall}px 3px {tall - 2}px 3px;"
            closer = f"padding: {tall - 1}px 2px {tall - 3}px 2px;"
            self.setStyleSheet(
                f"QTextEdit {{ background: transparent; border: 1px solid transparent; {within} }}"
                f"QTextEdit:hover {{ border: 1px solid {hover}; }}"
                f"QTextEdit:focus {{ background: {tokens.surface.name()};"
                f" border: 2px solid {focus}; {closer} }}"
                f'QTextEdit[error="true"] {{ border: 2px solid {tokens.red.name()}; {closer} }}'
            )
        else:
            tall, side = theme.px(5), theme.px(8)
            closer = f"padding: {tall - 1}px {side - 1}px; min-height: 0;"
            self.setStyleSheet(
                f"QTextEdit {{ padding: {tall}px {side}px; }} QTextEdit:focus {{ {closer} }}"
                f'QTextEdit[error="true"] {{ {closer} }}'
            )
        self._fit()

    def _fit(self) -> None:
        frame = self.height() - self.viewport().height()
        wanted = round(self.document().size().height()) + max(frame, 2)
        least = current_theme().px(28)
        if wanted > 0 and self.height() != max(wanted, least):
            self.setFixedHeight(max(wanted, least))


class ChoiceInput(Choice):
    """One of a few words; kept as soon as it is chosen."""

    left = Signal()
    dropped = Signal()

    def __init__(self, field: FieldView) -> None:
        super().__init__(field.name)
        self.offer(field.choices, current=field.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chosen.connect(lambda _value: self.left.emit())
        self.currentIndexChanged.connect(lambda _index: self.updateGeometry())

    def sizeHint(self) -> QSize:
        hinted = super().sizeHint()
        return QSize(min(hinted.width(), current_theme().px(_WIDEST_CHOICE)), hinted.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sized_by(self) -> list[str]:
        # A reading that could be chosen does not make «từ» as wide as a sentence.
        offered = [
            self.itemText(number)
            for number in range(self.count())
            if not str(self.itemData(number)).startswith(BY_READING)
        ]
        return [*offered, self.currentText()]

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list, as wide as its longest line."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0), current_theme().px(_WIDEST_LIST)))
        super().showPopup()

    @property
    def words(self) -> str:
        """Return what is chosen, as the document says it."""
        return str(self.value)

    def show_words(self, words: str) -> None:
        """Choose another one."""
        self.setCurrentIndex(self.findData(words))


class Input(Protocol):
    """What a field needs of its editor."""

    @property
    def words(self) -> str:
        """Return what is typed."""
        ...

    def show_words(self, words: str) -> None:
        """Show another text."""
        ...


class FieldBox(ThemedFrame):
    """A field: its name above unless `bare`, its unit after it, below it what is wrong.

    One that `hugs` is as wide as its words, so that what follows stands behind them.
    """

    committed = Signal(object, str)
    """What was typed shall be kept: the `FieldView`, the text."""

    def __init__(
        self, field: FieldView, *, bare: bool = False, is_flat: bool = False, hugs: bool = False
    ) -> None:
        super().__init__()
        self.field = field
        self.hugs = hugs and field.typed is Typed.LONG
        self._sent = field.value
        self.editor = _editor_of(field, is_flat=is_flat)
        self.is_wide = field.typed in _WIDE
        self._name = Text(field.name, Role.CAPTION, tone="muted", wrap=self.is_wide)
        self._name.setVisible(not bare)
        self.error = Text("", Role.CAPTION, tone="red", wrap=True)
        self.error.hide()
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._build(bare=bare)
        self.redress()

    @property
    def is_ahead(self) -> bool:
        """Say whether the text differs from what is stored."""
        return self._input.words != self.field.value

    @property
    def typed(self) -> str:
        """Return what is typed."""
        return self._input.words

    def show_field(self, field: FieldView) -> None:
        """Show what is stored, unless the clerk is ahead of it."""
        was_ahead = self._input.words not in {self.field.value, self._sent}
        self.field = field
        if not was_ahead and not self.error.text():
            self._sent = field.value
            self._input.show_words(field.value)
        self._offer_hint()

    def show_draft(self, typed: str, sentence: str) -> None:
        """Show again what was typed and could not be kept."""
        self._input.show_words(typed)
        self._sent = typed
        self.show_error(sentence)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with what is typed; an empty sentence takes it back."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        if bool(self.editor.property("error")) != bool(sentence):
            self.editor.setProperty("error", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(6))
        self._column.setSpacing(theme.px(2))

    def _build(self, *, bare: bool) -> None:
        self._name.setBuddy(self.editor)
        self.editor.setAccessibleName(self.field.label)
        if bare and not self.is_wide:
            self.editor.setToolTip(self.field.name)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._name)
        self._row.addWidget(self.editor)
        if self.field.unit:
            self._row.addWidget(Text(self.field.unit, tone="muted"))
        if not self.is_wide:
            self._row.addStretch(1)
        self._column.addLayout(self._row)
        self._column.addWidget(self.error)
        self._column.addStretch(1)
        across = QSizePolicy.Policy.Expanding if self.is_wide else QSizePolicy.Policy.Fixed
        if self.hugs:
            across = QSizePolicy.Policy.Preferred
            self.editor.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        if not self.is_wide:
            metrics = QFontMetricsF(current_theme().font(Role.CAPTION))
            self.error.setMinimumWidth(round(metrics.horizontalAdvance("0" * 22)))
        self._offer_hint()
        self._input.show_words(self.field.value)
        self.editor.left.connect(self.keep)
        self.editor.dropped.connect(self._drop)

    @property
    def _input(self) -> Input:
        return self.editor

    def _offer_hint(self) -> None:
        if isinstance(self.editor, LineInput | GrowingInput):
            self.editor.setPlaceholderText(self.field.hint)

    def keep(self) -> None:
        """Send what is typed to be kept, unless it was sent already."""
        typed = self._input.words
        if typed == self._sent:
            return
        if typed == self.field.value:
            self.show_error("")
        self._sent = typed
        self.committed.emit(self.field, typed)

    def _drop(self) -> None:
        self._sent = self.field.value
        self._input.show_words(self.field.value)
        self.show_error("")


def _editor_of(
    field: FieldView, *, is_flat: bool
) -> LineInput | GrowingInput | ChoiceInput | ManyInput:
    if field.typed is Typed.CHOICE:
        return ChoiceInput(field)
    if field.typed is Typed.MANY:
        return ManyInput(field)
    if field.typed in _WIDE:
        return GrowingInput(many_lines=field.typed in _LINES, is_flat=is_flat)
    return LineInput(field)
