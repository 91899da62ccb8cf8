"""The dialog «Sổ số liệu nộp muộn»: what waits, what was answered, and what it did to ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.snapshots import Place
from thidua_desktop.services.late import LateFigure
from thidua_desktop.services.late_books import Answered, LateBook
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.screens.snapshots_late import about_late
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.dialogs import ListDialog

_SIZE: Final = (1040, 520)
_HINT: Final = (
    "Số liệu vào sổ sau khi chốt, theo từng bản chốt; hạng là hạng theo quy định lúc chốt, "
    "trước và sau các số liệu được trả lời cùng một lần."
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line: whose figure, what it was and is, where that puts its subject, the answer."""

    name: str
    what: str
    before: str
    after: str
    rank_before: str
    rank_after: str
    state: Chip
    detail: str


class LedgerDialog(ListDialog):
    """Every late figure by snapshot, the newest first."""

    answer_wanted = Signal()
    """The figures that wait shall be answered."""

    def __init__(self, books: Sequence[LateBook], parent: QWidget) -> None:
        model: RowsModel[LedgerLine] = RowsModel(_COLUMNS)
        super().__init__("Sổ số liệu nộp muộn", _HINT, model, lambda one: one.detail, parent)
        model.setParent(self)
        self.set_size(*_SIZE)
        self.table.setSortingEnabled(False)
        self.answer_button = Button("Trả lời…", icon="check-lg", look=Look.PRIMARY)
        waiting = sum(len(one.pending) for one in books)
        self.answer_button.setVisible(bool(waiting))
        self.answer_button.set_hint(vietnamese.count(waiting))
        self.answer_button.clicked.connect(self._answer)
        self.add_buttons(self.answer_button)
        self.show_groups([_group(one) for one in books])

    def _answer(self) -> None:
        self.accept()
        self.answer_wanted.emit()


def _group(book: LateBook) -> RowGroup[LedgerLine]:
    lines = [_pending(one) for one in book.pending]
    lines += [_answered(one) for one in reversed(book.answered)]
    counted = f"{len(book.pending)} chờ, {len(book.answered)} đã trả lời"
    title = book.snapshot.title
    return RowGroup(f"Sau {title[0].lower()}{title[1:]}", tuple(lines), counted)


def _pending(one: LateFigure) -> LedgerLine:
    figure = one.figure
    return LedgerLine(
        figure.name,
        figure.measure_name,
        figure.before,
        figure.after,
        _place(one.rank_before, one.prize_before),
        _place(one.rank_after, one.prize_after),
        Chip("Chờ trả lời", Tone.AMBER),
        f"{figure.text}; {about_late(one)}.",
    )


def _answered(one: Answered) -> LedgerLine:
    answer, figure = one.answer, one.answer.figure
    accepted = Chip(answer.word, Tone.GREEN if answer.accepted else Tone.RED)
    before, after = _of(one.before), _of(one.after)
    sources = "; ".join(
        f"{word} {source}"
        for word, source in (("số cũ:", figure.before_source), ("số mới:", figure.after_source))
        if source
    )
    return LedgerLine(
        figure.name,
        figure.measure_name,
        figure.before,
        figure.after,
        before,
        after,
        accepted,
        f"{answer.word} lúc {vietnamese.moment(answer.at)}, {answer.who}. Lý do: {answer.why}. "
        f"{figure.text}{f' ({sources})' if sources else ''}.",
    )


def _of(place: Place | None) -> str:
    return _place(place.rank, place.prize) if place else "không có"


def _place(rank: int | None, prize: str | None) -> str:
    if rank is None:
        return "không xếp hạng"
    return f"hạng {rank}" + (f", {prize.lower()}" if prize else "")


_COLUMNS: Final[tuple[Column[LedgerLine], ...]] = (
    Column(
        Heading("Đơn vị, cá nhân"), lambda one: Cell(one.name, strong=True, tip=one.name), width=160
    ),
    Column(Heading("Số liệu"), lambda one: Cell(one.what, tip=one.detail), width=150, stretch=True),
    Column(Heading("Lúc chốt", right=True), lambda one: Cell(one.before), right=True, width=84),
    Column(
        Heading("Nộp muộn", right=True),
        lambda one: Cell(one.after, strong=True),
        right=True,
        width=84,
    ),
    Column(Heading("Hạng trước"), lambda one: Cell(one.rank_before), width=138),
    Column(
        Heading("Hạng sau"),
        lambda one: Cell(one.rank_after, strong=one.rank_after != one.rank_before),
        width=138,
    ),
    Column(Heading("Trả lời"), lambda one: Cell(chip=one.state), width=126),
)
