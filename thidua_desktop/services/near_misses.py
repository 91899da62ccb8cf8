"""Use cases on near misses (suýt đạt): who missed which criterion, by how much, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.comparisons import threshold_words
from thidua_desktop.domain.criteria import judge
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Counted, Held, Judgement
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.near_misses import Shortfall, is_last_one, missed, remedy, shortfall
from thidua_desktop.domain.ranking import Ranking, scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.domain.usage import FigureKey, key_of
from thidua_desktop.domain.whatif import FigureTry
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.rankings import display_name, group_title, ranking_of
from thidua_desktop.store.workspace import Workspace

CONSIDERED: Final = "xét giải"
_FEWEST_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One criterion one subject missed.

    `gap` is in percentage points for a rate, in whole numbers for a count; `needed` is the
    smallest number of dossiers counted in the part, the whole unchanged, that would have done
    (counted out of it where `fewer`); `needed_growing` the smallest when they add to the whole too;
    None where no number does.
    """

    participant: Participant
    name: str
    group: str
    criterion: str
    title: str
    missed: tuple[str, ...]
    """What was missed with it: `xét giải`, `giải nhất`, an award."""
    last_one_for: tuple[str, ...]
    """Those of them for which everything else is met."""
    value: str
    threshold: str
    gap: Fraction
    gap_text: str
    fewer: bool
    needed: int | None
    needed_growing: int | None
    noun: str
    closeness: Fraction
    text: str
    remedy: FigureTry | None = None
    """The figure that would have done, to be tried (`needed` more or less of it)."""
    short: str = ""
    """What the criterion looks at, for narrow places: the short name of its rate or count."""


class NearMissService:
    """Near misses in one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def near_misses(
        self, key: str, as_of: date, readings: Readings | None = None
    ) -> tuple[NearMiss, ...]:
        """Return who missed what on the figures known by `as_of`, the closest first."""
        loaded = load(self._workspace, key)
        return near_misses_of(loaded, ranking_of(loaded, as_of, dict(readings or {})))


@uncollected()
def near_misses_of(loaded: Loaded, ranking: Ranking) -> tuple[NearMiss, ...]:
    """Return who missed what under the ranking's day and readings, the closest first."""
    scope = scope_of(loaded.campaign, loaded.data, ranking.as_of, ranking.readings)
    ranked = {row.participant.subject.id for one in ranking.groups for row in one.rows}
    found = [
        miss
        for one in loaded.data.participants
        for miss in _of(one, loaded, scope, is_ranked=one.subject.id in ranked)
    ]
    found.sort(key=lambda one: (one.closeness, vietnamese.match_key(one.name)))
    return tuple(found)


_Same = tuple[tuple[FigureKey, ...], str]
"""What two criteria must share to be one: the figures and the threshold."""


def _of(
    participant: Participant, loaded: Loaded, scope: Scope, *, is_ranked: bool
) -> Iterator[NearMiss]:
    """Return the criteria one subject missed, each once, with all that it was missed for."""
    leaves: dict[_Same, Judgement] = {}
    purposes: dict[_Same, list[str]] = {}
    last: dict[_Same, list[str]] = {}
    for purpose, judgement in _held_against(participant, loaded, scope, is_ranked=is_ranked):
        for leaf in missed(judgement):
            key = (tuple(key_of(one) for one in leaf.figures), leaf.threshold)
            leaves.setdefault(key, leaf)
            purposes.setdefault(key, []).append(purpose)
            if is_last_one(judgement, leaf):
                last.setdefault(key, []).append(purpose)
    for key, leaf in leaves.items():
        titles = tuple(dict.fromkeys(purposes[key]))
        yield _miss(participant, loaded, leaf, titles, tuple(dict.fromkeys(last.get(key, ()))))


def _held_against(
    participant: Participant, loaded: Loaded, scope: Scope, *, is_ranked: bool
) -> Iterator[tuple[str, Judgement]]:
    campaign = loaded.campaign
    group = campaign.group(participant.group)
    if group.considered is not None:
        yield CONSIDERED, judge(group.considered, scope, participant)
    for prize in campaign.prizes:
        if prize.group == group.id and prize.condition is not None and is_ranked:
            yield prize.name.lower(), judge(prize.condition, scope, participant)
    for award in campaign.awards:
        criterion = award.criterion_for(group)
        if criterion is not None and not award.for_winners:
            yield award.name, judge(criterion, scope, participant)


def _miss(
    participant: Participant,
    loaded: Loaded,
    leaf: Judgement,
    purposes: tuple[str, ...],
    last: tuple[str, ...],
) -> NearMiss:
    basis = leaf.basis
    assert isinstance(basis, Held | Counted)  # noqa: S101 - `missed` returns no others
    short = shortfall(basis)
    noun = catalogue().measures[basis.figures[0].measure].noun
    return NearMiss(
        participant,
        display_name(participant.subject),
        group_title(loaded.campaign, participant.group),
        leaf.id,
        leaf.text,
        purposes,
        last,
        basis.value,
        _threshold(basis),
        short.gap * vietnamese.PERCENT if isinstance(basis, Held) else short.gap,
        _gap_words(basis, short, noun),
        short.fewer,
        short.alone,
        short.growing,
        noun,
        short.closeness,
        _sentence(participant.subject.label, leaf, purposes, noun),
        _tried(remedy(basis, short)),
        _short(loaded.campaign, basis),
    )


def _short(campaign: Campaign, basis: Held | Counted) -> str:
    measures = {one.measure for one in basis.figures}
    if isinstance(basis, Counted):
        return catalogue().measures[basis.figures[0].measure].short
    named = (one.short for one in campaign.indicators.values() if measures & set(one.measures))
    return next(named, "")


def _tried(figure: Figure | None) -> FigureTry | None:
    return FigureTry(*key_of(figure), count=figure.count) if figure else None


def _threshold(basis: Held | Counted) -> str:
    if isinstance(basis, Held):
        return threshold_words(basis.comparison, vietnamese.threshold_percent(basis.limit))
    return threshold_words(basis.comparison, vietnamese.count(basis.limit))


def _gap_words(basis: Held | Counted, short: Shortfall, noun: str) -> str:
    side = "vượt" if short.fewer else "thiếu"
    if isinstance(basis, Counted):
        return f"{side} {vietnamese.count(short.alone or 0)} {noun}"
    if not short.gap:
        return "vừa bằng mức, phải dưới" if short.fewer else "vừa bằng mức, phải vượt"
    return f"{side} {_points(short.gap * vietnamese.PERCENT)} điểm phần trăm"


def _points(gap: Fraction) -> str:
    """Return a gap with two digits, or with as many as it takes to see that there is one."""
    digits = _FEWEST_DIGITS
    while not vietnamese.rounded(gap, digits):
        digits += 1
    return vietnamese.decimal(gap, digits)


def _sentence(name: str, leaf: Judgement, purposes: tuple[str, ...], noun: str) -> str:
    """Return `Xã Tam Hải, xét giải, «…»: 64,75%, cần từ 65%, thiếu 0,25 điểm phần trăm. …`."""
    basis = leaf.basis
    assert isinstance(basis, Held | Counted)  # noqa: S101 - as above
    short = shortfall(basis)
    said = (
        f"{name}, {', '.join(purposes)}, «{leaf.text}»: {basis.value}, cần {_threshold(basis)}, "
        f"{_gap_words(basis, short, noun)}."
    )
    if isinstance(basis, Counted):
        return said
    return f"{said} {_would_do(short, basis.rate.whole, noun)}"


def _would_do(short: Shortfall, whole: int, noun: str) -> str:
    total = f"{vietnamese.count(whole)} {noun}"
    verb = "bớt" if short.fewer else "thêm"
    ways = []
    if short.alone is not None:
        ways.append(f"{verb} {vietnamese.count(short.alone)} trong {total} đã có")
    if short.growing is not None:
        kind = "khác" if short.fewer else "mới được tính"
        ways.append(f"thêm {vietnamese.count(short.growing)} {noun} {kind}")
    if not ways:
        return "Không thể đạt với số liệu này."
    words = ", hoặc ".join(ways)
    return f"{words[0].upper()}{words[1:]} thì đạt."
