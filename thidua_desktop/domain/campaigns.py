"""A campaign (đợt thi đua): its facts, groups, indicators, scoring, prizes and awards.

Plain data. What a campaign says is in its TOML document; `importing/presets.py` reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import Criterion, measures_in
from thidua_desktop.domain.figures import Figure, FigureBook, Ratio
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.readings import Choice, Reading, Readings, chosen
from thidua_desktop.domain.scoring import FactorStep, Scoring
from thidua_desktop.domain.subjects import Kind

Book = TypeVar("Book", bound=FigureBook)


@dataclass(frozen=True, slots=True)
class Group:
    """A group whose members are compared with one another (nhóm thi đua)."""

    id: str
    name: str
    short: str
    kind: Kind = Kind.UNIT
    aliases: tuple[str, ...] = ()
    noun: str = "đơn vị"
    """What one is called: `đơn vị`, `người`."""
    members: str = "đơn vị"
    """What its members are called: `xã, thị trấn`."""
    considered: Criterion | None = None
    """What a member must meet to be ranked at all (điều kiện xét)."""
    ranked: bool = True
    """False where members take part without being compared, like the staff of an office."""
    seal: bool = True
    """False where a body signs without a seal of its own, like a division of an office."""


class Bound(StrEnum):
    """How a milestone's date is meant: on that day, by its end, or before it begins."""

    ON = "on"
    BY = "by"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on the campaign's timeline (mốc thời gian); `opens` begins a window of days."""

    id: str
    name: str
    day: date
    bound: Bound = Bound.ON
    opens: date | None = None
    note: str = ""
    meanings: Choice[str] | None = None
    """Its names where the plan can be read in more than one way; `name` is the default one."""

    def named(self, readings: Readings) -> str:
        """Return its name under `readings`."""
        meaning: str | Choice[str] = self.meanings or self.name
        return chosen(meaning, readings)


@dataclass(frozen=True, slots=True)
class Content:
    """One numbered content (nội dung thi đua), and the indicators that measure it, if any."""

    id: str
    text: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What everybody together should reach (mục tiêu chung): shown, never held against one member.

    Without a `ratio` it is words only.
    """

    id: str
    text: str
    ratio: Ratio | None = None
    comparison: Comparison = Comparison.AT_LEAST
    share: Fraction = Fraction(0)


class UnmetPrize(StrEnum):
    """What happens to a prize whose condition the top-ranked unit misses."""

    PASS_DOWN = "pass-down"  # noqa: S105 - a reading, not a password
    VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize (giải) of one group; `count` of them, `amount` đồng each."""

    id: str
    name: str
    group: str
    amount: int
    count: int = 1
    condition: Criterion | None = None
    if_unmet: UnmetPrize | Choice[UnmetPrize] = UnmetPrize.PASS_DOWN


@dataclass(frozen=True, slots=True)
class DossierPart:
    """One paper of a dossier (thành phần hồ sơ), in `copies`; `form` when the program prints it."""

    name: str
    copies: int = 1
    form: str = ""
    kind: Kind | None = None
    """Whose paper it is, a collective's or a person's; None belongs to every dossier."""


@dataclass(frozen=True, slots=True)
class Award:
    """A form of commendation (hình thức khen thưởng) and who may have it.

    Criteria are named per kind of subject; a group's own come first. `for_winners`: every winner
    of a prize has it as well. The money that goes with it is the plan's own `reward`, in đồng, or
    what the law gives awards of `bonus_class`.
    """

    id: str
    name: str
    authority: str
    criteria: Mapping[Kind, Criterion]
    sets: int = 1
    parts: tuple[DossierPart, ...] = ()
    quota: Mapping[Kind, int] = field(default_factory=dict)
    note: str = ""
    by_group: Mapping[str, Criterion] = field(default_factory=dict)
    for_winners: bool = False
    reward: Mapping[Kind, int] = field(default_factory=dict)
    bonus_class: str = ""

    def criterion_for(self, group: Group) -> Criterion | None:
        """Return what a member of `group` must meet; None if the award is not for them."""
        return self.by_group.get(group.id) or self.criteria.get(group.kind)

    @property
    def all_criteria(self) -> tuple[Criterion, ...]:
        """Return every criterion anybody may be held against."""
        return (*self.criteria.values(), *self.by_group.values())


class Better(StrEnum):
    """Which of two values wins a tie-break."""

    LARGER = "larger"
    SMALLER = "smaller"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """What separates equal scores when a prize hangs on it: a count, or an indicator."""

    better: Better
    measure: str = ""
    indicator: str = ""


class RankBy(StrEnum):
    """What a ranking orders by."""

    POINTS = "points"
    TARGETS = "targets"
    CRITERIA = "criteria"


@dataclass(frozen=True, slots=True)
class RankingRule:
    """How members of a group are ordered.

    By points; or by targets met, then mean attainment (each at most `cap`), then the first of
    `volume` that is reported; or by how many of the group's `criteria` are met. Only points are
    an official score.
    """

    by: RankBy
    scoring: Scoring | None = None
    tie_breaks: tuple[TieBreak, ...] = ()
    indicators: tuple[str, ...] = ()
    cap: Fraction = Fraction(3, 2)
    volume: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """The indicators a ranking table shows; empty means those it orders by."""
    criteria: Mapping[str, Criterion] = field(default_factory=dict)

    @property
    def measures(self) -> set[str]:
        """Return the measures it reads by themselves, not as part of an indicator."""
        steps = self.scoring.steps.values() if self.scoring else ()
        factors = {step.measure for step in steps if isinstance(step, FactorStep)}
        return factors | {one.measure for one in self.tie_breaks if one.measure} | {*self.volume}


@dataclass(frozen=True, slots=True)
class Office:
    """Who runs the campaign, as printed on forms."""

    name: str
    superior: str = ""
    place: str = ""
    head: str = ""
    """The title that signs, e.g. «Giám đốc Sở»."""
    signs: tuple[str, ...] = ()
    """The lines above a signature, outermost first: «TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH»."""
    code: str = ""
    """Its letters in a document number: «SNV», «UBND»."""
    council: str = ""
    """Its council: «Hội đồng Thi đua - Khen thưởng huyện Núi Thành»."""
    standing: str = ""
    """Who does the council's office work, and takes the dossiers."""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything one campaign's document says."""

    id: str
    name: str
    short: str
    theme: str
    office: Office
    start: date | None
    end: date
    stated_days: int | None
    subjects_text: str
    legal_bases: tuple[str, ...]
    groups: tuple[Group, ...]
    milestones: tuple[Milestone, ...]
    contents: tuple[Content, ...]
    readings: tuple[Reading, ...]
    indicators: Mapping[str, Indicator]
    ranking: RankingRule
    prizes: tuple[Prize, ...] = ()
    awards: tuple[Award, ...] = ()
    prize_note: str = ""
    topic: str = ""
    """What it is about in two or three words, for the switcher."""
    plan: str = ""
    """How a document cites the plan: «Kế hoạch số 170/KH-UBND ngày 08/8/2023 …»."""
    status: str = ""
    """What the plan is, in a few words, for the list of presets."""
    goals: tuple[Goal, ...] = ()
    earliest_start: date | None = None
    """While `start` is open: the day before which it cannot have begun, the plan's own date."""

    def book(self, figures: Iterable[Figure]) -> FigureBook:
        """Return figures arranged for this campaign, whose start may be open or entered late."""
        return self.book_of(FigureBook, figures)

    def book_of(self, kind: type[Book], figures: Iterable[Figure]) -> Book:
        """Return figures arranged in a book of another kind."""
        entered = self.start if self.earliest_start else None
        return kind(figures, self.earliest_start, entered)

    def group(self, group_id: str) -> Group:
        """Return a group by id; KeyError if there is none."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def readings_with(self, decided: Readings) -> dict[str, str]:
        """Return the reading in force for every key: what was decided, else the default."""
        return {one.key: decided.get(one.key, one.default) for one in self.readings}

    @property
    def ranking_readings(self) -> tuple[Reading, ...]:
        """Return the readings a ranking may depend on: all but those of milestones' dates."""
        dated = {one.meanings.reading for one in self.milestones if one.meanings}
        return tuple(one for one in self.readings if one.key not in dated)

    @property
    def measures(self) -> frozenset[str]:
        """Return every measure any of its rules reads."""
        criteria = [
            *(group.considered for group in self.groups),
            *(prize.condition for prize in self.prizes),
            *(one for award in self.awards for one in award.all_criteria),
            *self.ranking.criteria.values(),
        ]
        found = {name for one in self.indicators.values() for name in one.measures}
        targets = (one.target.measure for one in self.indicators.values() if one.target)
        found.update(name for name in targets if name)
        found.update(name for goal in self.goals if goal.ratio for name in goal.ratio.measures)
        for criterion in criteria:
            if criterion is not None:
                found.update(measures_in(criterion, self.indicators))
        return frozenset(found | self.ranking.measures)

    @property
    def total_prize_money(self) -> int:
        """Return what all prizes cost together, in đồng."""
        return sum(prize.amount * prize.count for prize in self.prizes)
