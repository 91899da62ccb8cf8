"""Columns and rows of «Đối chiếu hai nguồn»: what differs, each unit, totals."""

from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain.reconciliation import UnitState
from thidua_desktop.services.provenance import MISSING_WORD
from thidua_desktop.services.reconciliation_views import (
    LineKind,
    ProblemLine,
    ReconciliationView,
    UnitLine,
    count_of,
)
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.figures import two_lines
from thidua_desktop.ui.models.rows import Column, RowGroup

_KINDS: Final = (
    (LineKind.OVER, "Phần lớn hơn tổng", "hỏi lại đơn vị, sửa một trong hai số"),
    (LineKind.REFUSED, "Dòng bị để ngoài khi nhập", "sửa tệp rồi nhập lại, hoặc gõ số đúng"),
    (LineKind.UNNAMED, "Tên chưa khớp ai", "cho biết là ai, rồi nhập lại bảng"),
    (LineKind.DISAGREES, "Hai nguồn ghi khác nhau", "giữ số đang dùng, hoặc dùng số kia"),
    (LineKind.ABSENT, "Đơn vị thiếu ở một nguồn", "nhắc đơn vị hoặc nơi gửi bảng"),
)
_TONES: Final = {
    UnitState.COMPLETE: Tone.GREEN,
    UnitState.NO_DATA: Tone.AMBER,
    UnitState.CONTRADICTION: Tone.RED,
}


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One measure, and what each table adds up to."""

    name: str
    texts: tuple[str, ...]
    strong: bool = False


def problem_columns() -> tuple[Column[ProblemLine], ...]:
    """Return the columns of what does not fit."""
    return (
        Column(
            Heading("Đơn vị"),
            lambda one: Cell(one.unit, strong=True, tip=one.unit),
            width=270,
            compact_width=250,
        ),
        Column(
            Heading("Chưa khớp"),
            lambda one: Cell(
                one.title, icon="exclamation-triangle-fill", icon_tone=Tone.AMBER, tip=one.detail
            ),
            width=300,
            stretch=True,
        ),
    )


def problem_groups(view: ReconciliationView) -> tuple[RowGroup[ProblemLine], ...]:
    """Return what does not fit, each kind under its heading."""
    return tuple(
        RowGroup(
            title,
            tuple(one for one in view.lines if one.kind is kind),
            caption=f"{count_of(view.lines, kind)} · {what}",
            key=kind,
        )
        for kind, title, what in _KINDS
        if count_of(view.lines, kind)
    )


def unit_columns(view: ReconciliationView) -> tuple[Column[UnitLine], ...]:
    """Return the columns of the units: each figure with the number of its table."""
    figures = (_figure_column(place, name) for place, name in enumerate(view.measures))
    return (
        Column(
            Heading("Đơn vị"), lambda one: Cell(one.name, tip=one.name), width=220, stretch=True
        ),
        *figures,
        Column(
            Heading("Tình trạng"),
            lambda one: Cell(chip=Chip(one.word, _TONES[one.state])),
            lambda one: list(_TONES).index(one.state),
            width=158,
        ),
    )


def unit_groups(view: ReconciliationView) -> tuple[RowGroup[UnitLine], ...]:
    """Return the units under the headings of their groups."""
    titles = dict.fromkeys(one.group for one in view.units)
    return tuple(
        RowGroup(title, tuple(one for one in view.units if one.group == title), key=title)
        for title in titles
    )


def total_columns(view: ReconciliationView) -> tuple[Column[TotalLine], ...]:
    """Return the columns of the totals: one for each table."""
    return (
        Column(
            Heading("Số liệu"),
            lambda one: Cell(one.name, strong=one.strong),
            width=200,
            stretch=True,
        ),
        *(_total_column(place, one.name) for place, one in enumerate(view.sources)),
    )


def total_lines(view: ReconciliationView) -> tuple[TotalLine, ...]:
    """Return how many units each table names, and its totals."""
    units = TotalLine(
        f"Số {view.noun} có số liệu", tuple(str(one.units) for one in view.sources), strong=True
    )
    return (
        units,
        *(
            TotalLine(name, tuple(one.totals[place] for one in view.sources))
            for place, name in enumerate(view.measures)
        ),
    )


def _figure_column(place: int, name: str) -> Column[UnitLine]:
    title = two_lines(name)

    def cell(one: UnitLine) -> Cell:
        source = one.places[place]
        missing = one.values[place] == MISSING_WORD
        note = f"({source})" if source and not missing else ""
        return Cell(one.values[place], note=note, missing=missing, tip=one.origins[place])

    return Column(Heading(title, right=True), cell, right=True, width=112, compact_width=96)


def _total_column(place: int, name: str) -> Column[TotalLine]:
    def cell(one: TotalLine) -> Cell:
        text = one.texts[place]
        return Cell(text or "–", Tone.PLAIN if text else Tone.MUTED, strong=one.strong)

    heading = Heading(f"({place + 1}) {name}", right=True)
    return Column(heading, cell, right=True, width=230, compact_width=200, stretch=True)
