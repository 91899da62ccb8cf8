"""Figures (số liệu), the periods they cover, and rates between them.

A rate is a pair of counts and stays one: nothing is rounded here. No data is not
zero, and a whole of zero is «không phát sinh», which is neither met nor missed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua_desktop.domain.subjects import SubjectId


@dataclass(frozen=True, slots=True)
class Period:
    """What a figure covers, both days included; no `start` where the campaign's is open."""

    start: date | None
    end: date

    @property
    def month(self) -> str:
        """Return the month it is filed under: `2023-12`."""
        return f"{self.end.year}-{self.end.month:02d}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure came from; no file when it was typed by hand."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    at: datetime | None = None
    by: str = ""
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported value; exactly one of `count`, `percent` and `missing` is given.

    `percent` is a percentage typed by hand (65.5 is 65,5 %). `missing` is what stood in the
    cell instead of a value: a stored fact, different from never reported.
    Targets and yes/no facts have no period.
    """

    subject: SubjectId
    measure: str
    period: Period | None = None
    count: int | None = None
    percent: Decimal | None = None
    missing: str | None = None
    by_hand: bool = False
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Ratio:
    """How a rate is made: sums of measures over sums of measures."""

    part: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Return every measure the rate needs, each once."""
        return tuple(dict.fromkeys(self.part + self.whole))


class Known(StrEnum):
    """Whether a value could be had."""

    KNOWN = "known"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as measured: its counts, never only their quotient."""

    part: int
    whole: int
    figures: tuple[Figure, ...]
    period: Period | None

    @property
    def share(self) -> Fraction:
        """Return part / whole (1 = 100 %); `whole` is not 0."""
        return Fraction(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Measured:
    """A rate, or why there is none: `lacking` names the measures nobody reported."""

    known: Known
    rate: Rate | None = None
    lacking: tuple[str, ...] = ()


Starts = tuple[date | None, ...]
"""Accepted starts of the span an indicator reads, preferred first."""


class FigureBook:
    """The figures of every subject, arranged for looking up the latest cumulative one."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._timed: dict[SubjectId, dict[date | None, dict[date, dict[str, Figure]]]] = {}
        self._timeless: dict[SubjectId, dict[str, Figure]] = {}
        for figure in figures:
            if figure.period is None:
                self._timeless.setdefault(figure.subject, {})[figure.measure] = figure
            else:
                spans = self._timed.setdefault(figure.subject, {})
                ends = spans.setdefault(figure.period.start, {})
                ends.setdefault(figure.period.end, {})[figure.measure] = figure

    def timeless(self, subject: SubjectId, measure: str) -> Figure | None:
        """Return a target or fact of `subject`, which has no period."""
        return self._timeless.get(subject, {}).get(measure)

    def latest(
        self, subject: SubjectId, measures: Iterable[str], starts: Starts, as_of: date
    ) -> Mapping[str, Figure] | None:
        """Return the counts of `measures` at the latest end at which all of them are there.

        Only spans that begin at one of `starts`, and ends not after `as_of`, are read; the parts
        of one rate never come from two periods. None when there is no such end.
        """
        wanted = tuple(measures)
        spans = self._timed.get(subject, {})
        for start in starts:
            ends = spans.get(start, {})
            for end in sorted((end for end in ends if end <= as_of), reverse=True):
                found = ends[end]
                if all(name in found and found[name].count is not None for name in wanted):
                    return {name: found[name] for name in wanted}
        return None

    def lacking(
        self, subject: SubjectId, measures: Iterable[str], starts: Starts, as_of: date
    ) -> tuple[str, ...]:
        """Return the measures without a count at any end that `latest` would read."""
        spans = self._timed.get(subject, {})
        have = {
            name
            for start in starts
            for end, found in spans.get(start, {}).items()
            if end <= as_of
            for name, figure in found.items()
            if figure.count is not None
        }
        wanted = tuple(measures)
        return tuple(name for name in wanted if name not in have) or wanted

    def ends(self, starts: Starts, as_of: date) -> tuple[date, ...]:
        """Return every end in use up to `as_of`, oldest first."""
        found = {
            end
            for spans in self._timed.values()
            for start in starts
            for end in spans.get(start, {})
            if end <= as_of
        }
        return tuple(sorted(found))


def measure_rate(
    book: FigureBook, subject: SubjectId, ratio: Ratio, starts: Starts, as_of: date
) -> Measured:
    """Return the rate of `subject`, from one period only."""
    found = book.latest(subject, ratio.measures, starts, as_of)
    if found is None:
        return Measured(Known.NO_DATA, lacking=book.lacking(subject, ratio.measures, starts, as_of))
    figures = tuple(found[name] for name in ratio.measures)
    part = sum(found[name].count or 0 for name in ratio.part)
    whole = sum(found[name].count or 0 for name in ratio.whole)
    rate = Rate(part, whole, figures, figures[0].period)
    return Measured(Known.NOT_APPLICABLE if whole == 0 else Known.KNOWN, rate)
