"""The side panel «Vì sao?» of the ranking: steps, result, prize; sources; copying it all."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.vietnamese import money
from thidua_desktop.services.rankings import STATE_WORDS, PrizeView, WhyStep, WhyView, sources
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.ranking_rows import STATE_TONES, state_chip
from thidua_desktop.ui.screens.awards_tables import AwardsWhy, short_word
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import IconButton, Look, small_button
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.steps import ResultBox, StepRow, WhyPanel
from thidua_desktop.ui.widgets.themed import Text

_TONES: Final = {"gold": Tone.GOLD, "silver": Tone.SILVER, "bronze": Tone.BRONZE}
_WIDEST: Final = 16777215
_NUMBER_WIDTH: Final = 30


class RankingWhy(WhyPanel):
    """Explains one subject at a time."""

    copied = Signal()
    """The explanation went to the clipboard."""
    whatif_wanted = Signal()
    """The figures of the one explained shall be tried otherwise."""
    pdf_wanted = Signal()
    """The explanation shall be a page to print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why: WhyView | AwardsWhy | None = None
        self._fills_page = False
        self.sources_button = small_button("Nguồn số liệu", icon="link-45deg")
        self.sources_button.setCheckable(True)
        self.sources_button.setToolTip("Hiện tệp, trang, ô mà từng số liệu được lấy")
        self.copy_button = small_button("Sao chép", icon="clipboard", look=Look.TEXT)
        self.copy_button.setToolTip("Sao chép toàn bộ giải thích, kèm nguồn số liệu")
        self.pdf_button = IconButton("printer", "Lưu giải thích thành một trang PDF để in…")
        self.whatif_button = IconButton("sliders", "Nếu số liệu khác… (mô phỏng)")
        for button in self._buttons:
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.sources_button.toggled.connect(self._show_steps)
        self.copy_button.clicked.connect(self._copy)
        self.pdf_button.clicked.connect(self.pdf_wanted)
        self.whatif_button.clicked.connect(self.whatif_wanted)
        self.show_nobody()

    @property
    def why(self) -> WhyView | AwardsWhy | None:
        """Return the explanation shown."""
        return self._why

    def show_why(self, why: WhyView | AwardsWhy, *, prints: bool = False) -> None:
        """Explain another subject; `prints` says that there is a page of it to print."""
        self._why = why
        self.pdf_button.setVisible(prints)
        if isinstance(why, AwardsWhy):
            self.show_head(why.name, why.figure, "hình thức khen đạt")
        else:
            self.show_head(why.name, why.score_text, why.caption)
        self._show_steps()
        self.scroll_to_top()
        self._enable(on=True)

    def show_nobody(self) -> None:
        """Say that nobody is chosen."""
        self._why = None
        self.clear()
        self.show_head("Chọn một dòng trong bảng", "", "")
        self._enable(on=False)

    def set_fills_page(self, *, on: bool) -> None:
        """Take the width of the page, where the window is too narrow for a side panel."""
        self._fills_page = on
        self.dress(current_theme())

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "sources_button"):
            self.sources_button.setText("Nguồn" if theme.compact else "Nguồn số liệu")
        if getattr(self, "_fills_page", False):
            self.setMinimumWidth(0)
            self.setMaximumWidth(_WIDEST)

    @property
    def _buttons(self) -> tuple[QAbstractButton, ...]:
        return self.sources_button, self.copy_button, self.whatif_button, self.pdf_button

    def _enable(self, *, on: bool) -> None:
        for button in self._buttons:
            button.setEnabled(on)

    def _show_steps(self) -> None:
        if self._why is None:
            return
        self.clear()
        if isinstance(self._why, AwardsWhy):
            self._show_awards(self._why)
        else:
            self._show_ranked(self._why)

    def _show_awards(self, why: AwardsWhy) -> None:
        for held, steps in why.sections:
            tone = STATE_TONES[held.state]
            icon = state_chip(held.state, "").icon_name
            self.add_part(ResultBox(held.award.name, STATE_WORDS[held.state], tone=tone, icon=icon))
            for step in steps:
                self._add(step, ruled=step is not steps[-1])

    def _show_ranked(self, why: WhyView) -> None:
        for step in why.steps:
            self._add(step, ruled=step is not why.steps[-1])
        if why.result_value:
            self.add_part(ResultBox(why.result_title, why.formula, why.result_value))
        for step in why.after:
            self._add(step, ruled=False)
        if why.note:
            self.add_part(_note(why))
        if why.prize is not None:
            self.add_part(_prize_box(why.prize, why.prize_note))

    def _add(self, step: WhyStep, *, ruled: bool) -> None:
        found = sources(step.figures)
        shown = found if self.sources_button.isChecked() else ()
        row = _step_row(step)
        if found:
            row.setToolTip("\n".join(("Số liệu lấy từ:", *found)))
        self.add_step(row, ruled=ruled and not shown)
        for source in shown:
            line = Text(f"Nguồn: {source}", Role.CAPTION, tone="info", wrap=True)
            line.setContentsMargins(current_theme().px(_NUMBER_WIDTH), 0, 0, 2)
            self.add_part(line)

    def _copy(self) -> None:
        if self._why is not None:
            QGuiApplication.clipboard().setText(self._why.as_text())
            self.copied.emit()


def _step_row(step: WhyStep) -> StepRow:
    if step.state is not None:
        # The longest words would leave the title two letters a line.
        is_long = step.state in (State.COUNCIL, State.NO_DATA)
        chip = state_chip(step.state, short_word(step.state) if is_long else step.value)
        return StepRow(step.number, step.title, step.text, chip=chip)
    tone = Tone.RED if step.negative else Tone.PLAIN
    return StepRow(step.number, step.title, step.text, result=step.value, tone=tone)


def _note(why: WhyView) -> NoticeBar:
    bar = NoticeBar(tone=Tone.INFO, icon="info-circle")
    text = why.note[:1].upper() + why.note[1:]
    bar.show_notice("" if why.result_value else f"{why.result_title}.", text)
    return bar


def _prize_box(prize: PrizeView, note: str) -> ResultBox:
    title = f"{prize.name} · {money(prize.amount)}" if prize.amount else prize.name
    icon = "award-fill" if prize.tone in _TONES else "award"
    return ResultBox(title, note, tone=_TONES.get(prize.tone, Tone.NEUTRAL), icon=icon)
