"""Figures (số liệu) and where each came from, keyed by subject × measure × from × to."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store import undo

_CHUNK: Final = 10_000

_KEY: Final = ("subject_id", "measure", "period_start", "period_end")
_VALUES: Final = (
    "count",
    "percent",
    "missing",
    "by_hand",
    "import_id",
    "file",
    "sheet",
    "cell",
    "at",
    "who",
)
_COLUMNS: Final = ", ".join((*_KEY, *_VALUES))
_MARKS: Final = ", ".join("?" * (len(_KEY) + len(_VALUES)))
_CONFLICT: Final = (
    "ON CONFLICT (subject_id, measure, coalesce(period_start, ''), coalesce(period_end, ''))"
)
_SAME_KEY: Final = (
    "subject_id = ? AND measure = ? AND coalesce(period_start, '') = coalesce(?, '')"
    " AND coalesce(period_end, '') = coalesce(?, '')"
)
_SETS: Final = ", ".join(f"{name} = excluded.{name}" for name in _VALUES)
_PUT: Final = f"INSERT INTO figure ({_COLUMNS}) VALUES ({_MARKS}) {_CONFLICT} DO UPDATE SET {_SETS}"
_PUT_NEW: Final = f"INSERT INTO figure (id, {_COLUMNS}) VALUES (?, {_MARKS}) {_CONFLICT} DO NOTHING"

_OTHERS: Final = (
    f"{_SAME_KEY} AND missing IS NULL AND (count IS NOT ? OR percent IS NOT ?)"
    " AND (file, sheet) <> (?, ?)"
)
"""What stands at a key, if it is another value, of another table."""

Cell = str | int | None
Progress = Callable[[int, int], None]
"""Told how many of how many are done; may raise to stop, and the transaction leaves nothing."""


class Replaced(NamedTuple):
    """A figure another table gave before, and its number."""

    id: int
    figure: Figure


class FigureTable:
    """One value per subject, measure and period."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Figure]:
        """Return every figure, in the order they were first stored."""
        return self._select("ORDER BY id")

    def of_spans(self, subjects: Collection[SubjectId], starts: Collection[date]) -> list[Figure]:
        """Return figures of some subjects: timeless, or of spans begun on `starts` or openly."""
        days = json.dumps([one.isoformat() for one in starts])
        return self._select(
            "WHERE subject_id IN (SELECT value FROM json_each(?)) AND (period_start IS NULL"
            " OR period_start IN (SELECT value FROM json_each(?))) ORDER BY id",
            json.dumps(sorted(subjects)),
            days,
        )

    def of_subjects(self, subjects: Collection[SubjectId]) -> list[Figure]:
        """Return the figures of some subjects."""
        wanted = json.dumps(sorted(subjects))
        return self._select(
            "WHERE subject_id IN (SELECT value FROM json_each(?)) ORDER BY id", wanted
        )

    def get(self, subject: SubjectId, measure: str, period: Period | None) -> Figure | None:
        """Return the figure at one key."""
        found = self._select(f"WHERE {_SAME_KEY}", *_key(subject, measure, period))
        return found[0] if found else None

    def put(self, figure: Figure) -> None:
        """Store a figure in place of the one at its key."""
        self._connection.executemany(_PUT, _rows([figure]))

    def remove(self, subject: SubjectId, measure: str, period: Period | None) -> None:
        """Remove the figure at one key; then it was never reported."""
        self._connection.execute(
            f"DELETE FROM figure WHERE {_SAME_KEY}", _key(subject, measure, period)
        )

    def put_import(
        self, import_id: int, figures: Sequence[Figure], *, progress: Progress | None = None
    ) -> None:
        """Store the figures of one import: new ones as one range, others over what stood there.

        Every figure is stored as coming from `import_id`. A value another table gave is kept
        among the replaced ones.
        """
        (first,) = self._connection.execute(
            "SELECT coalesce(max(id), 0) + 1 FROM figure"
        ).fetchone()
        last = first + len(figures) - 1
        with undo.as_range(self._connection, "figure", first, last):
            for start in range(0, len(figures), _CHUNK):
                chunk = figures[start : start + _CHUNK]
                self._connection.executemany(_PUT_NEW, _numbered(chunk, first + start, import_id))
                if progress:
                    progress(min(start + _CHUNK, len(figures)), len(figures))
        # what stood at the keys of the others stands there still
        others = [figures[number - first] for number in self._not_inserted(first, last)]
        for figure, row in zip(others, _rows(others, import_id), strict=True):
            self._keep_other(figure)
            self._connection.execute(_PUT, row)

    def replaced(self, subjects: Collection[SubjectId]) -> list[Replaced]:
        """Return what other tables said of some subjects before, the newest first."""
        rows = self._connection.execute(
            f"SELECT id, {_COLUMNS} FROM replaced_figure"
            " WHERE subject_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            [json.dumps(sorted(subjects))],
        )
        return [Replaced(number, _figure(row)) for number, *row in rows]

    def forget_replaced(self, numbers: Collection[int]) -> None:
        """Drop values of other tables: what stands in their place is agreed on."""
        self._connection.execute(
            "DELETE FROM replaced_figure WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(numbers))],
        )

    def _keep_other(self, figure: Figure) -> None:
        (row,) = _rows([figure])
        key, source = row[: len(_KEY)], figure.source
        count, percent = row[len(_KEY) : len(_KEY) + 2]
        self._connection.execute(
            f"INSERT INTO replaced_figure ({_COLUMNS}) SELECT {_COLUMNS} FROM figure"
            f" WHERE {_OTHERS}",
            [*key, count, percent, source.file, source.sheet],
        )

    def _not_inserted(self, first: int, last: int) -> list[int]:
        ids = [first, last]
        within = "FROM figure WHERE id BETWEEN ? AND ?"
        (count,) = self._connection.execute(f"SELECT count(*) {within}", ids).fetchone()
        if count == last - first + 1:  # all are new: as in the first table of every month
            return []
        found = self._connection.execute(f"SELECT id {within}", ids)
        inserted = {row for (row,) in found}
        return [row for row in range(first, last + 1) if row not in inserted]

    def _select(self, which: str, *values: Cell) -> list[Figure]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM figure {which}", values)
        return [_figure(row) for row in rows]


def _numbered(figures: Iterable[Figure], first: int, import_id: int) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(_rows(figures, import_id), start=first):
        yield (number, *row)


def _rows(figures: Iterable[Figure], import_id: int | None = None) -> Iterator[tuple[Cell, ...]]:
    period, span = None, _span(None)
    moment, at = None, None
    for one in figures:
        source = one.source
        if one.period is not period:  # most have that of the one before
            period, span = one.period, _span(one.period)
        if source.at is not moment:
            moment, at = source.at, None if source.at is None else source.at.isoformat()
        yield (
            one.subject,
            one.measure,
            *span,
            one.count,
            None if one.percent is None else canonical(one.percent),
            one.missing,
            int(one.by_hand),
            source.import_id if import_id is None else import_id,
            source.file,
            source.sheet,
            source.cell,
            at,
            source.by,
        )


def _key(subject: SubjectId, measure: str, period: Period | None) -> tuple[Cell, ...]:
    return (subject, measure, *_span(period))


def _span(period: Period | None) -> tuple[str | None, str | None]:
    if period is None:
        return None, None
    return period.start.isoformat() if period.start else None, period.end.isoformat()


def canonical(percent: Decimal) -> str:
    """Return an exact decimal without needless zeros or exponent: `65.5`, `100`."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(row: Sequence[Any]) -> Figure:
    subject, measure, start, end, count, percent, missing, by_hand, *source = row
    import_id, file, sheet, cell, at, who = source
    return Figure(
        SubjectId(subject),
        measure,
        _period(start, end),
        count,
        None if percent is None else Decimal(percent),
        missing,
        by_hand == 1,
        Source(file, sheet, cell, _moment(at), who, import_id),
    )


@lru_cache(maxsize=1024)
def _period(start: str | None, end: str | None) -> Period | None:
    if end is None:
        return None
    return Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))


@lru_cache(maxsize=1024)
def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
