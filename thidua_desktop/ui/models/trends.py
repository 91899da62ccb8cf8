"""Columns and rows of «Diễn biến»: a small line and the exact number of every month."""

from fractions import Fraction
from functools import partial
from typing import Final

from thidua_desktop.services.trends import TrendBoard, TrendPoint, UnitTrend
from thidua_desktop.ui.models.cells import Cell, Heading, Tone, line_of
from thidua_desktop.ui.models.figures import tab_separated
from thidua_desktop.ui.models.rows import Column, RowGroup

_MARK: Final = 16
"""The room a warning takes beside a number."""


def trend_columns(board: TrendBoard) -> tuple[Column[UnitTrend], ...]:
    """Return the columns: name, small line, each month, change since the last number before."""
    fallen = {place for unit in board.units for place, one in enumerate(unit.points) if one.fell}
    months = (
        _month(place, title, is_marked=place in fallen) for place, title in enumerate(board.months)
    )
    unit = "điểm %" if board.chosen and board.chosen.is_rate else ""
    return (
        Column(Heading("Đơn vị"), _name, width=240, compact_width=186, stretch=True),
        Column(Heading("Diễn biến"), _line, width=220, compact_width=104),
        *months,
        Column(
            # Months without a number are passed over: which one it is held against is the tip.
            Heading("So lần trước", unit, right=True),
            partial(_change, board.months),
            _moved,
            right=True,
            width=98,
            compact_width=90,
        ),
    )


def trend_groups(board: TrendBoard, group: str = "") -> tuple[RowGroup[UnitTrend], ...]:
    """Return the subjects under the headings of their groups, or those of one group."""
    return tuple(
        RowGroup(one.title, one.units, key=one.id)
        for one in board.groups
        if one.units and group in ("", one.id)
    )


def as_text(board: TrendBoard, group: str = "") -> str:
    """Return the table as Excel takes it from the clipboard, with its headings."""
    rows = [["Đơn vị", *board.months]]
    for one in board.groups:
        if group in ("", one.id):
            rows += [[unit.full_name, *(p.text for p in unit.points)] for unit in one.units]
    return tab_separated(rows)


def _name(unit: UnitTrend) -> Cell:
    fallen = [f"{one.fell}" for one in unit.points if one.fell]
    mark = "exclamation-triangle-fill" if fallen else ""
    return Cell(unit.full_name, mark=mark, tip="\n".join([unit.full_name, *fallen]))


def _line(unit: UnitTrend) -> Cell:
    marked = frozenset(place for place, one in enumerate(unit.points) if one.fell)
    points = [one.value for one in unit.points]
    return Cell(line=line_of(points, unit.target, marked))


def _month(place: int, title: str, *, is_marked: bool) -> Column[UnitTrend]:
    def cell(unit: UnitTrend) -> Cell:
        return _point(unit.points[place])

    def key(unit: UnitTrend) -> tuple[bool, Fraction]:
        value = unit.points[place].value
        return (value is None, value or Fraction(0))

    heading = Heading(title, right=True)
    more = _MARK if is_marked else 0
    return Column(heading, cell, key, right=True, width=92 + more, compact_width=77 + more)


def _point(point: TrendPoint) -> Cell:
    if point.value is None:
        return Cell(point.text, missing=True, tip=point.why)
    tip = "\n".join(one for one in (point.why, point.fell, *point.sources) if one)
    if point.fell:
        icon = "exclamation-triangle-fill"
        return Cell(point.text, Tone.AMBER, icon=icon, icon_tone=Tone.AMBER, tip=tip)
    return Cell(point.text, tip=tip)


def _change(months: tuple[str, ...], unit: UnitTrend) -> Cell:
    if not unit.change:
        return Cell("–", Tone.MUTED)
    known = [month for month, one in zip(months, unit.points, strict=True) if one.value is not None]
    return Cell(unit.change, tip=f"{known[-1]} so với {known[-2]}")


def _moved(unit: UnitTrend) -> tuple[bool, Fraction]:
    values = [one.value for one in unit.points if one.value is not None]
    known = len(values) > 1 and bool(unit.change)
    return (not known, values[-1] - values[-2] if known else Fraction(0))
