"""One problem of an import with the choices that settle it."""

from functools import partial
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
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.findings import Severity
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.imports import Newcomer, ProblemView
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_choices import (
    with_consent,
    with_newcomer,
    with_reading,
    with_unit,
    with_value,
    without_decision,
)
from thidua_desktop.ui.screens.importing.layouts import flat, in_row
from thidua_desktop.ui.screens.importing.roster import Roster
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import Button, small_button
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.paint import mark_colour
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_MOST_RADIOS: Final = 4
_LONGEST_NAME: Final = 18
_SKIP: Final = "Bỏ qua dòng này"
_CLEAR_LEAD: Final = 10
_TITLE_LEAD: Final = 6
_INDENT: Final = 22
"""Where the words of a radio button begin."""


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
    place_wanted = Signal(str, int)
    """The cell and the row of the problem are to be shown in the sheet."""

    def __init__(
        self,
        problem: ProblemView,
        roster: Roster,
        *,
        name: str = "",
        can_skip: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.problem = problem
        self._can_skip = can_skip
        self._roster = roster
        self._name = name
        self._icon = IconMark(*self._mark(), size=14)
        self._column = QVBoxLayout(self)
        self._build_head()
        if not problem.solved and (about := _about(problem)):
            self._column.addWidget(Text(about, weight=500, wrap=True))
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
        # The first line of the title is level with the words of the button beside it.
        lower = theme.px(_TITLE_LEAD) if self.problem.cell else 0
        self._title.setContentsMargins(0, lower, 0, 0)
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
        place = getattr(self, "place", None)
        for kind in (QRadioButton, QLineEdit, QPushButton):
            for found in self.findChildren(kind):
                if found is not place:
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
        self._title = QHBoxLayout()
        self._title.setSpacing(7)
        self._title.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Text(self.problem.title, Role.STRONG, wrap=True)
        self._title.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._title, 1)
        if self.problem.cell:
            self.place = flat(self.problem.cell)
            self.place.setAccessibleName(f"Xem ô {self.problem.cell} trong trang tính")
            self.place.setToolTip(self.place.accessibleName())
            self.place.clicked.connect(
                lambda: self.place_wanted.emit(self.problem.cell, self.problem.row or 0)
            )
            head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    def _build_solved(self) -> None:
        self.again = flat("Sửa lại")
        self.again.clicked.connect(
            lambda: self.decided.emit(lambda choices: without_decision(choices, self.problem))
        )
        self._column.addLayout(in_row(self.again))

    def _build_choices(self) -> None:
        build = {
            "unit": self._build_unit,
            "value": self._build_value,
            "reading": self._build_reading,
            "accept": self._build_accept,
        }.get(self.problem.ask)
        if build is not None:
            build()

    def _build_unit(self) -> None:
        self._group = QButtonGroup(self)
        self._picked: dict[QRadioButton, SubjectId | None] = {}
        self.new: QRadioButton | None = None
        for candidate in self.problem.candidates[:_MOST_RADIOS]:
            self._add_radio(candidate.name, candidate.subject, candidate.note)
        self.other: Choice | None = None
        if self._roster.units:
            self._build_other()
        if self._roster.groups and self._name:
            self._build_new()
        self._add_radio(_SKIP, None)
        self.remember = QCheckBox("Ghi nhớ cách viết này cho lần sau")
        self.remember.setChecked(bool(self._name))
        if not self._name:
            self.remember.hide()
        self.remember.toggled.connect(self._name_button)
        self._column.addWidget(self.remember)
        self.settle = small_button("")
        self.settle.clicked.connect(self._settle_unit)
        self._column.addLayout(in_row(self.settle))
        if _is_one_best(self.problem):
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
            [("Chọn đơn vị…", None), *((unit.name, unit.subject) for unit in self._roster.units)]
        )
        self.other.chosen.connect(lambda _: self._other_radio.setChecked(True))
        self.other.currentIndexChanged.connect(self._name_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._other_radio)
        row.addWidget(self.other, 1)
        self._column.addLayout(row)

    def _build_new(self) -> None:
        """Offer to register the name, in a group, together with its figures."""
        radio = self.new = QRadioButton("Thêm mới vào sổ")
        self._group.addButton(radio)
        self.group = Choice("Nhóm của đơn vị mới")
        self.group.offer(self._roster.groups)
        self.group.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # The names of groups are long: a line of its own, there only when it matters.
        self.group.hide()
        radio.toggled.connect(self.group.setVisible)
        self._column.addWidget(radio)
        row = QHBoxLayout()
        row.addSpacing(_INDENT)
        row.addWidget(self.group, 1)
        self._column.addLayout(row)

    def _chosen(self) -> tuple[bool, SubjectId | None, str]:
        """Return whether a choice is made, whom it means (None: nobody), and the name."""
        button = self._group.checkedButton()
        if button is None:
            return False, None, ""
        if self.other is not None and button is self._other_radio:
            return self.other.value is not None, self.other.value, self.other.currentText()
        if button is self.new:
            return True, None, self._name
        assert isinstance(button, QRadioButton)  # noqa: S101 - only radios are added
        return True, self._picked[button], button.text()

    @property
    def _adds(self) -> bool:
        return self.new is not None and self.new.isChecked()

    def _name_button(self) -> None:
        made, subject, name = self._chosen()
        self.settle.setEnabled(made)
        self.remember.setEnabled(not made or subject is not None)
        short = name if len(name) <= _LONGEST_NAME else "đơn vị đã chọn"
        if not made:
            words = "Chọn đơn vị ở trên"
        elif self._adds:
            words = "Thêm vào sổ cùng số liệu"
        elif subject is None:
            words = _SKIP
        else:
            words = f"Dùng {short}" + (" và ghi nhớ" if self.remember.isChecked() else "")
        self.settle.setText(words)
        self.settle.setToolTip(words)

    def _settle_unit(self) -> None:
        _made, subject, _name = self._chosen()
        row = self.problem.row or 0
        if self._adds:
            newcomer = Newcomer(self._name, self.group.value)
            self.decided.emit(partial(with_newcomer, row=row, newcomer=newcomer))
            return
        remember = self.remember.isChecked()
        self.decided.emit(partial(with_unit, row=row, subject=subject, remember=remember))

    def _build_value(self) -> None:
        self.value = AnswerLine(self.problem.value)
        self.value.setAccessibleName(f"Số đúng của ô {self.problem.cell}")
        self.value.setMinimumWidth(96)
        take = small_button("Ghi số này")
        self.leave = small_button("Để trống")
        self.value.returnPressed.connect(self._settle_value)
        take.clicked.connect(self._settle_value)
        self.leave.clicked.connect(
            lambda: self.decided.emit(partial(with_value, cell=self.problem.cell, text=""))
        )
        typed = QHBoxLayout()
        typed.setSpacing(8)
        typed.addWidget(self.value, 1)
        typed.addWidget(take)
        self._column.addLayout(typed)
        others = [self.leave]
        if self._can_skip:
            others.append(self._skip_button())
        self._column.addLayout(in_row(*others))

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
            buttons.append(self._skip_button())
        self._column.addLayout(in_row(*buttons))

    def _skip_button(self) -> Button:
        self.skip = flat(_SKIP)
        self.skip.clicked.connect(
            lambda: self.decided.emit(
                partial(with_unit, row=self.problem.row or 0, subject=None, remember=False)
            )
        )
        return self.skip

    def _build_reading(self) -> None:
        self._group = QButtonGroup(self)
        self.readings: dict[str, QRadioButton] = {}
        for one in self.problem.readings:
            radio = QRadioButton(one.name)
            radio.setAccessibleName(f"{one.name} {one.examples}".strip())
            self._group.addButton(radio)
            self.readings[one.reading] = radio
            self._column.addWidget(radio)
            if one.examples:
                said = Text(one.examples, Role.CAPTION, tone="muted", wrap=True)
                said.setIndent(_INDENT)
                self._column.addWidget(said)
        self.settle = small_button("Dùng cho cả cột")
        self.settle.setEnabled(False)
        self._group.buttonToggled.connect(lambda: self.settle.setEnabled(True))
        self.settle.clicked.connect(self._settle_reading)
        self._column.addLayout(in_row(self.settle))

    def _settle_reading(self) -> None:
        chosen = next(key for key, radio in self.readings.items() if radio.isChecked())
        column = self.problem.column
        self.decided.emit(partial(with_reading, column=column, reading=chosen))


def _about(problem: ProblemView) -> str:
    """Say whom and what a problem is about, where its title does not."""
    parts = () if problem.ask == "unit" else (problem.whom, problem.measure)
    return " · ".join(part for part in parts if part)


def _is_one_best(problem: ProblemView) -> bool:
    """Say whether one candidate is clearly likelier than the others.

    «Xã Tam Xuân» may be Xã Tam Xuân I or II: neither is chosen beforehand.
    """
    likely = [one.likeness for one in problem.candidates[:2]]
    return len(likely) == 1 or (len(likely) > 1 and likely[0] - likely[1] >= _CLEAR_LEAD)
