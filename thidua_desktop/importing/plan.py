"""What an import would do, complete before anything is written: new, changed, same, problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.findings import Code, Finding, Severity
from thidua_desktop.domain.measures import Catalogue
from thidua_desktop.domain.subjects import Participant, Subject, SubjectId
from thidua_desktop.importing.book import Book
from thidua_desktop.importing.headings import Table
from thidua_desktop.importing.layouts import LayoutColumn


class ChangeKind(StrEnum):
    """What a planned figure does to the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class PlannedFigure(NamedTuple):
    """One figure as it would be stored; exactly one of `count`, `percent`, `missing` is given.

    `missing` is what stood in the cell, empty for a blank one. `timeless` figures (targets) have
    no period, whatever the plan's. There are many: a tuple is made three times as fast.
    """

    measure: str
    cell: str
    count: int | None = None  # type: ignore[assignment]  # tuples' own method is not used
    percent: Decimal | None = None
    missing: str | None = None
    before: Figure | None = None
    kind: ChangeKind = ChangeKind.NEW
    timeless: bool = False


class PlannedRow(NamedTuple):
    """One row that can go in: the subject it was matched with and its figures."""

    row: int
    subject: Subject
    as_typed: str
    figures: tuple[PlannedFigure, ...]
    group: str = ""
    """The group heading it stands under in the table."""


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """One row that stays out until a person decides, and the codes of its findings."""

    row: int
    as_typed: str
    subject: Subject | None
    because: tuple[Code, ...]
    candidates: tuple[tuple[Subject, int], ...] = ()
    """Subjects it could be, with likeness in percent, best first."""
    group: str = ""
    """The heading of the group it stands under in the table."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """One row that is no data, and why.

    `title`, `header`, `numbering`, `group`, `group with subtotals`, `detail`, `total`, `blank`,
    `note`, `signature`; `repeated` (the same unit with the same figures again) and `left out`
    (the clerk's wish).
    """

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do.

    `period` is what the figures are filed under, `stated` what the table itself says of it.
    `columns` maps measures and roles to column letters, `lines` those of them that are one line
    of several within a cell to its label. Text files and web pages have no names of sheets.
    """

    file: str
    digest: str
    sheet: str
    period: Period | None
    columns: Mapping[str, str]
    rows: tuple[PlannedRow, ...]
    excluded: tuple[ExcludedRow, ...]
    skipped: tuple[SkippedRow, ...]
    findings: tuple[Finding, ...]
    corrected: frozenset[str] = field(default_factory=frozenset)
    """Cells whose value the clerk typed instead of what the file says."""
    accepted: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Findings the clerk agreed to, as (code, cell)."""
    lines: Mapping[str, str] = field(default_factory=dict)
    names_sheets: bool = True
    newcomers: tuple[Participant, ...] = ()
    """Whom nobody knew and who is registered with the import, with negative ids."""
    layout: tuple[LayoutColumn, ...] = ()
    """Every column of the table with its heading, to know its like again."""
    stated: Period | None = None

    def count(self, kind: ChangeKind) -> int:
        """Return how many figures are new, changed or the same."""
        return [one.kind for row in self.rows for one in row.figures].count(kind)

    def having(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)

    def open(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity that the clerk has not agreed to."""
        return tuple(
            one
            for one in self.having(severity)
            if (one.code.value, one.place.cell) not in self.accepted
        )


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """All that a plan depends on.

    `existing` are the figures stored for the campaign; `start` is the campaign's, used where the
    table states none; `month` (`2023-12`) is what it is to be filed under. `units`, `values` and
    `accepted` are the clerk's choices: row → whom (None leaves it out), cell → the value typed
    instead (empty leaves it missing), warnings agreed to as (code, cell). `readings` say by
    column (letter) how what is ambiguous there is read. `imported` are the files imported before:
    SHA-256 → when, in words. An `undated` plan, only to be looked at, may have no period where
    none is stated and none given.
    """

    book: Book
    table: Table
    catalogue: Catalogue
    participants: Sequence[Participant]
    groups: Sequence[Group] = ()
    existing: Iterable[Figure] = ()
    aliases: Mapping[str, SubjectId] = field(default_factory=dict)
    start: date | None = None
    month: str | None = None
    units: Mapping[int, SubjectId | None] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    accepted: frozenset[tuple[str, str]] = frozenset()
    imported: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    undated: bool = False
