"""The problems of an import, each with the choices that settle it."""

from collections.abc import Sequence
from functools import partial, reduce
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.findings import Severity
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.imports import ProblemView, Review, UnitChoice
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_choices import (
    with_consent,
    with_unit,
    with_value,
    without_decision,
)
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import Button, Look, small_button
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.paint import DENSE_CHIP_HEIGHT, mark_colour
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

MOST_CARDS: Final = 40
_MOST_RADIOS: Final = 4
_SKIP: Final = "Bỏ qua dòng này"


class AnswerLine(QLineEdit):
    """A field whose Enter is an answer and goes no further: not to the page's filled button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ProblemCard(ThemedFrame):
    """One problem: what it is, where, and what can be done about it."""

    decided = Signal(object)
    """A function that makes new choices of the old ones."""

    def __init__(
        self,
        problem: ProblemView,
        units: Sequence[UnitChoice] = (),
        *,
        can_skip: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.problem = problem
        self._can_skip = can_skip
        self._units = units
        self._icon = IconMark(*self._mark(), size=14)
        self._column = QVBoxLayout(self)
        self._build_head()
        if problem.text:
            self._column.addWidget(Text(problem.text, tone="soft", wrap=True))
        if problem.solved:
            self._build_solved()
        else:
            self._build_choices()
        self.setAccessibleName(f"{problem.title} {problem.cell}")
        self.redress()

    def dress(self, theme: Theme) -> None:
        tokens = theme.tokens
        colour = mark_colour(self._mark()[1], tokens)
        self._column.setContentsMargins(theme.px(11), theme.px(9), theme.px(11), theme.px(10))
        self._column.setSpacing(theme.px(6))
        self.setStyleSheet(
            f"ProblemCard {{ background: {tokens.surface.name()};"
            f" border: 1px solid {tokens.line.name()}; border-left: 3px solid {colour.name()};"
            " border-radius: 6px; }"
        )

    @property
    def radios(self) -> tuple[QRadioButton, ...]:
        """Return the units, and leaving the row out, as they can be chosen."""
        return tuple(self._picked)

    def focus_choice(self) -> None:
        """Give the keyboard to the first choice."""
        for kind in (QRadioButton, QLineEdit, QPushButton):
            found = self.findChild(kind)
            if isinstance(found, QWidget):
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _mark(self) -> tuple[str, Tone]:
        if self.problem.solved:
            return "check-circle-fill", Tone.GREEN
        if self.problem.severity is Severity.NOTICE:
            return "info-circle", Tone.INFO
        if self.problem.severity is Severity.WARNING or self.problem.ask == "unit":
            return "exclamation-triangle-fill", Tone.AMBER
        return "x-circle-fill", Tone.RED

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(self.problem.title, Role.STRONG, wrap=True), 1)
        if self.problem.cell:
            place = ChipLabel(self.problem.cell, height=DENSE_CHIP_HEIGHT)
            head.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    def _build_solved(self) -> None:
        self.again = _flat("Sửa lại")
        self.again.clicked.connect(
            lambda: self.decided.emit(lambda choices: without_decision(choices, self.problem))
        )
        self._column.addLayout(_row(self.again))

    def _build_choices(self) -> None:
        build = {
            "unit": self._build_unit,
            "value": self._build_value,
            "accept": self._build_accept,
        }.get(self.problem.ask)
        if build is not None:
            build()

    def _build_unit(self) -> None:
        self._group = QButtonGroup(self)
        self._picked: dict[QRadioButton, SubjectId | None] = {}
        for candidate in self.problem.candidates[:_MOST_RADIOS]:
            self._add_radio(candidate.name, candidate.subject, candidate.note)
        self.other: Choice | None = None
        if self._units:
            self._build_other()
        self._add_radio(_SKIP, None)
        self.remember = QCheckBox("Ghi nhớ cách viết này cho lần sau")
        self.remember.setChecked(True)
        self.remember.toggled.connect(self._name_button)
        self._column.addWidget(self.remember)
        self.settle = small_button("")
        self.settle.clicked.connect(self._settle_unit)
        self._column.addLayout(_row(self.settle))
        if self.problem.candidates:
            next(iter(self._picked)).setChecked(True)
        self._group.buttonToggled.connect(self._name_button)
        self._name_button()

    def _add_radio(self, name: str, subject: SubjectId | None, note: str = "") -> None:
        radio = QRadioButton(name)
        radio.setAccessibleName(f"{name} {note}".strip())
        self._group.addButton(radio)
        self._picked[radio] = subject
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(radio)
        if note:
            row.addWidget(Text(note, Role.CAPTION, tone="muted"))
        row.addStretch(1)
        self._column.addLayout(row)

    def _build_other(self) -> None:
        self._other_radio = QRadioButton("Đơn vị khác")
        self._group.addButton(self._other_radio)
        self.other = Choice("Đơn vị khác trong sổ")
        self.other.offer(
            [("Chọn đơn vị…", None), *((unit.name, unit.subject) for unit in self._units)]
        )
        self.other.chosen.connect(lambda _: self._other_radio.setChecked(True))
        self.other.currentIndexChanged.connect(self._name_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._other_radio)
        row.addWidget(self.other, 1)
        self._column.addLayout(row)

    def _chosen(self) -> tuple[bool, SubjectId | None, str]:
        """Return whether a choice is made, whom it means (None: nobody), and the name."""
        button = self._group.checkedButton()
        if button is None:
            return False, None, ""
        if self.other is not None and button is self._other_radio:
            return self.other.value is not None, self.other.value, self.other.currentText()
        assert isinstance(button, QRadioButton)  # noqa: S101 - only radios are added
        return True, self._picked[button], button.text()

    def _name_button(self) -> None:
        made, subject, name = self._chosen()
        self.settle.setEnabled(made)
        self.remember.setEnabled(not made or subject is not None)
        if not made:
            words = "Chọn đơn vị ở trên"
        elif subject is None:
            words = _SKIP
        else:
            words = f"Dùng {name}" + (" và ghi nhớ" if self.remember.isChecked() else "")
        self.settle.setText(words)
        self.settle.setToolTip(words)

    def _settle_unit(self) -> None:
        _made, subject, _name = self._chosen()
        row = self.problem.row or 0
        remember = self.remember.isChecked()
        self.decided.emit(partial(with_unit, row=row, subject=subject, remember=remember))

    def _build_value(self) -> None:
        self.value = AnswerLine(self.problem.value)
        self.value.setAccessibleName(f"Số đúng của ô {self.problem.cell}")
        self.value.setMaximumWidth(120)
        take = small_button("Ghi số này")
        self.leave = _flat("Để trống")
        self.value.returnPressed.connect(self._settle_value)
        take.clicked.connect(self._settle_value)
        self.leave.clicked.connect(
            lambda: self.decided.emit(partial(with_value, cell=self.problem.cell, text=""))
        )
        self._column.addLayout(_row(self.value, take, self.leave))

    def _settle_value(self) -> None:
        text = self.value.text().strip()
        if text:
            self.decided.emit(partial(with_value, cell=self.problem.cell, text=text))

    def _build_accept(self) -> None:
        self.agree = small_button("Đồng ý ghi")
        self.agree.clicked.connect(
            lambda: self.decided.emit(lambda choices: with_consent(choices, self.problem))
        )
        buttons = [self.agree]
        if self._can_skip:
            skip = _flat(_SKIP)
            skip.clicked.connect(
                lambda: self.decided.emit(
                    partial(with_unit, row=self.problem.row or 0, subject=None, remember=False)
                )
            )
            buttons.append(skip)
        self._column.addLayout(_row(*buttons))


class ProblemPanel(ThemedFrame):
    """All problems of the review, those still open first."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.cards: list[ProblemCard] = []
        self._warnings: list[ProblemView] = []
        self._count = Text("", Role.CAPTION, tone="muted")
        self._inside = QWidget()
        self._inside.setProperty("page", True)
        self._cards = QVBoxLayout(self._inside)
        self._cards.addStretch(1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setWidget(self._inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._more = Text("", Role.CAPTION, tone="muted", wrap=True)
        self._build()
        self.redress()

    def dress(self, theme: Theme) -> None:
        side = theme.px(12)
        self._head.setContentsMargins(side, side, side, theme.px(4))
        self._head.setSpacing(theme.px(9))
        self._cards.setContentsMargins(side, theme.px(4), side, side)
        self._cards.setSpacing(theme.px(9))
        self.setFixedWidth(theme.metrics.side_panel + theme.px(14))

    def show_review(
        self, review: Review, units: Sequence[UnitChoice], skipped: Sequence[int]
    ) -> None:
        """Show the problems of `review`.

        `units` are those a name may mean besides the likely ones; `skipped` are rows left out.
        """
        left = self._area.verticalScrollBar().value()
        self._clear()
        rows = {row.row for row in review.plan.rows} | {row.row for row in review.plan.excluded}
        problems = [*review.problems, *(_skipped(row) for row in skipped)]
        ordered = sorted(problems, key=lambda one: (_is_notice(one), one.solved))
        for problem in ordered[:MOST_CARDS]:
            card = ProblemCard(
                problem,
                units if problem.ask == "unit" else (),
                can_skip=problem.row in rows,
            )
            card.decided.connect(self.decided)
            self._cards.insertWidget(self._cards.count() - 1, card)
            self.cards.append(card)
        hidden = len(ordered) - MOST_CARDS
        self._more.setText(f"Còn {hidden} mục nữa, hiện khi các mục trên đã xử lý.")
        self._more.setVisible(hidden > 0)
        self._count.setText(_count_words(review))
        self._warnings = [one for one in review.open if one.ask == "accept"]
        self._agree_all.setVisible(len(self._warnings) > 1)
        self._agree_all.setText(f"Đồng ý cả {len(self._warnings)} cảnh báo")
        self._area.verticalScrollBar().setValue(left)

    def show_for(self, cell: str, row: int) -> ProblemCard | None:
        """Bring the card of a cell or a row into sight."""
        in_cell = [card for card in self.cards if card.problem.cell == cell]
        in_row = [card for card in self.cards if card.problem.row == row]
        found = next(iter(in_cell + in_row), None)
        if found is not None:
            self._area.ensureWidgetVisible(found)
        return found

    def first_open(self) -> ProblemCard | None:
        """Return the first card that needs a decision."""
        return next((card for card in self.cards if _is_open(card.problem)), None)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(Text("Vấn đề", Role.CARD))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._agree_all = small_button("")
        self._agree_all.clicked.connect(self._agree_to_all)
        self._agree_all.hide()
        self._cards.insertLayout(0, _row(self._agree_all))
        layout.addLayout(self._head)
        layout.addWidget(self._area, 1)
        self._cards.insertWidget(0, self._more)
        self._more.hide()

    def _agree_to_all(self) -> None:
        warnings = tuple(self._warnings)
        self.decided.emit(lambda choices: reduce(with_consent, warnings, choices))

    def _clear(self) -> None:
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []


def problems_of(review: Review) -> list[ProblemView]:
    """Return what counts as a problem: everything but notices."""
    return [one for one in review.problems if not _is_notice(one)]


def _skipped(row: int) -> ProblemView:
    """Return a card for a row the clerk left out, so that it can be taken back."""
    return ProblemView(
        code="",
        severity=Severity.ERROR,
        cell="",
        row=row,
        title=f"Bỏ qua dòng {row}",
        text="Dòng này không được ghi.",
        ask="unit",
        candidates=(),
        value="",
        solved=True,
    )


def _is_notice(problem: ProblemView) -> bool:
    return problem.severity is Severity.NOTICE


def _is_open(problem: ProblemView) -> bool:
    return not problem.solved and not _is_notice(problem)


def _count_words(review: Review) -> str:
    problems = problems_of(review)
    if not problems:
        return "không có"
    return f"còn {len(review.open)} trên {len(problems)}"


def _flat(text: str) -> Button:
    return small_button(text, look=Look.TEXT)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
