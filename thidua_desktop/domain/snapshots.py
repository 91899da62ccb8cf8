"""Snapshots (chốt): what differs between two frozen states, and what came after one.

Figures are told apart by subject, measure and period; two are the same when their values are,
wherever they came from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Final

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import FigureKey, key_of

LETTERS: Final = "234679ACDEFGHJKMNPQRTUVWXY"
"""What a code is written in: nothing that is mistaken for another (0 O, 1 I L, 5 S, 8 B, 2 Z)."""
CODE_LENGTH: Final = 8


def short_code(digest: int) -> str:
    """Return the short code of a digest: `K7W3MAXP`."""
    letters = []
    for _ in range(CODE_LENGTH):
        digest, place = divmod(digest, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one subject stood: its rank and prize, or why it had none."""

    subject: SubjectId
    name: str
    group: str
    rank: int | None
    score: str = ""
    """The score or how many criteria were met, as printed."""
    prize: str | None = None
    amount: int = 0
    why: str = ""
    """Why it was not ranked."""


@dataclass(frozen=True, slots=True)
class Move:
    """One subject that stands elsewhere, or whose prize is another; None where it was not there."""

    before: Place | None
    after: Place | None


def moves(before: Iterable[Place], after: Iterable[Place]) -> tuple[Move, ...]:
    """Return who moved, came, went, gained or lost a prize, in the order of `after`."""
    old = {one.subject: one for one in before}
    new = {one.subject: one for one in after}
    pairs = [Move(old.get(who), new.get(who)) for who in dict.fromkeys([*new, *old])]
    return tuple(one for one in pairs if _stands(one.before) != _stands(one.after))


def _stands(place: Place | None) -> tuple[str, int | None, str | None] | None:
    return (place.group, place.rank, place.prize) if place else None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure before and after; None where there was or is none."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """Return the newer of the two: whose it is, and of which measure."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a change has at least one side
        return found


def same_value(one: Figure | None, other: Figure | None) -> bool:
    """Say whether two figures say the same, wherever they came from."""
    return _value(one) == _value(other)


def _value(figure: Figure | None) -> tuple[object, ...] | None:
    return (figure.count, figure.percent, figure.missing) if figure else None


def changed_figures(before: Iterable[Figure], after: Iterable[Figure]) -> tuple[FigureChange, ...]:
    """Return the figures that differ; of one measure, another period is a change too."""
    old = {key_of(one): one for one in before}
    new = {key_of(one): one for one in after}
    found = [
        FigureChange(old[key], figure)
        for key, figure in new.items()
        if key in old and not same_value(old[key], figure)
    ]
    gone = _by_measure(figure for key, figure in old.items() if key not in new)
    come = _by_measure(figure for key, figure in new.items() if key not in old)
    for key in dict.fromkeys([*come, *gone]):
        pairs = zip_longest(gone.get(key, ()), come.get(key, ()))
        found += [FigureChange(*pair) for pair in pairs]
    return tuple(found)


_Measure = tuple[SubjectId, str]


def _by_measure(figures: Iterable[Figure]) -> dict[_Measure, list[Figure]]:
    grouped: dict[_Measure, list[Figure]] = {}
    for one in figures:
        grouped.setdefault((one.subject, one.measure), []).append(one)
    for several in grouped.values():
        several.sort(key=_end, reverse=True)
    return grouped


def _end(figure: Figure) -> date:
    return figure.period.end if figure.period else date.max


@dataclass(frozen=True, slots=True)
class Known:
    """The figures of a snapshot: those it used, and those it knew but could not use."""

    used: Sequence[Figure]
    others: Sequence[Figure]
    at: datetime


def worth_keeping(figures: Iterable[Figure], used: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the unused figures that a later arrival could bring into use.

    Those are newer than what is used of the same measure: `missing` facts, halves of a rate.
    """
    used_keys = {key_of(one) for one in used}
    newest = _newest(used)
    return tuple(
        one
        for one in figures
        if key_of(one) not in used_keys
        and _end(one) > newest.get((one.subject, one.measure), date.min)
    )


def late_figures(
    known: Known, used_now: Iterable[Figure], all_now: Mapping[FigureKey, Figure]
) -> tuple[FigureChange, ...]:
    """Return what arrived after a snapshot and bears on what it used.

    A figure that was there already and only comes into use because another one arrived or
    went is no arrival.
    """
    used = {key_of(one): one for one in known.used}
    found = [
        FigureChange(one, all_now.get(key))
        for key, one in used.items()
        if not same_value(one, all_now.get(key))
    ]
    others = {key_of(one): one for one in known.others}
    newest = _newest(known.used)
    for figure in used_now:
        key = key_of(figure)
        before = others.get(key)
        if key in used or same_value(before, figure):
            continue
        older = _end(figure) < newest.get((figure.subject, figure.measure), date.min)
        if older and figure.source.at is not None and figure.source.at <= known.at:
            continue
        found.append(FigureChange(before, figure))
    return tuple(found)


def _newest(figures: Iterable[Figure]) -> dict[_Measure, date]:
    newest: dict[_Measure, date] = {}
    for one in figures:
        key = (one.subject, one.measure)
        newest[key] = max(_end(one), newest.get(key, date.min))
    return newest
