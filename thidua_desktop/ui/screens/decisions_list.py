"""The dialog «Quyết định của Hội đồng»: every numbered decision, and what is not decided yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.decisions import DecisionView, ReadingStanding
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.widgets.dialogs import ListDialog

_SIZE: Final = (1040, 460)
_HINT: Final = (
    "Mỗi quyết định nói một chỗ của quy định được hiểu thế nào; in kèm bảng xếp hạng. "
    "Ghi quyết định mới ở trang Xếp hạng, hoặc Đợt thi đua › Cách hiểu quy định."
)
_NONE: Final = (
    "Đợt thi đua này không có chỗ nào phải chọn cách hiểu quy định, nên không có quyết định nào."
)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One line: a decision, or a rule nobody has decided on."""

    number: str
    name: str
    text: str
    who: str
    day: str
    state: Chip
    detail: str


class DecisionsDialog(ListDialog):
    """Lists decisions, the newest first, then what is still open."""

    def __init__(
        self,
        decisions: Sequence[DecisionView],
        standings: Sequence[ReadingStanding],
        parent: QWidget,
    ) -> None:
        model: RowsModel[DecisionLine] = RowsModel(_COLUMNS)
        super().__init__("Quyết định của Hội đồng", _HINT, model, lambda one: one.detail, parent)
        model.setParent(self)
        self.set_size(*_SIZE)
        self.table.setSortingEnabled(False)
        groups = [one for one in _groups(decisions, standings) if one.rows]
        self.show_groups(groups, empty=_NONE)


def _groups(
    decisions: Sequence[DecisionView], standings: Sequence[ReadingStanding]
) -> tuple[RowGroup[DecisionLine], ...]:
    made = tuple(_made(one) for one in reversed(decisions))
    open_ones = tuple(_open(one) for one in standings if not one.decided)
    return (
        RowGroup("Đã quyết định", made, vietnamese.count(len(made))),
        RowGroup(
            "Chưa quyết định, đang dùng cách mặc định",
            open_ones,
            vietnamese.count(len(open_ones)),
        ),
    )


def _made(one: DecisionView) -> DecisionLine:
    state = Chip("Đang dùng", Tone.GREEN) if one.holds else Chip("Đã thay", Tone.NEUTRAL, "")
    said = f"Lý do: {one.why}." if one.why else "Không ghi lý do."
    when = vietnamese.moment(one.at)
    return DecisionLine(
        str(one.number),
        one.reading_name,
        one.value_text,
        one.who,
        vietnamese.day(one.at.date()),
        state,
        f"Quyết định số {one.number}, {when}, {one.who}. {one.reading_name}: "
        f"{one.value_text}. {said}",
    )


def _open(one: ReadingStanding) -> DecisionLine:
    state = Chip("Chưa quyết định", Tone.AMBER)
    detail = f"{one.question} Đang dùng: {one.value_text}."
    return DecisionLine("–", one.name, one.value_text, "", "", state, detail)


_COLUMNS: Final[tuple[Column[DecisionLine], ...]] = (
    Column(Heading("Số", right=True), lambda one: Cell(one.number), right=True, width=48),
    Column(
        Heading("Chỗ phải hiểu"),
        lambda one: Cell(one.name, strong=True, tip=one.name),
        width=196,
        stretch=True,
    ),
    Column(Heading("Hiểu là"), lambda one: Cell(one.text, tip=one.text), width=222, stretch=True),
    Column(Heading("Ai quyết định"), lambda one: Cell(one.who, tip=one.who), width=160),
    Column(Heading("Ngày"), lambda one: Cell(one.day), width=92),
    Column(Heading("Hiệu lực"), lambda one: Cell(chip=one.state), width=148),
)
