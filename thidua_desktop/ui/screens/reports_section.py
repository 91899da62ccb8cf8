"""One section of a report in the editor: its head with a state, and its text or its table."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.report_views import ResultView, SectionView
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.linked_text import LinkedTextEdit
from thidua_desktop.ui.widgets.paint import DENSE_CHIP_HEIGHT
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

SAVE_AFTER_MS: Final = 800
"""How long after the last key a text is kept by itself."""
_TONES: Final = {"green": Tone.GREEN, "red": Tone.RED, "missing": Tone.DASHED}
_HEADINGS: Final = ("Chỉ tiêu", "Mức giao", "Kết quả", "Mức đạt")
_DASH: Final = "–"
"""The standing where there is no target to stand against."""
_ICONS: Final = {"missing": "dash-circle", "neutral": "dash-circle"}


def section_title(section: SectionView) -> str:
    """Return number and title as read on screen: capitals belong to the printed form."""
    title = section.title.capitalize() if section.title.isupper() else section.title
    return f"{section.number}. {title}"


class SectionBox(ThemedFrame):
    """Base of every section: the title, and at the right a chip."""

    def __init__(self, section: SectionView) -> None:
        super().__init__()
        self.key = section.key
        self.chip = ChipLabel(height=DENSE_CHIP_HEIGHT)
        self.count = Text("", Role.CAPTION, tone="muted")
        self._head = QHBoxLayout()
        self._rows = QVBoxLayout(self)
        self._head.addWidget(Text(section_title(section), Role.STRONG, wrap=True), 1)
        top = Qt.AlignmentFlag.AlignTop
        self._head.addWidget(self.count, 0, top)
        self._head.addWidget(self.chip, 0, top)
        self._rows.addLayout(self._head)
        self.chip.hide()
        self.count.hide()
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(5))
        self._head.setSpacing(theme.px(8))


class TextSection(SectionBox):
    """A section the clerk writes; it says when its text should be kept."""

    edited = Signal(str, str)
    """The text should be kept: the section's key, the text as stored."""
    entered = Signal(object)
    """The clerk writes here, or moved the cursor here: this section."""

    def __init__(self, section: SectionView) -> None:
        super().__init__(section)
        self._stored = section.text
        self._sent = section.text
        self.edit = LinkedTextEdit()
        self.edit.set_hint(section.hint)
        self.edit.setAccessibleName(section_title(section))
        self.edit.show_text(section.text)
        self._rows.addWidget(self.edit)
        self._pause = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._pause.timeout.connect(self.keep)
        self.edit.edited.connect(self._wait)
        self.edit.left.connect(self.keep)
        self.edit.cursorPositionChanged.connect(self._tell_entered)
        self.show_section(section, {})

    @property
    def is_unsaved(self) -> bool:
        """Say whether the text differs from what was last sent to be kept."""
        return self.edit.text() != self._sent

    @property
    def is_ahead(self) -> bool:
        """Say whether the text differs from what is known to be kept."""
        return not _same(self.edit.text(), self._stored)

    def show_section(self, section: SectionView, values: Mapping[str, str]) -> None:
        """Show what is stored, unless the clerk is ahead of it."""
        self.edit.set_values(values)
        if section.text != self._stored:
            self._stored = section.text
            emptied = self.edit.hasFocus() and not self.edit.text().strip()
            if not self.is_unsaved and not emptied and not _same(section.text, self._sent):
                self._sent = section.text
                self.edit.show_text(section.text)
        self._show_state()

    def keep(self) -> None:
        """Send the text to be kept, if it changed."""
        self._pause.stop()
        if self.is_unsaved:
            self._sent = self.edit.text()
            self.edited.emit(self.key, self._sent)

    def forget_sent(self) -> None:
        """Know that the last text sent could not be kept: it is unsaved again."""
        self._sent = self._stored
        self.count.setText("chưa lưu được")
        self.count.set_tone("red")
        self.count.show()

    def _wait(self) -> None:
        self._pause.start()
        self._show_state()
        self.entered.emit(self)

    def _tell_entered(self) -> None:
        if self.edit.hasFocus():
            self.entered.emit(self)

    def _show_state(self) -> None:
        words = self.edit.words()
        self.count.set_tone("muted")
        self.count.setText(f"{words} chữ")
        self.count.setToolTip(f"{len(self.edit.toPlainText())} ký tự")
        self.count.setVisible(bool(words))
        done = Chip("Đã soạn", Tone.GREEN)
        self.chip.show_chip(done if words else Chip("Chưa soạn", Tone.AMBER))
        self.chip.show()


class ResultsSection(SectionBox):
    """The results against the targets; fills itself from the figures.

    Labels and not a table view: names wrap here as they do on paper, and nothing is chosen.
    """

    def __init__(self, section: SectionView, results: Sequence[ResultView]) -> None:
        super().__init__(section)
        self._frame = Card(flush=True)
        self._grid = _ResultGrid(())
        self._results: tuple[ResultView, ...] = ()
        self._frame.body.addWidget(self._grid)
        self._rows.addWidget(self._frame)
        self.chip.show_chip(Chip("Điền từ số liệu", Tone.INFO, "link-45deg"))
        self.chip.show()
        self.show_results(results)

    @property
    def results(self) -> tuple[ResultView, ...]:
        """Return what is shown."""
        return self._results

    def show_results(self, results: Sequence[ResultView]) -> None:
        """Show other results."""
        if tuple(results) == self._results:
            return
        self._results = tuple(results)
        self._frame.body.removeWidget(self._grid)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = _ResultGrid(self._results)
        self._frame.body.addWidget(self._grid)


class _ResultGrid(ThemedFrame):
    """One line per indicator under a line of headings."""

    def __init__(self, results: Sequence[ResultView]) -> None:
        super().__init__()
        self._lines = QGridLayout(self)
        self._lines.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, (heading, side) in enumerate(
            zip(_HEADINGS, (left, right, right, left), strict=True)
        ):
            self._lines.addWidget(Text(heading, Role.HEADER, tone="soft"), 0, column, side)
        for number, one in enumerate(results):
            row = 2 * number + 2
            self._lines.addWidget(Rule(), row - 1, 0, 1, len(_HEADINGS))
            self._lines.addWidget(Text(one.name, wrap=True), row, 0)
            self._lines.addWidget(Text(one.target), row, 1, right)
            tone = "muted" if one.tone == "missing" else ""
            self._lines.addWidget(Text(one.result, tone=tone), row, 2, right)
            self._lines.addWidget(_standing(one), row, 3, left)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._lines.setContentsMargins(theme.px(9), theme.px(6), theme.px(9), theme.px(6))
        self._lines.setHorizontalSpacing(theme.px(12))
        self._lines.setVerticalSpacing(theme.px(4))


class HeadingSection(ThemedFrame):
    """A heading that holds nothing of its own."""

    def __init__(self, section: SectionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = section.key
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(section_title(section), Role.STRONG, tone="soft", wrap=True))


def _standing(result: ResultView) -> QWidget:
    if str(result.standing) == _DASH:
        return Text(_DASH, tone="muted")
    tone = _TONES.get(result.tone, Tone.NEUTRAL)
    words = "Chưa có" if result.tone == "missing" else str(result.standing)
    chip = ChipLabel(words, tone, _ICONS.get(result.tone), height=DENSE_CHIP_HEIGHT)
    chip.setToolTip(str(result.standing))
    return chip


def _same(one: str, other: str) -> bool:
    """Say whether two texts differ at most in spaces: what is stored has its spaces made single."""
    return one.split() == other.split()
