"""Cards and what stands in them: head, figure, count, notice, empty state, thin lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import Bar, Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.chips import ScoreBar
from thidua_desktop.ui.widgets.paint import mark_colour
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_EMPTY_ICON: Final = 48
_EMPTY_WIDTH: Final = 430
_NOTICE_LINE: Final = 3


class IconMark(QWidget):
    """An icon in the colour of its tone."""

    def __init__(
        self, name: str, tone: Tone = Tone.MUTED, *, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            colour = mark_colour(self._tone, current_theme().tokens)
            paint_icon(QPainter(self), self._name, QRectF(self.rect()), colour)


class Rule(QFrame):
    """A thin line between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)


class Card(ThemedFrame):
    """A white frame with round corners; `body` is the layout to fill.

    `flush` leaves no margin but the border: for a table or a list that fills the card.
    """

    def __init__(self, *, flush: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flush = flush
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.redress()

    def dress(self, theme: Theme) -> None:
        side = 1 if self._flush else theme.metrics.card_padding
        upper = 1 if self._flush else theme.px(7 if theme.compact else 10)
        self.body.setContentsMargins(side, upper, side, upper)
        self.body.setSpacing(0 if self._flush else theme.px(3 if theme.compact else 6))


class SectionHead(ThemedFrame):
    """The first line of a card: title, caption, and what the screen adds at the right."""

    def __init__(self, title: str, caption: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, Role.CARD)
        self.caption = Text(caption, Role.CAPTION, tone="muted")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.title)
        self.row.addWidget(self.caption)
        self.row.addStretch(1)
        self.redress()

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self.row.addWidget(widget)

    def dress(self, theme: Theme) -> None:
        self.row.setSpacing(theme.px(8))
        self.setMinimumHeight(theme.px(22))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure card says; `of` as written ("/ 28"), `share` None draws no bar."""

    icon: str
    title: str
    figure: str
    of: str = ""
    unit: str = ""
    share: Fraction | None = None
    note: str = ""
    tone: Tone = Tone.PLAIN


class FigureCard(Card):
    """One figure of the overview with its whole, a bar and a note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._icon = IconMark("", size=14)
        self._title = Text("", Role.CAPTION, tone="soft")
        self._figure = Text("", Role.FIGURE)
        self._unit = Text("", Role.UNIT, tone="muted")
        self._bar = ScoreBar()
        self._note_icon = IconMark("", size=12)
        self._note = Text("", Role.CAPTION, tone="muted")
        self._rows = [QHBoxLayout() for _ in range(3)]
        upper, middle, lower = self._rows
        upper.addWidget(self._icon)
        upper.addWidget(self._title, 1)
        middle.addWidget(self._figure)
        middle.addWidget(self._unit)
        middle.addWidget(self._bar, 1)
        lower.addWidget(self._note_icon)
        lower.addWidget(self._note, 1)
        for row in self._rows:
            self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress_rows(current_theme())

    def show_figure(self, figure: Figure) -> None:
        """Show other values."""
        self._icon.show_icon(figure.icon, Tone.MUTED)
        self._title.setText(figure.title)
        self._figure.setText(figure.figure)
        self._unit.setText(figure.of or figure.unit)
        self._bar.setVisible(figure.share is not None)
        if figure.share is not None:
            self._bar.show_bar(Bar(figure.share))
        self._middle_stretch(figure.share is None)
        loud = figure.tone in {Tone.AMBER, Tone.RED}
        self._note_icon.setVisible(loud)
        self._note_icon.show_icon("exclamation-triangle-fill" if loud else "", figure.tone)
        self._note.setText(figure.note)
        self._note.setToolTip(figure.note)
        self._note.set_tone(figure.tone.value if loud else "muted")
        words = (figure.title, figure.figure, self._unit.text(), figure.note)
        self.setAccessibleName(" ".join(word for word in words if word))

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.body.setSpacing(0 if theme.compact else theme.px(1))
        if hasattr(self, "_rows"):
            self._dress_rows(theme)

    def _dress_rows(self, theme: Theme) -> None:
        for row, gap in zip(self._rows, (6, 8, 6), strict=True):
            row.setSpacing(theme.px(gap))

    def _middle_stretch(self, alone: bool) -> None:
        self._rows[1].setStretch(1, 1 if alone else 0)


class CountCard(Card):
    """How many of a kind an import found: icon, figure, word, caption; tinted when it is loud."""

    def __init__(
        self,
        icon: str,
        words: str,
        *,
        tone: Tone = Tone.MUTED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._tone = tone
        self._words = words
        self._count = Text("0", Role.FIGURE)
        self._caption = Text("", Role.CAPTION, tone="muted")
        self._row = QHBoxLayout()
        self.icon = IconMark(icon, tone, size=20)
        self._row.addWidget(self.icon)
        self._row.addWidget(self._count)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(Text(words, weight=500))
        lines.addWidget(self._caption)
        lines.addStretch(1)
        self._row.addLayout(lines, 1)
        self.body.addLayout(self._row)
        self._row.setSpacing(current_theme().px(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: str, caption: str, *, loud: bool = False) -> None:
        """Show another count; `loud` fills the card with its tint (amber only)."""
        self._count.setText(count)
        self._caption.setText(caption)
        self._caption.setToolTip(caption)
        self.setAccessibleName(f"{count} {self._words}, {caption}")
        if self.property("loud") != loud:
            self.setProperty("loud", loud)
            self.style().unpolish(self)
            self.style().polish(self)


_LINKS: Final = (
    Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)
_NO_LINKS: Final = Qt.TextInteractionFlag.NoTextInteraction


class NoticeBar(ThemedFrame):
    """A tinted line with a mark at its left: bold beginning, sentence, a link at the end."""

    link_clicked = Signal()

    def __init__(
        self,
        *,
        tone: Tone = Tone.AMBER,
        icon: str = "exclamation-triangle-fill",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._icon = IconMark(icon, tone, size=14)
        self._text = Text("", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.linkActivated.connect(lambda _: self.link_clicked.emit())
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self._content: tuple[str, str, str] = ("", "", "")
        self.redress()

    def show_notice(self, strong: str, text: str = "", *, link: str = "") -> None:
        """Show a sentence; plain text, it may hold any character."""
        self._content = (strong, text, link)
        self._write(current_theme())

    def dress(self, theme: Theme) -> None:
        # Qt puts the room of a line height over 100 % under the line: less is left to the frame.
        self._row.setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(1))
        self._row.setSpacing(theme.px(9))
        # As high as a line of text with its room: the icon stands in the middle of the first one.
        self._icon.setFixedHeight(theme.px(18))
        self._write(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, line = tint(self._tone, current_theme())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.fillRect(QRectF(0, 0, _NOTICE_LINE, self.height()), line)

    def _write(self, theme: Theme) -> None:
        from html import escape

        strong, text, link = (escape(part) for part in self._content)
        parts = [f"<b style='font-weight:600'>{strong}</b>", text]
        if link:
            colour = theme.tokens.accent_text.name()
            style = f"color:{colour};text-decoration:none;font-weight:500"
            # One piece: «So sánh» is not broken in two.
            unbroken = link.replace(" ", "&nbsp;")
            parts.append(f"<a href='#' style='{style}'>{unbroken}</a>")
        body = " ".join(part for part in parts if part)
        # Without a link Tab must not stop here.
        self._text.setTextInteractionFlags(_LINKS if link else _NO_LINKS)
        self._text.setText(f"<div style='line-height:140%'>{body}</div>")
        self.setAccessibleName(" ".join(part for part in self._content if part))


class EmptyState(ThemedFrame):
    """What to do next on a page with nothing on it: icon, one sentence, one button."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        buttons: Sequence[Button] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence = Text(sentence, wrap=True, tone="soft")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._layout.addStretch(1)
        self._layout.addWidget(IconMark(icon, Tone.MUTED, size=_EMPTY_ICON), 0, centre)
        self._layout.addWidget(self._sentence, 0, centre)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._layout.addLayout(self._buttons)
        self._layout.addStretch(1)
        self.redress()

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._fit_sentence(current_theme())

    def dress(self, theme: Theme) -> None:
        self._layout.setSpacing(theme.px(14))
        self._buttons.setSpacing(theme.px(8))
        self._fit_sentence(theme)

    def _fit_sentence(self, theme: Theme) -> None:
        # A centred wrapped label gets its hinted height only: the lines must be counted here.
        width, step = theme.px(_EMPTY_WIDTH), theme.px(10)
        self._sentence.ensurePolished()
        self._sentence.setMinimumSize(0, 0)  # a label never measures itself smaller than that
        height = self._sentence.heightForWidth(width)
        # Lines of even length: no word is left alone on the last one.
        narrowest = width // 2
        while width > narrowest and self._sentence.heightForWidth(width - step) == height:
            width -= step
        self._sentence.setFixedWidth(width)
        self._sentence.setMinimumHeight(height + theme.px(4))


def next_step(text: str, *, icon: str = "", hint: str = "") -> Button:
    """Return the one filled button of a page."""
    return Button(text, icon=icon, hint=hint, look=Look.PRIMARY)


def tint(tone: Tone, theme: Theme) -> tuple[QColor, QColor]:
    """Return the fill and the line of a tinted frame."""
    tokens = theme.tokens
    return {
        Tone.AMBER: (tokens.amber_tint, tokens.amber),
        Tone.RED: (tokens.red_tint, tokens.red),
        Tone.GREEN: (tokens.green_tint, tokens.green),
        Tone.INFO: (tokens.selected, tokens.accent),
        Tone.GOLD: (tokens.gold_tint, tokens.gold_line),
        Tone.SILVER: (tokens.silver_tint, tokens.silver_line),
        Tone.BRONZE: (tokens.bronze_tint, tokens.bronze_line),
    }.get(tone, (tokens.header, tokens.line))
