"""From a table to the plan of its import: match, read, check; nothing is guessed.

A row with an error stays out whole. Totals are added up again and compared, never imported.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.findings import Code, Finding, Place, Severity
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.subjects import Subject
from thidua_desktop.errors import PeriodNeededError
from thidua_desktop.importing.book import Cell, CellKind, Step, address, no_step
from thidua_desktop.importing.cells import BLANK, Value, count_in, day_in, percent_in, shown
from thidua_desktop.importing.checks import Checks, Known
from thidua_desktop.importing.columns import BIRTH, OFFICE, ROLES, UNIT
from thidua_desktop.importing.headings import Column
from thidua_desktop.importing.headingwords import is_rate, unclear
from thidua_desktop.importing.layouts import layout_of
from thidua_desktop.importing.matching import Match, Matcher, group_named
from thidua_desktop.importing.periods import month_period
from thidua_desktop.importing.plan import (
    ChangeKind,
    ExcludedRow,
    ImportPlan,
    PlannedFigure,
    PlannedRow,
    PlanRequest,
    SkippedRow,
)
from thidua_desktop.importing.rows import Row, RowKind, merged_down

_STEP_ROWS = 500
_PLANNED: Final = PlannedFigure._make
"""Makes a figure of all its fields: there are so many that the usual way would be felt."""
_LIKE_FORMULAS: Final = ("=", "+", "-", "@")
LEFT_OUT, REPEATED, NOT_FILLED = "left out", "repeated", "blank"


@dataclass(slots=True)
class _ReadRow:
    """One row of data while it is looked at; `blocked` are codes whose finding stands elsewhere."""

    row: Row
    match: Match
    values: dict[str, Value]
    findings: list[Finding] = field(default_factory=list)
    blocked: list[Code] = field(default_factory=list)

    @property
    def subject(self) -> Subject | None:
        """Return whom it was matched with."""
        return self.match.subject

    @property
    def because(self) -> tuple[Code, ...]:
        """Return why it must stay out; empty if it need not."""
        if not self.findings and not self.blocked:
            return ()
        codes = [one.code for one in self.findings if one.severity is Severity.ERROR]
        return tuple(dict.fromkeys([*self.blocked, *codes]))


@uncollected()
def make_plan(request: PlanRequest, *, step: Step = no_step) -> ImportPlan:
    """Return all that importing the table would do.

    PeriodNeededError where the table states no period and `request.month` gives none; ValueError
    for a month that is none.
    """
    return _Planner(request).plan(step)


class _Planner:
    """Makes one plan."""

    def __init__(self, request: PlanRequest) -> None:
        self._request = request
        self._table = request.table
        self._sheet = request.table.sheet
        self._measured = request.table.measured(request.catalogue)
        self._timeless = frozenset(
            one.id for one in request.catalogue.measures.values() if one.unit is MeasureUnit.PERCENT
        )
        self._apart = frozenset(
            one.number
            for one in self._measured
            if one.key in self._timeless or one.letter in request.readings
        )
        """Columns whose cells are not read as those of all other columns."""
        self._lettered = tuple(
            (one.key, one.letter, one.key in self._timeless) for one in self._measured
        )
        self._who = request.table.column(UNIT)
        self._office = request.table.column(OFFICE)
        self._offices = merged_down(self._sheet, self._office.number if self._office else 0)
        """Offices that one merged cell names for several rows, for all rows but its first."""
        self._birth = request.table.column(BIRTH)
        self._matcher = Matcher(request.participants, request.aliases, request.groups)
        self._table = replace(self._table, rows=tuple(map(self._unless_named, self._table.rows)))
        self._period = self._choose_period()
        self._known = Known(request.existing, self._period)
        self._checks = Checks(request.table, request.catalogue, self._known)
        self._by_id = {one.subject.id: one.subject for one in request.participants}
        self._skipped: dict[int, str] = {}
        plain = not request.values and not any(map(self._is_special, self._measured))
        self._plain = tuple((one.key, one.number) for one in self._measured) if plain else ()
        """All columns, where every one holds counts and nothing was typed: as almost always."""
        self._counts: dict[int, Value] = {id(None): BLANK}
        """What cells of the sheet say, by identity: those that say the same are one object."""
        self._values: dict[int, dict[str, Value]] = {}
        """What was read in every row of data, those left out included: totals add them all."""

    def plan(self, step: Step) -> ImportPlan:
        """Look at every row, then at all of them together."""
        rows = list(self._read_rows(step))
        self._find_duplicates(rows)
        rows = [one for one in rows if one.row.number not in self._skipped]
        checked = [one for one in rows if not self._is_stored(one)]
        self._checks.set_aside([one.values for one in checked])
        for one in checked if self._checks.are_left else ():
            one.findings += self._checks.of_row(one.row.number, one.values, one.subject)
        findings = [*self._file_findings(), *(found for one in rows for found in one.findings)]
        findings += self._checks.of_totals(self._values, self._skipped)
        return ImportPlan(
            file=self._request.book.file,
            digest=self._request.book.digest,
            sheet=self._sheet.name,
            period=self._period,
            columns=self._table.letters,
            lines=self._table.lines,
            names_sheets=self._request.book.names_sheets,
            rows=tuple(self._planned(one) for one in rows if not one.because),
            excluded=tuple(self._excluded(one) for one in rows if one.because),
            skipped=tuple(self._skips()),
            findings=tuple(sorted(findings, key=_place_order)),
            layout=layout_of(self._table),
            corrected=frozenset(self._request.values),
            accepted=self._request.accepted,
            stated=self._table.stated,
        )

    # --- the period and the file ---

    def _choose_period(self) -> Period | None:
        if all(one.key in self._timeless for one in self._measured):
            return None
        stated, month = self._table.stated, self._request.month
        if stated is not None:
            return Period(stated.start or self._request.start, stated.end)
        if month is None and self._request.undated:
            return None
        if month is None:
            raise PeriodNeededError(self._request.book.file)
        return month_period(month, self._request.start)

    def _file_findings(self) -> Iterator[Finding]:
        book, month = self._request.book, self._request.month
        if book.has_macros:
            yield Finding(Code.MACROS_IGNORED, Place())
        yield from self._legacy_findings()
        yield from self._column_findings()
        for sheet in book.sheets:
            if sheet.hidden:
                yield Finding(Code.HIDDEN_SHEET, Place(sheet.name), {"found": sheet.name})
        if self._period is not None and month is not None and self._period.month != month:
            facts = {"stated": self._period.month, "given": month}
            yield Finding(Code.PERIOD_DIFFERS, Place(self._sheet.name), facts)
        if (at := self._request.imported.get(book.digest)) is not None:
            yield Finding(Code.ALREADY_IMPORTED, Place(), {"at": at})

    def _column_findings(self) -> Iterator[Finding]:
        """Ask what columns are that may be either of two figures, and were left out for that."""
        columns = [one for one in self._table.columns if one.key not in ROLES and not one.line]
        doubtful = unclear({one.number: one.path for one in columns if not is_rate(one.path)})
        left = [one for one in columns if one.number in doubtful and not one.key]
        if left:
            facts = {
                "columns": ", ".join(one.letter for one in left),
                "headings": ", ".join(f"«{one.heading}»" for one in left),
            }
            cell = f"{left[0].letter}{self._table.header[1]}"
            yield Finding(Code.UNCLEAR_COLUMNS, Place(self._sheet.name, cell), facts)

    def _legacy_findings(self) -> Iterator[Finding]:
        for one in self._request.book.legacy:
            if one.sheet == self._sheet.name:
                facts = {
                    "encoding": one.encoding,
                    "by": one.by,
                    "cells": vietnamese.count(one.cells),
                    "columns": ", ".join(one.columns),
                    "before": one.before,
                    "after": one.after,
                    "unknown": "case" if one.loses_case else "",
                }
                code = Code.LEGACY_KEPT if one.kept else Code.LEGACY_ENCODING
                yield Finding(code, Place(self._sheet.name), facts)

    # --- rows ---

    def _unless_named(self, row: Row) -> Row:
        """Return a row that looks like a total as data where somebody has that name: Cộng Hòa."""
        if row.kind is not RowKind.TOTAL or not row.name or not self._is_somebody(row):
            return row
        return row._replace(kind=RowKind.DATA)

    def _is_somebody(self, row: Row) -> bool:
        return self._matcher.is_named(row.name)

    def _read_rows(self, step: Step) -> Iterator[_ReadRow]:
        rows = self._table.rows
        heading = ""
        for done, row in enumerate(rows):
            if done % _STEP_ROWS == 0:
                step(done, len(rows))
            if row.kind is not RowKind.DATA:
                continue
            if heading and not row.in_list:
                row = row._replace(group=heading)  # noqa: PLW2901 - the same row, better known
            match = self._match(row)
            if self._is_group(row, match):
                self._skipped[row.number] = "group with subtotals" if row.has_values else "group"
                heading = vietnamese.nfc(row.name)
                continue
            read = self._read_row(row, match)
            self._values[row.number] = read.values
            if self._request.units.get(row.number, row.number) is None:
                self._skipped[row.number] = LEFT_OUT
            elif self._table.is_own and all(one is BLANK for one in read.values.values()):
                self._skipped[row.number] = NOT_FILLED
            else:
                yield read

    def _read_row(self, row: Row, match: Match) -> _ReadRow:
        read = _ReadRow(row, match, self._read_values(row))
        if match.problem is not None:
            read.findings.append(self._name_finding(row, match))
        for column in self._measured:
            value = read.values[column.key]
            if value.problem is not None:
                facts = {"found": value.found, "readings": value.readings, **dict(value.senses)}
                place = self._place(row, column)
                read.findings.append(Finding(value.problem, place, self._named(facts, column)))
        return read

    def _read_values(self, row: Row) -> dict[str, Value]:
        cells = self._sheet.rows[row.number]
        if not self._plain:
            return {one.key: self._value(row.number, one, cells) for one in self._measured}
        counts, get = self._counts, cells.get
        return {
            key: counts.get(id(cell := get(number))) or self._counted(cell)
            for key, number in self._plain
        }

    def _value(self, number: int, column: Column, cells: Mapping[int, Cell]) -> Value:
        value = self._said(column, cells)
        typed = self._request.values
        if (text := typed.get(address(number, column.number))) is None:
            return value
        cell = Cell(CellKind.TEXT, text) if text.strip() else None
        if not column.line or column.alone:
            return self._read(column, cell)
        if cell is None or ":" in text:
            return self._read(column, column.of({column.number: cell} if cell else {}))
        return self._read(column, cell) if value.problem is not None else value

    def _read(self, column: Column, cell: Cell | None) -> Value:
        reading = self._request.readings.get(column.letter, "")
        return (percent_in if column.key in self._timeless else count_in)(cell, reading)

    def _said(self, column: Column, cells: Mapping[int, Cell]) -> Value:
        if self._is_special(column):
            return self._read(column, column.of(cells))
        cell = cells.get(column.number)
        return self._counts.get(id(cell)) or self._counted(cell)

    def _is_special(self, column: Column) -> bool:
        """Say whether a column holds anything but one count a cell, read as usual."""
        return bool(column.line) or column.number in self._apart

    def _counted(self, cell: Cell | None) -> Value:
        value = self._counts[id(cell)] = count_in(cell)
        return value

    def _name_finding(self, row: Row, match: Match) -> Finding:
        names = [one.label for one, _ in match.candidates]
        found = vietnamese.nfc(self._as_typed(row))
        facts = {"found": found, "candidates": _either(names)}
        if match.problem is Code.NO_CACHED_VALUE:
            facts["of"] = "name"
        elif row.name.lstrip().startswith(_LIKE_FORMULAS):
            facts["like"] = "formula"
        return Finding(match.problem or Code.UNKNOWN_UNIT, self._place(row, self._who), facts)

    def _named(self, facts: dict[str, str], column: Column) -> dict[str, str]:
        return facts | {"measure": self._request.catalogue.measures[column.key].name}

    def _place(self, row: Row, column: Column | None) -> Place:
        cell = address(row.number, column.number) if column else ""
        return Place(self._sheet.name, cell, row.number)

    def _match(self, row: Row) -> Match:
        chosen = self._request.units.get(row.number)
        if chosen is not None and chosen in self._by_id:
            return Match(self._by_id[chosen])
        if self._is_nameless(row):
            return Match(problem=Code.NO_CACHED_VALUE)
        cells = self._sheet.rows[row.number]
        if self._office is None:
            found = self._matcher.unit(row.name, row.group)
            if found.subject is not None or not self._matcher.has_people:
                return found
        office = self._office.of(cells) if self._office else None
        office = office or self._offices.get(row.number)
        born = day_in(self._birth.of(cells) if self._birth else None)
        return self._matcher.person(row.name, shown(office), born)

    def _is_nameless(self, row: Row) -> bool:
        """Say whether the name is a formula nobody calculated: what it says is not known."""
        name = self._who.of(self._sheet.rows[row.number]) if self._who else None
        return name is not None and name.kind is CellKind.UNCALCULATED

    def _as_typed(self, row: Row) -> str:
        return "" if self._is_nameless(row) else row.name

    def _is_group(self, row: Row, match: Match) -> bool:
        """Say whether a row without a number of its own names a group, nobody registered."""
        if match.subject is not None or row.numbered:
            return False
        if group_named(row.name, self._request.groups) is not None:
            return True
        return not row.has_values and (row.in_list or not match.candidates)

    def _is_stored(self, read: _ReadRow) -> bool:
        """Say whether a row of our own table only says what the file holds: nothing to doubt."""
        if not self._table.is_own or not self._known.has_figures or read.subject is None:
            return False
        who = read.subject.id
        return all(
            _kind(read.values[key], self._known.at(who, key, timeless=timeless)) is ChangeKind.SAME
            for key, _, timeless in self._lettered
            if read.values[key] is not BLANK and read.values[key].problem is None
        ) and all(one.problem is None for one in read.values.values())

    def _find_duplicates(self, rows: list[_ReadRow]) -> None:
        """Keep the first of equal rows; rows of one subject that differ all stay out."""
        first: dict[int, _ReadRow] = {}
        for one in rows:
            other = first.setdefault(one.subject.id, one) if one.subject else one
            if other is one:
                continue
            if _said(other.values) == _said(one.values):
                self._skipped[one.row.number] = REPEATED
                continue
            name = self._as_typed(one.row) or (one.subject.label if one.subject else "")
            facts = {"found": vietnamese.nfc(name), "other": str(other.row.number)}
            one.findings.append(
                Finding(Code.DUPLICATE_UNIT, self._place(one.row, self._who), facts)
            )
            other.blocked.append(Code.DUPLICATE_UNIT)

    # --- what comes out ---

    def _planned(self, read: _ReadRow) -> PlannedRow:
        subject = read.subject
        assert subject is not None  # noqa: S101 - without one there is a finding, and it stays out
        row = read.row
        figures = self._figures(read, subject)
        return PlannedRow(row.number, subject, self._as_typed(row), figures, row.group)

    def _excluded(self, read: _ReadRow) -> ExcludedRow:
        row, match = read.row, read.match
        name = self._as_typed(row)
        return ExcludedRow(
            row.number, name, read.subject, read.because, match.candidates, row.group
        )

    def _figures(self, read: _ReadRow, subject: Subject) -> tuple[PlannedFigure, ...]:
        number, values = str(read.row.number), read.values
        known = self._known if self._known.has_figures else None
        figures: list[PlannedFigure] = []
        before, kind = None, ChangeKind.NEW
        for key, letter, timeless in self._lettered:
            value = values[key]
            if value is BLANK and self._table.is_own:
                continue
            if known:
                before = known.at(subject.id, key, timeless=timeless)
                kind = _kind(value, before)
            count, percent, missing = value.count, value.percent, value.missing
            cell = letter + number
            figures.append(_PLANNED((key, cell, count, percent, missing, before, kind, timeless)))
        return tuple(figures)

    def _skips(self) -> Iterator[SkippedRow]:
        for row in self._table.rows:
            if row.kind is not RowKind.DATA:
                yield SkippedRow(row.number, row.why)
            elif row.number in self._skipped:
                yield SkippedRow(row.number, self._skipped[row.number])


def _kind(value: Value, before: Figure | None) -> ChangeKind:
    if before is None:
        return ChangeKind.NEW
    if before.missing is not None and value.missing is not None:
        return ChangeKind.SAME
    same = (before.count, before.percent) == (value.count, value.percent)
    return ChangeKind.SAME if same else ChangeKind.CHANGED


def _said(values: dict[str, Value]) -> list[object]:
    return [
        one.found if one.problem else (one.count, one.percent, one.missing is not None)
        for one in values.values()
    ]


def _either(names: list[str]) -> str:
    return " hoặc ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _place_order(finding: Finding) -> tuple[int, int, str]:
    return finding.place.row or 0, len(finding.place.cell), finding.place.cell
