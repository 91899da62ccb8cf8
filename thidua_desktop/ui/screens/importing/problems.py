"""The problems of an import, one card each, those still open first."""

from collections.abc import Sequence
from functools import reduce
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.domain.findings import Code, Severity
from thidua_desktop.services.imports import ImportChoices, ProblemView, Review
from thidua_desktop.ui.models.import_choices import with_consent, with_unit
from thidua_desktop.ui.screens.importing.problem_card import ProblemCard
from thidua_desktop.ui.screens.importing.roster import Roster
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.buttons import small_button
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

MOST_CARDS: Final = 40


class ProblemPanel(ThemedFrame):
    """All problems of the review, those still open first."""

    decided = Signal(object)
    place_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.cards: list[ProblemCard] = []
        self._answered: int | None = None
        self._warnings: list[ProblemView] = []
        self._bad_rows: list[int] = []
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

    def show_review(self, review: Review, roster: Roster, skipped: Sequence[int]) -> None:
        """Show the problems of `review`.

        `roster` are those a name may mean besides the likely ones; `skipped` are rows left out.
        """
        left = self._area.verticalScrollBar().value()
        self._answered = self._place_of_focus()
        self._clear()
        rows = {row.row for row in review.plan.rows} | {row.row for row in review.plan.excluded}
        names = {row.row: row.as_typed for row in review.plan.excluded}
        shown = [one for one in review.problems if one.code != Code.ALREADY_IMPORTED.value]
        problems = [*shown, *(_skipped(row) for row in skipped)]
        ordered = sorted(problems, key=lambda one: (_is_notice(one), one.solved))
        for problem in ordered[:MOST_CARDS]:
            card = ProblemCard(
                problem,
                roster,
                name=names.get(problem.row or 0, ""),
                can_skip=problem.row in rows,
            )
            card.decided.connect(self.decided)
            card.place_wanted.connect(self.place_wanted)
            self._cards.insertWidget(self._cards.count() - 1, card)
            self.cards.append(card)
        hidden = len(ordered) - MOST_CARDS
        self._more.setText(f"Còn {hidden} mục nữa, hiện khi các mục trên đã xử lý.")
        self._more.setVisible(hidden > 0)
        self._count.setText(_count_words(review))
        self._warnings = [one for one in review.open if one.ask == "accept"]
        self._agree_all.setVisible(len(self._warnings) > 1)
        self._agree_all.setText(f"Đồng ý cả {len(self._warnings)} cảnh báo")
        self._bad_rows = sorted(
            {one.row for one in review.open if one.ask != "accept" and one.row in rows}
        )
        self.skip_all.setVisible(len(self._bad_rows) > 1)
        self.skip_all.setText(f"Bỏ qua cả {len(self._bad_rows)} dòng có lỗi")
        self._area.verticalScrollBar().setValue(left)

    def show_for(self, cell: str, row: int) -> ProblemCard | None:
        """Bring the card of a cell or a row into sight."""
        in_cell = [card for card in self.cards if card.problem.cell == cell]
        in_row = [card for card in self.cards if card.problem.row == row]
        found = next(iter(in_cell + in_row), None)
        if found is not None:
            self._area.ensureWidgetVisible(found)
        return found

    def take_focus_back(self) -> bool:
        """Lead on from the card just answered, which is gone; say whether one was.

        False when nothing is open any more, too: then the page leads on.
        """
        place, self._answered = self._answered, None
        cards = [card for card in self.cards if _is_open(card.problem)]
        if place is None or not cards:
            return place is None
        card = cards[min(place, len(cards) - 1)]
        card.focus_choice()
        # The cards have their places only after the layout.
        QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card))
        return True

    def _place_of_focus(self) -> int | None:
        """Return which card has the keyboard; what settles several counts as the first."""
        if self._agree_all.hasFocus() or self.skip_all.hasFocus():
            return 0
        focused = QApplication.focusWidget()
        return (
            next(
                (place for place, card in enumerate(self.cards) if card.isAncestorOf(focused)), None
            )
            if focused is not None
            else None
        )

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
        self.skip_all = small_button("")
        self.skip_all.clicked.connect(self._skip_bad_rows)
        self.skip_all.hide()
        self._cards.insertWidget(0, self._agree_all, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards.insertWidget(1, self.skip_all, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._head)
        layout.addWidget(self._area, 1)
        self._cards.insertWidget(0, self._more)
        self._more.hide()

    def _agree_to_all(self) -> None:
        warnings = tuple(self._warnings)
        self.decided.emit(lambda choices: reduce(with_consent, warnings, choices))

    def _skip_bad_rows(self) -> None:
        rows = tuple(self._bad_rows)

        def without(choices: ImportChoices) -> ImportChoices:
            for row in rows:
                choices = with_unit(choices, row, None, remember=False)
            return choices

        self.decided.emit(without)

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
