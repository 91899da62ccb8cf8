"""Columns and row groups of the ranking table (Xếp hạng), from what the service says."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QFontMetricsF

from thidua_desktop.domain.criteria import State
from thidua_desktop.domain.placing import NO_TARGET
from thidua_desktop.domain.subjects import Kind, Participant, Person
from thidua_desktop.domain.vietnamese import given_name_key, match_key, money
from thidua_desktop.services.rankings import (
    CriterionCell,
    GroupView,
    NotRankedView,
    PrizeView,
    RateColumn,
    RowView,
)
from thidua_desktop.ui.models.cells import Bar, Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup
from thidua_desktop.ui.theme import Role, Theme

Line = RowView | NotRankedView
"""A row of the table: ranked, or below with its reason."""

SCORE_COLUMN: Final = 2
MOST_CRITERION_COLUMNS: Final = 3
"""More criteria than this share one chip, `Đạt 4/5`."""

STATE_TONES: Final = {
    State.MET: Tone.GREEN,
    State.NOT_MET: Tone.RED,
    State.NO_DATA: Tone.DASHED,
    State.COUNCIL: Tone.AMBER,
    State.NOT_APPLICABLE: Tone.NEUTRAL,
}
STATE_ICONS: Final = {
    State.NO_DATA: "dash-circle",
    State.COUNCIL: "question-circle",
    State.NOT_APPLICABLE: "dash-circle",
}
_SHORT_WORDS: Final = {
    State.NO_DATA: "Chưa có",
    State.COUNCIL: "Hội đồng",
    State.NOT_APPLICABLE: "Không có",
}
_ARROW: Final = 11
_PADDING: Final = 16
_LEAST_RATE: Final = 72
_CHIP_EDGES: Final = 42
_MOST_WIDE_RATES: Final = 2
_SHORT_TITLE: Final = 8
_USUAL_NAME: Final = 132
_LEAST_NAME: Final = 96
_NARROW_SCORE: Final = 104
_TIGHT_TABLE: Final = 704
"""What is left for the columns of 1093 pixels beside rail, panel and scroll bar."""
ROOMY_TABLE: Final = 784
_PRIZE_TONES: Final = {
    "gold": Tone.GOLD,
    "silver": Tone.SILVER,
    "bronze": Tone.BRONZE,
}
_OUTSIDE: Final = {
    State.NOT_MET: "Không xét",
    State.NO_DATA: "Chưa xếp hạng: chưa có số liệu",
    State.COUNCIL: "Chưa xếp hạng: chờ Hội đồng xác nhận",
    State.NOT_APPLICABLE: "Không xếp hạng: không phát sinh hồ sơ",
}


def state_chip(state: State, word: str) -> Chip:
    """Return the chip of a criterion's state."""
    return Chip(word, STATE_TONES[state], STATE_ICONS.get(state))


def prize_chip(prize: PrizeView) -> Chip:
    """Return the chip of a prize: gold, silver and bronze for the first three places."""
    return Chip(prize.short, _PRIZE_TONES.get(prize.tone, Tone.ENCOURAGE))


def who_word(participants: Sequence[Participant]) -> str:
    """Return the word that counts these participants: `đơn vị`, or `người`."""
    people = all(one.subject.kind is Kind.PERSON for one in participants)
    return "người" if participants and people else "đơn vị"


def ranking_columns(group: GroupView, *, tight: bool = False) -> tuple[Column[Line], ...]:
    """Return the columns of a group: rank, name, score, rates, criteria, prize.

    `tight` is for a table with less than `ROOMY_TABLE` pixels at 100 % text size.
    """
    has_prizes = any(row.prize for row in group.rows)
    after = [*_rate_columns(group, tight=tight), *_criterion_columns(group, tight=tight)]
    if has_prizes:
        prize = Heading("Giải", "theo thứ hạng")
        width = max(_second_width(prize), prize_width(row.prize for row in group.rows))
        after.append(Column(prize, _prize_cell, _prize_key, width=width))
    order = {row.participant: -place for place, row in enumerate(group.rows)}
    rank = Column(Heading("Hạng", right=True), _rank_cell, _rank_key, right=True, width=50)
    # Names come before bars: where they are long, the bar keeps to its least width.
    has_long_names = _longest_name(group) > _USUAL_NAME
    scale = group.score_subtitle
    is_narrow = has_long_names or tight
    if is_narrow:
        scale = scale.replace("thang điểm", "thang")
    score = Column(
        Heading(group.score_title, scale),
        partial(_score_cell, has_prizes=has_prizes),
        partial(_order_key, order=order),
        width=_NARROW_SCORE if tight else 152,
        stretch=not has_long_names,
    )
    taken = rank.width + score.width + sum(one.width for one in after)
    name = Column(
        Heading(_name_title(group), _members(group)),
        partial(_name_cell, has_prizes=has_prizes),
        _name_key,
        width=max(_LEAST_NAME, min(_USUAL_NAME, _TIGHT_TABLE - taken)) if tight else _USUAL_NAME,
        stretch=True,
    )
    return (rank, name, score, *after)


def _longest_name(group: GroupView) -> float:
    strong = QFontMetricsF(Theme().font(Role.STRONG))
    names = [row.name for row in group.rows] + [row.name for row in group.not_ranked]
    return max((strong.horizontalAdvance(name) for name in names), default=0.0) + _PADDING


def ranking_groups(group: GroupView) -> tuple[RowGroup[Line], ...]:
    """Return the ranked rows, then who is outside, one collapsible group per kind of reason."""
    outside: dict[State, list[Line]] = {}
    for one in group.not_ranked:
        outside.setdefault(one.state, []).append(one)
    below = [
        RowGroup(
            _outside_title(state, group),
            tuple(lines),
            f"{len(lines)} {who_word([line.participant for line in lines])}",
            key=(group.id, state),
        )
        for state, lines in outside.items()
    ]
    return (RowGroup("", group.rows, key=(group.id, "")), *below)


def search_text(line: Line) -> str:
    """Return what the search box looks into."""
    return f"{line.name} {line.full_name}"


def _name_title(group: GroupView) -> str:
    everybody = [one.participant for one in group.rows]
    everybody += [one.participant for one in group.not_ranked]
    return "Họ và tên" if who_word(everybody) == "người" else "Đơn vị"


def _members(group: GroupView) -> str:
    """Return `17 xã, thị trấn`, or `11 đơn vị` where the group's own word is long."""
    if _second_width(Heading("", group.members_word)) <= _USUAL_NAME:
        return group.members_word
    everybody = [one.participant for one in group.rows]
    everybody += [one.participant for one in group.not_ranked]
    return f"{len(everybody)} {who_word(everybody)}"


def _outside_title(state: State, group: GroupView) -> str:
    why = [one.why for one in group.not_ranked if one.state is state]
    if state is State.NO_DATA and any(NO_TARGET in one for one in why):
        return f"{_OUTSIDE[state]} hoặc mức giao"
    considered = next((one for one in group.criterion_columns if one.id == "considered"), None)
    if state is State.NOT_MET and considered is not None:
        return f"{_OUTSIDE[state]}: chưa đạt điều kiện {considered.subtitle}"
    return _OUTSIDE.get(state, "Không xếp hạng")


def _rank_cell(line: Line) -> Cell:
    if isinstance(line, NotRankedView):
        return Cell("–", Tone.MUTED)
    return Cell(str(line.rank), strong=True, tip=line.tie_note)


def _rank_key(line: Line) -> tuple[bool, int]:
    return (False, line.rank) if isinstance(line, RowView) else (True, 0)


def _name_cell(line: Line, *, has_prizes: bool) -> Cell:
    if isinstance(line, NotRankedView):
        tip = f"{line.full_name}: {line.why}"
        return Cell(line.name, Tone.NEUTRAL, note=_office(line), tip=tip, is_name=True)
    strong = line.prize is not None if has_prizes else line.rank == 1
    tip = ". ".join(filter(None, (line.full_name, line.tie_note)))
    note = " · ".join(filter(None, ("đồng hạng" if line.tie_note else "", _office(line))))
    return Cell(line.name, strong=strong, note=note, tip=tip, is_name=True)


def _office(line: Line) -> str:
    """Return where a person works: it tells two people of one name apart."""
    subject = line.participant.subject
    return (subject.office or "") if isinstance(subject, Person) else ""


def _name_key(line: Line) -> Any:
    if line.participant.subject.kind is Kind.PERSON:
        return given_name_key(line.participant.subject.name)
    return (match_key(line.name),)


def _score_cell(line: Line, *, has_prizes: bool) -> Cell:
    if isinstance(line, NotRankedView):
        # A failed condition has its own chip; anything else says here why there is no score.
        words = "" if line.state is State.NOT_MET else _SHORT_WORDS[line.state].lower()
        return Cell(words, Tone.MUTED, tip=line.why)
    winner = line.prize is not None or not has_prizes
    return Cell(line.score_text, bar=Bar(line.share, winner), tip=line.tie_note)


def _order_key(line: Line, *, order: dict[Participant, int]) -> int:
    """Order as ranked: equal scores may still be told apart by a tie-break."""
    return order.get(line.participant, -len(order))


def _rate_columns(group: GroupView, *, tight: bool) -> list[Column[Line]]:
    is_broken = tight and len(group.rate_columns) > _MOST_WIDE_RATES
    columns: list[Column[Line]] = []
    for place, one in enumerate(group.rate_columns):
        heading = _rate_heading(one, tight=tight, is_broken=is_broken)
        columns.append(
            Column(
                heading,
                partial(_rate_cell, place=place),
                partial(_rate_key, place=place),
                right=True,
                width=max(_heading_width(heading), _LEAST_RATE),
            )
        )
    return columns


def _rate_heading(column: RateColumn, *, tight: bool, is_broken: bool) -> Heading:
    """Return a heading as short as the room: «trên tổng số» as «/ tổng số», or in two lines."""
    if is_broken:
        return Heading(_in_two_lines(column.title), right=True)
    second = column.subtitle.replace("trên ", "/ ", 1) if tight else column.subtitle
    return Heading(column.title, second, right=True)


def _in_two_lines(words: str) -> str:
    """Break a title where its two lines are most alike in length."""
    parts = words.split(" ")
    if len(words) <= _SHORT_TITLE or len(parts) == 1:
        return words
    broken = [f"{' '.join(parts[:at])}\n{' '.join(parts[at:])}" for at in range(1, len(parts))]
    return min(broken, key=lambda lines: max(len(line) for line in lines.split("\n")))


def _heading_width(heading: Heading) -> int:
    """Return the room a heading needs at 100 % text size, sort arrow and padding included."""
    bold = QFontMetricsF(Theme().font(Role.HEADER))
    plain = QFontMetricsF(Theme().font(Role.HEADER, weight=400))
    titles = [bold.horizontalAdvance(line) + _ARROW for line in heading.title.split("\n")]
    return round(max(*titles, plain.horizontalAdvance(heading.second))) + _PADDING


def _rate_cell(line: Line, *, place: int) -> Cell:
    text = line.rates[place]
    return Cell(text, Tone.PLAIN if text[0].isdigit() else Tone.MUTED)


def _rate_key(line: Line, *, place: int) -> tuple[bool, Fraction]:
    """Order by the exact rate, whatever is shown of it; no figure comes before any."""
    share = line.rate_shares[place]
    return (share is not None, share or Fraction(0))


def _criterion_columns(group: GroupView, *, tight: bool) -> list[Column[Line]]:
    if len(group.criterion_columns) > MOST_CRITERION_COLUMNS:
        return [Column(Heading("Tiêu chuẩn", "số đạt"), partial(_summary_cell, group), width=88)]
    headings = [Heading(one.title, _threshold(one.subtitle)) for one in group.criterion_columns]
    return [
        Column(
            headings[place],
            partial(_criterion_cell, judged=one.id, place=place),
            partial(_state_key, judged=one.id, place=place),
            width=max(69 if tight else 74, _second_width(headings[place])),
        )
        for place, one in enumerate(group.criterion_columns)
    ]


def prize_width(prizes: Iterable[PrizeView | None]) -> int:
    """Return the room the longest prize chip needs: icon, gaps, its word; 0 without a prize."""
    chip = QFontMetricsF(Theme().font(Role.CHIP))
    widths = [chip.horizontalAdvance(one.short) + _CHIP_EDGES for one in prizes if one]
    return round(max(widths, default=0))


def _threshold(words: str) -> str:
    """Return a threshold for a narrow heading; several are only counted, the chip says which."""
    several = words.count("; ") + 1
    return words if several == 1 else f"{several} điều kiện"


def _second_width(heading: Heading) -> int:
    plain = QFontMetricsF(Theme().font(Role.HEADER, weight=400))
    return round(plain.horizontalAdvance(heading.second)) + _PADDING


def _cell_of(line: Line, *, judged: str, place: int) -> CriterionCell | None:
    if isinstance(line, RowView):
        return line.criteria[place]
    return CriterionCell(line.state, line.state_word, line.why) if judged == "considered" else None


def _criterion_cell(line: Line, *, judged: str, place: int) -> Cell:
    found = _cell_of(line, judged=judged, place=place)
    if found is None or not found.why:
        return Cell("–" if found else "", Tone.MUTED)
    word = "Dưới" if found.state is State.NOT_MET else _SHORT_WORDS.get(found.state, found.word)
    return Cell(chip=state_chip(found.state, word), tip=found.why)


def _state_key(line: Line, *, judged: str, place: int) -> int:
    found = _cell_of(line, judged=judged, place=place)
    return len(STATE_TONES) if found is None else list(STATE_TONES).index(found.state)


def _summary_cell(group: GroupView, line: Line) -> Cell:
    if isinstance(line, NotRankedView):
        return Cell(chip=state_chip(line.state, line.state_word), tip=line.why)
    judged = [one for one in line.criteria if one.state is not State.NOT_APPLICABLE]
    met = sum(one.state is State.MET for one in judged)
    failing = [
        f"{column.title}: {one.word}"
        for column, one in zip(group.criterion_columns, line.criteria, strict=True)
        if one.state not in (State.MET, State.NOT_APPLICABLE)
    ]
    tone = Tone.GREEN if met == len(judged) else Tone.AMBER
    return Cell(chip=Chip(f"Đạt {met}/{len(judged)}", tone), tip="\n".join(failing))


def _prize_cell(line: Line) -> Cell:
    if isinstance(line, NotRankedView) or line.prize is None:
        return Cell()
    tip = f"{line.prize.name}: {money(line.prize.amount)}" if line.prize.amount else ""
    return Cell(chip=prize_chip(line.prize), tip=tip or line.prize.name)


def _prize_key(line: Line) -> tuple[bool, int]:
    has = isinstance(line, RowView) and line.prize is not None
    return (not has, line.rank if isinstance(line, RowView) else 0)
