"""A text with linked figures: each shows its value, is one piece, and is kept as `{{key}}`.

A linked figure is an inline object (one character of the document), so that typing, deleting,
selecting and wrapping can never take it apart. Its value is looked up each time it is painted:
when the data change, the text itself does not.
"""

import re
import unicodedata
from collections.abc import Mapping
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPyTextObject,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from thidua_desktop.ui.theme import Role, current_theme

_TOKEN: Final = re.compile(r"\{\{\s*([^\s{}]+)\s*\}\}")
_OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_KEY: Final = QTextFormat.Property.UserProperty.value + 1
_PLACE: Final = "\ufffc"
_LINE_HEIGHT: Final = 20
_LONGEST_SHOWN: Final = 34
_PADDING: Final = 5
_RADIUS: Final = 3
_LEAST_LINES: Final = 3
_HIGHEST: Final = 10_000
_OUR_MIME: Final = "application/x-thidua-linked-text"


class _LinkedFigures(QPyTextObject):
    """Measures and draws the figures of one text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: Mapping[str, str] = {}

    def value(self, key: str) -> str:
        """Return the value of a key; one that is gone says so."""
        return self.values.get(key) or "chưa có"

    def shown(self, key: str) -> str:
        """Return the value as drawn: one piece cannot wrap, so a long one is cut."""
        value = self.value(key)
        if len(value) <= _LONGEST_SHOWN:
            return value
        return f"{value[:_LONGEST_SHOWN].rsplit(' ', 1)[0]}…"

    def intrinsicSize(  # noqa: N802 - Qt's name
        self,
        doc: QTextDocument,
        pos_in_document: int,
        format: QTextFormat,  # noqa: A002
    ) -> QSizeF:
        metrics = QFontMetricsF(current_theme().font(Role.BODY, weight=500))
        width = metrics.horizontalAdvance(self.shown(str(format.property(_KEY))))
        return QSizeF(width + 2 * current_theme().px(_PADDING), metrics.ascent())

    def drawObject(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos_in_document: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        theme = current_theme()
        key = str(format.property(_KEY))
        font = theme.font(Role.BODY, weight=500)
        metrics = QFontMetricsF(font)
        known = key in self.values
        tokens = theme.tokens
        body = QRectF(rect.left(), rect.top() - 2, rect.width(), metrics.height() + 3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(tokens.selected if known else tokens.amber_tint)
        painter.drawRoundedRect(body, _RADIUS, _RADIUS)
        painter.setFont(font)
        painter.setPen(tokens.accent_text if known else tokens.amber_text)
        left = rect.left() + theme.px(_PADDING)
        painter.drawText(QRectF(left, rect.top(), rect.width(), metrics.height()), self.shown(key))
        painter.restore()


class LinkedTextEdit(QTextEdit):
    """Plain paragraphs with linked figures; grows with its text and never scrolls by itself."""

    edited = Signal()
    """The user changed the text; `show_text` does not emit it."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = _LinkedFigures(self)
        self._is_showing = False
        self._hint = ""
        self.document().documentLayout().registerHandler(_OBJECT, self._figures)
        self.document().setDocumentMargin(2)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self.textChanged.connect(self._announce)
        self.show_text("")

    def set_hint(self, hint: str) -> None:
        """Say in grey what to write, as long as nothing is written."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self._fit_height()
        self.viewport().update()

    def show_text(self, text: str) -> None:
        """Show a stored text; what was typed before can no longer be undone here."""
        self._is_showing = True
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(_block_format())
        _insert(cursor, text)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._is_showing = False
        self._fit_height()

    def text(self) -> str:
        """Return the text as stored: linked figures as `{{key}}`, one line per paragraph."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append(_stored(block))
            block = block.next()
        return unicodedata.normalize("NFC", "\n".join(lines))

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show these values at the linked figures."""
        if values != self._figures.values:
            self._figures.values = dict(values)
            self._measure_again()

    def insert_figure(self, key: str) -> None:
        """Put a linked figure at the cursor, with a space where words would touch it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        before = self.document().characterAt(cursor.position() - 1) if cursor.position() else " "
        if not before.isspace():
            cursor.insertText(" ", QTextCharFormat())
        _insert(cursor, f"{{{{{key}}}}}")
        after = self.document().characterAt(cursor.position())
        if after.isalnum():
            cursor.insertText(" ", QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def words(self) -> int:
        """Return how many words (chữ) the text has; a figure counts as one."""
        return len(self.toPlainText().split())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy values for other programs, and the links for our own texts."""
        stored = _stored_selection(self.textCursor())
        data = QMimeData()
        data.setText(_TOKEN.sub(lambda found: self._figures.value(found[1]), stored))
        data.setData(_OUR_MIME, stored.encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste words only, links from our own texts included."""
        ours = bytes(source.data(_OUR_MIME).data()).decode()
        text = ours or source.text()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        _insert(cursor, unicodedata.normalize("NFC", text))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_figures"):
            self._set_line_height()
            self._measure_again()
            self._fit_height()

    def event(self, event: QEvent) -> bool:
        """Show the whole of a cut value, and where figures come from, as a tooltip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            key = self._key_at(event.pos())
            if key:
                QToolTip.showText(event.globalPos(), self._figures.value(key), self)
                return True
        return bool(super().event(event))

    def _key_at(self, place: QPoint) -> str:
        """Return the key of the figure at a place, empty if there is none."""
        cursor = self.cursorForPosition(self.viewport().mapFrom(self, place))
        for position in (cursor.position(), cursor.position() + 1):
            if 0 < position < self.document().characterCount():
                cursor.setPosition(position)
                shape = cursor.charFormat()
                if shape.objectType() == _OBJECT:
                    return str(shape.property(_KEY))
        return ""

    def _set_line_height(self) -> None:
        """Give every paragraph the line height of the text size."""
        wanted = _block_format()
        if self.textCursor().blockFormat().lineHeight() != wanted.lineHeight():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Qt's own placeholder is cut after the line the first paragraph takes.
        if self._hint and self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(current_theme().tokens.ink_3)
            painter.setFont(current_theme().font(Role.BODY))
            room = QRectF(self.viewport().rect()).adjusted(2, 2, -2, 0)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._hint and event.size().width() != event.oldSize().width():
            self._fit_height()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _measure_again(self) -> None:
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def _announce(self) -> None:
        if not self._is_showing:
            self.edited.emit()

    def _fit_height(self) -> None:
        theme = current_theme()
        line = theme.px(_LINE_HEIGHT)
        # Padding and border of the style sheet: before the first layout Qt cannot say.
        margins = 2 * (theme.px(6) + 1)
        written = round(self.document().size().height())
        needed = max(written, _LEAST_LINES * line, self._hint_height())
        if self.height() != needed + margins:
            self.setFixedHeight(needed + margins)

    def _hint_height(self) -> int:
        """Return the room the hint takes while nothing is written."""
        if not (self._hint and self.document().isEmpty()):
            return 0
        metrics = QFontMetricsF(current_theme().font(Role.BODY))
        room = QRectF(0, 0, self.viewport().width() - 4, _HIGHEST)
        return ceil(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._hint).height()) + 4


def _block_format() -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setLineHeight(
        current_theme().px(_LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.FixedHeight.value
    )
    return shape


def _insert(cursor: QTextCursor, text: str) -> None:
    """Insert a stored text at `cursor`; the links in it become figures."""
    plain = QTextCharFormat()
    end = 0
    for found in _TOKEN.finditer(text):
        cursor.insertText(text[end : found.start()], plain)
        figure = QTextCharFormat()
        figure.setObjectType(_OBJECT)
        figure.setProperty(_KEY, found[1])
        cursor.insertText(_PLACE, figure)
        end = found.end()
    cursor.insertText(text[end:], plain)


def _stored(block: QTextBlock) -> str:
    parts = []
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        shape = fragment.charFormat()
        text = fragment.text().replace("\u2028", "\n")
        if shape.objectType() == _OBJECT:
            text = f"{{{{{shape.property(_KEY)}}}}}" * len(text)
        parts.append(text.replace(_PLACE, ""))
        pieces += 1
    return "".join(parts)


def _stored_selection(cursor: QTextCursor) -> str:
    """Return what is selected as stored text."""
    copy = QTextDocument()
    QTextCursor(copy).insertFragment(cursor.selection())
    lines = []
    block = copy.begin()
    while block.isValid():
        lines.append(_stored(block))
        block = block.next()
    return "\n".join(lines)
