"""What differs between two states, in words: moves, figures and awards, for every page alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.snapshots import FigureChange, Move, Place
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.loading import catalogue
from thidua_desktop.services.provenance import value_text
from thidua_desktop.services.rankings import STATE_WORDS, group_title, source_words

NOTHING: Final = "không có"

Standings = Mapping[tuple[SubjectId, str], State]
"""How everybody stands for every award that is for them, by subject and award."""


@dataclass(frozen=True, slots=True)
class MoveView:
    """One subject whose rank or prize differs; None where it had none."""

    subject: int
    name: str
    group: str
    rank_before: int | None
    rank_after: int | None
    prize_before: str | None
    prize_after: str | None
    score_before: str
    score_after: str
    text: str
    """`Xã Tam Hải: hạng 3 thành hạng 2, giải ba thành giải nhì`."""

    @property
    def prize_changes(self) -> bool:
        """Say whether a prize was won or lost."""
        return self.prize_before != self.prize_after


@dataclass(frozen=True, slots=True)
class FigureChangeView:
    """One figure before and after, with where each came from; `không có` where there was none."""

    subject: int
    name: str
    measure: str
    measure_name: str
    period: str
    before: str
    after: str
    before_source: str
    after_source: str
    text: str


@dataclass(frozen=True, slots=True)
class AwardChangeView:
    """How one subject stood for one award and stands now, in words; `không có` where it did not."""

    subject: int
    name: str
    award: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """Return `Phòng Nội vụ, Bằng khen: Không đạt thành Hội đồng xác nhận`."""
        return f"{self.name}, {self.award}: {self.before} thành {self.after}"


def move_view(move: Move, campaign: Campaign) -> MoveView:
    """Say how one subject moved."""
    before, after = move.before, move.after
    there = after or before
    assert there is not None  # noqa: S101 - a move has at least one side
    ranks = _rank_words(before), _rank_words(after)
    prizes = _prize_words(before), _prize_words(after)
    changed = [f"{old} thành {new}" if old != new else "" for old, new in (ranks, prizes)]
    known = any(one.id == there.group for one in campaign.groups)
    return MoveView(
        there.subject,
        there.name,
        group_title(campaign, there.group) if known else there.group,
        before.rank if before else None,
        after.rank if after else None,
        before.prize if before else None,
        after.prize if after else None,
        before.score if before else "",
        after.score if after else "",
        f"{there.name}: {', '.join(filter(None, changed)) or 'đổi nhóm'}",
    )


def _rank_words(place: Place | None) -> str:
    if place is None:
        return "không có trong danh sách"
    return "không xếp hạng" if place.rank is None else f"hạng {place.rank}"


def _prize_words(place: Place | None) -> str:
    return place.prize.lower() if place and place.prize else "không có giải"


def change_view(change: FigureChange, names: Mapping[SubjectId, str]) -> FigureChangeView:
    """Say how one figure changed, with where both sides came from."""
    figure = change.figure
    measure = catalogue().measures[figure.measure]
    name = names.get(figure.subject, NOTHING)
    before, after = _value_words(change.before), _value_words(change.after)
    period = _periods(change)
    return FigureChangeView(
        figure.subject,
        name,
        figure.measure,
        measure.name,
        period,
        before,
        after,
        source_words(change.before) if change.before else "",
        source_words(change.after) if change.after else "",
        f"{name}, {measure.short.lower()} {period}: {before} thành {after}",
    )


def _value_words(figure: Figure | None) -> str:
    return value_text(figure) if figure else NOTHING


def _periods(change: FigureChange) -> str:
    sides = [one.period for one in (change.before, change.after) if one]
    return " thành ".join(dict.fromkeys(period_words(one) for one in sides))


def period_words(period: Period | None) -> str:
    """Return what a figure covers: `lũy kế đến 31/12/2023`."""
    return f"lũy kế đến {vietnamese.day(period.end)}" if period else "không theo kỳ"


def award_changes(
    old: Standings, new: Standings, titles: Mapping[str, str], names: Mapping[SubjectId, str]
) -> Iterable[AwardChangeView]:
    """Say for whom an award stands otherwise."""
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key), new.get(key)
        if before is not after:
            who, award = key
            sides = (STATE_WORDS[one] if one else NOTHING for one in (before, after))
            yield AwardChangeView(who, names[who], titles[award], *sides)
