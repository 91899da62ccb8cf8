"""One card of the page «Đợt thi đua»: sentences with fields in them, small tables, notices."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    Cell,
    FieldView,
    GridView,
    Move,
    Removal,
    RowView,
    Typed,
)
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.screens.campaign_fields import FieldBox
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton, Look, small_button
from thidua_desktop.ui.widgets.cards import Card, NoticeBar, Rule
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.flow import FlowLayout
from thidua_desktop.ui.widgets.paint import DENSE_CHIP_HEIGHT
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_TONES: Final = {"green": Tone.GREEN, "amber": Tone.AMBER}
_STEP: Final = 20
_UP: Final = -1
_TOP: Final = Qt.AlignmentFlag.AlignTop


class Sentence(Text):
    """Words that stand in one line where there is room, and wrap where there is not."""

    def __init__(self, text: str, role: Role = Role.BODY, *, tone: str = "") -> None:
        super().__init__(text, role, tone=tone, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + 4
        return QSize(width, super().sizeHint().height() if "\n" in self.text() else self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(140)), self._line())

    def _line(self) -> int:
        return max(round(self.font().pixelSize() * 1.5), QFontMetrics(self.font()).height())


class RowBox(ThemedFrame):
    """One line: a sentence, fields, a chip, and the button that takes it out."""

    def __init__(self, row: RowView) -> None:
        super().__init__()
        self.view = row
        self.text = Sentence(row.text, tone="soft" if row.soft else "")
        self.chip = ChipLabel(height=DENSE_CHIP_HEIGHT)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.boxes = [_box(row, field) for field in row.fields]
        self.removal = _remove_button(row.removal) if row.removal else None
        self.moves = [(_move_button(one), one) for one in row.moves]
        self._row = QHBoxLayout(self)
        self._before, self._beside = QVBoxLayout(), QVBoxLayout()
        self._flow: FlowLayout | None = None
        self._build()
        self.redress()
        self._show()

    def show_row(self, row: RowView) -> None:
        """Show other words and values in the same parts."""
        self.view = row
        for box, field in zip(self.boxes, row.fields, strict=True):
            box.show_field(field)
        self._show()

    def dress(self, theme: Theme) -> None:
        wide = theme.px(8 if self.view.bare else 12)
        self._row.setSpacing(wide)
        self._row.setContentsMargins(theme.px(_STEP) * self.view.depth, 0, 0, 0)
        if self._flow is not None:
            self._flow.setSpacing(wide)
        # The chip stands on the first line of the text beside it.
        lower = theme.px(5) if any(box.is_wide for box in self.boxes) else 0
        self._beside.setContentsMargins(0, lower, 0, 0)
        self._before.setContentsMargins(0, lower, 0, 0)

    def _show(self) -> None:
        self.text.setText(self.view.text)
        self.text.setVisible(bool(self.view.text))
        tone = _TONES.get(self.view.tone, Tone.NEUTRAL)
        self.chip.show_chip(Chip(self.view.chip, tone if self.view.chip else Tone.NEUTRAL))

    def _build(self) -> None:
        is_wide = any(box.is_wide for box in self.boxes)
        self._row.addLayout(self._before)
        self._before.addWidget(self.text, 0, _TOP if is_wide else Qt.AlignmentFlag.AlignVCenter)
        if self.boxes and not is_wide and not self.view.text:
            self._flow = FlowLayout()
            self._flow.setContentsMargins(0, 0, 0, 0)
            for box in self.boxes:
                self._flow.addWidget(box)
            self._row.addLayout(self._flow, 1)
        else:
            for box in self.boxes:
                self._row.addWidget(box, int(box.is_wide and not box.hugs), _align(box))
        self._row.addLayout(self._beside, 0)
        if self._flow is None:
            beside = _TOP if is_wide else Qt.AlignmentFlag.AlignVCenter
            self._beside.addWidget(self.chip, 0, beside)
        else:
            # On the middle of the fields beside it, which are higher.
            holder = QVBoxLayout()
            holder.setContentsMargins(0, current_theme().px(5), 0, 0)
            holder.addWidget(self.chip)
            self._flow.addChildLayout(holder)
            self._flow.addItem(holder)
        hugs = any(box.hugs for box in self.boxes)
        if hugs or (not is_wide and self._flow is None):
            self._row.addStretch(1)
        for button, _ in self.moves:
            self._row.addWidget(button, 0, _TOP)
        if [move.by for _, move in self.moves] == [_UP]:
            # The last line has no arrow down: its place stays free, so that the arrows line up.
            self._row.addWidget(_as_wide_as(self.moves[0][0]), 0, _TOP)
        if self.removal is not None:
            self._row.addWidget(self.removal, 0, _TOP)


def _align(box: FieldBox) -> Qt.AlignmentFlag:
    # A wide field takes its full height, or it would not grow with its lines.
    return Qt.AlignmentFlag(0) if box.is_wide else _TOP


def _box(row: RowView, field: FieldView) -> FieldBox:
    return FieldBox(field, bare=row.bare, is_flat=row.bare, hugs=row.bare and not row.text)


def _remove_button(removal: Removal) -> IconButton:
    return IconButton("trash", f"Bỏ {removal.words}")


def _as_wide_as(button: IconButton) -> QWidget:
    """Return an invisible button of the same size, which nobody can press."""
    blank = IconButton("chevron-down", button.accessibleName())
    policy = blank.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    blank.setSizePolicy(policy)
    blank.hide()
    return blank


def _move_button(move: Move) -> IconButton:
    up = move.by < 0
    words = f"Chuyển {move.words} {'lên' if up else 'xuống'}"
    return IconButton("chevron-up" if up else "chevron-down", words)


class GridBox(ThemedFrame):
    """A small table whose cells are words, fields, and buttons that take the row out."""

    def __init__(self, grid: GridView) -> None:
        super().__init__()
        self.boxes: list[FieldBox] = []
        self.removals: list[tuple[IconButton, Removal]] = []
        self.moves: list[tuple[IconButton, Move]] = []
        self._words: list[Text] = []
        self._lines = QGridLayout(self)
        for column, heading in enumerate(grid.headings):
            figures = column > 0 and any(isinstance(row[column], str) for row in grid.rows)
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag(0)
            self._lines.addWidget(Text(heading, Role.HEADER, tone="soft"), 0, column, side)
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                self._add(cell, 2 * number + 1, column)
            if number + 1 < len(grid.rows):
                self._lines.addWidget(Rule(), 2 * number + 2, 0, 1, len(grid.headings))
        self.foot = Text(grid.foot, Role.STRONG)
        self.foot.setVisible(bool(grid.foot))
        self._lines.addWidget(self.foot, 2 * len(grid.rows) + 1, 0, 1, len(grid.headings))
        wide = any(box.field.typed is Typed.LONG for box in self.boxes)
        self._lines.setColumnStretch(0 if wide else len(grid.headings), 1)
        self.redress()

    def show_grid(self, grid: GridView) -> None:
        """Show other values in the same cells."""
        boxes, words = iter(self.boxes), iter(self._words)
        for cell in (cell for row in grid.rows for cell in row):
            if isinstance(cell, FieldView):
                next(boxes).show_field(cell)
            elif isinstance(cell, str):
                next(words).setText(cell)
        self.foot.setText(grid.foot)

    def dress(self, theme: Theme) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(theme.px(14))
        self._lines.setVerticalSpacing(theme.px(3))

    def _add(self, cell: Cell, row: int, column: int) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        if isinstance(cell, FieldView):
            box = FieldBox(cell, bare=True, is_flat=True)
            if box.is_wide:
                box.setMinimumWidth(current_theme().px(150))
            self.boxes.append(box)
            self._lines.addWidget(box, row, column)
        elif isinstance(cell, Removal):
            button = _remove_button(cell)
            self.removals.append((button, cell))
            self._lines.addWidget(button, row, column, middle)
        elif isinstance(cell, tuple):
            line = QHBoxLayout()
            line.addStretch(1)
            for move in cell:
                arrow = _move_button(move)
                self.moves.append((arrow, move))
                line.addWidget(arrow)
            self._lines.addLayout(line, row, column)
        else:
            words = Text(cell)
            self._words.append(words)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            self._lines.addWidget(words, row, column, middle | side)


class CardBox(Card):
    """A card that can show another view of the same parts without losing what is being typed."""

    committed = Signal(object, str)
    add_wanted = Signal(object)
    remove_wanted = Signal(object)
    move_wanted = Signal(object)

    def __init__(self, card: CardView) -> None:
        super().__init__()
        self.view = card
        self.title = Sentence(card.title, Role.CARD)
        self.caption = Text(card.caption, Role.CAPTION, tone="muted")
        self.head = QHBoxLayout()
        self.rows: list[RowBox] = []
        self.grid: GridBox | None = None
        self.buttons: dict[str, QWidget] = {}
        self._notices = QVBoxLayout()
        self._build()
        self.show_card(card)
        self._space(current_theme())

    @property
    def boxes(self) -> Iterator[FieldBox]:
        """Return every field, in the order of the Tab key."""
        for row in self.rows:
            yield from row.boxes
        if self.grid is not None:
            yield from self.grid.boxes

    def fits(self, card: CardView) -> bool:
        """Say whether `card` has the same parts as the one shown."""
        return _shape(card) == _shape(self.view)

    def show_card(self, card: CardView) -> None:
        """Show other values in the same parts."""
        self.view = card
        self.title.setText(card.title)
        self.caption.setText(card.caption)
        for box, row in zip(self.rows, card.rows, strict=True):
            box.show_row(row)
        if self.grid is not None and card.grid is not None:
            self.grid.show_grid(card.grid)
        _empty(self._notices)
        for sentence in card.notices:
            notice = NoticeBar()
            notice.show_notice("", f"{sentence}.")
            self._notices.addWidget(notice)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_notices"):
            self._space(theme)

    def _space(self, theme: Theme) -> None:
        self.body.setSpacing(theme.px(7 if theme.compact else 9))
        self._notices.setSpacing(theme.px(4))
        self.head.setSpacing(theme.px(8))

    def _build(self) -> None:
        view = self.view
        self.head.addWidget(self.title)
        self.head.addWidget(self.caption)
        self.head.addStretch(1)
        for move in view.moves:
            self._on_move(_move_button(move), move, self.head)
        if view.removal is not None:
            button = _remove_button(view.removal)
            self._on_removal(button, view.removal)
            self.head.addWidget(button, 0, _TOP)
        self.body.addLayout(self.head)
        self.body.addLayout(self._notices)
        if view.grid_first:
            self._add_grid(view.grid)
            self._add_rows(view.rows)
        else:
            self._add_rows(view.rows)
            self._add_grid(view.grid)
        for field in self.boxes:
            field.committed.connect(self.committed)
        self._add_buttons(view.additions)

    def _add_rows(self, rows: tuple[RowView, ...]) -> None:
        for row in rows:
            box = RowBox(row)
            self.rows.append(box)
            if box.removal is not None and row.removal is not None:
                self._on_removal(box.removal, row.removal)
            for button, move in box.moves:
                self._on_move(button, move)
            self.body.addWidget(box)

    def _add_grid(self, grid: GridView | None) -> None:
        if grid is None:
            return
        self.grid = GridBox(grid)
        for button, removal in self.grid.removals:
            self._on_removal(button, removal)
        for arrow, move in self.grid.moves:
            self._on_move(arrow, move)
        self.body.addWidget(self.grid)

    def _add_buttons(self, additions: tuple[Addition, ...]) -> None:
        if not additions:
            return
        line = FlowLayout()
        for words, offered in _by_menu(additions).items():
            button = small_button(words, icon="plus-lg", look=Look.TEXT)
            add_choices(button, offered, self.add_wanted.emit)
            self.buttons.setdefault(offered[0].path, button)
            line.addWidget(button)
        self.body.addLayout(line)

    def _on_move(self, button: IconButton, move: Move, line: QHBoxLayout | None = None) -> None:
        button.clicked.connect(lambda _checked: self.move_wanted.emit(move))
        self.buttons[f"{move.path}{'↑' if move.by < 0 else '↓'}"] = button
        if line is not None:
            line.addWidget(button, 0, _TOP)

    def _on_removal(self, button: IconButton, removal: Removal) -> None:
        button.clicked.connect(lambda _checked: self.remove_wanted.emit(removal))
        self.buttons[removal.path] = button


def _by_menu(additions: tuple[Addition, ...]) -> dict[str, list[Addition]]:
    """Return the additions by the words on their button."""
    found: dict[str, list[Addition]] = {}
    for one in additions:
        found.setdefault(one.menu or one.words, []).append(one)
    return found


def add_choices(
    button: Button, offered: Sequence[Addition], add: Callable[[Addition], None]
) -> None:
    """Let a button add what is offered: at once, or from its menu where it has one."""
    if not offered[0].menu:
        button.clicked.connect(lambda _checked: add(offered[0]))
        return
    menu = QMenu(button)
    for one in offered:
        menu.addAction(one.words).triggered.connect(partial(_add_chosen, add, one))
    button.has_arrow = True
    below = partial(_open_below, button, menu)
    button.clicked.connect(below)


def _add_chosen(add: Callable[[Addition], None], one: Addition, _checked: bool = False) -> None:
    add(one)


def _open_below(button: Button, menu: QMenu, _checked: bool = False) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _shape(card: CardView) -> tuple[Any, ...]:
    """Return what a card is made of, without its words and values."""
    rows = tuple(
        (tuple(map(_kind, row.fields)), row.depth, row.bare, bool(row.text), row.removal, row.moves)
        for row in card.rows
    )
    cells = tuple(tuple(map(_kind, row)) for row in card.grid.rows) if card.grid else ()
    return (card.id, rows, cells, card.removal, card.additions, card.moves)


def _kind(cell: Cell) -> object:
    if isinstance(cell, FieldView):
        return (cell.path, cell.typed, cell.choices, cell.unit)
    return type(cell) if isinstance(cell, str) else cell


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
