"""What changes between two rankings, and what other readings (cách hiểu) of a rule would change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.ranking import Field, Ranking, Row, rank
from thidua_desktop.domain.subjects import Participant


@dataclass(frozen=True, slots=True)
class Change:
    """One subject whose place or prize differs between two rankings."""

    participant: Participant
    group: str
    rank_before: int | None
    rank_after: int | None
    prize_before: str | None
    prize_after: str | None


def compare(before: Ranking, after: Ranking) -> tuple[Change, ...]:
    """Return who moved, gained or lost a prize; empty when both rankings agree."""
    changes: list[Change] = []
    for old_group, new_group in zip(before.groups, after.groups, strict=True):
        old, new = _places(old_group.rows), _places(new_group.rows)
        changes += [
            Change(participant, new_group.group.id, *_sides(old, new, participant))
            for participant in dict.fromkeys([*new, *old])
            if old.get(participant) != new.get(participant)
        ]
    return tuple(changes)


_Place = tuple[int, str | None]


def _places(rows: Iterable[Row]) -> dict[Participant, _Place]:
    return {row.participant: (row.rank, row.prize.name if row.prize else None) for row in rows}


def _sides(
    old: Mapping[Participant, _Place], new: Mapping[Participant, _Place], who: Participant
) -> tuple[int | None, int | None, str | None, str | None]:
    rank_before, prize_before = old.get(who, (None, None))
    rank_after, prize_after = new.get(who, (None, None))
    return rank_before, rank_after, prize_before, prize_after


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one other way of reading a rule would change."""

    reading: str
    value: str
    changes: tuple[Change, ...]

    @property
    def prizes_change(self) -> bool:
        """Say whether any prize would go to somebody else."""
        return any(one.prize_before != one.prize_after for one in self.changes)


def sensitivity(
    campaign: Campaign,
    data: Field,
    current: Ranking,
    after_each: Callable[[], None] = lambda: None,
) -> tuple[Sensitivity, ...]:
    """Rank again under each other option of each reading and say what changes."""
    found: list[Sensitivity] = []
    for reading in campaign.ranking_readings:
        for option in reading.options:
            if option.value == current.readings[reading.key]:
                continue
            tried = {**current.readings, reading.key: option.value}
            other = rank(campaign, data, current.as_of, tried)
            found.append(Sensitivity(reading.key, option.value, compare(current, other)))
            after_each()
    return tuple(found)
