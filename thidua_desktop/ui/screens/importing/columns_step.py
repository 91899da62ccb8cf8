"""Step 3 of an import: what each column is, which period it is, whom each row is about."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thidua_desktop.services.imports import (
    ColumnView,
    Newcomer,
    ProblemView,
    Review,
    RoleChoice,
    TableView,
    UnitChoice,
)
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_choices import with_newcomer, with_unit
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.models.import_review import shortened
from thidua_desktop.ui.screens.importing.layouts import clear, padded, scrolled_grid
from thidua_desktop.ui.screens.importing.notices import KnownBar
from thidua_desktop.ui.screens.importing.recent import Months
from thidua_desktop.ui.screens.importing.roster import Roster
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cards import Card, IconMark, NoticeBar, Rule, SectionHead
from thidua_desktop.ui.widgets.column_marks import MarkBadge
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

MOST_COLUMNS: Final = 60
_MOST_NAMES: Final = 60
_SKIP: Final = "skip"
_NARROWEST_BOX: Final = 170
_UNREAD: Final = ("", "stt", "note")


class ColumnsStep(ThemedFrame):
    """Columns at the left with the period above them, units at the right."""

    role_chosen = Signal(str, str)
    month_chosen = Signal(object)
    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roles: dict[str, Choice] = {}
        self.doubtful: dict[int, Choice] = {}
        self._answered: int | None = None
        self._marks: Mapping[str, Mark] = {}
        self._build()
        self.redress()

    def show_table(
        self,
        table: TableView,
        chosen: dict[str, str],
        roles: Sequence[RoleChoice],
        marks: Mapping[str, Mark],
    ) -> None:
        """Show the columns of a table; `chosen` are the roles said otherwise than detected.

        A measure has the mark it has above the sheet.
        """
        focused = next((one for one, box in self.roles.items() if box.hasFocus()), None)
        clear(self._columns)
        self.roles = {}
        self._marks = marks
        offered = [(role.name, role.role) for role in roles]
        shown = _worth_showing(table.columns)
        for line, column in enumerate(shown, 1):
            self._add_column(line, column, chosen.get(column.letter, column.role), offered)
        hidden = len(table.columns) - len(shown)
        self._columns_head.caption.setText(_used_words(table, chosen))
        self._rest.setText(f"Còn {hidden} cột không có tiêu đề hoặc không dùng.")
        self._rest.setVisible(hidden > 0)
        if focused in self.roles:
            self.roles[focused].setFocus()

    def show_period(self, stated: str, months: Months, month: str | None, *, needed: bool) -> None:
        """Show the period the table states, or ask for the month.

        It is not `needed` for what has no period: targets.
        """
        self.month.offer([("Chọn tháng…", None), *months], current=month)
        self.month.setVisible(not stated)
        self._period.setText(f"{stated}, ghi trong bảng" if stated else "")
        self._period.setVisible(bool(stated))
        needed = needed and not stated and month is None
        self.notice.setVisible(needed)
        if needed:
            self.notice.show_notice(
                "Bảng không ghi kỳ số liệu.", "Chọn tháng mà số liệu này thuộc về để tiếp tục."
            )

    def show_units(self, review: Review | None, roster: Roster) -> None:
        """Show whom each row is taken to be about, doubtful names first."""
        boxes = enumerate(self.doubtful.values())
        self._answered = next((place for place, box in boxes if box.hasFocus()), None)
        clear(self._units)
        self.doubtful = {}
        if review is None:
            self._units_head.caption.setText("")
            self._units.addWidget(
                Text("Chọn kỳ số liệu để ghép tên đơn vị.", tone="muted", wrap=True), 0, 0
            )
            return
        problems = [one for one in review.open if one.ask == "unit" and one.row is not None]
        names = {row.row: row.as_typed for row in review.plan.excluded}
        line = 0
        for problem in problems[:_MOST_NAMES]:
            line = self._add_doubtful(line, problem, names.get(problem.row or 0, ""), roster)
        line = self._add_skipped(line, review)
        self._add_matched(line, review)
        matched, doubtful = len(_names(review)), len(problems)
        words = f"{matched} tên đã khớp"
        self._units_head.caption.setText(words + (f", {doubtful} chưa rõ" if doubtful else ""))

    def take_focus_back(self) -> bool:
        """Lead on from the name just told; False when it was the last one."""
        place, self._answered = self._answered, None
        boxes = list(self.doubtful.values())
        if place is not None and boxes:
            boxes[min(place, len(boxes) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        return place is None or bool(boxes)

    def first_question(self) -> QWidget | None:
        """Return what the clerk must answer first, None when nothing is asked."""
        if not self.notice.isHidden():
            return self.month
        return next(iter(self.doubtful.values()), None)

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.metrics.gap)
        self._columns.setHorizontalSpacing(theme.px(12))
        self._columns.setVerticalSpacing(theme.px(6))
        self._units.setVerticalSpacing(theme.px(6))
        self._right.setMinimumWidth(theme.px(240))
        self._right.setMaximumWidth(theme.px(330 if theme.compact else 400))
        for box in self.roles.values():
            box.setMinimumWidth(theme.px(_NARROWEST_BOX))

    # --- building ---

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.setSpacing(8)
        self.notice = NoticeBar()
        self.known = KnownBar()
        left.addWidget(self.notice)
        left.addWidget(self.known)
        left.addWidget(self._build_columns(), 1)
        self._row.addLayout(left, 2)
        self._right = Card(flush=True)
        self._units_head = SectionHead("Đơn vị trong bảng")
        self._units, area = scrolled_grid("Đơn vị trong bảng")
        self._right.body.addWidget(padded(self._units_head))
        self._right.body.addWidget(area, 1)
        self._row.addWidget(self._right, 1)

    def _build_columns(self) -> QWidget:
        card = Card(flush=True)
        self._columns_head = SectionHead("Cột")
        self.month = Choice("Kỳ số liệu", label="Kỳ số liệu")
        self.month.chosen.connect(self.month_chosen)
        self._period = Text("", tone="soft")
        self._columns_head.add(self._period)
        self._columns_head.add(self.month)
        self._columns, area = scrolled_grid("Cột trong bảng")
        self._rest = Text("", Role.CAPTION, tone="muted")
        card.body.addWidget(padded(self._columns_head))
        card.body.addWidget(Rule())
        card.body.addWidget(area, 1)
        card.body.addWidget(padded(self._rest))
        return card

    def _add_column(
        self, line: int, column: ColumnView, role: str, offered: list[tuple[str, Any]]
    ) -> None:
        box = Choice(f"Cột {column.letter} là")
        box.offer(offered, current=role)
        box.chosen.connect(partial(self.role_chosen.emit, column.letter))
        box.setToolTip(box.currentText())
        box.setMinimumWidth(current_theme().px(_NARROWEST_BOX))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        used = role not in _UNREAD
        heading = Text(
            column.heading or "(không có tiêu đề)", tone="" if used else "muted", wrap=True
        )
        samples = " · ".join(shortened(one) for one in column.samples)
        sample = Text(samples or "(trống)", Role.CAPTION, tone="muted", wrap=True)
        sample.setToolTip(samples)
        badge = MarkBadge(self._marks.get(column.letter))
        self._columns.addWidget(Text(column.letter, Role.STRONG, tone="soft"), line, 0)
        self._columns.addWidget(badge, line, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(heading)
        words.addWidget(sample)
        self._columns.addLayout(words, line, 2)
        self._columns.addWidget(IconMark("arrow-right", size=13), line, 3)
        self._columns.addWidget(box, line, 4)
        self._columns.setColumnStretch(2, 6)
        self._columns.setColumnStretch(4, 5)
        self.roles[column.letter] = box

    def _add_doubtful(self, line: int, problem: ProblemView, name: str, roster: Roster) -> int:
        row = problem.row or 0
        title = f"«{' '.join(name.split())}»" if name else "Tên chưa có kết quả"
        box = Choice(f"{title} là" if name else f"Dòng {row} là")
        likely = [(_with_note(one), one.subject) for one in problem.candidates]
        known = {one.subject for one in problem.candidates}
        others = [(one.name, one.subject) for one in roster.units if one.subject not in known]
        groups = roster.groups if name else ()
        new = [(f"Thêm mới vào nhóm {words}", Newcomer(name, one)) for words, one in groups]
        box.offer([("Chọn đơn vị…", None), *likely, *others, *new, ("Bỏ qua dòng này", _SKIP)])
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.chosen.connect(partial(self._decide, row))
        head = QHBoxLayout()
        head.setSpacing(7)
        top = Qt.AlignmentFlag.AlignTop
        sign = QVBoxLayout()
        sign.setContentsMargins(0, current_theme().px(2), 0, 0)  # on the first line of the name
        sign.addWidget(IconMark("exclamation-triangle-fill", Tone.AMBER, size=13), 0, top)
        head.addLayout(sign)
        # The whole name: names that begin alike are told apart by their ends.
        words = Text(title, Role.STRONG, wrap=True)
        words.setToolTip("" if name else problem.text)
        head.addWidget(words, 1)
        head.addWidget(Text(f"dòng {row}", Role.CAPTION, tone="muted"), 0, top)
        self._units.addLayout(head, line, 0)
        self._units.addWidget(box, line + 1, 0)
        self._units.addWidget(Rule(), line + 2, 0)
        self.doubtful[row] = box
        return line + 3

    def _decide(self, row: int, value: Any) -> None:
        if isinstance(value, Newcomer):
            self.decided.emit(partial(with_newcomer, row=row, newcomer=value))
        elif value is not None:
            subject = None if value == _SKIP else value
            self.decided.emit(partial(with_unit, row=row, subject=subject, remember=True))

    def _add_skipped(self, line: int, review: Review) -> int:
        for problem in review.problems:
            if problem.solved and problem.ask == "unit" and problem.row is not None:
                words = Text(problem.title, tone="green", wrap=True)
                self._units.addWidget(words, line, 0)
                line += 1
        return line

    def _add_matched(self, line: int, review: Review) -> None:
        names = _names(review)
        differing = [(typed, name) for typed, name in names if typed != name]
        for typed, name in differing[:_MOST_NAMES]:
            text = Text(f"{typed}  →  {name}", wrap=True)
            text.set_tone("soft")
            self._units.addWidget(text, line, 0)
            line += 1
        alike = [name for typed, name in names if typed == name]
        if not alike:
            return
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconMark("check-lg", Tone.GREEN, size=13))
        head.addWidget(Text(f"{len(alike)} tên viết đúng như trong sổ"), 1)
        self._units.addLayout(head, line, 0)
        listed = ", ".join(alike[:_MOST_NAMES])
        more = "…" if len(alike) > _MOST_NAMES else ""
        self._units.addWidget(
            Text(listed + more, Role.CAPTION, tone="muted", wrap=True), line + 1, 0
        )


def _names(review: Review) -> list[tuple[str, str]]:
    """Return each name that found its own: as typed, as in the file.

    A row that stays out for one of its figures counts too: its name is not what is wrong with it.
    """
    asked = {one.row for one in review.problems if one.ask == "unit"}
    found = [(row.row, row.as_typed, row.subject.label) for row in review.plan.rows]
    found.extend(
        (one.row, one.as_typed, one.subject.label)
        for one in review.plan.excluded
        if one.subject is not None and one.row not in asked
    )
    return [(" ".join(typed.split()) or f"dòng {row}", name) for row, typed, name in sorted(found)]


def _worth_showing(columns: Sequence[ColumnView]) -> list[ColumnView]:
    """Return the columns with a heading or a role, as many as fit a page one can still read."""
    return [one for one in columns if one.heading or one.role][:MOST_COLUMNS]


def _used_words(table: TableView, chosen: dict[str, str]) -> str:
    roles = [chosen.get(one.letter, one.role) for one in table.columns]
    used = sum(role not in _UNREAD for role in roles)
    return f"{used} trên {len(roles)} cột được dùng"


def _with_note(unit: UnitChoice) -> str:
    return f"{unit.name} · {unit.note}" if unit.note else unit.name
