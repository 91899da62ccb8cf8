"""What the other readings of the rules would change (độ nhạy): ranks, prizes, awards; in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain.criteria import judge
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Ranking, scope_of
from thidua_desktop.domain.ranking_changes import Change, Sensitivity
from thidua_desktop.domain.readings import Reading, Readings
from thidua_desktop.domain.subjects import Kind, Participant
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.ranking_views import (
    STATE_WORDS,
    OptionView,
    ReadingView,
    display_name,
)

_MOST_NAMED: Final = 2
_LONGEST_NAME: Final = 24

Key = tuple[str, str]
"""A reading and one of its options."""


@dataclass(frozen=True, slots=True)
class AwardShift:
    """How one subject stands for an award now, and how it would."""

    participant: Participant
    award: str
    before: State
    after: State

    @property
    def text(self) -> str:
        """Return `Văn phòng Sở, Giấy khen: Đạt thành Không đạt`."""
        name = display_name(self.participant.subject)
        return f"{name}, {self.award}: {STATE_WORDS[self.before]} thành {STATE_WORDS[self.after]}"


def award_shifts(
    loaded: Loaded, ranking: Ranking, after_each: Callable[[], None] = lambda: None
) -> Mapping[Key, tuple[AwardShift, ...]]:
    """Say what each other option of each reading does to who meets which award.

    Awards of prize winners are left out: they follow the prizes.
    """
    if all(one.for_winners for one in loaded.campaign.awards):
        return {}
    now = _standings(loaded, ranking, ranking.readings)
    titles = {one.id: one.name for one in loaded.campaign.awards}
    found: dict[Key, tuple[AwardShift, ...]] = {}
    for reading in loaded.campaign.ranking_readings:
        for option in reading.options:
            if option.value != ranking.readings[reading.key]:
                tried = {**ranking.readings, reading.key: option.value}
                other = _standings(loaded, ranking, tried)
                found[reading.key, option.value] = tuple(
                    AwardShift(who, titles[award], now[who, award], state)
                    for (who, award), state in other.items()
                    if state is not now[who, award]
                )
                after_each()
    return found


_Standings = dict[tuple[Participant, str], State]


def _standings(loaded: Loaded, ranking: Ranking, readings: Readings) -> _Standings:
    campaign = loaded.campaign
    scope = scope_of(campaign, loaded.data, ranking.as_of, readings)
    found: _Standings = {}
    for award in campaign.awards:
        for one in loaded.data.participants:
            criterion = award.criterion_for(campaign.group(one.group))
            if criterion is not None and not award.for_winners:
                found[one, award.id] = judge(criterion, scope, one).state
    return found


# --- in words ---


def reading_views(
    loaded: Loaded,
    ranking: Ranking,
    found: Sequence[Sensitivity],
    shifts: Mapping[Key, Sequence[AwardShift]],
) -> tuple[ReadingView, ...]:
    """Return every ambiguous rule with what each other option would change."""
    moved = {(one.reading, one.value): one for one in found}
    has_prizes = bool(loaded.campaign.prizes)
    views = []
    for reading in loaded.campaign.ranking_readings:
        keys = [(reading.key, one.value) for one in reading.options]
        effects = [moved[key] for key in keys if key in moved]
        views.append(
            ReadingView(
                reading.key,
                reading.name,
                reading.question,
                tuple(_options(reading, moved, shifts, has_prizes=has_prizes)),
                ranking.readings[reading.key],
                reading.key in loaded.decided,
                any(one.prizes_change for one in effects),
                any(shifts.get(key) for key in keys),
            )
        )
    return tuple(views)


def _options(
    reading: Reading,
    moved: Mapping[Key, Sensitivity],
    shifts: Mapping[Key, Sequence[AwardShift]],
    *,
    has_prizes: bool,
) -> Iterator[OptionView]:
    for one in reading.options:
        effect = moved.get((reading.key, one.value))
        changes = effect.changes if effect else ()
        awards = shifts.get((reading.key, one.value), ())
        yield OptionView(
            one.value,
            one.text,
            one.short or one.text,
            effect_words(changes, awards, has_prizes=has_prizes),
            (*(_change_text(each) for each in changes), *(each.text for each in awards)),
        )


def effect_words(
    changes: Sequence[Change], awards: Sequence[AwardShift], *, has_prizes: bool
) -> str:
    """Say what a reading changes: prizes by name, else the largest moves; then the awards."""
    said = [_prize_words(changes) or _rank_words(changes, has_prizes=has_prizes)]
    if awards:
        said.append(f"{len(awards)} thay đổi về khen thưởng")
    return "; ".join(filter(None, said))


def _prize_words(changes: Sequence[Change]) -> str:
    other = [one for one in changes if one.prize_after != one.prize_before]
    ordered = sorted(other, key=lambda one: (one.prize_after is None, one.rank_after or 0))
    said = [
        f"{display_name(one.participant.subject)} "
        + (f"nhận {one.prize_after.lower()}" if one.prize_after else "không còn giải")
        for one in ordered[:_MOST_NAMED]
    ]
    rest = len(ordered) - len(said)
    return ", ".join(said) + (f" và {rest} thay đổi giải khác" if rest else "")


def _rank_words(changes: Sequence[Change], *, has_prizes: bool) -> str:
    """Say who comes into the ranking or leaves it, then who moves farthest."""
    come = [one for one in changes if one.rank_before is None]
    gone = [one for one in changes if one.rank_after is None]
    said = []
    for found, words in ((come, "được xếp hạng"), (gone, "không còn xếp hạng")):
        if found:
            names = ", ".join(display_name(one.participant.subject) for one in found)
            named = names if len(found) <= _MOST_NAMED else f"{len(found)} {_who(found)}"
            said.append(f"{named} {words}")
    moves = [
        (before, after, display_name(one.participant.subject))
        for one in changes
        if (before := one.rank_before) is not None and (after := one.rank_after) is not None
    ]
    moves.sort(key=lambda one: abs(one[0] - one[1]), reverse=True)
    if moves:
        rest = len(moves) - _MOST_NAMED
        more = f" và {rest} {_who(changes)} khác đổi hạng" if rest > 0 else ""
        said.append(", ".join(_move_words(*one) for one in moves[:_MOST_NAMED]) + more)
    if said and has_prizes:
        said.append("không đổi giải")
    return ", ".join(said)


def _who(changes: Sequence[Change]) -> str:
    people = all(one.participant.subject.kind is Kind.PERSON for one in changes)
    return "người" if people else "đơn vị"


def _move_words(before: int, after: int, name: str) -> str:
    return f"{name} từ hạng {before} {'lên' if after < before else 'xuống'} hạng {after}"


def _change_text(one: Change) -> str:
    ranks = [f"hạng {rank}" if rank else "không xếp hạng" for rank in _ranks(one)]
    prizes = [prize.lower() if prize else "không có giải" for prize in _prizes(one)]
    said = [f"{old} thành {new}" for old, new in (ranks, prizes) if old != new]
    return f"{display_name(one.participant.subject)}: {', '.join(said)}"


def _ranks(one: Change) -> tuple[int | None, int | None]:
    return one.rank_before, one.rank_after


def _prizes(one: Change) -> tuple[str | None, str | None]:
    return one.prize_before, one.prize_after


def headlines(readings: Sequence[ReadingView], *, has_prizes: bool) -> tuple[str, str]:
    """Say in one sentence which readings matter, and once more for a narrow place."""
    ways = (
        ([one for one in readings if one.changes_prizes], "làm thay đổi giải thưởng", "đổi giải"),
        (
            [one for one in readings if one.changes_awards],
            "làm thay đổi khen thưởng",
            "đổi khen thưởng",
        ),
        (
            [one for one in readings if one.effects],
            "làm đổi hạng, không đổi giải" if has_prizes else "làm đổi hạng",
            "đổi hạng",
        ),
    )
    for deciding, words, short in ways:
        if deciding:
            names = [one.name[0].lower() + one.name[1:] for one in deciding]
            alone = len(names) == 1 and len(names[0]) <= _LONGEST_NAME
            named = names[0] if alone else f"{len(names)} cách hiểu"
            return f"{', '.join(names)} {words}", f"{named} làm {short}"
    return "", ""
