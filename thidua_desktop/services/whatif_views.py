"""What a what-if scenario shows: everybody's place as it is and as it would be, and in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import GroupRanking, Ranking
from thidua_desktop.domain.subjects import Kind, Participant, SubjectId
from thidua_desktop.domain.whatif import Part
from thidua_desktop.services.differences import AwardChangeView, MoveView
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.ranking_tables import period_words, score_text, score_title
from thidua_desktop.services.ranking_views import (
    PrizeView,
    display_name,
    group_title,
    prize_view,
)
from thidua_desktop.services.snapshots import NO_CHANGE

SIMULATION: Final = "MÔ PHỎNG"
"""Stands on everything that shows a scenario."""
NOT_OFFICIAL: Final = f"{SIMULATION}: không phải kết quả chính thức, sổ không thay đổi"
_MOST_SAID: Final = 2
_MOST_NAMED: Final = 2


class Change(StrEnum):
    """What a scenario does to one subject; the first that holds."""

    PRIZE_WON = "prize-won"
    PRIZE_LOST = "prize-lost"
    OTHER_PRIZE = "other-prize"
    COMES_IN = "comes-in"
    GOES_OUT = "goes-out"
    UP = "up"
    DOWN = "down"
    AWARD = "award"
    SCORE = "score"
    REASON = "reason"
    NOTHING = "nothing"


_WORDS: Final = {
    Change.PRIZE_WON: "Được giải",
    Change.PRIZE_LOST: "Mất giải",
    Change.OTHER_PRIZE: "Đổi giải",
    Change.COMES_IN: "Vào bảng",
    Change.GOES_OUT: "Rời bảng",
    Change.AWARD: "Đổi khen",
    Change.SCORE: "Đổi điểm",
    Change.REASON: "Đổi lý do",
    Change.NOTHING: "Giữ nguyên",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one subject stands; no `rank` where it is not ranked, and then why."""

    rank: int | None
    score: str
    prize: PrizeView | None = None
    state: State | None = None
    why: str = ""

    @property
    def prize_name(self) -> str:
        """Return the prize, empty for none."""
        return self.prize.name if self.prize else ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One subject: its place now, its place under the scenario."""

    participant: Participant
    name: str
    full_name: str
    before: Place
    after: Place
    score_word: str
    awards: tuple[AwardChangeView, ...] = ()

    @property
    def change(self) -> Change:
        """Say what the scenario does to it."""
        old, new = self.before, self.after
        if old.prize_name != new.prize_name:
            if not old.prize_name:
                return Change.PRIZE_WON
            return Change.OTHER_PRIZE if new.prize_name else Change.PRIZE_LOST
        if old.rank is not None and new.rank is not None:
            if old.rank != new.rank:
                return Change.UP if new.rank < old.rank else Change.DOWN
        elif old.rank != new.rank:
            return Change.GOES_OUT if new.rank is None else Change.COMES_IN
        if self.awards:
            return Change.AWARD
        if old.score != new.score:
            return Change.SCORE
        return Change.REASON if old.state is not new.state else Change.NOTHING

    @property
    def words(self) -> str:
        """Return the change in two words, for beside its icon: `Lên 3`."""
        old, new = self.before.rank, self.after.rank
        if self.change in (Change.UP, Change.DOWN) and old is not None and new is not None:
            return f"{'Lên' if new < old else 'Xuống'} {abs(new - old)}"
        if self.change is Change.SCORE and "/" in self.after.score:
            return "Đổi số đạt"
        return _WORDS[self.change]

    @property
    def long_words(self) -> str:
        """Return the change where no icon stands beside it: `Lên 3 hạng`."""
        moves = self.change in (Change.UP, Change.DOWN)
        return f"{self.words} hạng" if moves else self.words

    @property
    def text(self) -> str:
        """Return it in a sentence: `Xã Tam Hải: không xếp hạng thành hạng 12; …`."""
        old, new = self.before, self.after
        said = []
        if old.rank != new.rank:
            said.append(f"{_rank_words(old)} thành {_rank_words(new)}")
        if old.score != new.score:
            both = old.score and new.score
            score = f"{old.score} thành {new.score}" if both else new.score
            said += [f"{self.score_word} {score}"] if score else []
        if old.prize_name != new.prize_name:
            said.append(f"{_prize_words(old)} thành {_prize_words(new)}")
        said += [f"{one.award}: {one.before} thành {one.after}" for one in self.awards]
        return f"{self.full_name}: {'; '.join(said) or 'giữ nguyên'}"


def _rank_words(place: Place) -> str:
    return "không xếp hạng" if place.rank is None else f"hạng {place.rank}"


def _prize_words(place: Place) -> str:
    return place.prize.name.lower() if place.prize else "không có giải"


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """One group, in the order of the scenario."""

    id: str
    title: str
    short: str
    score_title: str
    rows: tuple[OutcomeRow, ...]

    @property
    def changed(self) -> tuple[OutcomeRow, ...]:
        """Return those the scenario does anything to."""
        return tuple(one for one in self.rows if one.change is not Change.NOTHING)


@dataclass(frozen=True, slots=True)
class Supposed:
    """One thing a scenario supposes: a clause, more about it, the value supposed, the part."""

    clause: str
    about: str
    value: str
    part: Part


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rankings, and what it was made from."""

    loaded: Loaded
    ranking: Ranking

    @property
    def title(self) -> str:
        """Return the campaign's name."""
        return self.loaded.campaign.name

    @property
    def period_text(self) -> str:
        """Say up to which day the figures go."""
        return period_words(self.loaded, self.ranking)


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """A scenario beside the official ranking."""

    label: str
    supposed: tuple[Supposed, ...]
    official: Side
    tried: Side
    groups: tuple[OutcomeGroup, ...]
    moves: tuple[MoveView, ...]
    awards: tuple[AwardChangeView, ...]
    money_before: int
    money_after: int
    """What the prizes cost, in đồng."""
    notes: tuple[str, ...] = ()
    """What of the scenario has no effect, or not on whom; one sentence each."""

    @property
    def changes(self) -> tuple[str, ...]:
        """Return what is otherwise, one clause each."""
        return tuple(one.clause for one in self.supposed)

    @property
    def sentence(self) -> str:
        """Return `Nếu Xã Tam Hải có 80 hồ sơ «Trực tuyến» thay vì 79`; empty without a scenario."""
        said = list(self.changes[:_MOST_SAID])
        left = len(self.changes) - len(said)
        if left:
            said.append(f"{left} giả định khác")
        if len(said) > 1:
            said[-1] = f"và {said[-1]}"
        return f"Nếu {', '.join(said)}" if said else ""

    @property
    def summary(self) -> str:
        """Say in one sentence what the scenario does."""
        rows = [row for group in self.groups for row in group.rows]
        said = [*_prizes_said(rows), *_ranks_said(rows)]
        campaign = self.official.loaded.campaign
        following = {one.name for one in campaign.awards if one.for_winners}
        awards = [one for one in self.awards if one.award not in following]
        if awards:
            said.append(f"{len(awards)} thay đổi về khen thưởng")
        said += _money_said(self.money_before, self.money_after)
        if said:
            return f"{'; '.join(said)}."
        scores = [one for one in rows if one.change is Change.SCORE]
        if scores:
            return f"{len(scores)} {_who(scores)} đổi điểm, không ai đổi hạng hay giải."
        return NO_CHANGE

    @property
    def outcome(self) -> str:
        """Return what comes of it: `Thì Xã Tam Hải vào bảng xếp hạng; 1 đơn vị đổi hạng.`."""
        words = self.summary
        return f"Thì {words[:1].lower() + words[1:] if words == NO_CHANGE else words}"


def _who(rows: Sequence[OutcomeRow]) -> str:
    kinds = {one.participant.subject.kind for one in rows}
    if kinds == {Kind.PERSON}:
        return "người"
    return "đơn vị, cá nhân" if Kind.PERSON in kinds else "đơn vị"


def _prizes_said(rows: Sequence[OutcomeRow]) -> list[str]:
    """Name who wins, loses or changes a prize, in this order."""
    order = [Change.PRIZE_WON, Change.PRIZE_LOST, Change.OTHER_PRIZE]
    changed = sorted(
        (one for one in rows if one.change in order), key=lambda one: order.index(one.change)
    )
    said = [_prize_said(one) for one in changed[:_MOST_NAMED]]
    if len(changed) > len(said):
        said.append(f"{len(changed) - len(said)} thay đổi giải khác")
    return said


def _ranks_said(rows: Sequence[OutcomeRow]) -> list[str]:
    """Name who comes into the ranking or leaves it; count who moves."""
    said = []
    for change, words in (
        (Change.COMES_IN, "vào bảng xếp hạng"),
        (Change.GOES_OUT, "rời bảng xếp hạng"),
    ):
        found = [one for one in rows if one.change is change]
        names = ", ".join(one.name for one in found[:_MOST_NAMED])
        more = (
            f" và {len(found) - _MOST_NAMED} {_who(found)} khác" if len(found) > _MOST_NAMED else ""
        )
        if found:
            said.append(f"{names}{more} {words}")
    moved = [
        one
        for one in rows
        if None not in (one.before.rank, one.after.rank) and one.before.rank != one.after.rank
    ]
    return [*said, f"{len(moved)} {_who(moved)} đổi hạng"] if moved else said


def _prize_said(row: OutcomeRow) -> str:
    old, new = row.before.prize_name.lower(), row.after.prize_name.lower()
    if not old:
        return f"{row.name} được {new}"
    return f"{row.name} từ {old} thành {new}" if new else f"{row.name} mất {old}"


def _money_said(before: int, after: int) -> list[str]:
    if before == after:
        return []
    way = "tăng" if after > before else "giảm"
    return [f"tiền thưởng {way} {vietnamese.money(abs(after - before))}"]


def outcome_groups(
    official: Side, tried: Side, awards: Sequence[AwardChangeView]
) -> tuple[OutcomeGroup, ...]:
    """Put both rankings beside each other, group by group, in the order of the one tried.

    Who is in no group that is ranked comes last: only awards can change there.
    """
    before = {
        one.subject.id: place
        for group in official.ranking.groups
        for one, place in _places(official.loaded.campaign, group)
    }
    changed: dict[SubjectId, list[AwardChangeView]] = {}
    for award in awards:
        changed.setdefault(SubjectId(award.subject), []).append(award)
    campaign = tried.loaded.campaign
    score = score_title(campaign)

    def row(who: Participant, old: Place, new: Place, word: str) -> OutcomeRow:
        subject = who.subject
        name, won = display_name(subject), tuple(changed.get(subject.id, ()))
        return OutcomeRow(who, name, subject.label, old, new, word, won)

    ranked = tuple(
        OutcomeGroup(
            found.group.id,
            group_title(campaign, found.group.id),
            found.group.short,
            score,
            tuple(
                row(who, before[who.subject.id], after, score.lower())
                for who, after in _places(campaign, found)
            ),
        )
        for found in tried.ranking.groups
    )
    others = tuple(
        row(one, _NOWHERE, _NOWHERE, "")
        for one in official.loaded.data.participants
        if one.subject.id not in before
    )
    words = "Chỉ xét khen thưởng"
    return (*ranked, OutcomeGroup("", words, words, "", others)) if others else ranked


_NOWHERE: Final = Place(None, "")


def _places(campaign: Campaign, group: GroupRanking) -> Iterator[tuple[Participant, Place]]:
    for row in group.rows:
        place = Place(row.rank, score_text(row), prize_view(campaign, row.prize))
        yield row.participant, place
    for one in group.not_ranked:
        yield one.participant, Place(None, "", None, one.state, one.why)
