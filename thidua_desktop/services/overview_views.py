"""What the overview shows, as plain values: the window only paints them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone on the painted timeline."""

    id: str
    name: str
    day: date
    done: bool
    late: bool
    before: bool = False
    """The day itself is already too late."""


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """How many subjects have figures for a month."""

    label: str
    month: str
    have: int
    total: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What the timeline paints."""

    start: date | None
    end: date
    today: date
    phase_name: str
    phase_days: int | None
    closing_name: str
    milestones: tuple[MilestoneMark, ...]
    periods: tuple[PeriodMark, ...]
    notices: tuple[str, ...]
    caption: str
    holidays: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class CardView:
    """One figure card: `share` fills its bar; tone `plain`, `amber` or `red`."""

    icon: str
    title: str
    figure: str
    of: str
    unit: str
    share: Fraction | None
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """One thing to do, and where: the page it opens and the filter there."""

    icon: str
    tone: str
    title: str
    detail: str
    chip: str
    chip_tone: str
    page: str
    filter: str


@dataclass(frozen=True, slots=True)
class Leader:
    """One of the first of a group."""

    rank: int
    name: str
    score_text: str
    share: Fraction
    prize_tone: str


@dataclass(frozen=True, slots=True)
class LeaderGroup:
    """The first of one group."""

    title: str
    unit: str
    rows: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class TrendView:
    """How one indicator went, period by period, over all subjects together."""

    title: str
    value: str
    change: str
    points: tuple[Fraction, ...]
    threshold: Fraction | None


@dataclass(frozen=True, slots=True)
class RecentView:
    """One of the last things done to the file: when, what, who."""

    when: str
    label: str
    who: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The whole page."""

    subtitle: str
    timeline: TimelineView
    cards: tuple[CardView, ...]
    tasks: tuple[TaskView, ...]
    leaders: tuple[LeaderGroup, ...]
    trends: tuple[TrendView, ...]
    recent: tuple[RecentView, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class HeaderView:
    """What the top bar shows of a campaign: phase, next deadline and its tone."""

    phase: str
    deadline: str
    deadline_tone: str
