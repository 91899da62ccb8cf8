"""The side panel "Vì sao?": numbered steps in words with their result, ending in a score."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cards import Card, IconMark, Rule, tint
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.paint import paint_text
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_WIDEST_BESIDE: Final = 110
"""The widest chip beside the name of a step in a narrow panel."""


class ResultBox(ThemedFrame):
    """A tinted frame that states a result: a title, a line under it, a figure at the right."""

    def __init__(
        self,
        title: str,
        line: str,
        figure: str = "",
        *,
        tone: Tone = Tone.NEUTRAL,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._row = QHBoxLayout(self)
        if icon:
            self._row.addWidget(IconMark(icon, tone, size=20))
        lines = QVBoxLayout()
        lines.setSpacing(current_theme().px(2))
        lines.addWidget(Text(title, Role.STRONG, wrap=True))
        lines.addWidget(Text(line, Role.CAPTION, tone="soft", wrap=True))
        self._row.addLayout(lines, 1)
        if figure:
            number = Text(figure, Role.CARD)
            self._row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{title}: {figure or line}")
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._row.setContentsMargins(theme.px(10), theme.px(7), theme.px(10), theme.px(7))
        self._row.setSpacing(theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        fill, line = tint(self._tone, theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class StepNumber(QWidget):
    """A small circle with the number of a step."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = str(number)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = current_theme().px(20)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens.sunken)
        painter.drawEllipse(self.rect())
        font = theme.font(Role.CHIP, weight=600)
        centre = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, QRectF(self.rect()), self._number, font, theme.tokens.ink_2, centre)


class StepRow(ThemedFrame):
    """One step: its number, name and sentence, and at the right its result or a chip."""

    def __init__(  # noqa: PLR0913 - what a step says
        self,
        number: int,
        name: str,
        sentence: str,
        *,
        result: str = "",
        tone: Tone = Tone.PLAIN,
        chip: Chip | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        top = Qt.AlignmentFlag.AlignTop
        self._row = QHBoxLayout(self)
        self._row.addWidget(StepNumber(number), 0, top)
        self._lines = QVBoxLayout()
        self._head = QHBoxLayout()
        self._head.addWidget(Text(name, weight=500, wrap=True), 1)
        self._chip: ChipLabel | None = None
        if chip is not None:
            self._chip = ChipLabel(chip.text, chip.tone, chip.icon, height=20)
            self._head.addWidget(self._chip, 0, top)
        elif result:
            tones = {Tone.RED: "red", Tone.GREEN: "green", Tone.AMBER: "amber"}
            self._head.addWidget(Text(result, Role.STRONG, tone=tones.get(tone, "")), 0, top)
        self._lines.addLayout(self._head)
        if sentence:
            self._lines.addWidget(Text(sentence, Role.CAPTION, tone="muted", wrap=True))
        self._row.addLayout(self._lines, 1)
        said = chip.text if chip else result
        self.setAccessibleName(f"Bước {number}: {name}. {sentence}. {said}".strip())
        self.redress()

    def dress(self, theme: Theme) -> None:
        tall = theme.px(4 if theme.compact else 7)
        self._row.setContentsMargins(0, tall, 0, tall)
        self._row.setSpacing(theme.px(10))
        self._head.setSpacing(theme.px(8))
        self._lines.setSpacing(theme.px(1))
        if self._chip is not None:
            self._place(self._chip, theme)

    def _place(self, chip: ChipLabel, theme: Theme) -> None:
        """Put the chip beside the name, or below it where it would take the name its room."""
        self._head.removeWidget(chip)
        self._lines.removeWidget(chip)
        if theme.compact and chip.sizeHint().width() > theme.px(_WIDEST_BESIDE):
            self._lines.insertWidget(1, chip, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)


class WhyPanel(Card):
    """The whole panel: head with the score, a scrolled list of parts, a foot for buttons.

    Put steps with `add_step`, other parts with `add_part`; `clear` starts another explanation.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._caption = Text("Vì sao?", Role.CAPTION, tone="muted")
        self._name = Text("", Role.CARD, wrap=True)
        self._figure = Text("", Role.FIGURE)
        self._figure_note = Text("", Role.CAPTION, tone="muted")
        self._steps = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._margined: list[QHBoxLayout | QVBoxLayout] = []
        self._build()
        self.redress_parts(current_theme())

    def show_head(self, name: str, figure: str, note: str) -> None:
        """Say whose score it is, the score, and what it means."""
        self._name.setText(name)
        self._figure.setText(figure)
        self._figure_note.setText(note)
        self.setAccessibleName(f"Vì sao? {name}: {figure} {note}")

    def clear(self) -> None:
        """Take every part out."""
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def add_step(self, step: StepRow, *, ruled: bool = True) -> None:
        """Add one step, with a thin line after it."""
        self._steps.addWidget(step)
        if ruled:
            self._steps.addWidget(Rule())

    def add_part(self, part: QWidget) -> None:
        """Add something else with room around it: a result box, a notice."""
        self._steps.addSpacing(current_theme().px(8))
        self._steps.addWidget(part)

    def scroll_to_top(self) -> None:
        """Show the first step."""
        self._scroll.verticalScrollBar().setValue(0)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setMinimumWidth(theme.metrics.side_panel)
        self.setMaximumWidth(theme.metrics.widest_panel)
        if hasattr(self, "_margined"):
            self.redress_parts(theme)

    def redress_parts(self, theme: Theme) -> None:
        """Set the margins inside."""
        side = theme.metrics.card_padding
        for layout in self._margined:
            layout.setContentsMargins(side, theme.px(8), side, theme.px(8))
        self.foot.setSpacing(theme.px(8))
        # The name wraps right up to the figure.
        self._margined[0].setSpacing(theme.px(10))

    def _build(self) -> None:
        right = Qt.AlignmentFlag.AlignRight
        head, names, figures = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout, first, second in (
            (names, self._caption, self._name),
            (figures, self._figure, self._figure_note),
        ):
            layout.setSpacing(0)
            layout.addWidget(first)
            layout.addWidget(second)
        for layout in (names, figures):
            layout.addStretch(1)
        self._figure.setAlignment(right)
        self._figure_note.setAlignment(right)
        head.addLayout(names, 1)
        head.addLayout(figures)
        inner = QWidget()
        inner.setProperty("page", True)
        outer = QVBoxLayout(inner)
        outer.addLayout(self._steps)
        outer.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("Các bước tính điểm")
        self.body.addLayout(head)
        self.body.addWidget(Rule())
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(self.foot)
        self._steps.setSpacing(0)
        self._margined = [head, outer, self.foot]
