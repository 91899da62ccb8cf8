"""Figures (số liệu), the periods they cover, and rates between them.

A rate is a pair of counts and stays one: nothing is rounded here. No data is not
zero, and a whole of zero is «không phát sinh», which is neither met nor missed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Self, TypeVar

from thidua_desktop.domain.subjects import SubjectId

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Period:
    """What a figure covers, both days included; no `start` where the campaign's is open."""

    start: date | None
    end: date

    @property
    def month(self) -> str:
        """Return the month it is filed under: `2023-12`."""
        return f"{self.end.year}-{self.end.month:02d}"

    @property
    def is_one_month(self) -> bool:
        """Say whether it is one whole calendar month by itself, no running total."""
        first, after = self.start, self.end + timedelta(days=1)
        if first is None or first.day != 1 or after.day != 1:
            return False
        return (first.year, first.month) == (self.end.year, self.end.month)


class Source(NamedTuple):
    """Where a figure came from; no file when it was typed by hand."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    at: datetime | None = None
    by: str = ""
    import_id: int | None = None


class Figure(NamedTuple):
    """One reported value; exactly one of `count`, `percent` and `missing` is given.

    `percent` is a percentage typed by hand (65.5 is 65,5 %). `missing` is what stood in the
    cell instead of a value: a stored fact, different from never reported.
    Targets and yes/no facts have no period. There are many: tuples are made twice as fast.
    """

    subject: SubjectId
    measure: str
    period: Period | None = None
    count: int | None = None  # type: ignore[assignment]  # tuples' own method is not used
    percent: Decimal | None = None
    missing: str | None = None
    by_hand: bool = False
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Ratio:
    """How a rate is made: sums of measures, each named once, over sums of measures."""

    part: tuple[str, ...]
    whole: tuple[str, ...]
    measures: tuple[str, ...] = field(init=False, compare=False)
    """Every measure the rate needs, each once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "measures", tuple(dict.fromkeys(self.part + self.whole)))


class Known(StrEnum):
    """Whether a value could be had."""

    KNOWN = "known"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Rate(NamedTuple):
    """A rate as measured: its counts, never only their quotient.

    The first `added` of the figures are those summed up in `part`.
    """

    part: int
    whole: int
    figures: tuple[Figure, ...]
    period: Period | None
    added: int = 1

    @property
    def share(self) -> Fraction:
        """Return part / whole (1 = 100 %); `whole` is not 0."""
        return Fraction(self.part, self.whole)


class Measured(NamedTuple):
    """A rate, or why there is none: `lacking` names the measures nobody reported.

    `elsewhere` is a span in which they were reported, but which is not the one asked for.
    """

    known: Known
    rate: Rate | None = None
    lacking: tuple[str, ...] = ()
    elsewhere: Period | None = None


Starts = tuple[date | None, ...]
"""Accepted starts of the span an indicator reads, preferred first; None is an open start."""


_AtEnd = tuple[date, dict[str, Figure]]


class FigureBook:
    """The figures of every subject, arranged for looking up the latest cumulative one.

    While nobody has entered a campaign's first day, tables say it in their own ways: some state
    no start, some the day itself. So an open start (None) reads both, the newest end first, then
    those without a start, then the longest span. It leaves out single months, which are no running
    totals, and what starts before `earliest`, when the campaign cannot have begun yet. Once the
    day is `entered`, what was stored without a start is still the campaign's.
    """

    def __init__(
        self,
        figures: Iterable[Figure],
        earliest: date | None = None,
        entered: date | None = None,
    ) -> None:
        self._earliest = earliest
        self._entered = entered
        timed: dict[SubjectId, dict[date | None, dict[date, dict[str, Figure]]]] = {}
        self._timeless: dict[SubjectId, dict[str, Figure]] = {}
        for figure in figures:
            if figure.period is None:
                self._timeless.setdefault(figure.subject, {})[figure.measure] = figure
            else:
                spans = timed.setdefault(figure.subject, {})
                ends = spans.setdefault(figure.period.start, {})
                ends.setdefault(figure.period.end, {})[figure.measure] = figure
        self._timed: dict[SubjectId, dict[date | None, list[_AtEnd]]] = {
            subject: {
                start: sorted(ends.items(), key=lambda one: one[0], reverse=True)
                for start, ends in spans.items()
            }
            for subject, spans in timed.items()
        }
        self._merged: dict[tuple[SubjectId, date | None], list[_AtEnd]] = {}
        """What several spans hold together, worked out when it is first asked for."""
        self._measured: dict[object, dict[SubjectId, tuple[Measured, ...]]] = {}

    def otherwise(self, subjects: Collection[SubjectId], figures: Iterable[Figure]) -> Self:
        """Return a book in which `figures` are all there is of `subjects`.

        The rates of everybody else stay measured.
        """
        book, gone = type(self)(figures, self._earliest, self._entered), frozenset(subjects)
        book._keep(self, gone)  # noqa: SLF001 - of its own kind
        return book

    def _keep(self, other: "FigureBook", gone: Collection[SubjectId]) -> None:
        """Take over what another book has of everybody but those who are gone."""
        self._timed |= _without(other._timed, gone)  # noqa: SLF001 - another of its own kind
        self._timeless |= _without(other._timeless, gone)  # noqa: SLF001
        merged, measured = other._merged, other._measured  # noqa: SLF001
        self._merged = {key: one for key, one in merged.items() if key[0] not in gone}
        self._measured = {key: _without(one, gone) for key, one in measured.items()}

    def measured(
        self, ratios: tuple[Ratio, ...], starts: Starts, as_of: date
    ) -> dict[SubjectId, tuple[Measured, ...]]:
        """Return what has been measured so already, by subject, to look up and to add to.

        Most ways of reading the rules share most rates.
        """
        return self._measured.setdefault((ratios, starts, as_of), {})

    def timeless(self, subject: SubjectId, measure: str) -> Figure | None:
        """Return a target or fact of `subject`, which has no period."""
        return self._timeless.get(subject, {}).get(measure)

    def latest(
        self, subject: SubjectId, measures: Collection[str], starts: Starts, as_of: date
    ) -> Mapping[str, Figure] | None:
        """Return the figures of the latest end at which all of `measures` have a count.

        Only spans that begin at one of `starts`, and ends not after `as_of`, are read; the parts
        of one rate never come from two periods. None when there is no such end.
        """
        for start in starts:
            for end, found in self._from(subject, start):
                if end <= as_of and _has_all(found, measures):
                    return found
        return None

    def lacking(
        self, subject: SubjectId, measures: Collection[str], starts: Starts, as_of: date
    ) -> tuple[str, ...]:
        """Return the measures without a count at the latest end where any of them has one."""
        for found in self._until(subject, starts, as_of):
            lacking = _without_count(found, measures)
            if len(lacking) < len(measures):
                return lacking
        return tuple(measures)

    def elsewhere(
        self, subject: SubjectId, measures: Collection[str], as_of: date
    ) -> Period | None:
        """Return the latest period of any span at which all of `measures` have a count."""
        periods = [
            Period(start, end)
            for start, ends in self._timed.get(subject, {}).items()
            for end, found in ends
            if end <= as_of and _has_all(found, measures)
        ]
        return max(periods, key=lambda one: one.end, default=None)

    def ends(
        self, starts: Starts, as_of: date, measures: Collection[str] | None = None
    ) -> tuple[date, ...]:
        """Return every end up to `as_of` at which there are figures, of `measures` if given."""
        wanted = None if measures is None else frozenset(measures)
        found = {
            end
            for subject in self._timed
            for start in starts
            for end, there in self._from(subject, start)
            if end <= as_of and (wanted is None or not wanted.isdisjoint(there))
        }
        return tuple(sorted(found))

    def _until(
        self, subject: SubjectId, starts: Starts, as_of: date
    ) -> Iterator[dict[str, Figure]]:
        for start in starts:
            for end, found in self._from(subject, start):
                if end <= as_of:
                    yield found

    def reads(self, start: date | None, period: Period) -> bool:
        """Say whether figures of `period` are read where a span from `start` is asked for."""
        if period.start is None:
            return start is None or start == self._entered
        if start is not None:
            return period.start == start
        early = self._earliest is not None and period.start < self._earliest
        return not early and not period.is_one_month

    def _from(self, subject: SubjectId, start: date | None) -> Sequence[_AtEnd]:
        """Return what there is from `start`, the newest end first."""
        spans = self._timed.get(subject)
        if spans is None:
            return ()
        if start is not None and start != self._entered:
            return spans.get(start, ())
        found = self._merged.get((subject, start))
        if found is None:
            found = self._merged[subject, start] = self._together(spans, start)
        return found

    def _together(
        self, spans: Mapping[date | None, list[_AtEnd]], start: date | None
    ) -> list[_AtEnd]:
        every = [
            (own, at_end)
            for own, ends in spans.items()
            for at_end in ends
            if self.reads(start, Period(own, at_end[0]))
        ]
        # of equal ends the very start asked for, then the longest span; sorting is stable
        every.sort(key=lambda one: (one[0] != start, one[0] or date.max))
        every.sort(key=lambda one: one[1][0], reverse=True)
        return [at_end for _, at_end in every]


def _without(by_subject: Mapping[SubjectId, V], gone: Collection[SubjectId]) -> dict[SubjectId, V]:
    return {subject: one for subject, one in by_subject.items() if subject not in gone}


def _has_all(found: Mapping[str, Figure], measures: Iterable[str]) -> bool:
    for name in measures:
        figure = found.get(name)
        if figure is None or figure.count is None:
            return False
    return True


def _without_count(found: Mapping[str, Figure], measures: Iterable[str]) -> tuple[str, ...]:
    return tuple([name for name in measures if name not in found or found[name].count is None])


def _added(found: Mapping[str, Figure], measures: tuple[str, ...]) -> int:
    if len(measures) == 1:
        return found[measures[0]].count or 0
    return sum([found[name].count or 0 for name in measures])


def measure_rate(
    book: FigureBook, subject: SubjectId, ratio: Ratio, starts: Starts, as_of: date
) -> Measured:
    """Return the rate of `subject`, from one period only."""
    found = book.latest(subject, ratio.measures, starts, as_of)
    if found is None:
        lacking = book.lacking(subject, ratio.measures, starts, as_of)
        elsewhere = book.elsewhere(subject, ratio.measures, as_of)
        return Measured(Known.NO_DATA, lacking=lacking, elsewhere=elsewhere)
    figures = tuple([found[name] for name in ratio.measures])
    part, whole = _added(found, ratio.part), _added(found, ratio.whole)
    rate = Rate(part, whole, figures, figures[0].period, len(ratio.part))
    return Measured(Known.NOT_APPLICABLE if whole == 0 else Known.KNOWN, rate)
