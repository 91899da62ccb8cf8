"""What an import would do, complete before anything is written: new, changed, same, problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.findings import Code, Finding, Severity
from thidua_desktop.domain.subjects import Subject


class ChangeKind(StrEnum):
    """What a planned figure does to the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """One figure as it would be stored; exactly one of `count`, `percent`, `missing` is given."""

    measure: str
    cell: str
    count: int | None = None
    percent: Decimal | None = None
    missing: str | None = None
    before: Figure | None = None
    kind: ChangeKind = ChangeKind.NEW


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row that can go in: the subject it was matched with and its figures."""

    row: int
    subject: Subject
    as_typed: str
    figures: tuple[PlannedFigure, ...]


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """One row that stays out until a person decides, and the codes of its findings."""

    row: int
    as_typed: str
    subject: Subject | None
    because: tuple[Code, ...]
    candidates: tuple[tuple[Subject, int], ...] = ()
    """Subjects it could be, with likeness in percent, best first."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """One row that is no data: title, header, numbering, group, total, blank, note, signature."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do. `columns` maps measures and roles to column letters."""

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

    def count(self, kind: ChangeKind) -> int:
        """Return how many figures are new, changed or the same."""
        return sum(one.kind is kind for row in self.rows for one in row.figures)

    def having(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)
