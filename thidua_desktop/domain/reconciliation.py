"""Reconciling (đối chiếu) the tables that make up one period: who gave what, who is missing where.

Offices report parts of the same figures: one the online counts, another the totals. A table is
asked for the measures it is the main source of; a supplement for a few units asks for nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.measures import PartRule
from thidua_desktop.domain.snapshots import same_value
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.suspicions import PartOver, parts_over


@dataclass(frozen=True, slots=True)
class Origin:
    """The table a figure came from; nothing in it where the figure was typed by hand."""

    file: str = ""
    sheet: str = ""

    @property
    def by_hand(self) -> bool:
        """Say whether it stands for what was typed by hand."""
        return not self.file


BY_HAND = Origin()


def origin_of(figure: Figure) -> Origin:
    """Return the table a figure came from; a cell the clerk corrected still is the table's."""
    return Origin(figure.source.file, figure.source.sheet) if figure.source.file else BY_HAND


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one table gave: its measures, for whom, and their totals.

    `main` are the measures most subjects have from here; `latest` is the figure stored last.
    """

    origin: Origin
    measures: tuple[str, ...]
    main: tuple[str, ...]
    subjects: frozenset[SubjectId]
    totals: Mapping[str, int]
    latest: Figure


@dataclass(frozen=True, slots=True)
class Absence:
    """A subject other tables know, for whom one table said nothing it is the main source of."""

    subject: SubjectId
    origin: Origin
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of a table that was left out of the file when it was imported, `at` that moment."""

    subject: SubjectId
    origin: Origin
    at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two tables gave one figure differently: `held` is in force, `other` was replaced by it."""

    held: Figure
    other: Figure


class UnitState(StrEnum):
    """How far a subject's figures of the period are together."""

    COMPLETE = "complete"
    NO_DATA = "no_data"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All that several tables of one period say together."""

    sources: tuple[Contribution, ...]
    """The largest first, what was typed by hand last."""
    absences: tuple[Absence, ...]
    refusals: tuple[Refusal, ...]
    """Those still open."""
    parts_over: tuple[PartOver, ...]
    disagreements: tuple[Disagreement, ...]
    nowhere: tuple[SubjectId, ...]
    """Whom no table knows."""
    states: Mapping[SubjectId, UnitState]
    figures: Mapping[tuple[SubjectId, str], Figure] = field(repr=False)

    @property
    def problems(self) -> int:
        """Return how many places somebody has to look at."""
        refused = {(one.subject, one.origin) for one in self.refusals}
        absent = [one for one in self.absences if (one.subject, one.origin) not in refused]
        found = (absent, self.refusals, self.parts_over, self.disagreements)
        return sum(len(one) for one in found)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is stored for one period.

    `beside` are figures of another span the campaign reads: their parts and wholes are compared as
    well. `replaced` are values that figures of another table took the place of.
    """

    figures: Iterable[Figure]
    beside: Iterable[Figure] = ()
    refused: Iterable[Refusal] = ()
    replaced: Iterable[Figure] = ()
    asked_of: Mapping[SubjectId, frozenset[str]] = field(default_factory=dict)
    """What each is to report; who is not named reports everything."""


def reconcile(
    members: Sequence[SubjectId],
    measures: Sequence[str],
    stored: Stored,
    rules: Sequence[PartRule] = (),
) -> Reconciliation:
    """Put together what is stored of `members` and `measures`."""
    asked = frozenset(measures)
    who = frozenset(members)
    figures = [one for one in stored.figures if one.subject in who]
    others = [one for one in stored.beside if one.subject in who]
    found = {(one.subject, one.measure): one for one in figures if one.measure in asked}
    sources = _sources(measures, found)
    known = {subject for subject, _ in found}
    refusals = tuple(one for one in stored.refused if _is_open(one, found, sources, measures))
    over = parts_over([*figures, *others], rules)
    contradicted = {one.subject for one in refusals} | {one.subject for one in over}
    own = {one: _own(measures, stored.asked_of.get(one)) for one in members}
    return Reconciliation(
        sources,
        tuple(_absences({one: own[one] for one in members if one in known}, found, sources)),
        refusals,
        over,
        tuple(_disagreements(found, stored.replaced)),
        tuple(one for one in members if one not in known),
        {one: _state(one, found, own[one], contradicted) for one in members},
        found,
    )


_Found = Mapping[tuple[SubjectId, str], Figure]


def _sources(measures: Sequence[str], found: _Found) -> tuple[Contribution, ...]:
    given: dict[Origin, list[Figure]] = {}
    for figure in found.values():
        given.setdefault(origin_of(figure), []).append(figure)
    counts = {
        name: {
            origin: sum(one.measure == name for one in figures)
            for origin, figures in given.items()
            if not origin.by_hand
        }
        for name in measures
    }
    most = {name: max(each.values(), default=0) for name, each in counts.items()}
    made = [
        _contribution(
            origin,
            figures,
            measures,
            tuple(n for n in measures if counts[n].get(origin, 0) == most[n] > 0),
        )
        for origin, figures in given.items()
    ]
    made.sort(key=lambda one: (one.origin.by_hand, -len(one.subjects), one.origin.file))
    return tuple(made)


def _contribution(
    origin: Origin, figures: list[Figure], measures: Sequence[str], main: tuple[str, ...]
) -> Contribution:
    given = tuple(name for name in measures if any(one.measure == name for one in figures))
    totals = {
        name: sum(one.count for one in figures if one.measure == name and one.count is not None)
        for name in given
    }
    latest = max(figures, key=lambda one: one.source.at.timestamp() if one.source.at else 0)
    subjects = frozenset(one.subject for one in figures)
    return Contribution(origin, given, main, subjects, totals, latest)


def _absences(
    members: Mapping[SubjectId, Sequence[str]], found: _Found, sources: Iterable[Contribution]
) -> Iterable[Absence]:
    for source in sources:
        for subject, own in members.items():
            lacking = tuple(name for name in source.main if name in own)
            if lacking and not any((subject, name) in found for name in lacking):
                yield Absence(subject, source.origin, lacking)


def _own(measures: Sequence[str], asked: frozenset[str] | None) -> Sequence[str]:
    return measures if asked is None else [name for name in measures if name in asked]


def _is_open(
    refusal: Refusal, found: _Found, sources: Sequence[Contribution], measures: Sequence[str]
) -> bool:
    """Say whether nothing the row would have given has come since from anywhere."""
    own = next((one.measures for one in sources if one.origin == refusal.origin), measures)
    return not any(
        figure.source.at is not None and figure.source.at > refusal.at
        for name in own
        if (figure := found.get((refusal.subject, name))) is not None
    )


def _disagreements(found: _Found, replaced: Iterable[Figure]) -> Iterable[Disagreement]:
    for other in replaced:
        held = found.get((other.subject, other.measure))
        if held is not None and held.period == other.period and not same_value(held, other):
            yield Disagreement(held, other)


def _state(
    subject: SubjectId, found: _Found, measures: Sequence[str], contradicted: Collection[SubjectId]
) -> UnitState:
    if subject in contradicted:
        return UnitState.CONTRADICTION
    figures = [found.get((subject, name)) for name in measures]
    has_all = all(one is not None and one.missing is None for one in figures)
    return UnitState.COMPLETE if has_all else UnitState.NO_DATA
