"""Columns of the table «Thì…»: each place as it is and as it would be, side by side."""

from collections.abc import Callable
from typing import Any, Final

from thidua_desktop.domain.subjects import Person
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.services.whatif_views import SIMULATION, Change, OutcomeGroup, OutcomeRow, Place
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.ranking_rows import prize_chip, prize_width
from thidua_desktop.ui.models.rows import Column

NOW: Final = "Hiện nay"
TRIED: Final = SIMULATION
_LAST: Final = 1_000_000
_ROOMY: Final = 980

_CHIPS: Final = {
    Change.PRIZE_WON: (Tone.GREEN, "award-fill"),
    Change.PRIZE_LOST: (Tone.RED, "x-lg"),
    Change.OTHER_PRIZE: (Tone.INFO, "award"),
    Change.COMES_IN: (Tone.GREEN, "plus-lg"),
    Change.GOES_OUT: (Tone.RED, "dash-lg"),
    Change.UP: (Tone.GREEN, "chevron-up"),
    Change.DOWN: (Tone.AMBER, "chevron-down"),
    Change.AWARD: (Tone.INFO, "award"),
    Change.SCORE: (Tone.NEUTRAL, "pencil"),
    Change.REASON: (Tone.NEUTRAL, "info-circle"),
}


def outcome_columns(group: OutcomeGroup, *, room: int) -> tuple[Column[OutcomeRow], ...]:
    """Return the name, each place as it is and as it would be, and the change in words.

    `room` is in pixels at 100 % text size: with much of it the awards are shown too, with little
    the scores are not; the tooltip of each row says both.
    """
    name: Column[OutcomeRow] = Column(
        Heading("Đơn vị, cá nhân"), _name, _name_key, width=144, stretch=True
    )
    change: Column[OutcomeRow] = Column(
        Heading("Thay đổi"), _change, lambda row: list(Change).index(row.change), width=104
    )
    awards: Column[OutcomeRow] = Column(Heading("Khen thưởng"), _awards, width=260, stretch=True)
    if not any(place.rank for row in group.rows for place in (row.before, row.after)):
        return (name, change, awards)
    columns = [name, *_side(group, NOW), *_side(group, TRIED), change]
    if sum(one.width for one in columns) > room:
        title = group.score_title
        return tuple(one for one in columns if one.heading.title != title)
    if any(row.awards for row in group.rows) and room >= _ROOMY:
        columns.append(awards)
    return tuple(columns)


def _side(group: OutcomeGroup, band: str) -> list[Column[OutcomeRow]]:
    """Return rank, score and prize of one of the two rankings; the one tried is tinted."""
    tried = band == TRIED

    def column(title: str, cell: _Shows, width: int, *, right: bool = False) -> Column[OutcomeRow]:
        return Column(
            Heading(title, band=band, right=right, calculated=tried),
            lambda row: cell(row, row.after if tried else row.before, tried),
            lambda row: _order(row.after if tried else row.before),
            right=right,
            width=width,
        )

    title = group.score_title
    columns = [column("Hạng", _rank, 50, right=True)]
    columns.append(column(title, _score, 58 if title == "Điểm" else 108, right=True))
    both = [place.prize for row in group.rows for place in (row.before, row.after)]
    if any(both):
        columns.append(column("Giải", _prize, prize_width(both)))
    return columns


_Shows = Callable[[OutcomeRow, Place, bool], Cell]


def _order(place: Place) -> Any:
    return _LAST if place.rank is None else place.rank


def _rank(row: OutcomeRow, place: Place, tried: bool) -> Cell:
    if place.rank is None:
        return Cell("–", Tone.MUTED, tip=place.why, calculated=tried)
    moved = tried and row.before.rank != row.after.rank
    return Cell(str(place.rank), strong=moved, calculated=tried, tip=row.text)


def _change(row: OutcomeRow) -> Cell:
    if row.change is Change.NOTHING:
        return Cell("giữ nguyên", Tone.MUTED)
    tone, icon = _CHIPS[row.change]
    return Cell(chip=Chip(row.words, tone, icon), tip=row.text)


def _name(row: OutcomeRow) -> Cell:
    subject = row.participant.subject
    office = subject.office if isinstance(subject, Person) else ""
    return Cell(
        row.name, strong=row.change is not Change.NOTHING, note=office, tip=row.text, is_name=True
    )


def _name_key(row: OutcomeRow) -> Any:
    return match_key(row.name)


def _score(row: OutcomeRow, place: Place, tried: bool) -> Cell:
    if not place.score:
        return Cell("–", Tone.MUTED, tip=place.why, calculated=tried)
    moved = tried and row.before.score != row.after.score
    return Cell(place.score, strong=moved, calculated=tried)


def _prize(row: OutcomeRow, place: Place, tried: bool) -> Cell:
    if place.prize is None:
        return Cell(
            "–" if row.before.prize or row.after.prize else "", Tone.MUTED, calculated=tried
        )
    return Cell(chip=prize_chip(place.prize), tip=place.prize.name, calculated=tried)


def _awards(row: OutcomeRow) -> Cell:
    words = "; ".join(f"{one.award}: {one.before} → {one.after}" for one in row.awards)
    return Cell(words, tip=row.text)
