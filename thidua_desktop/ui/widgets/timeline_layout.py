"""Where everything on the timeline stands, in pixels; no painting, so that it can be tested.

Two linear stretches, the run of the campaign and the closing weeks, because the milestones crowd
at the end. Labels are placed from right to left; on a collision the earlier one goes up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from thidua_desktop.domain.vietnamese import short_day
from thidua_desktop.services.overview_views import MilestoneMark, TimelineView

Measure = Callable[[str, bool], float]
"""Width in pixels of a text, in bold or not."""

LEVELS: Final = 3
_CLOSING_SHARE: Final = (0.47, 0.50)
_BREAK: Final = 22
_EDGE: Final = 5
_GAP: Final = 9
_APART: Final = 8
_DIAMOND: Final = 8
_OPEN_RUN_DAYS: Final = 92
_FLAG: Final = "Hôm nay"
_FEWEST_WORDS: Final = 3
"""Fewer words of a milestone than these say nothing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days drawn to one scale, from `left` to `right`; both days inside."""

    left: float
    right: float
    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it is."""
        return (self.last - self.first).days + 1

    def edge(self, day: date) -> float:
        """Return where `day` begins, kept within the stretch."""
        share = (day - self.first).days / self.days
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def middle(self, day: date) -> float:
        """Return the middle of `day`, kept a little inside the ends."""
        centre = (self.edge(day) + self.edge(day + timedelta(days=1))) / 2
        return min(max(centre, self.left + _EDGE), self.right - _EDGE)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Label:
    """A milestone as drawn: stem at `x` up to `level`, its words from `left` to `right`."""

    mark: MilestoneMark
    x: float
    level: int
    left: float
    right: float
    name: str
    day: str
    on_left: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """The flag of today; `beyond` is −1 before the first day, 1 after the last, else 0."""

    x: float
    left: float
    right: float
    words: str
    beyond: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole timeline."""

    run: Stretch
    closing: Stretch | None
    labels: tuple[Label, ...]
    flag: Flag


@dataclass(slots=True)
class _Taken:
    """What is already drawn: words by level, stems with their level, the red line of today."""

    words: list[tuple[int, float, float]] = field(default_factory=list)
    stems: list[tuple[float, int]] = field(default_factory=list)
    line: float | None = None
    roots: list[float] = field(default_factory=list)

    def is_free(self, x: float, level: int, left: float, right: float) -> bool:
        """Say whether words and stem of a label fit there."""
        if self.line is not None and left - 2 < self.line < right + 2:
            return False
        # Every stem starts at the bar, so it crosses the lowest row wherever its label ends up.
        near = (root for root in self.roots if left - _DIAMOND < root < right + _DIAMOND)
        if level == 0 and any(root != x for root in near):
            return False
        for other, start, end in self.words:
            if other == level and left < end + _APART and start < right + _APART:
                return False
            if other <= level and start - _DIAMOND < x < end + _DIAMOND:
                return False
        return all(
            top < level or not left - _APART < stem < right + _APART for stem, top in self.stems
        )


def arrange(
    view: TimelineView, width: float, measure: Measure, *, compact: bool, scale: float = 1.0
) -> Layout:
    """Place everything in `width` pixels; `scale` is the text size, 1 for 100 %."""
    run, closing = _stretches(view, width, compact=compact)
    flag = _flag(view.today, run, closing or run, measure)
    labels = _labels(view.milestones, (run, closing), flag, measure, _GAP * scale)
    return Layout(run, closing, labels, flag)


def stretch_of(day: date, run: Stretch, closing: Stretch | None) -> Stretch:
    """Return the stretch a day is drawn on."""
    return closing if closing is not None and day >= closing.first else run


def _stretches(
    view: TimelineView, width: float, *, compact: bool
) -> tuple[Stretch, Stretch | None]:
    first = _first_day(view)
    last = max((mark.day for mark in view.milestones), default=view.end)
    if last <= view.end:
        return Stretch(0, width, first, view.end), None
    closing = width * _CLOSING_SHARE[compact]
    run = Stretch(0, width - closing - _BREAK, first, view.end)
    # A few days of air, so that the last milestone does not stand on the very edge.
    air = timedelta(days=max(2, (last - view.end).days // 12))
    return run, Stretch(width - closing, width, view.end + timedelta(days=1), last + air)


def _first_day(view: TimelineView) -> date:
    if view.start is not None:
        return min(view.start, view.end)
    days = [view.end - timedelta(days=_OPEN_RUN_DAYS)]
    days += [date.fromisoformat(f"{period.month}-01") for period in view.periods]
    days += [mark.day for mark in view.milestones]
    return min(days)


def _flag(today: date, run: Stretch, last: Stretch, measure: Measure) -> Flag:
    beyond = -1 if today < run.first else 1 if today > last.last else 0
    words = {-1: f"← {_FLAG}", 0: _FLAG, 1: f"{_FLAG} →"}[beyond]
    half = measure(words, True) / 2 + 6
    stretch = last if today >= last.first else run
    x = {-1: run.left, 1: last.right}.get(beyond, stretch.middle(today))
    left = min(max(x - half, run.left), last.right - 2 * half)
    return Flag(x, left, left + 2 * half, words, beyond)


def _labels(
    marks: Sequence[MilestoneMark],
    stretches: tuple[Stretch, Stretch | None],
    flag: Flag,
    measure: Measure,
    gap: float,
) -> tuple[Label, ...]:
    run, closing = stretches
    taken = _Taken(line=None if flag.beyond else flag.x)
    taken.words.append((LEVELS - 1, flag.left, flag.right))
    taken.roots = [stretch_of(one.day, run, closing).middle(one.day) for one in marks]
    placed: list[Label] = []
    for mark in sorted(marks, key=lambda one: one.day, reverse=True):
        stretch = stretch_of(mark.day, run, closing)
        label = _place(mark, stretch, taken, measure, gap)
        taken.stems.append((label.x, label.level))
        if label.right > label.left:
            taken.words.append((label.level, label.left, label.right))
        placed.append(label)
    return tuple(reversed(placed))


def _place(
    mark: MilestoneMark, stretch: Stretch, taken: _Taken, measure: Measure, gap: float
) -> Label:
    x = stretch.middle(mark.day)
    # With its word the date does not contradict the working day the tasks ask for.
    day = f"trước {short_day(mark.day)}" if mark.before else short_day(mark.day)
    for name in _shorter_and_shorter(mark.name):
        wide = measure(day, False) + (measure(name + " ", True) if name else 0)
        for on_left in (False, True):
            left = x - gap - wide if on_left else x + gap
            if left < 0 or left + wide > stretch.right + 1:
                continue
            for level in range(LEVELS):
                if taken.is_free(x, level, left, left + wide):
                    return Label(mark, x, level, left, left + wide, name, day, on_left)
    # No room for a word. The lowest row is free of words here: `is_free` keeps every root clear.
    return Label(mark, x, 0, x, x, "", "")


def _shorter_and_shorter(name: str) -> Iterator[str]:
    """Yield a name, then its first words, at last nothing."""
    words = name.split(" ")
    yield name
    for many in range(len(words) - 1, _FEWEST_WORDS - 1, -1):
        yield " ".join(words[:many]).rstrip(",;:") + "…"
    yield ""
